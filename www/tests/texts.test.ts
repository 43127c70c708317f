import { contextNames, contextNumbers } from '../src/context.js';
import { explanation } from '../src/explanation.js';
import { priceText } from '../src/price.js';
import { listHeading, reasonText, setTexts, text } from '../src/texts.js';
import type { ListName, Reason } from '../src/types.js';
import { check } from './check.js';

const line = (list: ListName, reason: Reason, title?: string, language?: string): string => reasonText({ list, reason }, title, language);

check('price', [
  ['pounds', priceText(4999, 'GBP', 'en-GB'), '£49.99'],
  ['yen have no minor unit', priceText(4999, 'JPY', 'en'), '¥4,999'],
  ['three digits', priceText(4999, 'KWD', 'en').replace(/\s/g, ' '), 'KWD 4.999'],
  ['another language', priceText(129900, 'EUR', 'de').replace(/\s/g, ' '), '1.299,00 €'],
  ['a currency that is none', priceText(4999, 'no', 'en'), '49.99'],
  ['a language that is none', priceText(4999, 'GBP', '_').includes('49.99'), true],
  ['unknown', priceText(NaN, 'GBP', 'en'), ''],
]);

check('reason', [
  ['names what was looked at', line('for-you', { kind: 'viewed', source: 'a' }, 'Fell Coat'), 'Because you looked at Fell Coat'],
  ['names the basket', line('for-you', { kind: 'in-cart', source: 'a' }, 'Fell Coat'), 'Because Fell Coat is in your basket'],
  ['tells what the list knows', line('bought-together', { kind: 'goes-with', source: 'a' }, 'Fell Coat'), 'Often bought with Fell Coat'],
  ['is silent where the title is unknown', line('for-you', { kind: 'viewed', source: 'a' }), ''],
  ['names the circumstance', line('popular', { kind: 'context', dimension: 'hour' }), 'Popular at this time of day'],
  ['a title with a replacement pattern', line('for-you', { kind: 'viewed', source: 'a' }, '$& {source}'), 'Because you looked at $& {source}'],
  ['a kind that does not exist', line('popular', { kind: 'magic' as 'viewed' }), ''],
]);

setTexts('de', { 'list.popular': 'Beliebt', 'reason.viewed': 'Weil du {source} angesehen hast' });
setTexts('*', { 'list.new': 'Fresh' });
check('other languages', [
  ['heading', listHeading('popular', 'de-AT'), 'Beliebt'],
  ['reason', line('for-you', { kind: 'viewed', source: 'a' }, 'X', 'de'), 'Weil du X angesehen hast'],
  ['for all', listHeading('new', 'fr'), 'Fresh'],
  ['left out', text('card.add', 'de'), 'Add to basket'],
]);

const context = { device: 'phone', hour: 23, weekday: 'sunday', month: 12, referrer: 'email' } as const;
check('context', [
  ['to numbers', contextNumbers(context), { device: 0, hour: 23, weekday: 6, month: 11, referrer: 3 }],
  ['and back', contextNames(contextNumbers(context)), context],
  ['what is no such value is unknown', contextNumbers({ hour: 24, month: 0, device: 'watch' as 'phone' }), {}],
]);

const trace = explanation(
  {
    item: 1,
    list: 'for-you',
    parts: [
      { kind: 'step', source: 2, relation: 'similar', stepsBack: 0, value: 2 },
      { kind: 'base', value: 1 },
    ],
    ignored: 0.5,
    effects: [],
    context: 2,
    ranked: 1.5,
    score: 4.5,
  },
  (item) => `p${item}`,
);
check('explanation', [
  ['parts add up to the score', trace.parts.reduce((sum, part) => sum + part.value, 0), trace.score],
  [
    'parts by name',
    trace.parts,
    [
      { name: 'similar', value: 2, source: 'p2', stepsBack: 0 },
      { name: 'order', value: 1 },
      { name: 'shown', value: -1.5 },
      { name: 'context', value: 1.5 },
      { name: 'ranker', value: 1.5 },
    ],
  ],
]);
