/**
 * The part that tells a shop's own analytics which recommendations were seen and opened: fetched where Vitrine's tag has `data-emit`. It sends nothing:
 * it puts `view_item_list` and `select_item` into the page's data layer, and only while the shopper has agreed to measuring.
 *
 * `data-emit` may hold, with spaces between: `gtag`, for pages that have Google's tag without a tag manager, and `sku`, for shops whose own events
 * name products so.
 */
import type { CardEventDetail, VitrineShelf } from '../shelf.js';
import type { Vitrine } from '../vitrine.js';
import { type GoogleItem, itemOf, listId, listOf } from './emit/events.js';
import { quietly } from './told.js';

/** Milliseconds for which cards that come into view are gathered into one event. */
const gathered = 200;

type Page = Record<string, unknown>;

/** One list that was seen: its shelf at this address. */
interface Seen {
  id: string;
  name: string;
  items: GoogleItem[];
}

/** Tells of shelves from now on; `measured` says whether that is allowed at this moment. */
export function emit(vitrine: Vitrine, settings: Readonly<Record<string, string | undefined>>, measured: () => boolean): void {
  const words = (settings['emit'] ?? '').split(/[\s,]+/);
  const bySku = words.includes('sku');
  const layerName = settings['layer'] || 'dataLayer';
  const page = window as unknown as Page;

  const push = (name: string, { id, name: listName, items }: Seen): void => {
    const list = listOf(id, listName, vitrine.currency, items);
    const layer = (page[layerName] ??= []) as { push(...entries: unknown[]): unknown };
    if (words.includes('gtag')) {
      // Google's tag takes the arguments of a function, and no array.
      (function (..._told: unknown[]): void {
        // eslint-disable-next-line prefer-rest-params
        layer.push(arguments);
      })('event', name, list);
      return;
    }
    // What an earlier event left would be mixed into this one.
    layer.push({ ecommerce: null });
    layer.push({ event: name, ecommerce: list });
  };

  /** Cards in view by their element, and what was told already: each product once for each shelf, list and address. */
  const cards = new WeakMap<Element, { shelf: VitrineShelf; at: number }>();
  const told = new WeakMap<VitrineShelf, Set<string>>();
  const waiting = new Map<string, Seen>();
  const shelves = new Set<VitrineShelf>();
  let timer: ReturnType<typeof setTimeout> | undefined;

  const flush = (): void => {
    clearTimeout(timer);
    timer = undefined;
    const seen = [...waiting.values()];
    waiting.clear();
    if (measured()) for (const list of seen) push('view_item_list', list);
  };

  const listAt = (shelf: VitrineShelf): Omit<Seen, 'items'> | undefined =>
    shelf.shelf && { id: listId(shelf.placement, shelf.shelf.shows), name: shelf.root?.querySelector('[part=heading]')?.textContent ?? '' };

  const see = ({ shelf, at }: { shelf: VitrineShelf; at: number }): void => {
    const content = shelf.shown.filter(({ recommendation }) => recommendation)[at];
    const list = listAt(shelf);
    // What was seen before the shopper agreed is not told afterwards.
    if (!content || !list || !measured()) return;
    const once = `${location.pathname} ${list.id} ${content.item.id}`;
    const before = told.get(shelf) ?? new Set();
    told.set(shelf, before);
    if (before.has(once)) return;
    before.add(once);
    const seen = waiting.get(list.id) ?? { ...list, items: [] };
    seen.items.push(itemOf(content.item, at, vitrine.currency, bySku));
    waiting.set(list.id, seen);
    timer ??= setTimeout(quietly(flush), gathered);
  };

  const inView = new IntersectionObserver(
    quietly((entries: IntersectionObserverEntry[]) => {
      for (const { target, isIntersecting } of entries) {
        const card = isIntersecting ? cards.get(target) : undefined;
        if (card) see(card);
      }
    }),
    { threshold: 0.5 },
  );

  /** Looks at a shelf's cards; those that are in view are seen at once. */
  const watch = (shelf: VitrineShelf): void => {
    shelves.add(shelf);
    [...(shelf.root?.querySelectorAll('[part=item]') ?? [])].forEach((card, at) => {
      cards.set(card, { shelf, at });
      inView.unobserve(card);
      inView.observe(card);
    });
  };

  const isShelf = (target: EventTarget | null | undefined): target is VitrineShelf => target instanceof HTMLElement && 'shownIds' in target;
  // A shelf may stand in the shadow root of an element of the shop's.
  const shelfOf = (event: Event): VitrineShelf | undefined => {
    const [target] = event.composedPath();
    return isShelf(target) ? target : undefined;
  };
  document.addEventListener('vitrine:rendered', quietly((event: Event) => {
    const shelf = shelfOf(event);
    if (shelf) watch(shelf);
  }));
  document.addEventListener('vitrine:click', quietly((event: Event) => {
    const shelf = shelfOf(event);
    const list = shelf && listAt(shelf);
    const { item, recommendation } = (event as CustomEvent<CardEventDetail>).detail;
    if (!list || !recommendation || !measured()) return;
    // What was seen comes before what was opened.
    flush();
    push('select_item', { ...list, items: [itemOf(item, shelf.shownIds.indexOf(item.id), vitrine.currency, bySku)] });
  }));
  for (const shelf of document.querySelectorAll<VitrineShelf>('vitrine-shelf,vitrine-bundle,vitrine-recent')) watch(shelf);
  // What is in view when the shopper agrees is seen from then on.
  vitrine.addEventListener('consent', () => {
    if (!measured()) waiting.clear();
    else for (const shelf of shelves) if (shelf.isConnected) watch(shelf);
  });
  window.addEventListener('pagehide', quietly(flush));
}
