/** Every re-ranking as it happens: what the shopper did, what moved in which shelf, and why the first of them moved. */
import { listHeading, reasonText } from '../../src/texts.js';
import type { Recommendation, VisitSummary } from '../../src/types.js';
import type { Vitrine } from '../../src/vitrine.js';
import { make } from '../page.js';
import { inPlaces, type Move, movesBetween } from './moves.js';
import type { Titles } from './titles.js';
import { deed } from './words.js';
import type { ShownShelf } from './why.js';

/** Key in `sessionStorage` for the orders that pages were left with, so that the next look at one tells what changed meanwhile. */
const ordersKey = 'vitrine-shop.orders';

const pagesKept = 12;
const entriesKept = 6;
const movesShown = 3;

interface Entry {
  cause: { text: string; id?: string };
  shelf: string;
  moves: Move[];
  /** The shelf's new order, for the reasons. */
  items: readonly Recommendation[];
}

type Orders = Record<string, Record<string, string[]>>;

function readOrders(): Orders {
  try {
    const stored: unknown = JSON.parse(sessionStorage.getItem(ordersKey) ?? '{}');
    return typeof stored === 'object' && stored !== null ? (stored as Orders) : {};
  } catch {
    return {};
  }
}

/** What tells two states of a visit apart. */
function stateOf(visit: VisitSummary, context: string): { steps: string; cart: string; context: string } {
  return { steps: visit.path.map(({ kind, id, seconds }) => `${kind} ${id} ${seconds}`).join(), cart: visit.cart.join(), context };
}

/** Ids of an entry's text. */
function idsOf({ cause, moves, items }: Entry): string[] {
  const shown = moves.slice(0, movesShown).map(({ id }) => id);
  return [...(cause.id === undefined ? [] : [cause.id]), ...shown, ...items.filter(({ id }) => shown.includes(id)).flatMap(({ reason }) => reason.source ?? [])];
}

/** The section of the drawer. */
export class ChangeLog {
  readonly #entries: Entry[] = [];
  readonly #orders = new Map<string, string[]>();
  #state: ReturnType<typeof stateOf> | undefined;

  constructor(private readonly vitrine: Vitrine) {
    const known = readOrders()[location.pathname];
    if (typeof known === 'object') for (const [key, ids] of Object.entries(known)) if (Array.isArray(ids)) this.#orders.set(key, ids.map(String));
    window.addEventListener('pagehide', () => this.#keep());
  }

  /** Compares the shelves with what they showed before, and notes what moved. */
  follow(shelves: readonly ShownShelf[]): void {
    const cause = this.#cause();
    // The newest entry stands first, and of one event the page's first shelf.
    for (const { key, heading, shelf } of shelves.toReversed()) {
      const now = shelf.items.map(({ id }) => id);
      const before = this.#orders.get(key);
      this.#orders.set(key, now);
      const moves = before ? movesBetween(before, now) : [];
      if (moves.length === 0) continue;
      this.#entries.unshift({ cause, shelf: heading === shelf.shows ? listHeading(shelf.shows, 'en') : heading, moves, items: shelf.items });
    }
    this.#entries.splice(entriesKept);
  }

  /** Ids whose titles the section needs. */
  ids(): string[] {
    return this.#entries.flatMap(idsOf);
  }

  /** Draws the section's content, newest first. */
  draw(titles: Titles): Node[] {
    if (this.#entries.length === 0) return [make('p', 'know-quiet', 'Nothing has moved yet. Look at a product, fill the basket or try another moment.')];
    const list = make('ol', 'know-log');
    for (const { cause, shelf, moves, items } of this.#entries) {
      const what = cause.id === undefined ? cause.text : `${titles.title(cause.id)}: ${cause.text}`;
      const rows = moves.slice(0, movesShown).map((move) => {
        const found = items.find(({ id }) => id === move.id);
        const source = found?.reason.source;
        const why = found ? reasonText(found, source === undefined ? undefined : titles.title(source), 'en') : '';
        return make('li', move.to === 0 || (move.from > 0 && move.to > move.from) ? 'fell' : 'rose', make('strong', '', titles.title(move.id)), ` ${inPlaces(move)}`, ...(why === '' ? [] : [make('span', 'know-quiet', why)]));
      });
      const rest = moves.length - rows.length;
      const more = rest > 0 ? [make('p', 'know-quiet', `and ${rest} more`)] : [];
      list.append(make('li', '', make('p', 'know-cause', make('strong', '', what), ` → ${shelf}`), make('ul', 'know-moves', ...rows), ...more));
    }
    return [list];
  }

  /** What happened since the shelves were compared last. */
  #cause(): Entry['cause'] {
    const visit = this.vitrine.session();
    const before = this.#state;
    const now = (this.#state = stateOf(visit, JSON.stringify(this.vitrine.context())));
    const last = visit.path.at(-1);
    if (before && before.context !== now.context) return { text: 'Another moment was set' };
    if (last === undefined) return { text: 'The visit was forgotten' };
    if (!before) return { text: deed(last.kind, undefined), id: last.id };
    if (before.cart !== now.cart) {
      const [old, present] = [before.cart.split(','), visit.cart];
      const added = present.find((id) => !old.includes(id));
      const gone = old.find((id) => id !== '' && !present.includes(id));
      if (added !== undefined) return { text: 'put into the basket', id: added };
      if (gone !== undefined) return { text: visit.bought.includes(gone) ? 'ordered' : 'taken out of the basket', id: gone };
    }
    if (before.steps !== now.steps) return { text: deed(last.kind, undefined), id: last.id };
    return { text: 'Seen and passed over' };
  }

  #keep(): void {
    try {
      const { [location.pathname]: _, ...others } = readOrders();
      const kept = Object.entries({ ...others, [location.pathname]: Object.fromEntries(this.#orders) }).slice(-pagesKept);
      sessionStorage.setItem(ordersKey, JSON.stringify(Object.fromEntries(kept)));
    } catch {
      // Storage is blocked or full: the next look at this page begins without a comparison.
    }
  }
}
