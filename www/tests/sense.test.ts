import { referrerClass, sense } from '../src/sense.js';
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
  ['a mailing by its tool', from('', '?mc_eid=x'), email],
  ['a mailing by another one', from('', '?a=1&_kx=x'), email],
  ['e-mail in another spelling', from('', '?utm_medium=E-Mail'), email],
  ['an advertisement on a phone of one maker', from('https://www.google.de/', '?gbraid=x'), advertisement],
  ['one in an application', from('', '?wbraid=x'), advertisement],
  ['one of a video network', from('', '?ttclid=x'), advertisement],
  ['paid by a thousand', from('', '?utm_medium=cpm'), advertisement],
  ['paid and social', from('', '?utm_source=x&utm_medium=paid_social'), advertisement],
  ['social and not paid', from('', '?utm_medium=social-media'), social],
  ['a word that only holds such letters', from('https://example.org/', '?utm_medium=print'), other],
  ['a post', from('', '?fbclid=x'), social],
  ['a search of the shop', from('https://shop.test/', '?q=coat'), undefined],
]);

/** Months that are added to the calendar's in a time zone. */
const monthsLater = (zone: string, otherSeasons?: string) => () => {
  process.env['TZ'] = zone;
  const found = (sense(otherSeasons === undefined ? {} : { otherSeasons }).month! - new Date().getMonth() + 12) % 12;
  delete process.env['TZ'];
  return found;
};
check('the season', [
  ['of a place on the other half of the world', monthsLater('Australia/Sydney', '^(Australia/|America/(Argentina/|Lima))'), 6],
  ['of a place of longer name', monthsLater('America/Argentina/Ushuaia', '^(Australia/|America/(Argentina/|Lima))'), 6],
  ['of a place on the same half', monthsLater('Europe/London', '^(Australia/|America/(Argentina/|Lima))'), 0],
  ['of the north, for a shop in the south', monthsLater('Europe/London', '^(?!Etc/|Australia/)\\w+/'), 6],
  ['of the south, for a shop there', monthsLater('Australia/Perth', '^(?!Etc/|Australia/)\\w+/'), 0],
  ['of no place', monthsLater('UTC', '^(?!Etc/|Australia/)\\w+/'), 0],
  ['where the model knows of none', monthsLater('Australia/Sydney'), 0],
]);
/** The browser says so. */
const speaking = (language: string) => () => {
  Object.defineProperty(globalThis, 'navigator', { configurable: true, value: { language } });
  return sense({ locales: ['en-gb', 'zh-tw'] }).locale;
};
check('the language', [
  ['that the shop knows', speaking('en-GB'), 0],
  ['with its script', speaking('zh-Hant-TW'), 1],
  ['that it does not', speaking('en-US'), undefined],
]);
