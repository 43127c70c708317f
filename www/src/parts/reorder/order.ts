/** In which order a shop's own cards stand, and how they get there. */

/** An entry of the shop's list. */
export interface Entry {
  /** Place in the engine's order from 0; `undefined` where the engine does not rank it. */
  rank: number | undefined;
  /** Place in the shop's own order. */
  own: number;
  /** Whether it may be moved. */
  free: boolean;
}

/**
 * The entries' new order: those that are free share out their places among themselves, the ranked ones first by the engine's order, the
 * others behind them by the shop's. Whatever is not free keeps its place.
 */
export function orderOf<Some extends Entry>(entries: readonly Some[]): Some[] {
  const last = Number.MAX_SAFE_INTEGER;
  const free = entries.filter((entry) => entry.free).sort((one, other) => (one.rank ?? last) - (other.rank ?? last) || one.own - other.own);
  let next = 0;
  return entries.map((entry) => (entry.free ? (free[next++] ?? entry) : entry));
}

/** Puts a list's children into an order in which each that keeps its place is the same node at the same place: those are not touched. */
export function arrange(list: Element, order: readonly Element[]): void {
  const before = [...list.children];
  const moving = order.flatMap((child, at) => (child === before[at] ? [] : [[child, before[at]] as const]));
  // A mark at each place to fill, as the places' own children are moved as well.
  const marks = moving.map(([child, there]) => {
    const mark = document.createComment('');
    there?.before(mark);
    return [child, mark] as const;
  });
  // Moves without taking out and putting in, where the browser can: what plays or is loaded goes on.
  const { moveBefore } = list as Element & { moveBefore?: (child: Node, before: Node) => void };
  for (const [child, mark] of marks) {
    if (moveBefore) moveBefore.call(list, child, mark);
    else list.insertBefore(child, mark);
    mark.remove();
  }
}
