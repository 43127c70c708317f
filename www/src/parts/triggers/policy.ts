/** Which trigger may show, if any: caps, quiet seconds, priorities, intent. A function of what is known; nothing here looks at the page. */
import type { TriggerName, TriggerReason } from '../../signals.js';

/** Seconds that a page must be in view before anything shows. */
export const quietSeconds = 5;

/** Seconds between two triggers of a visit. */
export const pauseSeconds = 60;

/** Triggers that show within a day at most, where the day can be remembered. */
export const dailyMost = 3;

/** What the model expects of the visit, as `vitrine.intent()` tells it. */
export interface Intent {
  leaving?: number;
  mode: 'browsing' | 'comparing' | 'buying' | 'leaving';
}

/** What decides. */
export interface Moment {
  /** Triggers that the page asks for. */
  asked: ReadonlySet<TriggerName>;
  /** Triggers that showed in this visit. */
  shown: ReadonlySet<TriggerName>;
  /** Triggers that showed today. */
  today: number;
  /** Seconds that this page is in view. */
  inView: number;
  /** Seconds since the last trigger. */
  sinceLast: number;
  /** Products in the basket. */
  inCart: number;
  /** Whether the shopper types, pays, or has a dialog open. */
  busy: boolean;
  /** Whether “once a visit” can be kept: the visit is remembered, or this is its first page. */
  onceHolds: boolean;
  intent?: Intent | undefined;
  /** Below this probability of leaving, an exit or a pause is not taken for one, as the shop's log told (`leastLeaving` of the manifest). */
  leastLeaving?: number | undefined;
}

/** For each sign the triggers that it may set off, the most urgent first. */
const candidates: Readonly<Record<TriggerReason, readonly TriggerName[]>> = {
  order: ['after-purchase'],
  pointer: ['exit-intent'],
  scroll: ['exit-intent'],
  back: ['exit-intent'],
  return: ['abandoned-cart', 'exit-intent'],
  idle: ['abandoned-cart', 'inactivity'],
};

/** A shopper who buys is not held up, and one who is not likely to leave not called back. */
function fits(name: TriggerName, { intent, leastLeaving = 0 }: Moment): boolean {
  if (!intent || (name !== 'exit-intent' && name !== 'inactivity')) return true;
  return intent.mode !== 'buying' && (intent.leaving ?? 1) >= leastLeaving;
}

/** The trigger that a sign sets off now; `undefined` for none. */
export function choose(reason: TriggerReason, moment: Moment): TriggerName | undefined {
  if (moment.busy || !moment.onceHolds || moment.inView < quietSeconds || moment.sinceLast < pauseSeconds || moment.today >= dailyMost) return undefined;
  return candidates[reason].find(
    (name) => moment.asked.has(name) && !moment.shown.has(name) && (name !== 'abandoned-cart' || moment.inCart > 0) && fits(name, moment),
  );
}
