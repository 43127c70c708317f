/**
 * The part that puts a shop's own cards into the engine's order: fetched where an element of the page has `data-vitrine-rank`. Its children are the
 * cards; the attribute's value may name a list.
 *
 * Nothing moves before the shopper's eyes: only cards wholly below the window change places, none that a pointer is above or the focus is in, and
 * none while somebody touches or scrolls. The elements themselves are moved, so what is seen, read aloud and reached by keys stays in one order. Where
 * a move would shift what is in view all the same, it is undone before it is drawn.
 */
import { warnOnce } from '../failures.js';
import type { ListName } from '../types.js';
import type { Vitrine } from '../vitrine.js';
import { arrange, type Entry, orderOf } from './reorder/order.js';
import { productOf } from './reorder/product.js';

/** What the event `vitrine:order` carries; it comes on the element before anything moves, and `preventDefault()` leaves all as it is. */
export interface OrderDetail {
  /** Products in the order that the cards would stand in, without those that the model does not have. */
  products: readonly string[];
}

declare global {
  interface HTMLElementEventMap {
    'vitrine:order': CustomEvent<OrderDetail>;
  }
}

const attribute = 'data-vitrine-rank';

/** Pixels below the window that may come into view without a scroll, as a phone's address bar goes. */
const margin = 100;

/** Milliseconds without a touch or a scroll until something moves. */
const quietFor = 300;

/** The engine ranks a hundred at a time; so often it is asked for the next hundred at most. */
const hundred = 100;
const mostAsked = 10;

/** Pixels by which browsers round. */
const rounding = 0.5;

/** Words in an address that say in which order the shopper wants the list. */
const sorted = /[?&](sort|sort_by|sortby|orderby|order|product_list_order)=/i;

/** Whether a finger or a button is down, or the page was scrolled just now. */
class Hands {
  #down = false;
  #touches = 0;
  /** A finger may be down since before this was fetched; it shows by moving. */
  #last = performance.now();

  constructor() {
    const hear = <Name extends keyof WindowEventMap>(names: readonly Name[], note?: (event: WindowEventMap[Name]) => void): void => {
      for (const name of names) {
        const heard = (event: WindowEventMap[Name]): void => {
          note?.(event);
          this.#last = performance.now();
        };
        window.addEventListener(name, heard, { capture: true, passive: true });
      }
    };
    hear(['pointerdown', 'pointerup', 'pointercancel'], ({ type, pointerType }) => (this.#down = type === 'pointerdown' && pointerType !== 'touch'));
    // A browser that scrolls cancels the pointer, while the finger stays.
    hear(['touchstart', 'touchmove', 'touchend', 'touchcancel'], ({ touches }) => (this.#touches = touches.length));
    hear(['scroll', 'wheel']);
  }

  /** Milliseconds to wait until they are quiet; 0 where they are. */
  get wait(): number {
    return this.#down || this.#touches > 0 ? quietFor : Math.max(0, this.#last + quietFor - performance.now());
  }
}

/** One list of cards. */
class Ranked {
  readonly #own = new WeakMap<Element, number>();
  readonly #watch: MutationObserver;
  /** Whether the shop arranges the cards itself. */
  #left = false;

  constructor(
    readonly list: HTMLElement,
    private readonly vitrine: Vitrine,
    changed: () => void,
  ) {
    this.#watch = new MutationObserver((records) => {
      // Cards that were there already were put elsewhere: the shopper has chosen an order, and it stays.
      const added = records.flatMap(({ addedNodes }) => [...addedNodes]);
      this.#left ||= added.some((node) => node instanceof Element && this.#own.has(node) && node.parentElement === list);
      changed();
    });
    this.#begin();
  }

  #begin(): void {
    this.#watch.observe(this.list, { childList: true });
  }

  /** Moves what may move. */
  arrange(): void {
    const { list } = this;
    if (this.#left || sorted.test(location.search)) return;
    const cards = [...list.children];
    cards.forEach((card, at) => !this.#own.has(card) && this.#own.set(card, at));
    const entries = this.#entries(cards);
    const order = orderOf(entries);
    if (order.every((entry, at) => entry === entries[at])) return;
    const products = order.flatMap(({ id }) => id ?? []);
    if (!list.dispatchEvent(new CustomEvent<OrderDetail>('vitrine:order', { detail: { products }, bubbles: true, cancelable: true }))) return;
    const places = (): number[] => entries.filter(({ free }) => !free).flatMap(({ card }) => [card.getBoundingClientRect().left, card.getBoundingClientRect().top]);
    const before = places();
    this.#watch.disconnect();
    arrange(list, order.map(({ card }) => card));
    const after = places();
    if (before.some((place, at) => Math.abs(place - (after[at] ?? 0)) > rounding)) {
      arrange(list, cards);
      // Columns that are balanced, rows that are centred: it would be the same the next time.
      this.#left = true;
    }
    this.#begin();
  }

  #entries(cards: readonly Element[]): (Entry & { card: Element; id: string | undefined })[] {
    const fold = innerHeight + margin;
    const told = cards.map((card) => {
      const id = productOf(card, (name) => this.vitrine.find(name));
      const below = card.getClientRects().length > 0 && card.getBoundingClientRect().top >= fold;
      const held = card.matches(':hover') || card.contains(document.activeElement);
      return { card, id, own: this.#own.get(card) ?? 0, free: id !== undefined && below && !held };
    });
    const ranks = this.#ranks(told.flatMap(({ id, free }) => (free && id !== undefined && !this.vitrine.isSoldOut(id) ? [id] : [])));
    return told.map((entry) => ({ ...entry, rank: ranks.get(entry.id ?? '') }));
  }

  /** Places of products in the engine's order, within the page's category where there is one; none for those that it leaves out. */
  #ranks(ids: readonly string[]): Map<string, number> {
    const { binding } = this.vitrine.inner;
    const list = (this.list.getAttribute(attribute)?.trim() || 'for-you') as ListName;
    const { kind, category: name } = this.vitrine.page;
    const category = kind === 'category' && name !== undefined ? binding.category(name) : undefined;
    const wanted = new Map(ids.map((id) => [binding.item(id), id]));
    const ranks = new Map<string, number>();
    const exclude = [...this.vitrine.unwanted];
    for (let asked = 0; asked < mostAsked && ranks.size < wanted.size; asked++) {
      const { items } = binding.recommend({ list, seeds: [], exclude, limit: hundred, ...(category === undefined ? {} : { category }) });
      for (const { item } of items) {
        const id = wanted.get(item);
        if (id !== undefined) ranks.set(id, exclude.length);
        exclude.push(item);
      }
      if (items.length < hundred) break;
    }
    return ranks;
  }
}

/** Ranks the lists of the page from now on: at once, after each event of the visit, and as the shop adds cards. */
export function rankLists(vitrine: Vitrine): void {
  const warn = warnOnce();
  const hands = new Hands();
  const lists = new Map<HTMLElement, Ranked>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const arrangeAll = (): void => {
    if (hands.wait > 0) {
      soon(hands.wait);
      return;
    }
    for (const list of document.querySelectorAll<HTMLElement>(`[${attribute}]`)) if (!lists.has(list)) lists.set(list, new Ranked(list, vitrine, () => soon(0)));
    for (const [list, ranked] of lists) {
      if (!list.isConnected) lists.delete(list);
      else ranked.arrange();
    }
  };
  const soon = (after: number): void => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      try {
        arrangeAll();
      } catch (thrown) {
        warn(thrown);
      }
    }, after);
  };
  vitrine.addEventListener('change', () => soon(0));
  soon(0);
}
