/**
 * An invented event log from a seeded generator, the same on every machine: items in groups, some far more popular than others,
 * visitors who mostly follow an item's own successors, stay in its group, or jump.
 */

/** Mulberry32: a small generator with 32 bits of state. */
function generator(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const groupSize = 50;
const successors = 6;

/** Sessions as lists of item numbers. */
export function makeSessions(items, count, seed) {
  const structure = generator(1);
  const next = new Int32Array(items * successors);
  for (let item = 0; item < items; item++) {
    const group = Math.floor(item / groupSize) * groupSize;
    for (let slot = 0; slot < successors; slot++) {
      const near = structure() < 0.8;
      next[item * successors + slot] = near ? group + Math.floor(structure() * groupSize) : Math.floor(structure() * items);
    }
  }
  const random = generator(seed);
  // Squaring twice makes few items popular and many rare; the multiplication spreads the popular ones over all groups.
  const popular = () => (Math.floor(random() ** 4 * items) * 7919) % items;
  const sessions = [];
  for (let session = 0; session < count; session++) {
    const length = 2 + Math.floor(random() ** 2 * 12);
    const path = [popular()];
    while (path.length < length) {
      const last = path[path.length - 1];
      const way = random();
      const group = Math.floor(last / groupSize) * groupSize;
      path.push(
        way < 0.65 ? next[last * successors + Math.floor(random() ** 2 * successors)] : way < 0.85 ? Math.min(items - 1, group + Math.floor(random() * groupSize)) : popular(),
      );
    }
    sessions.push(path);
  }
  return sessions;
}

/** The log as vitrine build reads it. Every item comes once in a session of its own pair, so that none is missing. */
export function eventsCsv(items, sessions) {
  const lines = ['SessionId,ItemId,Time'];
  let time = 1_700_000_000;
  const all = [...Array.from({ length: items / 2 }, (_, pair) => [2 * pair, 2 * pair + 1]), ...sessions];
  for (const [session, path] of all.entries()) {
    for (const item of path) lines.push(`s${session},i${item},${(time += 7)}`);
  }
  return { csv: `${lines.join('\n')}\n`, sessions: all };
}
