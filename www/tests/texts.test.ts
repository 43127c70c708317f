import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { contextNames, contextNumbers } from '../src/context.js';
import { explanation } from '../src/parts/explanation.js';
import { priceText } from '../src/price.js';
import { english as bundleEnglish } from '../src/parts/bundle/words.js';
import { english as triggerEnglish } from '../src/parts/triggers/words.js';
import { addTranslation, english as shelfEnglish, listHeading, reasonText, setTexts, text, translationTag } from '../src/texts.js';
import type { ListName, Reason } from '../src/types.js';
import { check } from './check.js';

const line = (list: ListName, reason: Reason, title?: string, language?: string): string => reasonText({ list, reason }, title, language);

check('price', [
  ['pounds', priceText(4999, 'GBP', 'en-GB'), '£49.99'],
  ['yen have no minor unit', priceText(4999, 'JPY', 'en'), '¥4,999'],
  ['three digits', priceText(4999, 'KWD', 'en').replace(/\s/g, ' '), 'KWD 4.999'],
  ['another language', priceText(129900, 'EUR', 'de').replace(/\s/g, ' '), '1.299,00 €'],
  ['forints have a minor unit, though browsers show none', priceText(499900, 'HUF', 'hu').replace(/\s/g, ' '), '4999 Ft'],
  ['rupiahs as well', priceText(4990000, 'IDR', 'id').replace(/\s/g, ' '), 'Rp 49.900'],
  ['what lies behind the point is not rounded away', priceText(1050, 'HUF', 'en').replace(/\s/g, ' '), 'HUF 10.50'],
  ['a whole price keeps its noughts', priceText(5000, 'EUR', 'fr').replace(/\s/g, ' '), '50,00 €'],
  ['digits of the language', priceText(129900, 'EGP', 'ar-EG').replace(/[\s\u200f\u061c]/g, ' ').trim(), '١٬٢٩٩٫٠٠ ج.م.'],
  ['Swiss francs', priceText(129950, 'CHF', 'de-CH').replace(/\s/g, ' ').replace("'", '’'), 'CHF 1’299.50'],
  ['reais', priceText(129950, 'BRL', 'pt-BR').replace(/\s/g, ' '), 'R$ 1.299,50'],
  ['rupees', priceText(12995000, 'INR', 'en-IN'), '₹1,29,950.00'],
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

addTranslation('de', { 'list.popular': 'Zurzeit beliebt', 'list.new': 'Neu', 'card.add': 'In den Warenkorb', 'toString': 'x', 'card.price': 3 });
check('translations', [
  ['under what the shop set', [listHeading('popular', 'de'), listHeading('new', 'de')], ['Beliebt', 'Fresh']],
  ['above English', text('card.add', 'de-CH'), 'In den Warenkorb'],
  ['an entry that is no text', text('card.price', 'de'), 'Price'],
  ['Norwegian by any of its names', ['no', 'nn-NO', 'nb'].map(translationTag), ['nb', 'nb', 'nb']],
]);

const english = { ...shelfEnglish, ...bundleEnglish, ...triggerEnglish };

/** The words in braces, in the order of the alphabet. */
const names = (line: string): string => (line.match(/\{\w+\}/g) ?? []).sort().join();
for (const file of readdirSync('src/texts')) {
  const translated = JSON.parse(readFileSync(`src/texts/${file}`, 'utf8')) as Record<string, string>;
  check(file, [
    ['has every text and no other', Object.keys(translated).sort(), Object.keys(english).sort()],
    ['names what the English texts name', Object.entries(english).filter(([key, line]) => names(line) !== names(translated[key] ?? '')).map(([key]) => key), []],
    ['has no empty text', Object.values(translated).filter((line) => line.trim() === ''), []],
  ]);
}
test('there are twelve languages or more beside English', () => assert.ok(readdirSync('src/texts').length >= 12));

const locales = ['en-gb', 'pt-br', 'es-419', 'zh-tw', 'de'];
const context = { device: 'phone', hour: 23, weekday: 'sunday', month: 12, referrer: 'email', locale: 'pt-br' } as const;
check('context', [
  ['to numbers', contextNumbers(context, locales), { device: 0, hour: 23, weekday: 6, month: 11, referrer: 3, locale: 1 }],
  ['and back', contextNames(contextNumbers(context, locales), locales), context],
  ['what is no such value is unknown', contextNames(contextNumbers({ hour: 24, month: 0, device: 'watch' as 'phone', locale: 'fr-FR' }, locales), locales), {}],
  ['a locale is a language and a region', ['en-GB', 'es-419', 'zh-Hant-TW', 'de', '', 'en'].map((locale) => contextNumbers({ locale }, locales).locale), [0, 2, 3, 4, undefined, undefined]],
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
    taste: 2,
    ranked: 1.5,
    score: 9,
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
      { name: 'taste', value: 3 },
      { name: 'ranker', value: 3 },
    ],
  ],
]);
