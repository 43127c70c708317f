/** The engine as the page's runtime sees it: item numbers in, item numbers out; ids are for the page. */
import type { Ask } from './binding.js';
import type { ContextName, EventName, FactClass, ListName, Placement, ReasonName, VisitMode } from './types.js';

/** What `item` answers for an id that the model does not hold. */
export const unknownItem = 0xffffffff;

/** Event kinds in the engine's numbering. */
export const eventNumbers: Readonly<Record<EventName, number>> = {
  view: 0,
  add_to_cart: 1,
  remove_from_cart: 2,
  purchase: 3,
  wishlist: 4,
  impression: 5,
  search: 6,
  hide: 7,
};

/** Event kinds by number. */
export const eventNames = Object.keys(eventNumbers) as EventName[];

/** List types by number. */
export const listNames: readonly ListName[] = [
  'for-you',
  'viewed-next',
  'also-viewed',
  'bought-together',
  'also-bought',
  'similar',
  'popular',
  'trending',
  'new',
  'recently-viewed',
  'range',
  'buy-again',
  'upgrade',
  'continue-cart',
];

/** Placements by number. */
export const placementNames: readonly Placement[] = ['home', 'product', 'category', 'cart', 'search', 'not-found', 'confirmation'];

/** Kinds of reasons by number. */
export const reasonNames: readonly ReasonName[] = [
  'viewed',
  'in-cart',
  'bought',
  'goes-with',
  'similar-to',
  'several',
  'context',
  'popular',
  'trending',
  'new',
  'recent',
  'range',
  'taste',
  'again',
];

/** Classes of facts by number. */
export const factNames: readonly FactClass[] = ['category', 'brand', 'price', 'trait'];

/** Modes of a visit by number. */
export const modeNames: readonly VisitMode[] = ['browsing', 'comparing', 'buying', 'leaving'];

/** Dimensions of the context by number. */
export const dimensionNames: readonly ContextName[] = ['device', 'hour', 'weekday', 'month', 'referrer', 'locale', 'device-hour'];

/** A request with items and category as numbers. */
export interface EngineRequest {
  list?: ListName;
  placement?: Placement;
  seeds: number[];
  category?: number;
  limit: number;
  exclude: number[];
  /** Other lists fill up one that runs dry unless this is `false`. */
  fill?: boolean;
}

/** A ranked item as the engine gives it. */
export interface EngineRecommendation {
  item: number;
  score: number;
  list: ListName;
  reason?: { kind: ReasonName; source?: number; dimension?: ContextName; fact?: { class: number; value: number }; value: number };
}

/** A ranked list as the engine gives it. */
export interface EngineShelf {
  shows: ListName;
  items: EngineRecommendation[];
}

/** Circumstances as numbers: device, referrer and weekday by position in `contextNames`, month from 0. */
export type EngineContext = Partial<Record<ContextName, number | undefined>>;

/** What the engine knows of the visit. */
export interface EngineSession {
  path: { item: number; kind: number; time: number; dwell?: number }[];
  cart: number[];
  bought: number[];
  hidden: number[];
  shown: [number, number][];
}

/** What the runtime needs of an engine. */
export interface EngineBinding {
  /** Asks with numbers, for parts of the script that have questions of their own. */
  ask: Ask;
  itemCount(): number;
  /** Number of an id, handle or SKU; `unknownItem` where the model has none. */
  item(id: string): number;
  id(item: number): string;
  /** Number of a category by its name or path. */
  category(name: string): number | undefined;
  /** `seconds` is Unix time; `dwell` in seconds, below zero where unknown. */
  observe(kind: number, item: number, seconds: number, dwell: number): void;
  /** Throws for a list type or placement that does not exist. */
  recommend(request: EngineRequest): EngineShelf;
  setContext(context: EngineContext): void;
  /** Name of a fact; empty where there is none. */
  nameOf(class_: number, value: number): string;
  /** Forgets the session; context and taste stay. */
  reset(): void;
  session(): EngineSession;
  /** Mode by number, then the chances of a purchase, of an addition to the cart and of leaving, below 0 where unknown; empty where nothing is told. */
  intent(): ArrayLike<number>;
}

/** The class that wasm-bindgen makes of `crates/wasm`: numbers in, numbers out (`crates/wasm/src/binding.rs`). */
export interface FlatEngine {
  ask(question: number, numbers: Float64Array): Float64Array;
}
