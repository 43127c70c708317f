/** The wasm engine as TypeScript sees it: item numbers in, item numbers out; ids are for the page. */
import type { ContextName, EventName, ListName, Placement, ReasonName } from './types.js';

/** What `Engine.item` answers for an id that the model does not hold. */
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

/** A request with items and category as numbers. */
export interface EngineRequest {
  list?: ListName;
  placement?: Placement;
  seeds: number[];
  category?: number;
  limit: number;
  exclude: number[];
}

/** A ranked item as the engine gives it. */
export interface EngineRecommendation {
  item: number;
  score: number;
  list: ListName;
  reason?: { kind: ReasonName; source?: number; dimension?: ContextName; value: number };
}

/** A ranked list as the engine gives it. */
export interface EngineShelf {
  shows: ListName;
  items: EngineRecommendation[];
}

/** A score taken apart: `score` is the sum of the parts × `ignored` × `context`. */
export interface EngineTrace {
  item: number;
  list: ListName;
  parts: { kind: 'seed' | 'step' | 'base'; source?: number; relation?: string; stepsBack?: number; value: number }[];
  ignored: number;
  effects: { dimension: ContextName; factor: number }[];
  context: number;
  score: number;
}

/** Circumstances as numbers: device, referrer and weekday by position in `contextNames`, month from 0. */
export type EngineContext = Partial<Record<ContextName, number>>;

/** What the engine knows of the visit. */
export interface EngineSession {
  path: { item: number; kind: number; time: number; dwell?: number }[];
  cart: number[];
  bought: number[];
  hidden: number[];
  shown: [number, number][];
}

/** The class that wasm-bindgen makes of `crates/wasm`. */
export interface EngineBinding {
  itemCount(): number;
  /** Number of an id, handle or SKU; `unknownItem` where the model has none. */
  item(id: string): number;
  id(item: number): string;
  /** Number of a category by its name or path. */
  category(name: string): number | undefined;
  /** `seconds` is Unix time; `dwell` in seconds, below zero where unknown. */
  observe(kind: number, item: number, seconds: number, dwell: number): void;
  recommend(request: EngineRequest): EngineShelf;
  /** Item numbers only, for speed; `category` below zero stands for the whole shop. */
  recommendFlat(list: number, seeds: Uint32Array, exclude: Uint32Array, category: number, limit: number): Uint32Array;
  explain(item: number, request: EngineRequest): EngineTrace;
  setContext(context: EngineContext): void;
  context(): EngineContext;
  reset(): void;
  session(): EngineSession;
}
