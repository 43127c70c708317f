/** How one order of products differs from another. */

/** A product that stands elsewhere now; places count from 1, and 0 is outside. */
export interface Move {
  id: string;
  from: number;
  to: number;
}

/** What moved between two orders: what came first, then what rose, what fell, what went; within each the widest step first. */
export function movesBetween(before: readonly string[], now: readonly string[]): Move[] {
  const moves: Move[] = [];
  for (const id of new Set([...now, ...before])) {
    const move = { id, from: before.indexOf(id) + 1, to: now.indexOf(id) + 1 };
    if (move.from !== move.to) moves.push(move);
  }
  const rank = ({ from, to }: Move): number => (from === 0 ? 0 : to === 0 ? 3 : to < from ? 1 : 2);
  const width = ({ from, to }: Move): number => (from === 0 ? 1 / to : Math.abs(from - to));
  return moves.sort((one, other) => rank(one) - rank(other) || width(other) - width(one));
}

/** A move in words. */
export function inPlaces({ from, to }: Move): string {
  if (from === 0) return `new at ${to}`;
  if (to === 0) return `gone from ${from}`;
  return to < from ? `up from ${from} to ${to}` : `down from ${from} to ${to}`;
}
