/**
 * What is known of a shopper: how much they like categories, brands, price tiers and traits, when they came and what they bought. Kept by
 * name, as numbers change from build to build. Pure: no clock, no store, no engine.
 *
 * A liking halves every `halfLife` seconds. Nothing of a sensitive category gets here: the engine names no facts of such items.
 */
import type { EventName, FactClass } from '../../types.js';

/** Seconds in which a liking halves: thirty days. */
export const halfLife = 30 * 86_400;

/** Values that are kept of each class at most: the strongest. */
export const mostOf: Readonly<Record<FactClass, number>> = { category: 24, brand: 24, price: 4, trait: 48 };

/** Longest name that is kept. */
export const longestName = 120;

/** Orders, products and days kept at most. */
export const mostOrders = 20;
/** Products that are not wanted, or owned, at most; and products of one order. */
export const mostProducts = 50;

/** Seconds without an event after which the next one begins a new visit. */
export const visitGap = 1800;

/** Something that is true of a product, by name. */
export interface Liking {
  class: FactClass;
  name: string;
}

/** An order: when, what for (in minor units; 0 where unknown), how dear its products are among their kind (0 to 3, −1 unknown), and which. */
export interface Order {
  seconds: number;
  value: number;
  tier: number;
  ids: string[];
}

/** A profile. Weights are as of `updated`. */
export interface Profile {
  /** Unix seconds of the last change. */
  updated: number;
  likings: Record<FactClass, Map<string, number>>;
  /** When the first and the last visit began, when the one before that ended, and how many there were. */
  first: number;
  last: number;
  before: number;
  visits: number;
  orders: Order[];
  /** Views of categories and brands that were familiar and of those that were not. */
  familiar: number;
  unfamiliar: number;
  /** The dial as the shopper set it, −1 to 1. */
  dial: number | undefined;
  /** Products that the shopper does not want to see, and those that they own. */
  hidden: string[];
  owned: string[];
  paused: boolean;
}

/** A profile of somebody unknown. */
export function emptyProfile(): Profile {
  return {
    updated: 0,
    likings: { category: new Map(), brand: new Map(), price: new Map(), trait: new Map() },
    first: 0,
    last: 0,
    before: 0,
    visits: 0,
    orders: [],
    familiar: 0,
    unfamiliar: 0,
    dial: undefined,
    hidden: [],
    owned: [],
    paused: false,
  };
}

/** The classes, in the engine's numbering. */
export const classes = ['category', 'brand', 'price', 'trait'] as const satisfies readonly FactClass[];

/** How much each kind of event says; a view says up to this after a minute, a third of it at once. */
const says: Readonly<Record<EventName, number>> = {
  view: 1,
  add_to_cart: 3,
  wishlist: 2,
  purchase: 4,
  remove_from_cart: -1.5,
  hide: -3,
  impression: 0,
  search: 0,
};

/** What an event says about its product, from −3 to 4. `dwell` in seconds, below zero where unknown. */
export function weightOf(kind: EventName, dwell: number): number {
  return kind === 'view' ? (1 + (2 * Math.min(60, Math.max(0, dwell))) / 60) / 3 : says[kind];
}

/** Lets time pass: likings fade, the faintest go. */
export function fade(profile: Profile, seconds: number): void {
  const passed = seconds - profile.updated;
  if (passed <= 0) return;
  const factor = profile.updated === 0 ? 1 : 0.5 ** (passed / halfLife);
  for (const values of Object.values(profile.likings)) {
    for (const [name, weight] of values) {
      if (Math.abs(weight * factor) < 0.02) values.delete(name);
      else values.set(name, weight * factor);
    }
  }
  profile.updated = seconds;
}

/** Adds to what is liked. Call `fade` before. */
export function like(profile: Profile, facts: readonly Liking[], weight: number): void {
  for (const { class: of, name } of facts) {
    if (name === '' || name.length > longestName || !Number.isFinite(weight)) continue;
    const values = profile.likings[of];
    values.set(name, Math.max(-20, Math.min(100, (values.get(name) ?? 0) + weight)));
    if (values.size <= mostOf[of]) continue;
    // The newcomer may be the weakest: then something else goes, or nothing new could ever come in.
    const others = [...values].filter(([other]) => other !== name).sort((one, other) => Math.abs(one[1]) - Math.abs(other[1]));
    if (others[0]) values.delete(others[0][0]);
  }
}

/** Counts whether a view went to something familiar: its category or its brand was liked already. Call before `like`. */
export function countNovelty(profile: Profile, facts: readonly Liking[]): void {
  const told = facts.filter(({ class: of }) => of === 'category' || of === 'brand');
  const known = profile.likings.category.size + profile.likings.brand.size;
  if (told.length === 0 || known === 0) return;
  if (told.some(({ class: of, name }) => (profile.likings[of].get(name) ?? 0) > 0)) profile.familiar += 1;
  else profile.unfamiliar += 1;
  if (profile.familiar + profile.unfamiliar > 60) {
    profile.familiar /= 2;
    profile.unfamiliar /= 2;
  }
}

/** From −1 (cautious) to 1 (adventurous): as set, else from what was opened, held back where that was little. */
export function noveltyOf({ dial, familiar, unfamiliar }: Profile): number {
  return dial ?? Math.max(-1, Math.min(1, (unfamiliar - familiar / 2) / (familiar + unfamiliar + 10)));
}

/** Counts a visit where the last event is long ago. */
export function beginVisit(profile: Profile, seconds: number): void {
  if (profile.visits > 0 && seconds - profile.updated < visitGap) return;
  if (profile.visits === 0) profile.first = seconds;
  profile.before = profile.updated;
  profile.last = seconds;
  profile.visits += 1;
}

/** Notes a purchase: within a minute it belongs to the order before it. */
export function noteOrder(profile: Profile, seconds: number, id: string, tier: number): void {
  const last = profile.orders.at(-1);
  if (last && seconds - last.seconds < 60) {
    if (last.ids.includes(id) || last.ids.length >= mostProducts) return;
    last.tier = tier < 0 ? last.tier : last.tier < 0 ? tier : (last.tier * last.ids.length + tier) / (last.ids.length + 1);
    last.ids.push(id);
  } else {
    profile.orders.push({ seconds, value: 0, tier, ids: [id] });
    profile.orders.splice(0, profile.orders.length - mostOrders);
  }
}

/** Where somebody stands with the shop. */
export type Lifecycle = 'new' | 'returning' | 'loyal' | 'lapsed';

/** Lapsed: came back after more than ninety days, or has not ordered for a year. Loyal: three orders or ten visits. */
export function lifecycleOf(profile: Profile): Lifecycle {
  const day = 86_400;
  const lastOrder = profile.orders.at(-1);
  if (profile.visits > 1 && profile.last - profile.before > 90 * day) return 'lapsed';
  if (lastOrder && profile.last - lastOrder.seconds > 365 * day) return 'lapsed';
  if (profile.orders.length >= 3 || profile.visits >= 10) return 'loyal';
  return profile.visits > 1 || profile.orders.length > 0 ? 'returning' : 'new';
}

/** What somebody spends, by how dear the products that they bought are among their kind. */
export type ValueTier = 'none' | 'low' | 'medium' | 'high';

/** The tier of all orders together. */
export function valueTierOf({ orders }: Profile): ValueTier {
  if (orders.length === 0) return 'none';
  const tiers = orders.map(({ tier }) => tier).filter((tier) => tier >= 0);
  const mean = tiers.length > 0 ? tiers.reduce((sum, tier) => sum + tier, 0) / tiers.length : 1;
  return mean < 0.75 ? 'low' : mean < 2 ? 'medium' : 'high';
}

/**
 * Likings as shares of all interest in their class, −1 to 1, held back where little is known. The strongest first.
 */
export function sharesOf(profile: Profile): { class: FactClass; name: string; share: number }[] {
  return classes.flatMap((of) => {
    const values = [...profile.likings[of]];
    const sum = values.reduce((total, [, weight]) => total + Math.abs(weight), 0);
    return values
      .map(([name, weight]) => ({ class: of, name, share: weight / (sum + 2) }))
      .sort((one, other) => other.share - one.share || (one.name < other.name ? -1 : 1));
  });
}

/** Adds what another copy learned: weights add up, lists come together, the later word counts. Both must be faded to the same time. */
export function merge(into: Profile, other: Profile): void {
  for (const of of classes) for (const [name, weight] of other.likings[of]) like(into, [{ class: of, name }], weight);
  const known = new Set(into.orders.map(({ seconds }) => seconds));
  into.orders.push(...other.orders.filter(({ seconds }) => !known.has(seconds)));
  into.orders.sort((one, two) => one.seconds - two.seconds);
  into.orders.splice(0, into.orders.length - mostOrders);
  into.familiar += other.familiar;
  into.unfamiliar += other.unfamiliar;
  into.dial = other.dial ?? into.dial;
  into.hidden = [...new Set([...into.hidden, ...other.hidden])].slice(-mostProducts);
  into.owned = [...new Set([...into.owned, ...other.owned])].slice(-mostProducts);
  into.paused ||= other.paused;
}
