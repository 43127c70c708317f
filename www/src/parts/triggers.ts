/**
 * The triggers: exit intent, abandoned basket, after a purchase, inactivity. Fetched only where a page asks for one:
 * `data-triggers="exit-intent abandoned-cart"` on Vitrine's tag, `<vitrine-trigger on="exit-intent" as="strip">`, or `vitrine.triggers({ … })`.
 *
 * None ever stands in the way: each shows once a visit, never in a page's first seconds, never above another, never to who types or pays; the way back
 * is not touched, so that nobody is held. `vitrine:trigger` comes first, and a shop that calls `preventDefault()` shows what it likes.
 */
import type { TriggerDetail, TriggerName, TriggerReason, TriggersAsked, TriggerSettings } from '../signals.js';
import type { ListName, Placement, RecommendRequest, Shelf } from '../types.js';
import type { Vitrine } from '../vitrine.js';
import { busy } from './triggers/busy.js';
import { comesBack, PointerExit, ScrollExit } from './triggers/exits.js';
import { show } from './triggers/offer.js';
import { choose, type Intent, quietSeconds } from './triggers/policy.js';
import { canGoBack, isLanding, navigationKind, Remembered } from './triggers/remembered.js';
import { english, type TriggerTextKey } from './triggers/words.js';
import { quietly } from './told.js';

declare global {
  interface DocumentEventMap {
    'vitrine:trigger': CustomEvent<TriggerDetail>;
  }
}

/** A text in a language; empty where there is none. */
export type TextOf = (key: TriggerTextKey, language: string) => string;

const names: readonly TriggerName[] = ['exit-intent', 'abandoned-cart', 'after-purchase', 'inactivity'];

/** Seconds without a sign of the shopper, unless told, and at least. */
const idleSeconds = 45;
const idleLeast = 10;

/** Seconds since the last event of the visit after which a shopper who opens a page comes back. */
const pauseOfVisit = 30 * 60;

const cardsShown = 4;

/** The list of each trigger's shelf, and the place that it stands in for. */
const lists: Readonly<Record<TriggerName, { list: ListName; placement?: Placement }>> = {
  'exit-intent': { list: 'for-you' },
  'abandoned-cart': { list: 'bought-together', placement: 'cart' },
  'after-purchase': { list: 'also-bought', placement: 'confirmation' },
  inactivity: { list: 'for-you' },
};

/** Reads `exit-intent abandoned-cart`, with spaces or commas between. */
export function namesIn(text: string): TriggersAsked {
  return Object.fromEntries(text.split(/[\s,]+/).flatMap((name) => (names.includes(name as TriggerName) ? [[name, {}]] : [])));
}

/** What the page's own shelves show. */
function pageShelves(): Shelf[] {
  const shelves = document.querySelectorAll<HTMLElement & { shelf?: Shelf }>('vitrine-shelf,vitrine-bundle,vitrine-recent');
  return [...shelves].flatMap(({ shelf }) => (shelf && shelf.items.length > 0 ? [shelf] : []));
}

/** Reads the page's `<vitrine-trigger>` elements. */
function elementsAsked(): TriggersAsked {
  return Object.fromEntries(
    [...document.querySelectorAll('vitrine-trigger')].flatMap((element) => {
      const told = (name: string): string | undefined => element.getAttribute(name)?.trim() || undefined;
      const name = told('on');
      if (!names.includes(name as TriggerName)) return [];
      const settings: Record<string, unknown> = { as: told('as'), list: told('list'), heading: told('heading') };
      for (const number of ['limit', 'idle']) if (Number(told(number)) > 0) settings[number] = Number(told(number));
      return [[name, Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== undefined))]];
    }),
  );
}

/** The triggers of one page. */
class Triggers {
  readonly #asked = new Map<TriggerName, TriggerSettings>();
  readonly #remembered: Remembered;
  readonly #pointer = new PointerExit();
  readonly #scroll = new ScrollExit();
  readonly #landing = isLanding(document.referrer, location.host, canGoBack(), history.length, navigationKind());
  /** Milliseconds in view before the page was last hidden, and since when it is in view. Both count from here: the first seconds are longer rather than shorter. */
  #before = 0;
  #since: number | undefined;
  #hiddenAt: number | undefined;
  #lastKey = -Infinity;
  #lastSign: number;
  #lastShown = -Infinity;
  #idle: ReturnType<typeof setTimeout> | undefined;
  /** Whether an offer is open or about to. */
  #open = false;

  constructor(
    private readonly vitrine: Vitrine,
    private readonly text: TextOf,
  ) {
    this.#remembered = new Remembered(vitrine);
    this.#lastSign = Date.now();
    if (document.visibilityState !== 'hidden') this.#since = Date.now();
    this.#listen();
    const last = vitrine.session().path.at(-2)?.seconds;
    if (navigationKind() === 'back_forward') this.#arriveBack();
    else if (last !== undefined && Date.now() / 1000 - last >= pauseOfVisit) this.#whenQuiet('return');
  }

  /** Takes more triggers, or other settings of the same. */
  add(asked: TriggersAsked): void {
    for (const name of names) {
      const settings = asked[name];
      if (settings) this.#asked.set(name, { ...this.#asked.get(name), ...settings });
    }
    this.#watchIdle();
    if (this.#asked.has('after-purchase')) this.#lookForOrder();
  }

  #listen(): void {
    const hear = (target: EventTarget, name: string, work: (event: Event) => void): void => target.addEventListener(name, quietly(work), { capture: true, passive: true });
    hear(document, 'pointermove', (event) => {
      const { clientX, clientY, pointerType } = event as PointerEvent;
      this.#sign();
      if (pointerType === 'mouse') this.#pointer.move(clientX, clientY, Date.now());
    });
    hear(document.documentElement, 'mouseleave', (event) => {
      const { target, clientX, clientY, buttons } = event as MouseEvent;
      // Leaving any element is heard here on the way down; only the document's end is meant.
      if (target !== document.documentElement || buttons !== 0) return;
      if (this.#pointer.leave(clientX, clientY, Date.now(), document.documentElement.clientWidth)) this.#raise('pointer');
    });
    for (const name of ['touchstart', 'touchmove']) {
      hear(document, name, () => {
        this.#sign();
        this.#scroll.touch(Date.now());
      });
    }
    hear(document, 'scroll', ({ target }) => {
      if (target !== document) return;
      this.#sign();
      if (this.#scroll.scroll(scrollY, Date.now(), innerHeight)) this.#raise('scroll');
    });
    hear(document, 'keydown', () => {
      this.#sign();
      this.#lastKey = Date.now();
    });
    hear(document, 'pointerdown', () => this.#sign());
    hear(document, 'visibilitychange', () => this.#seen(document.visibilityState !== 'hidden'));
    window.addEventListener('pageshow', ({ persisted }) => persisted && this.#arriveBack());
    this.vitrine.addEventListener('change', () => {
      this.#remembered.tidy();
      if (this.#asked.has('after-purchase')) this.#lookForOrder();
    });
  }

  #seen(visible: boolean): void {
    const now = Date.now();
    if (!visible) {
      if (this.#since !== undefined) this.#before += now - this.#since;
      this.#since = undefined;
      this.#hiddenAt = now;
      clearTimeout(this.#idle);
      return;
    }
    this.#since ??= now;
    this.#sign();
    this.#watchIdle();
    if (this.#hiddenAt === undefined || !comesBack((now - this.#hiddenAt) / 1000)) return;
    // With a mouse, other tabs are part of any work; a basket is worth a word all the same.
    if (matchMedia('(pointer:coarse)').matches || this.vitrine.session().cart.length > 0) this.#raise('return', !matchMedia('(pointer:coarse)').matches);
  }

  /** The way back led to this page. Where the tab holds no page of the shop before it, the next step back leaves. */
  #arriveBack(): void {
    const first = canGoBack() === false || (canGoBack() === undefined && isLanding(document.referrer, location.host, undefined, 1, 'navigate'));
    if (first && matchMedia('(pointer:coarse)').matches) this.#whenQuiet('back');
  }

  /** Something that the shopper did. */
  #sign(): void {
    this.#lastSign = Date.now();
  }

  #secondsInView(): number {
    return (this.#before + (this.#since === undefined ? 0 : Date.now() - this.#since)) / 1000;
  }

  /** Raises a sign once the page's first seconds are over. */
  #whenQuiet(reason: TriggerReason): void {
    const wait = quietSeconds - this.#secondsInView();
    if (wait <= 0) this.#raise(reason);
    else setTimeout(() => (this.#since === undefined ? undefined : this.#whenQuiet(reason)), Math.max(50, wait * 1000));
  }

  #lookForOrder(): void {
    if (this.vitrine.page.kind === 'confirmation' && this.vitrine.session().bought.length > 0 && !this.#remembered.shown.has('after-purchase')) {
      this.#whenQuiet('order');
    }
  }

  /** One timer, set anew only when it ends: not at every movement. */
  #watchIdle(): void {
    clearTimeout(this.#idle);
    const waits = (['abandoned-cart', 'inactivity'] as const).flatMap((name) => (this.#asked.has(name) && !this.#remembered.shown.has(name) ? [this.#asked.get(name)?.idle ?? idleSeconds] : []));
    if (waits.length === 0 || this.#since === undefined) return;
    const limit = Math.max(idleLeast, Math.min(...waits)) * 1000;
    const rest = limit - (Date.now() - this.#lastSign);
    if (rest > 0) {
      this.#idle = setTimeout(() => this.#watchIdle(), rest);
      return;
    }
    this.#raise('idle');
    this.#sign();
    this.#idle = setTimeout(() => this.#watchIdle(), limit);
  }

  /** A sign: shows the trigger that it sets off, if any. */
  #raise(reason: TriggerReason, onlyCart = false): void {
    if (this.#open || this.#since === undefined) return;
    const now = Date.now();
    const day = new Date(now).toDateString().replaceAll(' ', '-');
    const vitrine = this.vitrine as Vitrine & { intent?: () => Intent | undefined };
    const moment = {
      asked: new Set(onlyCart ? [...this.#asked.keys()].filter((one) => one === 'abandoned-cart') : this.#asked.keys()),
      shown: this.#remembered.shown,
      today: this.#remembered.today(day),
      inView: this.#secondsInView(),
      sinceLast: (now - this.#lastShown) / 1000,
      inCart: vitrine.session().cart.length,
      busy: busy(now, this.#lastKey, vitrine.page.kind === 'confirmation'),
      onceHolds: this.#remembered.lasts || this.#landing,
      intent: vitrine.intent?.(),
      leastLeaving: vitrine.manifest.leastLeaving,
    };
    for (;;) {
      const name = choose(reason, moment);
      if (name === undefined) return;
      const asked = this.#request(name);
      const { shows, items: products } = this.#shelf(asked);
      if (products.length === 0) return;
      // A list that ran dry is asked for by the name of what it turned into: else the page's own shelf of that kind would empty this one.
      const request = { ...asked, list: shows };
      // Asked last, because asking notes it; one that an earlier page showed is passed over.
      if (this.#remembered.first(name, day)) {
        this.#fire({ name, reason, products }, request);
        return;
      }
    }
  }

  #fire(detail: TriggerDetail, request: RecommendRequest & { list: ListName; limit: number }): void {
    this.#lastShown = Date.now();
    const settings = this.#asked.get(detail.name) ?? {};
    const wanted = document.dispatchEvent(new CustomEvent('vitrine:trigger', { detail, cancelable: true }));
    if (wanted && settings.as !== 'event') this.#present(detail.name, settings, request);
  }

  #request(name: TriggerName): RecommendRequest & { list: ListName; limit: number } {
    const { list, limit } = this.#asked.get(name) ?? {};
    const { bought, cart } = this.vitrine.session();
    const seeds = name === 'after-purchase' ? bought.slice(-8) : name === 'abandoned-cart' ? cart : undefined;
    return { ...lists[name], ...(list ? { list } : {}), limit: limit ?? cardsShown, ...(seeds ? { seeds } : {}) };
  }

  /** What its shelf would show: nothing that stands on a shelf of the page. */
  #shelf(request: RecommendRequest & { list: ListName }): Shelf {
    const exclude = pageShelves().flatMap(({ items }) => items.map(({ id }) => id));
    try {
      return this.vitrine.recommend({ ...request, exclude });
    } catch {
      return { shows: request.list, items: [] };
    }
  }

  #present(name: TriggerName, settings: TriggerSettings, request: RecommendRequest & { list: ListName; limit: number }): void {
    const language = document.documentElement.lang || navigator.language;
    const text = (key: TriggerTextKey): string => this.text(key, language) || english[key];
    const as = settings.as ?? (name === 'exit-intent' && !matchMedia('(pointer:coarse)').matches ? 'dialog' : 'strip');
    const { list, limit, placement, seeds } = request;
    this.#open = true;
    // Two regions of a page are not called the same.
    const heading = pageShelves().some(({ shows }) => shows === list) ? text('trigger.more') : undefined;
    show({ name, as: as === 'dialog' ? 'dialog' : 'strip', title: settings.heading ?? text(`trigger.${name}`), close: text('trigger.close'), list, heading, limit, placement, seeds }, () => {
      this.#open = false;
      this.#lastShown = Date.now();
    });
  }
}

let triggers: Triggers | undefined;

/** Starts the triggers that are asked for, beside those that the page's elements name. */
export function ask(vitrine: Vitrine, asked: TriggersAsked | string, text: TextOf): void {
  triggers ??= new Triggers(vitrine, text);
  triggers.add({ ...(typeof asked === 'string' ? namesIn(asked) : asked) });
  triggers.add(elementsAsked());
}
