/** The panel's words in every language. */
import { readdirSync, readFileSync } from 'node:fs';
import { english, factWords, sayIn, strengthWord } from '../src/parts/panel/words.js';
import { check } from './check.js';

const names = (line: string): string => (line.match(/\{\w+\}/g) ?? []).sort().join();
for (const file of readdirSync('src/panel-texts')) {
  const translated = JSON.parse(readFileSync(`src/panel-texts/${file}`, 'utf8')) as Record<string, string>;
  check(`panel ${file}`, [
    ['has every text and no other', Object.keys(translated).sort(), Object.keys(english).sort()],
    ['names what the English texts name', Object.entries(english).filter(([key, line]) => names(line) !== names(translated[key] ?? '')).map(([key]) => key), []],
    ['has no empty text', Object.values(translated).filter((line) => line.trim() === ''), []],
  ]);
}
check('panel', [
  ['has the languages of the shelves', readdirSync('src/panel-texts'), readdirSync('src/texts')],
  ['says English where a translation is silent', sayIn({ heading: 'Hallo', why: 3 })('why'), 'Why this product?'],
  ['puts values in', sayIn(undefined)('with', { action: 'Undo', name: '$& {x}' }), 'Undo: $& {x}'],
  ['tells strength', [-0.1, 0.05, 0.2, 0.6].map(strengthWord), ['not', 'little', 'some', 'much']],
  ['names facts for people', [factWords('trait', 'colour:red', sayIn({})), factWords('price', 'top', sayIn({})), factWords('brand', 'Fell', sayIn({}))], ['red', 'top', 'Fell']],
]);
