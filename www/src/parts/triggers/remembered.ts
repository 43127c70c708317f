/** What is remembered of triggers: in the visit's own memory those that showed, on the device how many showed today. */
import type { TriggerName } from '../../signals.js';
import type { Vitrine } from '../../vitrine.js';

/** The one key on the device; it holds a day and a count. */
export const dayKey = 'vitrine.triggers.1';

/** The part of a store that is used. */
export type DayStore = Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;

/** How many triggers showed on this day; 0 where nothing readable is stored. */
export function countOf(stored: string | null, day: string): number {
  const [known, count] = (stored ?? '').split(' ');
  const number = Number(count);
  return known === day && Number.isInteger(number) && number > 0 ? number : 0;
}

/**
 * Whether this page is the first of a visit: no page of the shop led here, and none of the shop lies before it in the tab. Where the visit ends
 * with the page, only there “once a visit” can be kept.
 */
export function isLanding(referrer: string, host: string, canGoBack: boolean | undefined, entries: number, kind: string): boolean {
  if (kind === 'reload' || kind === 'back_forward' || canGoBack === true) return false;
  if (referrer !== '') return !referrer.startsWith('http') || new URL(referrer).host !== host;
  // Shops may hide their own pages from each other: then only the tab's history tells.
  return canGoBack === false || entries <= 1;
}

/** How this page was reached: `navigate`, `reload`, `back_forward`, `prerender`. */
export function navigationKind(): string {
  const [entry] = performance.getEntriesByType('navigation') as PerformanceNavigationTiming[];
  return entry?.type ?? 'navigate';
}

/** Whether the tab's history has a page of this shop before this one; `undefined` where the browser does not say. */
export function canGoBack(): boolean | undefined {
  return (globalThis as { navigation?: { canGoBack?: boolean } }).navigation?.canGoBack;
}

/** The memory of one page. */
export class Remembered {
  readonly shown = new Set<TriggerName>();

  constructor(private readonly vitrine: Vitrine) {}

  /** Whether the visit goes along from page to page. */
  get lasts(): boolean {
    return this.vitrine.storage !== 'memory';
  }

  /** Triggers that showed today, as far as the shopper allowed to keep that. */
  today(day: string): number {
    try {
      return this.#mayKeepDays() ? countOf(localStorage.getItem(dayKey), day) : 0;
    } catch {
      return 0;
    }
  }

  /** Says whether this trigger shows for the first time in the visit, and remembers that it did. */
  first(name: TriggerName, day: string): boolean {
    if (this.shown.has(name) || !this.vitrine.once(`trigger:${name}`)) {
      this.shown.add(name);
      return false;
    }
    this.shown.add(name);
    try {
      if (this.#mayKeepDays()) localStorage.setItem(dayKey, `${day} ${this.today(day) + 1}`);
    } catch {
      // Blocked or full: the visit's own cap holds.
    }
    return true;
  }

  /** Takes the day's count from the device where it may no longer be there. */
  tidy(): void {
    try {
      if (!this.#mayKeepDays()) localStorage.removeItem(dayKey);
    } catch {
      // Blocked: then nothing is stored either.
    }
  }

  /** A day outlives the tab, so it needs the shopper's consent. */
  #mayKeepDays(): boolean {
    return this.vitrine.consent?.storage === true;
  }
}
