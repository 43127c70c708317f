/** Types of what the page knows beside the path, and of the four triggers. The code is in the parts `signals` and `triggers`. */
import type { ListName, Recommendation } from './types.js';

/** A filter that was set: the name and the value of the address or of the form's field. */
export interface Filter {
  name: string;
  value: string;
}

/** What this page's sensors noticed since it was opened. It lives in memory and ends with the page. */
export interface Signals {
  /** BCP 47 tag that the shopper's browser prefers. */
  locale: string;
  /** IANA name of the time zone, as the browser's clock is set (`Europe/London`); a place is never asked for. */
  timeZone: string;
  /** What the browser says of the connection (`slow-2g`, `2g`, `3g`, `4g`); only Chromium does. */
  connection?: string;
  /** Whether the shopper asked for less data. */
  saveData: boolean;
  /** Deepest point of the page that came into view, as a share of its height: 0 to 1. */
  scrollDepth: number;
  /** Pictures of the product's gallery that were asked for. */
  pictures: number;
  /** Options of the product that were chosen last, by the field's name. */
  options: readonly Filter[];
  /** What was searched for, the latest last; ten at most. */
  searches: readonly string[];
  /** Filters that were set, the latest last; twenty at most. */
  filters: readonly Filter[];
  /** Shelves that were in view for a second and of which no card was opened. */
  shelvesPassed: number;
  /** Price of one piece of everything in the basket, in minor units; unknown until the prices are here. */
  cartValue?: number;
  /** Products of the visit that were opened more than once. */
  returns: number;
  /** Whether the page came back from the back-forward cache. */
  restored: boolean;
  /** Seconds that use of the gallery, options and deep scrolling added to the view's time; `attentionLimit` at most. */
  attention: number;
}

/** What can be shown of its own accord. */
export type TriggerName = 'exit-intent' | 'abandoned-cart' | 'after-purchase' | 'inactivity';

/**
 * The sign that set a trigger off: the pointer shot out at the top, a finger scrolled up fast, the way back led to the visit's first page,
 * the shopper came back from another tab or after a pause, nothing happened for a while, an order was confirmed.
 */
export type TriggerReason = 'pointer' | 'scroll' | 'back' | 'return' | 'idle' | 'order';

/** How a trigger shows; all of it has a default. */
export interface TriggerSettings {
  /** A modal dialog, a strip at the lower edge that leaves the focus alone, or nothing but the event. */
  as?: 'dialog' | 'strip' | 'event';
  /** The list of its shelf. */
  list?: ListName;
  /** Cards at most. */
  limit?: number;
  /** Its title. */
  heading?: string;
  /** Seconds without a sign of the shopper, for `inactivity` and `abandoned-cart`; 45 unless told, 10 at least. */
  idle?: number;
}

/** Triggers that a page asks for. */
export type TriggersAsked = Partial<Record<TriggerName, TriggerSettings>>;

/** What the event `vitrine:trigger` carries. It comes on `document` before anything is shown; `preventDefault()` leaves the showing to the shop. */
export interface TriggerDetail {
  name: TriggerName;
  reason: TriggerReason;
  /** What its shelf would show: products that no shelf of the page shows. */
  products: readonly Recommendation[];
}
