/** Why each item of each shelf on the page stands where it stands: the parts of its score, as the engine tells them. */
import type { VitrineShelf } from '../../src/shelf.js';
import type { Explanation, ExplanationPart, RecommendRequest, Shelf } from '../../src/types.js';
import type { Vitrine } from '../../src/vitrine.js';
import { make } from '../page.js';
import type { Titles } from './titles.js';
import { effects, orders, parts as partNames } from './words.js';

const shownItems = 6;
const shownParts = 5;

/** A shelf of the page that shows something. */
export interface ShownShelf {
  /** Tells shelves apart while the page stands. */
  key: string;
  heading: string;
  shelf: Shelf;
  request: RecommendRequest;
}

/** One line of an explanation: what it is, and how much it adds. */
interface Part {
  text: (string | Node)[];
  value: number;
}

/** The page's filled shelves, in page order. */
export function shownShelves(): ShownShelf[] {
  // Until the element is defined, what stands in the page has none of its members.
  return [...document.querySelectorAll<Partial<VitrineShelf> & HTMLElement>('vitrine-shelf')].flatMap((element, at) => {
    const { shelf, request } = element;
    if (!shelf || !request || shelf.items.length === 0) return [];
    const heading = (element.shadowRoot ?? element).querySelector('h2')?.textContent?.trim();
    return [{ key: String(at), heading: heading || shelf.shows, shelf, request }];
  });
}

/** Ids whose titles the section needs. */
export function whyIds(shelves: readonly ShownShelf[], vitrine: Vitrine): string[] {
  return shelves.flatMap(({ shelf, request }) =>
    shelf.items.slice(0, shownItems).flatMap((item) => [item.id, ...sources(explained(vitrine, item.id, request))]),
  );
}

function explained(vitrine: Vitrine, id: string, request: RecommendRequest): Explanation | undefined {
  try {
    return vitrine.explain(id, request);
  } catch {
    return undefined;
  }
}

function sources(explanation: Explanation | undefined): string[] {
  return (explanation?.parts ?? []).flatMap((part) => part.source ?? []);
}

function partText(part: ExplanationPart, list: string, titles: Titles): (string | Node)[] {
  const text = (part.name === 'order' ? orders[list] : undefined) ?? partNames[part.name] ?? part.name;
  return part.source === undefined ? [text] : [make('em', '', titles.title(part.source)), `: ${text}`];
}

/** Parts of one source and relation as one line, largest first. */
function partsOf(explanation: Explanation, titles: Titles): Part[] {
  const grouped = new Map<string, Part>();
  for (const part of explanation.parts) {
    const key = `${part.name} ${part.source ?? ''}`;
    const known = grouped.get(key);
    if (known) known.value += part.value;
    else grouped.set(key, { text: partText(part, explanation.list, titles), value: part.value });
  }
  return [...grouped.values()].filter((part) => Math.abs(part.value) >= 0.0005).sort((left, right) => Math.abs(right.value) - Math.abs(left.value));
}

/** A bar of a share between 0 and 1; the number beside it says the same to everyone. */
function bar(share: number, kind: string): HTMLElement {
  const fill = make('span', kind);
  fill.style.inlineSize = `${Math.round(Math.min(Math.max(share, 0.02), 1) * 100)}%`;
  const track = make('span', 'know-bar', fill);
  track.ariaHidden = 'true';
  return track;
}

function line(text: (string | Node)[], value: string, share: number, kind: string): HTMLElement {
  return make('li', '', make('span', 'know-part', ...text), make('span', 'know-value', value), bar(share, kind));
}

/** The parts as bars, then the factors of the moment, which are inside the part of that name. */
function drawParts(explanation: Explanation | undefined, titles: Titles): Node[] {
  if (!explanation) return [make('p', 'know-quiet', 'The engine has no account of this one.')];
  const parts = partsOf(explanation, titles);
  const whole = parts.reduce((sum, part) => sum + Math.abs(part.value), 0) || 1;
  const draw = (text: (string | Node)[], value: number): HTMLElement =>
    line(text, `${value < 0 ? '−' : '+'} ${Math.abs(value).toFixed(3)}`, Math.abs(value) / whole, value < 0 ? 'minus' : 'plus');
  const rows = parts.slice(0, shownParts).map((part) => draw(part.text, part.value));
  const rest = parts.slice(shownParts);
  if (rest.length > 0) rows.push(draw([`${rest.length} smaller parts`], rest.reduce((sum, part) => sum + part.value, 0)));
  // A factor of 2 or of a half fills the bar.
  const factors = explanation.effects
    .filter(({ factor }) => Math.abs(factor - 1) >= 0.005)
    .map(({ dimension, factor }) => line([effects[dimension]], `× ${factor.toFixed(2)}`, Math.abs(Math.log2(factor)), factor < 1 ? 'under' : 'over'));
  const score = make('p', 'know-score', 'Score ', make('strong', '', explanation.score.toFixed(3)));
  return [make('ul', 'know-parts', ...rows, ...factors), score];
}

/** The section of the drawer: a part for each shelf, opened ones stay open while the ranking changes. */
export class WhySection {
  readonly #open = new Set<string>();
  #touched = false;

  /** Draws all shelves anew. */
  draw(shelves: readonly ShownShelf[], vitrine: Vitrine, titles: Titles): Node[] {
    if (shelves.length === 0) return [make('p', 'know-quiet', 'No shelf on this page shows anything yet.')];
    if (!this.#touched) this.#open.add(shelves[0]?.key ?? '');
    return shelves.map((shown) => {
      const rows = shown.shelf.items.slice(0, shownItems).map((item) => {
        const explanation = explained(vitrine, item.id, shown.request);
        const summary = make('summary', '', titles.picture(item.id), make('span', 'know-text', make('span', 'know-title', titles.title(item.id)), ...this.#first(explanation, titles)));
        return make('li', '', this.#details(`${shown.key} ${item.id}`, summary, drawParts(explanation, titles)));
      });
      const list = make('ol', 'know-items', ...rows);
      const details = this.#details(shown.key, make('summary', 'know-shelf', shown.heading), [list]);
      details.className = 'know-shelf-part';
      return details;
    });
  }

  /** The largest part in one line. */
  #first(explanation: Explanation | undefined, titles: Titles): Node[] {
    const [largest] = explanation ? partsOf(explanation, titles) : [];
    return largest ? [make('span', 'know-quiet', ...largest.text)] : [];
  }

  #details(key: string, summary: HTMLElement, content: Node[]): HTMLDetailsElement {
    const details = make('details', '', summary, ...content);
    details.dataset['key'] = key;
    details.open = this.#open.has(key);
    details.addEventListener('toggle', () => {
      if (!details.isConnected) return;
      this.#touched = true;
      if (details.open) this.#open.add(key);
      else this.#open.delete(key);
    });
    return details;
  }
}
