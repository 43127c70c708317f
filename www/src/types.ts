/** The public names of Vitrine in a page: what goes into a ranking and what comes out. */

/** A kind of list, as the model holds them. */
export type ListName =
  | 'for-you'
  | 'viewed-next'
  | 'also-viewed'
  | 'bought-together'
  | 'also-bought'
  | 'similar'
  | 'popular'
  | 'trending'
  | 'new'
  | 'recently-viewed';

/** A place on a shop's pages; each has a default list. */
export type Placement = 'home' | 'product' | 'category' | 'cart' | 'search' | 'not-found' | 'confirmation';

/** Why an item stands in a list. */
export type ReasonName =
  | 'viewed'
  | 'in-cart'
  | 'bought'
  | 'goes-with'
  | 'similar-to'
  | 'several'
  | 'context'
  | 'popular'
  | 'trending'
  | 'new'
  | 'recent';

/** What a shopper does. */
export type EventName =
  | 'view'
  | 'add_to_cart'
  | 'remove_from_cart'
  | 'purchase'
  | 'wishlist'
  | 'impression'
  | 'search'
  | 'hide';

/** One thing that happened. `dwell` is in seconds of visible time; leave it out and the page measures it. */
export interface ObservedEvent {
  kind: EventName;
  /** The product's id, handle or SKU: whatever the shop's exports hold. */
  id?: string;
  dwell?: number;
  query?: string;
}

/** What to rank. Everything is optional: an empty request is the list *for you*. */
export interface RecommendRequest {
  list?: ListName;
  placement?: Placement;
  /** Products that the list is about; on a product page the page's own. */
  seeds?: readonly string[];
  /** Name of a category that all items must belong to. */
  category?: string;
  /** Items wanted; 8 unless told. */
  limit?: number;
  /** Products that must not appear. */
  exclude?: readonly string[];
}

/** The one part of the score that moved an item most. */
export interface Reason {
  kind: ReasonName;
  /** The product that the reason names. */
  source?: string;
  /** For `context`: `hour`, `device`, `weekday`, `season` or `referrer`. */
  dimension?: string;
}

/** One ranked item. `item` is its number in the model, valid for this model only. */
export interface Recommendation {
  id: string;
  item: number;
  score: number;
  list: ListName;
  reason: Reason;
}

/** A ranked list; `shows` says which kind it holds, which differs from the wish where that one ran dry. */
export interface Shelf {
  shows: ListName;
  items: Recommendation[];
}

/** One part of a score. */
export interface ExplanationPart {
  name: string;
  value: number;
  /** The product of the visit that this part comes from. */
  source?: string;
  [more: string]: unknown;
}

/** Every part of an item's score; the parts add up to `score`. */
export interface Explanation {
  id: string;
  score: number;
  parts: ExplanationPart[];
  [more: string]: unknown;
}

/** What a card shows. Prices are in minor units (pence, cents, yen). */
export interface DisplayItem {
  id: string;
  title: string;
  url: string;
  image: string;
  alt: string;
  price: number;
  was?: number;
  brand?: string;
  category?: string;
  benefit?: string;
  sku?: string;
}

/** One remembered event of the visit; `seconds` is Unix time, `dwell` is below zero where it is unknown. */
export interface PathEvent {
  kind: EventName;
  id: string;
  seconds: number;
  dwell: number;
}

/** Where the visit is remembered: until the page closes, or until the tab closes. */
export type StorageMode = 'memory' | 'session';

/** Settings of `Vitrine.load`. */
export interface LoadOptions {
  /** Address of the folder that `vitrine build` wrote; by default the one that the script came from. */
  base?: string | URL;
  storage?: StorageMode;
  /** Address that relative product links and pictures start from; by default the site's root. */
  shopRoot?: string | URL;
  /** Replaces what would be sensed: `device`, `hour`, `weekday`, `month`, `referrer`. */
  context?: Readonly<Record<string, unknown>>;
}

/** Circumstances of the visit in the model's numbers; a missing one is unknown. */
export interface ContextValues {
  /** 0 phone, 1 tablet, 2 desktop. */
  device?: number;
  /** 0 to 23, local time. */
  hour?: number;
  /** 0 Monday to 6 Sunday. */
  weekday?: number;
  /** 0 January to 11 December. */
  month?: number;
  /** 0 direct, 1 search, 2 social, 3 e-mail, 4 advertisement, 5 another site. */
  referrer?: number;
}

/** The visit as it stands. */
export interface VisitState {
  /** Oldest first. */
  path: readonly PathEvent[];
  /** Ids in the basket. */
  cart: readonly string[];
}

/** What a page may show a shopper of what Vitrine knows; the object in `window.vitrineReady` has all of it. */
export interface VitrineInsight {
  /** Where the visit is really remembered: `memory` although `session` was asked for means that the store is blocked. */
  readonly storage: StorageMode;
  /** Milliseconds that the last ranking took, engine call alone; `undefined` before the first. */
  readonly lastRanking: number | undefined;
  visit(): VisitState;
  context(): ContextValues;
  /** Replaces the sensed context, `undefined` senses again; the page's shelves are ranked anew. */
  setContext(context: ContextValues | undefined): void;
  explain(id: string, request: RecommendRequest): Explanation;
  /** Display data by `id`, in the order asked for, unknown ids left out. */
  display(items: readonly { id: string }[]): Promise<DisplayItem[]>;
  observe(event: ObservedEvent): void;
  reset(): void;
}

/** What a `<vitrine-shelf>` shows and what it asked for, for whoever explains it; both `undefined` before its first ranking. */
export interface ShelfInsight {
  readonly shelf: Shelf | undefined;
  readonly request: RecommendRequest | undefined;
}

/** Events that bubble to the document. */
export interface VitrineEvents {
  /** On `document`: the visit or the context changed. */
  'vitrine:change': CustomEvent<undefined>;
  /** On a shelf: it shows a new ranking. */
  'vitrine:shelf': CustomEvent<Shelf>;
  /** On a shelf: a card's add button was used. The shop puts the product into its basket. */
  'vitrine:add': CustomEvent<{ item: DisplayItem }>;
}
