/** The visit as it goes on: what happened, how long each product was looked at, and where that is remembered. */
import { VisibleClock } from './dwell.js';
import { bound, emptyVisit, eraseVisit, readVisit, type Store, type Visit, writeVisit } from './storage.js';
import type { EventName, PathEvent, StorageMode } from './types.js';

/** Number of the referrer class of visits that no link led to; also what a page sees of its own shop where referrers are switched off. */
const direct = 0;

/** A second report of the same change of the basket within this time is the same change. */
const echoSeconds = 2;

/** Where the visit's time and memory come from; tests bring their own. */
export interface VisitSurroundings {
  /** Milliseconds since 1970. */
  now(): number;
  store(): Store;
  visible(): boolean;
}

/** The browser's own. */
export const browserSurroundings: VisitSurroundings = {
  now: () => Date.now(),
  store: () => sessionStorage,
  visible: () => typeof document !== 'object' || document.visibilityState !== 'hidden',
};

/** Keeps the path. Every change is written at once, since a page may be left at any moment. */
export class VisitMemory {
  #visit: Visit = emptyVisit();
  #mode: StorageMode;
  #clock: VisibleClock;
  /** The view that the clock runs for. */
  #open: PathEvent | undefined;

  constructor(
    mode: StorageMode,
    private readonly around: VisitSurroundings,
    /** Called once where the store was asked for and can't be used. */
    private readonly storeFailed: () => void,
  ) {
    this.#mode = mode;
    this.#clock = new VisibleClock(() => around.now(), around.visible());
    this.restore();
  }

  /** Where the path is kept now. */
  get mode(): StorageMode {
    return this.#mode;
  }

  /** Keeps the path elsewhere from now on: what the store holds comes before this page's events; `memory` erases it. Says whether the path changed. */
  setMode(mode: StorageMode): boolean {
    if (mode === this.#mode) return false;
    if (mode === 'memory') eraseVisit(this.around.store);
    this.#mode = mode;
    const stored = mode === 'session' && readVisit(this.around.store);
    if (!stored) return false;
    const { path, orders, referrer } = stored;
    // The page's own events stay the same objects: one of them may be an open view.
    this.#visit.path.unshift(...path);
    bound(this.#visit.path);
    this.#visit.orders.unshift(...orders);
    if (referrer !== undefined) this.#visit.referrer = referrer;
    this.#write();
    return path.length > 0;
  }

  /** The events, oldest first. */
  get path(): readonly PathEvent[] {
    return this.#visit.path;
  }

  /** Takes what the store holds, which another page of this tab may have written meanwhile. */
  restore(): void {
    if (this.#mode !== 'session') return;
    const stored = readVisit(this.around.store);
    if (!stored) {
      this.#giveUpStore();
      return;
    }
    this.#visit = stored;
    this.#open = undefined;
  }

  /**
   * Records an event; `undefined` for an echo of one that is recorded already: the page's own view told by the data layer as
   * well, or one click reported by a shelf and by the shop.
   */
  record(kind: EventName, id: string, dwell?: number): PathEvent | undefined {
    const seconds = this.around.now() / 1000;
    const { path } = this.#visit;
    if (kind === 'view' && dwell === undefined && this.#open?.id === id) return undefined;
    if (kind === 'add_to_cart' || kind === 'remove_from_cart') {
      const last = path.findLast((event) => event.id === id && event.kind !== 'impression');
      if (last?.kind === kind && seconds - last.seconds < echoSeconds) return undefined;
    }
    const event: PathEvent = { kind, id, seconds, dwell: dwell ?? -1 };
    if (kind === 'view') {
      this.#measure();
      this.#open = dwell === undefined ? event : undefined;
      this.#clock.restart();
    }
    path.push(event);
    bound(path);
    this.#write();
    return event;
  }

  /** By which class of referrer the visit began, given what this page senses. */
  referrer(sensed: number | undefined): number | undefined {
    if (sensed !== undefined && (sensed !== direct || this.#visit.referrer === undefined)) this.#visit.referrer = sensed;
    return this.#visit.referrer;
  }

  /** Whether an order, or whatever else may count once a visit, is new; remembers it. */
  newOrder(number: string): boolean {
    if (this.#visit.orders.includes(number)) return false;
    this.#visit.orders.push(number);
    this.#write();
    return true;
  }

  /** What was done with the open view's product counts as so many seconds more of looking. */
  attend(seconds: number): void {
    this.#clock.add(seconds * 1000);
  }

  /** The page came into view or left it. Says whether a view's time changed. */
  setVisible(visible: boolean): boolean {
    this.#clock.setVisible(visible);
    if (visible || !this.#open) return false;
    this.#measure();
    this.#write();
    return true;
  }

  /** Ends the open view, so that a next one of the same product counts. */
  close(): void {
    this.setVisible(false);
    this.#open = undefined;
  }

  /** Forgets everything, on the device as well. */
  reset(): void {
    this.#visit = emptyVisit();
    this.#open = undefined;
    this.#clock.restart();
    if (this.#mode === 'session') eraseVisit(this.around.store);
  }

  /** Writes how long the open view was in sight so far. */
  #measure(): void {
    if (this.#open) this.#open.dwell = this.#clock.seconds();
  }

  #write(): void {
    if (this.#mode === 'session' && !writeVisit(this.around.store, this.#visit)) this.#giveUpStore();
  }

  #giveUpStore(): void {
    this.#mode = 'memory';
    this.storeFailed();
  }
}
