/** The drawer's words for numbers. */
import type { ContextName, EventName, VisitContext } from '../../src/types.js';

/** A value of a circumstance, as the model knows it and in words. */
export type Choice = readonly [value: string | number, words: string];

const hours = Array.from({ length: 24 }, (_, hour): Choice => [hour, `${String(hour).padStart(2, '0')}:00, ${partOfDay(hour)}`]);
const weekdays = ['Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday', 'Sunday'];
const months = ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];

/** Circumstances of a visit in the order in which the drawer shows them: name, heading, every value. */
export const circumstances: readonly (readonly [keyof VisitContext, string, readonly Choice[]])[] = [
  ['device', 'Device', [['phone', 'Phone'], ['tablet', 'Tablet'], ['desktop', 'Computer']]],
  ['hour', 'Hour', hours],
  ['weekday', 'Day', weekdays.map((day): Choice => [day.toLowerCase(), day])],
  ['month', 'Month', months.map((month, at): Choice => [at + 1, month])],
  [
    'referrer',
    'Came from',
    [
      ['direct', 'Typed in'],
      ['search', 'A search engine'],
      ['social', 'A social network'],
      ['email', 'A newsletter'],
      ['advertisement', 'An advertisement'],
      ['other', 'Another site'],
    ],
  ],
];

function partOfDay(hour: number): string {
  if (hour < 5) return 'night';
  if (hour < 12) return 'morning';
  if (hour < 17) return 'afternoon';
  return hour < 22 ? 'evening' : 'night';
}

/** A value in words; what is not known is said to be. */
export function inWords(choices: readonly Choice[], value: string | number | undefined, unknown = 'Not known'): string {
  return choices.find(([known]) => known === value)?.[1] ?? unknown;
}

const deeds: Readonly<Partial<Record<EventName, string>>> = {
  view: 'looked at',
  add_to_cart: 'put into the basket',
  remove_from_cart: 'taken out of the basket',
  purchase: 'ordered',
  wishlist: 'put on the wish list',
  search: 'searched',
  hide: 'hidden',
};

/** What was done, with the time spent where that is known. */
export function deed(kind: EventName, dwell: number | undefined): string {
  const done = deeds[kind] ?? kind;
  if (dwell === undefined || dwell < 0) return done;
  return kind === 'view' ? `${done} for ${seconds(dwell)}` : `looked at for ${seconds(dwell)}, ${done}`;
}

/** A time in view. */
export function seconds(time: number): string {
  if (time < 60) return `${Math.max(1, Math.round(time))} s`;
  return `${Math.floor(time / 60)} min ${Math.round(time % 60)} s`;
}

/** Smallest time that this browser's clock tells apart: coarse on purpose, and ten times coarser in some than in others. */
export function clockStep(now: () => number = () => performance.now()): number {
  let step = Infinity;
  // The least of a few: a busy machine makes one step look longer.
  for (let tries = 0; tries < 5; tries += 1) {
    const began = now();
    let then = began;
    for (let looks = 0; then === began && looks < 100_000; looks += 1) then = now();
    if (then > began) step = Math.min(step, then - began);
  }
  return step > 0.15 && Number.isFinite(step) ? Math.max(1, Math.round(step)) : 0.1;
}

/** A duration of the engine, no finer than the clock that measured it. */
export function milliseconds(time: number | undefined, step = 0.1): string {
  if (time === undefined) return 'none yet';
  return time < step / 2 ? `< ${step} ms` : `${time.toFixed(step < 1 && time < 10 ? 1 : 0)} ms`;
}

/** What a part of a score says, by its name; after the product that it starts from, where it has one. */
export const parts: Readonly<Record<string, string>> = {
  'viewed-next': 'often looked at next',
  'also-viewed': 'looked at in the same visits',
  'bought-together': 'often bought together with it',
  'also-bought': 'bought by the same people',
  similar: 'much like it',
  seen: 'looked at already',
  order: 'Its place in this list for everyone',
  shown: 'Shown before and passed over',
  context: 'The moment, as a whole',
};

/** What a list's own order counts, by the list's name. */
export const orders: Readonly<Record<string, string>> = {
  popular: 'Popular in this shop',
  trending: 'In demand lately',
  new: 'New in this shop',
  'recently-viewed': 'Looked at in this visit',
};

/** What a circumstance is called beside its factor. */
export const effects: Readonly<Record<ContextName, string>> = {
  device: 'This device',
  hour: 'This hour',
  weekday: 'This day of the week',
  month: 'This time of year',
  referrer: 'The way you came',
  locale: 'Your language',
  'device-hour': 'This device at this hour',
};

/** `1 file`, `2 files`. */
export function count(number: number, one: string, many = `${one}s`): string {
  return `${number.toLocaleString('en')} ${number === 1 ? one : many}`;
}
