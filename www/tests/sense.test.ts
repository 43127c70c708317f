import { referrerClass } from '../src/sense.js';
import { check } from './check.js';

const [direct, search, social, email, advertisement, other] = [0, 1, 2, 3, 4, 5];
const from = (referrer: string, query = '') => () => referrerClass({ search: query, host: 'shop.test' }, referrer);

check('the page that led here', [
  ['a search engine', from('https://www.google.de/'), search],
  ['a social network', from('https://l.instagram.com/?u=1'), social],
  ['a name of one letter', from('https://x.com/a/b'), social],
  ['a short name', from('https://t.co/a'), social],
  ['a name that only ends alike', from('https://wix.com/'), other],
  ['mail below the name of a search engine', from('https://mail.google.com/'), email],
  ['mail of another one', from('https://mail.yahoo.com/'), email],
  ['mail of a firm', from('https://mail.example.org/'), email],
  ['an app for mail', from('android-app://com.google.android.gm/'), email],
  ['any other site', from('https://example.org/google.de/'), other],
  ['an address without a path', from('https://bing.com'), search],
  ['what is no address', from('about:blank'), other],
  ['none', from(''), direct],
  ['the shop itself', from('https://shop.test/a'), undefined],
]);

check('the address it landed on', [
  ['a mailing', from('', '?utm_source=a&utm_medium=email'), email],
  ['an advertisement', from('https://www.google.de/', '?gclid=x'), advertisement],
  ['a post', from('', '?fbclid=x'), social],
  ['a search of the shop', from('https://shop.test/', '?q=coat'), undefined],
]);
