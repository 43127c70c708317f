/**
 * The profile in `localStorage`: one key with a version in its name, at most `mostBytes` long. Its schema stands in docs of `www/README.md`.
 *
 * Whatever can't be read is treated as absent, but for what a newer version wrote: that is left as it is, and this version works in memory.
 */
import { classes, emptyProfile, longestName, mostOf, mostOrders, mostProducts, type Order, type Profile } from './profile.js';

/** The one key. */
export const profileKey = 'vitrine.profile.1';
/** What the shopper chose in the panel: `granted` or `denied`. */
export const choiceKey = 'vitrine.choice.1';

/** The schema's version, inside. */
const version = 1;

/** Characters of the stored text at most. */
export const mostBytes = 16_384;

/** The part of `Storage` that is used. */
export type Store = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

const idLimit = 100;
const round = (value: number): number => Math.round(value * 1000) / 1000;

/** One line of JSON, within `mostBytes`: where it would be longer, the older and fainter half of the lists goes, again and again. */
export function encodeProfile(profile: Profile): string {
  for (let keep = 1; ; keep /= 2) {
    const most = (count: number): number => Math.floor(count * keep);
    const last = <Value>(values: readonly Value[], count: number): Value[] => (most(count) > 0 ? values.slice(-most(count)) : []);
    const text = JSON.stringify({
      v: version,
      t: Math.round(profile.updated),
      l: classes.map((of) =>
        [...profile.likings[of]]
          .sort((one, other) => Math.abs(other[1]) - Math.abs(one[1]) || (one[0] < other[0] ? -1 : 1))
          .slice(0, most(mostOf[of]))
          .map(([name, weight]) => [name, round(weight)]),
      ),
      d: [profile.first, profile.last, profile.before].map(Math.round),
      n: profile.visits,
      o: last(profile.orders, mostOrders).map(({ seconds, value, tier, ids }) => [Math.round(seconds), value, round(tier), last(ids, mostProducts)]),
      f: [round(profile.familiar), round(profile.unfamiliar)],
      ...(profile.dial === undefined ? {} : { w: round(profile.dial) }),
      h: last(profile.hidden, mostProducts),
      g: last(profile.owned, mostProducts),
      ...(profile.paused ? { p: 1 } : {}),
    });
    if (text.length <= mostBytes || keep < 0.01) return text;
  }
}

const finite = (value: unknown, otherwise = 0): number => (typeof value === 'number' && Number.isFinite(value) ? value : otherwise);
const list = (value: unknown, most: number): unknown[] => (Array.isArray(value) ? value.slice(0, most) : []);
const ids = (value: unknown): string[] => list(value, mostProducts).filter((id): id is string => typeof id === 'string' && id.length <= idLimit);

/** Reads what `encodeProfile` wrote; `undefined` for nothing, `newer` for what a later version wrote. Never throws. */
export function decodeProfile(text: string | null): Profile | 'newer' | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text ?? '');
  } catch {
    return undefined;
  }
  if (typeof value !== 'object' || value === null) return undefined;
  const { v, t, l, d, n, o, f, w, h, g, p } = value as Record<string, unknown>;
  if (typeof v === 'number' && v > version) return 'newer';
  if (v !== version) return undefined;
  const profile = emptyProfile();
  profile.updated = finite(t);
  for (const [at, of] of classes.entries()) {
    for (const entry of list(list(l, classes.length)[at], mostOf[of])) {
      const [name, weight] = list(entry, 2);
      if (typeof name === 'string' && name !== '' && name.length <= longestName && finite(weight) !== 0) profile.likings[of].set(name, finite(weight));
    }
  }
  [profile.first, profile.last, profile.before] = [0, 1, 2].map((at) => finite(list(d, 3)[at])) as [number, number, number];
  profile.visits = Math.max(0, Math.floor(finite(n)));
  profile.orders = list(o, mostOrders).flatMap((entry): Order[] => {
    const [seconds, worth, tier, bought] = list(entry, 4);
    return finite(seconds) > 0 ? [{ seconds: finite(seconds), value: finite(worth), tier: finite(tier, -1), ids: ids(bought) }] : [];
  });
  [profile.familiar, profile.unfamiliar] = [0, 1].map((at) => Math.max(0, finite(list(f, 2)[at]))) as [number, number];
  if (w !== undefined) profile.dial = Math.max(-1, Math.min(1, finite(w)));
  profile.hidden = ids(h);
  profile.owned = ids(g);
  profile.paused = p === 1;
  return profile;
}

/** Reads; `newer` as above, `undefined` for nothing, also where the store is blocked. */
export function readProfile(store: () => Store): Profile | 'newer' | undefined {
  try {
    return decodeProfile(store().getItem(profileKey));
  } catch {
    return undefined;
  }
}

/** Writes; says whether that worked. */
export function writeProfile(store: () => Store, profile: Profile): boolean {
  try {
    store().setItem(profileKey, encodeProfile(profile));
    return true;
  } catch {
    return false;
  }
}

/** Removes a key, where the store is not blocked. */
export function remove(store: () => Store, key: string): void {
  try {
    store().removeItem(key);
  } catch {
    // Blocked: then nothing is stored either.
  }
}
