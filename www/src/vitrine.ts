/** The page's API: events in, ranked lists with reasons out. Needs no element and no drop-in script. */
import { shelfOf } from './answer.js';
import { contextNames, contextNumbers } from './context.js';
import { DisplayShards } from './display.js';
import { type EngineBinding, type EngineContext, type EngineRequest, eventNames, eventNumbers, modeNames, unknownItem } from './engine.js';
import { VitrineError, warnOnce } from './failures.js';
import { fetchFile, fetchManifest } from './files.js';
import type { Manifest } from './manifest.js';
import { importPart } from './parts.js';
import type { PageFindings } from './page.js';
import { privacyAsked } from './privacy.js';
import { questionOf } from './question.js';
import type {
  DisplayItem,
  EventName,
  Explanation,
  LoadOptions,
  ObservedEvent,
  PathEvent,
  Placement,
  RankingFigures,
  RecommendRequest,
  Recommendation,
  Shelf,
  StorageMode,
  VisitContext,
  VisitIntent,
  VisitSummary,
} from './types.js';
import { sense } from './sense.js';
import type { ProfileMethods } from './parts/profile/api.js';
import type { Signals, TriggersAsked } from './signals.js';
import { safeUrl } from './url.js';
import { browserSurroundings, VisitMemory } from './visit.js';
import { startEngine } from './wasm.js';

/** What a Vitrine is made of; `Vitrine.load` and the drop-in script bring it together. */
export interface Parts {
  base: URL;
  manifest: Manifest;
  binding: EngineBinding;
  options: LoadOptions;
  warn: (thrown: unknown) => void;
}

/** The folder that an address names: with a slash at its end. */
function folder(address: string | URL, from: string | URL): URL {
  const url = new URL(address, from);
  if (!url.pathname.endsWith('/')) url.pathname += '/';
  return url;
}

/** Milliseconds that a shop's answer about its stock may take; then cards come as the model says. */
const stockPatience = 1000;

/** Tells which of these products can be bought now; one that the answer leaves out stays as the model says. */
export type StockCheck = (ids: readonly string[]) => Readonly<Record<string, boolean>> | Promise<Readonly<Record<string, boolean>>>;

/** Events that count even while nothing is to be learned: what lies in the basket, what was bought, what is not wanted. */
const needed: readonly EventName[] = ['add_to_cart', 'remove_from_cart', 'purchase', 'hide'];

/** Added by a part that is fetched beside the first shelves. */
export interface Vitrine extends Partial<ProfileMethods> {}

/**
 * One visit with one model.
 *
 * Sends `change` after events that may change a ranking, and `ranked` after each ranking.
 */
export class Vitrine extends EventTarget {
  /** The built folder's manifest. */
  readonly manifest: Manifest;
  /** ISO 4217 code of the prices; empty where the exports name none. */
  readonly currency: string;
  /** Address that relative links and pictures start from. */
  readonly shopRoot: URL;
  /** What kind of page this is and which product it is about; the drop-in script reads it from the page, a program may set it. */
  page: PageFindings = { kind: undefined, products: [] };
  /** The ranking that was made last. */
  lastRanking: RankingFigures | undefined;
  /** Asked about products before their cards are drawn, each product once; a shop may set it. What it says wins over the model. */
  checkStock: StockCheck | undefined;
  /** @internal Hears each event that counts, as it is remembered: the part that keeps the profile. */
  hear: ((event: PathEvent) => void) | undefined;
  /** @internal Takes a score apart: a part of the script that comes beside the first shelves. */
  explainer: ((item: number, question: EngineRequest) => Explanation) | undefined;
  /** @internal Whether the shopper wants nothing to be learned and nothing used. */
  paused = false;
  /** @internal Item numbers that the shopper does not want to see. */
  readonly unwanted = new Set<number>();

  /** What the page knows of the visit beside the path; there once its part of the script has come, see `signals.ts`. */
  declare signals?: () => Signals;
  /** Asks for triggers, and settles when they listen; there once its part of the script has come. */
  declare triggers?: (asked: TriggersAsked) => Promise<void>;

  readonly #base: URL;
  readonly #binding: EngineBinding;
  readonly #shards: DisplayShards;
  readonly #visit: VisitMemory;
  /** What the page set in the place of what is sensed. */
  #context: VisitContext | undefined;
  /** What the engine was told. */
  #circumstances: EngineContext = {};
  readonly #warn: (thrown: unknown) => void;
  /** Item numbers that the page or the shop called sold out. */
  readonly #soldOut = new Set<number>();
  readonly #stockAsked = new Map<string, Promise<void>>();

  /** Fetches and starts everything. Rejects with a `VitrineError` whose message is a sentence. */
  static async load(options: LoadOptions = {}): Promise<Vitrine> {
    const here = import.meta.url;
    const base = options.base === undefined ? new URL('.', here) : folder(options.base, globalThis.document?.baseURI ?? here);
    const manifest = await fetchManifest(base);
    const model = fetchFile(base, manifest.model);
    const explain = importPart<typeof import('./parts/explain.js')>(base, manifest, 'explain');
    for (const pending of [model, explain]) pending.catch(() => undefined);
    const binding = await startEngine(fetchFile(base, manifest.engine), model, manifest.model.file);
    const vitrine = new Vitrine({ base, manifest, binding, options, warn: warnOnce() });
    (await explain)?.explainFor(vitrine);
    return vitrine;
  }

  /** @internal */
  constructor(parts: Parts) {
    super();
    const { base, manifest, binding, options, warn } = parts;
    this.manifest = manifest;
    this.currency = options.currency ?? manifest.currency ?? '';
    const page = globalThis.document?.baseURI ?? base;
    this.shopRoot = folder(options.shopRoot ?? new URL('/', page), page);
    this.#base = base;
    this.#binding = binding;
    this.#shards = new DisplayShards(base, manifest);
    this.#context = options.context;
    this.#warn = warn;
    const warnOfStore = warnOnce();
    this.#visit = new VisitMemory(options.storage === 'session' && !privacyAsked() ? 'session' : 'memory', browserSurroundings, () =>
      warnOfStore(new VitrineError('sessionStorage is blocked or full, so the visit is remembered only until the page is left.')),
    );
    this.#replay();
  }

  /**
   * Tells what happened. Says whether it counted: not for products that the model does not have, and not for an echo of
   * something counted already. Never throws.
   */
  observe(event: ObservedEvent): boolean {
    if (!Object.hasOwn(eventNumbers, event?.kind)) {
      this.#warn(new VitrineError(`there is no event kind “${String(event?.kind)}”; the kinds are ${eventNames.join(', ')}.`));
      return false;
    }
    const item = event.id === undefined ? unknownItem : this.#binding.item(String(event.id));
    if (this.#idle(event.kind, item)) return false;
    const dwell = typeof event.dwell === 'number' && event.dwell >= 0 ? event.dwell : undefined;
    const open = this.#visit.path.length;
    const recorded = this.#visit.record(event.kind, this.#binding.id(item), dwell);
    if (!recorded) return false;
    this.hear?.(recorded);
    if (event.kind === 'view' && open > 0) {
      // The view before this one has got its time.
      this.#replay();
    } else {
      this.#binding.observe(eventNumbers[event.kind], item, recorded.seconds, recorded.dwell);
    }
    // Cards that were merely seen count from the next ranking on; they are no reason to rank again.
    if (event.kind !== 'impression') this.dispatchEvent(new Event('change'));
    return true;
  }

  /** Tells of an order; one with a number that was told before counts no second time. */
  observeOrder(ids: readonly string[], number?: string): boolean {
    if (number !== undefined && !this.#visit.newOrder(number)) return false;
    return ids.map((id) => this.observe({ kind: 'purchase', id })).includes(true);
  }

  /** Tells the whole basket, as the shop knows it; products that the model does not have are left aside. */
  setCart(ids: readonly string[]): void {
    const told = new Set(ids.flatMap((id) => this.find(id) ?? []));
    const present = this.session().cart;
    for (const id of present) if (!told.has(id)) this.observe({ kind: 'remove_from_cart', id });
    for (const id of told) if (!present.includes(id)) this.observe({ kind: 'add_to_cart', id });
  }

  /** Tells that a product is sold out, or is no longer. Holds for this page, and wins over the model's older word. */
  setAvailable(id: string, available: boolean): void {
    const item = this.#binding.item(id);
    if (item === unknownItem || this.#soldOut.has(item) !== available) return;
    if (available) this.#soldOut.delete(item);
    else this.#soldOut.add(item);
    this.dispatchEvent(new Event('change'));
  }

  /** Whether a product was called sold out here. */
  isSoldOut(id: string): boolean {
    return this.#soldOut.has(this.#binding.item(id));
  }

  /** @internal Asks the shop about products that it was not asked about yet. Says whether one of these is sold out. Never throws. */
  async askStock(ids: readonly string[]): Promise<boolean> {
    const check = this.checkStock;
    if (check) {
      const fresh = ids.filter((id) => !this.#stockAsked.has(id));
      const answer = fresh.length > 0 ? this.#checkStock(check, fresh) : undefined;
      if (answer) for (const id of fresh) this.#stockAsked.set(id, answer);
      await Promise.all(new Set(ids.map((id) => this.#stockAsked.get(id))));
    }
    return ids.some((id) => this.isSoldOut(id));
  }

  async #checkStock(check: StockCheck, ids: readonly string[]): Promise<void> {
    try {
      const late = new Promise<undefined>((resolve) => setTimeout(resolve, stockPatience));
      const answer = await Promise.race([check(ids), late]);
      for (const id of ids) if (answer && Object.hasOwn(answer, id) && answer[id] === false) this.setAvailable(id, false);
    } catch (thrown) {
      const told = thrown instanceof Error ? thrown.message : String(thrown);
      this.#warn(new VitrineError(`the shop's checkStock failed (${told}), so the stock is shown as the model knows it. Mend what the function throws.`));
    }
  }

  /** Ranks. Throws a `VitrineError` for a list or placement that does not exist. */
  recommend(request: RecommendRequest = {}): Shelf {
    const question = this.#question(request);
    if (!question) return { shows: request.list ?? 'for-you', items: [] };
    const began = performance.now();
    const answer = this.#binding.recommend(question);
    this.lastRanking = { list: answer.shows, items: answer.items.length, milliseconds: performance.now() - began };
    this.dispatchEvent(new Event('ranked'));
    return shelfOf(this.#binding, answer);
  }

  /** Takes an item's score apart. `undefined` for a product that the model does not have. The drop-in script has this once `vitrineReady` has settled. */
  explain(id: string, request: RecommendRequest = {}): Explanation | undefined {
    const item = this.#binding.item(id);
    const question = this.#question(request);
    if (item === unknownItem || !question) return undefined;
    return this.explainer?.(item, question);
  }

  /** What cards show, in the order asked for, links and pictures as absolute addresses; products without such data are left out. */
  async display(items: readonly (Recommendation | string)[]): Promise<DisplayItem[]> {
    const numbers = items.map((item) => (typeof item === 'string' ? this.#binding.item(item) : item.item));
    const found = await this.#shards.items(numbers.filter((number) => number < this.#binding.itemCount()));
    return found.flatMap((item) => {
      if (!item) return [];
      const address = (value: string): string => safeUrl(value, this.shopRoot) ?? '';
      return [{ ...item, url: address(item.url), image: address(item.image) }];
    });
  }

  /** The shop's identifier for any name of a product (id, handle, SKU); `undefined` where the model does not have it. */
  find(id: string): string | undefined {
    const item = this.#binding.item(id);
    return item === unknownItem ? undefined : this.#binding.id(item);
  }

  /** Whether the model has a category of this name or path. */
  hasCategory(name: string): boolean {
    return this.#binding.category(name) !== undefined;
  }

  /** What is known of the visit. */
  session(): VisitSummary {
    const { path, cart, bought, hidden, shown } = this.#binding.session();
    const ids = (items: number[]): string[] => items.map((item) => this.#binding.id(item));
    return {
      path: path.map(({ item, kind, time, dwell }) => ({
        kind: eventNames[kind] ?? 'view',
        id: this.#binding.id(item),
        seconds: time,
        ...(dwell === undefined ? {} : { dwell }),
      })),
      cart: ids(cart),
      bought: ids(bought),
      hidden: ids(hidden),
      shown: shown.map(([item, times]) => ({ id: this.#binding.id(item), times })),
    };
  }

  /** What the visit is about to do; `undefined` before its first event, and where the shop's log did not tell. */
  intent(): VisitIntent | undefined {
    const [mode, ...chances] = Array.from(this.#binding.intent());
    if (mode === undefined) return undefined;
    const intent: VisitIntent = { mode: modeNames[mode] ?? 'browsing' };
    (['purchase', 'addToCart', 'leaving'] as const).forEach((name, at) => {
      const chance = chances[at] ?? -1;
      if (chance >= 0) intent[name] = chance;
    });
    return intent;
  }

  /** The circumstances that rankings use. */
  context(): VisitContext {
    return contextNames(this.#circumstances, this.manifest.locales);
  }

  /** Replaces what was sensed, as the one whole context; `undefined` goes back to what is sensed. */
  setContext(context: VisitContext | undefined): void {
    this.#context = context;
    this.renew();
  }

  /** Where the visit is really remembered: `memory` although `session` was asked for means that the store is blocked. */
  get storage(): StorageMode {
    return this.#visit.mode;
  }

  /** How many products the model has. */
  get itemCount(): number {
    return this.#binding.itemCount();
  }

  /** Forgets the visit, on the device as well. */
  reset(): void {
    this.#visit.reset();
    this.renew();
  }

  /** @internal A part of the script; `undefined` where the build has none of that name. Rejects with a `VitrineError`. */
  part<Module>(name: string): Promise<Module | undefined> {
    return importPart(this.#base, this.manifest, name);
  }

  /** @internal What the part that keeps the profile works on. */
  get inner(): { binding: EngineBinding; visit: VisitMemory; session: () => VisitSummary } {
    return { binding: this.#binding, visit: this.#visit, session: () => this.session() };
  }

  /** @internal Ranks anew what a part has changed. */
  renew(): void {
    this.#replay();
    this.dispatchEvent(new Event('change'));
  }

  /** @internal Whether this is the first time in the visit, as far as the visit is remembered. */
  once(what: string): boolean {
    return this.#visit.newOrder(what);
  }

  /** @internal Counts what was done with the page's product as so many seconds more of looking at it. */
  attend(seconds: number): void {
    this.#visit.attend(seconds);
  }

  /** @internal The page came into view or left it. */
  setVisible(visible: boolean): void {
    if (this.#visit.setVisible(visible)) this.#replay();
  }

  /** @internal The page is left, perhaps to come back from the back-forward cache. */
  leave(): void {
    this.#visit.close();
  }

  /** @internal The page came back; other pages of this tab went on meanwhile. */
  comeBack(): void {
    this.#visit.setVisible(true);
    this.#visit.restore();
    this.#replay();
  }

  /** Products that a placement's lists are about. */
  #defaultSeeds(placement: Placement | undefined): string[] {
    if (placement === 'product') return this.page.products.slice(0, 1);
    if (placement === 'cart') return this.session().cart;
    return placement === 'confirmation' ? this.session().bought.slice(-8) : [];
  }

  #question(request: RecommendRequest): EngineRequest | undefined {
    const question = questionOf(this.#binding, request, this.#defaultSeeds(request.placement), [...this.#soldOut, ...this.unwanted]);
    if (!question) this.#warn(new VitrineError(`the model has no category “${request.category}”, so its shelf stays empty.`));
    return question;
  }

  /** Whether an event says nothing: it is about no product and no search, or the shopper paused and it is not needed. */
  #idle(kind: EventName, item: number): boolean {
    return (item === unknownItem && kind !== 'search') || (this.paused && !needed.includes(kind));
  }

  /** The engine's session is always what the path says. */
  #replay(): void {
    this.#binding.reset();
    const sensed = sense(this.manifest);
    sensed.referrer = this.#visit.referrer(sensed.referrer);
    this.#circumstances = this.#context ? contextNumbers(this.#context, this.manifest.locales) : sensed;
    this.#binding.setContext(this.#circumstances);
    for (const event of this.#visit.path) {
      const item = this.#binding.item(event.id);
      if (this.#idle(event.kind, item)) continue;
      this.#binding.observe(eventNumbers[event.kind], item, event.seconds, event.dwell);
    }
  }
}
