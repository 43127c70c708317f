/**
 * The two recommenders that a good front-end engineer would write by hand, with typed arrays and nothing allocated per ranking:
 * item-kNN (Linden et al. 2003: cosine of common sessions) and VS-kNN (Ludewig and Jannach 2018: the most alike recent sessions vote,
 * later clicks weigh more).
 */

/** Lists of numbers one behind the other. */
export interface Lists {
  starts: Uint32Array;
  values: Uint32Array;
}

/** Packs lists. */
export function pack(lists: readonly (readonly number[])[]): Lists {
  const starts = new Uint32Array(lists.length + 1);
  lists.forEach((list, at) => (starts[at + 1] = starts[at]! + list.length));
  const values = new Uint32Array(starts[lists.length]!);
  lists.forEach((list, at) => values.set(list, starts[at]));
  return { starts, values };
}

/** The best of many by a heap of fixed size, smallest at the root. */
export class Best {
  readonly #keys: Uint32Array;
  readonly #scores: Float64Array;
  #size = 0;

  constructor(private readonly limit: number) {
    this.#keys = new Uint32Array(limit);
    this.#scores = new Float64Array(limit);
  }

  clear(): void {
    this.#size = 0;
  }

  offer(key: number, score: number): void {
    const scores = this.#scores;
    if (this.#size === this.limit) {
      if (score <= scores[0]!) return;
      this.#sink(key, score, this.limit);
      return;
    }
    let at = this.#size++;
    while (at > 0) {
      const parent = (at - 1) >> 1;
      if (scores[parent]! <= score) break;
      scores[at] = scores[parent]!;
      this.#keys[at] = this.#keys[parent]!;
      at = parent;
    }
    scores[at] = score;
    this.#keys[at] = key;
  }

  /** Writes keys, best first; says how many. */
  drain(into: Uint32Array): number {
    const count = this.#size;
    for (let left = count; left > 0; left--) {
      into[left - 1] = this.#keys[0]!;
      this.#sink(this.#keys[left - 1]!, this.#scores[left - 1]!, left - 1);
    }
    this.#size = 0;
    return count;
  }

  /** Visits what is kept, in no order. */
  each(visit: (key: number, score: number) => void): void {
    for (let at = 0; at < this.#size; at++) visit(this.#keys[at]!, this.#scores[at]!);
  }

  #sink(key: number, score: number, size: number): void {
    const scores = this.#scores;
    let at = 0;
    for (;;) {
      let child = 2 * at + 1;
      if (child >= size) break;
      if (child + 1 < size && scores[child + 1]! < scores[child]!) child++;
      if (scores[child]! >= score) break;
      scores[at] = scores[child]!;
      this.#keys[at] = this.#keys[child]!;
      at = child;
    }
    scores[at] = score;
    this.#keys[at] = key;
  }
}

/** A recommender: item numbers of a session in, the best item numbers out (in memory that the next call overwrites). */
export interface Recommender {
  name: string;
  /** Bytes of what it needs at hand. */
  bytes: number;
  rank(session: ArrayLike<number>): Uint32Array;
}

function distinct(sessions: readonly (readonly number[])[]): number[][] {
  return sessions.map((session) => [...new Set(session)]);
}

/** Sessions of each item, oldest first. */
function sessionsOf(items: number, sessions: readonly (readonly number[])[]): number[][] {
  const lists = Array.from({ length: items }, (): number[] => []);
  sessions.forEach((session, number) => session.forEach((item) => lists[item]!.push(number)));
  return lists;
}

const neighbours = 100;
const lastClicks = 8;

/** Neighbour lists made beforehand; the last clicks add theirs, each step back half as much. */
export function itemKnn(items: number, log: readonly (readonly number[])[], limit: number): Recommender {
  const sessions = distinct(log);
  const of = sessionsOf(items, sessions);
  const counts = new Float64Array(items);
  const nearest = new Uint32Array(items * neighbours);
  const weights = new Float32Array(items * neighbours);
  const lengths = new Uint8Array(items);
  const touched: number[] = [];
  const best = new Best(neighbours);
  const order = new Uint32Array(neighbours);
  for (let item = 0; item < items; item++) {
    for (const session of of[item]!) {
      for (const other of sessions[session]!) {
        if (other === item) continue;
        if (counts[other] === 0) touched.push(other);
        counts[other]!++;
      }
    }
    const cosine = (other: number): number => counts[other]! / Math.sqrt(of[item]!.length * of[other]!.length);
    for (const other of touched) best.offer(other, cosine(other));
    const found = best.drain(order);
    for (let at = 0; at < found; at++) {
      nearest[item * neighbours + at] = order[at]!;
      weights[item * neighbours + at] = cosine(order[at]!);
    }
    lengths[item] = found;
    for (const other of touched) counts[other] = 0;
    touched.length = 0;
  }

  const scores = new Float64Array(items);
  const candidates = new Uint32Array(lastClicks * neighbours);
  const top = new Best(limit);
  const answer = new Uint32Array(limit);
  return {
    name: 'item-kNN, JavaScript',
    bytes: nearest.byteLength + weights.byteLength + lengths.byteLength,
    rank(session) {
      let found = 0;
      const from = Math.max(0, session.length - lastClicks);
      for (let at = session.length - 1, weight = 1; at >= from; at--, weight /= 2) {
        const item = session[at]!;
        const start = item * neighbours;
        for (let slot = start; slot < start + lengths[item]!; slot++) {
          const other = nearest[slot]!;
          if (scores[other] === 0) candidates[found++] = other;
          scores[other]! += weight * weights[slot]!;
        }
      }
      for (let at = 0; at < session.length; at++) scores[session[at]!] = 0;
      top.clear();
      for (let at = 0; at < found; at++) {
        const item = candidates[at]!;
        if (scores[item]! > 0) top.offer(item, scores[item]!);
        scores[item] = 0;
      }
      return answer.subarray(0, top.drain(answer));
    },
  };
}

const sample = 500;
const alike = 100;

/** Of the newest sessions that share a click, the most alike vote for their items. */
export function vsKnn(items: number, log: readonly (readonly number[])[], limit: number): Recommender {
  const distinctSessions = distinct(log);
  const contents = pack(distinctSessions);
  // Newest first, and no more than can be sampled.
  const index = pack(sessionsOf(items, distinctSessions).map((list) => list.reverse().slice(0, sample)));
  const inverse = Float32Array.from({ length: items }, (_, item) => Math.log(log.length / Math.max(1, index.starts[item + 1]! - index.starts[item]!)));
  const likeness = new Float64Array(log.length);
  const found = new Uint32Array(sample * lastClicks);
  const scores = new Float64Array(items);
  let candidates = new Uint32Array(1 << 12);
  const nearest = new Best(alike);
  const top = new Best(limit);
  const answer = new Uint32Array(limit);
  const position = new Uint8Array(items);
  return {
    name: 'VS-kNN, JavaScript',
    bytes: contents.starts.byteLength + contents.values.byteLength + index.starts.byteLength + index.values.byteLength + inverse.byteLength,
    rank(session) {
      const from = Math.max(0, session.length - lastClicks);
      const length = session.length - from;
      let sessions = 0;
      for (let at = session.length - 1; at >= from; at--) {
        const item = session[at]!;
        if (position[item] !== 0) continue;
        position[item] = at - from + 1;
        const weight = (at - from + 1) / length;
        for (let slot = index.starts[item]!; slot < index.starts[item + 1]!; slot++) {
          const other = index.values[slot]!;
          if (likeness[other] === 0) found[sessions++] = other;
          likeness[other]! += weight;
        }
      }
      nearest.clear();
      for (let at = 0; at < sessions; at++) nearest.offer(found[at]!, likeness[found[at]!]!);
      for (let at = 0; at < sessions; at++) likeness[found[at]!] = 0;
      let count = 0;
      nearest.each((other, value) => {
        const [start, end] = [contents.starts[other]!, contents.starts[other + 1]!];
        let latest = 0;
        for (let slot = start; slot < end; slot++) latest = Math.max(latest, position[contents.values[slot]!]!);
        const vote = value * (1 - 0.1 * Math.min(9, length - latest));
        for (let slot = start; slot < end; slot++) {
          const item = contents.values[slot]!;
          if (position[item] !== 0) continue;
          if (scores[item] === 0) {
            if (count === candidates.length) {
              const larger = new Uint32Array(2 * count);
              larger.set(candidates);
              candidates = larger;
            }
            candidates[count++] = item;
          }
          scores[item]! += vote * inverse[item]!;
        }
      });
      for (let at = from; at < session.length; at++) position[session[at]!] = 0;
      top.clear();
      for (let at = 0; at < count; at++) {
        const item = candidates[at]!;
        top.offer(item, scores[item]!);
        scores[item] = 0;
      }
      return answer.subarray(0, top.drain(answer));
    },
  };
}
