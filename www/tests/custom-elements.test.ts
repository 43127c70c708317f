/** Holds what editors are told about the elements against their source. */
import { readdirSync, readFileSync } from 'node:fs';
import { VitrineShelf } from '../src/shelf.js';
import { check } from './check.js';

interface Named {
  name: string;
}

interface Declaration {
  tagName: string;
  attributes: Named[];
  events: Named[];
  cssParts: Named[];
  cssProperties: Named[];
}

const told = JSON.parse(readFileSync('custom-elements.json', 'utf8')) as { modules: { declarations: Declaration[] }[] };
const source = ['src', 'src/parts/bundle', 'src/parts/template']
  .flatMap((folder) => readdirSync(folder).map((name) => `${folder}/${name}`))
  .concat('src/parts/bundle.ts')
  .filter((path) => /\.(ts|css)$/.test(path))
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');

/** What a pattern's group finds in the source, each once, in the order of the alphabet. */
const found = (pattern: RegExp): string[] => [...new Set([...source.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
const names = (list: Named[]): string[] => list.map(({ name }) => name).sort();

/** What other parts hear of, or set. */
const others = ['data-state', 'feedback', 'dom'];
const [shelves, panel] = told.modules;

for (const { tagName, attributes, events, cssParts, cssProperties } of shelves?.declarations ?? []) {
  const heard = names(attributes).filter((name) => !others.includes(name));
  check(tagName, [
    ['is defined', source.includes(`'${tagName}'`), true],
    ['has no attribute that nobody hears', heard.filter((name) => !VitrineShelf.observedAttributes.includes(name)), []],
    ['has every part', names(cssParts), [...found(/make\('\w+', '([a-z-]+)'/g), 'item', 'options', 'seed'].sort()],
    ['has every property', names(cssProperties), found(/(--vitrine-[a-z-]+)/g)],
    ['has every event', names(events), found(/'(vitrine:[a-z-]+)'/g)],
  ]);
}
check('vitrine-shelf', [
  ['tells every attribute', names(shelves?.declarations[0]?.attributes ?? []).filter((name) => !others.includes(name)), [...VitrineShelf.observedAttributes].sort()],
]);

const panelSource = ['element.ts', 'panel.css'].map((name) => readFileSync(`src/parts/panel/${name}`, 'utf8')).join('\n');
const foundIn = (pattern: RegExp): string[] => [...new Set([...panelSource.matchAll(pattern)].map((match) => match[1] ?? ''))].sort();
check('vitrine-panel', [
  ['is told', panel?.declarations.map(({ tagName }) => tagName), ['vitrine-panel']],
  ['has every part', names(panel?.declarations[0]?.cssParts ?? []), foundIn(/setAttribute\('part', '([a-z-]+)'/g)],
  ['has every property', names(panel?.declarations[0]?.cssProperties ?? []), foundIn(/(--vitrine-[a-z-]+)/g)],
]);
