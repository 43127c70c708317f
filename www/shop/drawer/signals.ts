/** What this page noticed, and what the model makes of the visit so far. */
import type { Signals } from '../../src/signals.js';
import type { Vitrine } from '../../src/vitrine.js';
import { make, money } from '../page.js';
import { count, seconds } from './words.js';

/** Probabilities as `vitrine.intent()` gives them, where the model has them. */
interface Intent {
  purchase?: number;
  addToCart?: number;
  leaving?: number;
  mode: string;
}

function row(name: string, value: string): HTMLElement {
  return make('div', '', make('dt', '', name), make('dd', '', value));
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** The lines about the page, in the order in which they are read; what did not happen is left out. */
export function signalRows(signals: Signals): [name: string, value: string][] {
  const { options, searches, filters } = signals;
  const values = (list: readonly { value: string }[]): string => list.map(({ value }) => value).join(', ');
  const rows: [string, string, boolean][] = [
    ['Language', signals.locale, true],
    ['Time zone', signals.timeZone, true],
    ['Connection', `${signals.connection ?? ''}${signals.saveData ? ', saving data' : ''}`, signals.connection !== undefined],
    ['Scrolled to', percent(signals.scrollDepth), true],
    ['Pictures opened', String(signals.pictures), signals.pictures > 0],
    ['Chosen', values(options), options.length > 0],
    ['Counts as', `${seconds(signals.attention)} more of looking`, signals.attention > 0],
    ['Searched for', searches.join(', '), searches.length > 0],
    ['Filters', values(filters), filters.length > 0],
    ['Passed over', count(signals.shelvesPassed, 'shelf', 'shelves'), signals.shelvesPassed > 0],
    ['Opened again', count(signals.returns, 'product'), signals.returns > 0],
    ['Basket', signals.cartValue === undefined ? '' : money(signals.cartValue), (signals.cartValue ?? 0) > 0],
  ];
  return rows.flatMap(([name, value, told]) => (told ? [[name, value]] : []));
}

/** Draws the section's content. */
export function drawSignals(vitrine: Vitrine): Node[] {
  const nodes: Node[] = [];
  const intent = (vitrine as Vitrine & { intent?: () => Intent | undefined }).intent?.();
  if (intent) {
    nodes.push(make('p', '', make('strong', '', `You seem to be ${intent.mode}.`)));
    const chances: [string, number | undefined][] = [
      ['Will buy', intent.purchase],
      ['Fills basket', intent.addToCart],
      ['Leaves next', intent.leaving],
    ];
    nodes.push(make('dl', 'know-facts', ...chances.flatMap(([name, chance]) => (chance === undefined ? [] : [row(name, percent(chance))]))));
  }
  const known = vitrine.profile?.known();
  if (known) {
    const likings = known.affinities.filter(({ share }) => share > 0).slice(0, 4);
    const rows: [string, string][] = [['Shopper', `${known.lifecycle}, ${count(known.visits, 'visit')}`]];
    if (likings.length > 0) rows.push(['Likes', likings.map(({ name, share }) => `${name} ${percent(share)}`).join(', ')]);
    if (known.segments.length > 0) rows.push(['Segments', known.segments.join(', ')]);
    rows.push(['Kept', known.kept ? 'on this device' : 'only while this page stands']);
    nodes.push(make('dl', 'know-facts', ...rows.map(([name, value]) => row(name, value))));
  }
  const signals = vitrine.signals?.();
  if (signals) nodes.push(make('dl', 'know-facts', ...signalRows(signals).map(([name, value]) => row(name, value))));
  else nodes.push(make('p', 'know-quiet', 'The sensors start when the page has come to rest.'));
  return nodes;
}
