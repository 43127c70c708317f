/**
 * The visit's memory: events in order, bounded, and how they are written to `sessionStorage`.
 *
 * Nothing is stored unless the shop asks for `storage: 'session'`. One key with a version in its name; whatever can't be
 * read is treated as absent.
 */
import { eventNames, eventNumbers } from './engine.js';
import type { EventName, PathEvent } from './types.js';

/** The one key; its number grows when the shape changes. */
export const storageKey = 'vitrine.visit.1';

/** Events kept at most. */
export const pathLimit = 64;

/** Four orders, and four triggers that were shown. */
const ordersLimit = 8;
const idLimit = 200;

/**
 * What is remembered: the path; the numbers of orders already counted and the triggers already shown, so that a reloaded page
 * repeats none; and by which class
 * of referrer the visit began, which only its first page can tell.
 */
export interface Visit {
  path: PathEvent[];
  orders: string[];
  referrer?: number;
}

/** The part of `Storage` that is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** A visit with nothing in it. */
export function emptyVisit(): Visit {
  return { path: [], orders: [] };
}

// Lower goes first: a card seen says least, a purchase most.
function keepRank(kind: EventName): number {
  if (kind === 'impression') return 0;
  return kind === 'view' || kind === 'search' ? 1 : 2;
}

/** Drops events until the limit holds: the oldest of the kind that says least. */
export function bound(path: PathEvent[], limit = pathLimit): void {
  while (path.length > limit) {
    let drop = 0;
    for (const [at, event] of path.entries()) {
      if (keepRank(event.kind) < keepRank(path[drop]?.kind ?? 'view')) drop = at;
    }
    path.splice(drop, 1);
  }
}

/** One line of JSON: events as `[kind, id, seconds, dwell]`. */
export function encodeVisit(visit: Visit): string {
  return JSON.stringify({
    e: visit.path.map((event) => [
      eventNumbers[event.kind],
      event.id.slice(0, idLimit),
      Math.round(event.seconds),
      Math.round(event.dwell * 10) / 10,
    ]),
    o: visit.orders.slice(-ordersLimit),
    r: visit.referrer,
  });
}

/** Reads what `encodeVisit` wrote. Never throws: a part that isn't as expected is left out. */
export function decodeVisit(text: string | null): Visit {
  const visit = emptyVisit();
  if (text === null) return visit;
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return visit;
  }
  const { e, o, r } = (value ?? {}) as { e?: unknown; o?: unknown; r?: unknown };
  if (typeof r === 'number' && Number.isInteger(r) && r >= 0 && r < 255) visit.referrer = r;
  for (const entry of Array.isArray(e) ? e.slice(-4 * pathLimit) : []) {
    if (!Array.isArray(entry)) continue;
    const [number, id, seconds, dwell] = entry as unknown[];
    const kind = typeof number === 'number' ? eventNames[number] : undefined;
    if (kind === undefined || typeof id !== 'string' || id.length > idLimit || !Number.isFinite(seconds)) continue;
    visit.path.push({ kind, id, seconds: seconds as number, dwell: Number.isFinite(dwell) ? (dwell as number) : -1 });
  }
  for (const order of Array.isArray(o) ? o.slice(-ordersLimit) : []) {
    if (typeof order === 'string') visit.orders.push(order.slice(0, idLimit));
  }
  bound(visit.path);
  return visit;
}

/** Reads the visit; `undefined` where the store is blocked. */
export function readVisit(store: () => Store): Visit | undefined {
  try {
    return decodeVisit(store().getItem(storageKey));
  } catch {
    return undefined;
  }
}

/** Writes the visit; says whether that worked. A full store is tried again with half of the path. */
export function writeVisit(store: () => Store, visit: Visit): boolean {
  for (const keep of [pathLimit, pathLimit / 2]) {
    try {
      const path = [...visit.path];
      bound(path, keep);
      store().setItem(storageKey, encodeVisit({ ...visit, path }));
      return true;
    } catch {
      // Blocked or full.
    }
  }
  return false;
}

/** Forgets the stored visit. */
export function eraseVisit(store: () => Store): void {
  try {
    store().removeItem(storageKey);
  } catch {
    // Blocked: then nothing is stored either.
  }
}

/** Ids in the basket, by the path: added and neither removed nor bought since. */
export function basket(path: readonly PathEvent[]): string[] {
  const ids = new Set<string>();
  for (const event of path) {
    if (event.kind === 'add_to_cart') ids.add(event.id);
    else if (event.kind === 'remove_from_cart' || event.kind === 'purchase') ids.delete(event.id);
  }
  return [...ids];
}
