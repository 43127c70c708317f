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
  | 'recently-viewed'
  | 'range'
  | 'buy-again'
  | 'upgrade'
  | 'continue-cart';

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
  | 'recent'
  | 'range'
  | 'taste'
  | 'again';

/** What a liking is for. Prices go by tier within their category: `low`, `medium`, `high`, `top`. */
export type FactClass = 'category' | 'brand' | 'price' | 'trait';

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
  /** Whether other lists may fill up one that runs dry; they do unless this is `false`. */
  fill?: boolean;
}

/** The one part of the score that moved an item most. */
export interface Reason {
  kind: ReasonName;
  /** The product that the reason names. */
  source?: string;
  /** For `context`: the circumstance that it is popular under. */
  dimension?: ContextName;
  /** For `taste`: what the shopper likes of it, by name (“Clothing > Coats”, “colour:red”). */
  fact?: { class: FactClass; name: string };
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
  /**
   * The relation followed (`viewed-next` …), `seen` for the return to an item seen before, `order` for a list's own order,
   * `again` for what was bought and is due,
   * `shown` for what being passed over takes away, `context` for what the circumstances add or take away,
   * `taste` for what the shopper's liking adds or takes away,
   * `ranker` for what the learned correction does.
   */
  name: string;
  value: number;
  /** The product that this part comes from. */
  source?: string;
  /** Steps back along the path, 0 for the latest. */
  stepsBack?: number;
}

/** Every part of an item's score; the parts add up to `score`. */
export interface Explanation {
  id: string;
  /** The list type that it was scored for. */
  list: ListName;
  score: number;
  parts: ExplanationPart[];
  /** What each known circumstance does to the item's category: a factor, 1 for nothing. */
  effects: { dimension: ContextName; factor: number }[];
}

/** A circumstance that has effects; `device-hour` is what the two do together. */
export type ContextName = keyof VisitContext | 'device-hour';

/** The circumstances of a visit; what is left out is unknown. */
export interface VisitContext {
  device?: 'phone' | 'tablet' | 'desktop';
  /** 0 to 23, local time. */
  hour?: number;
  weekday?: 'monday' | 'tuesday' | 'wednesday' | 'thursday' | 'friday' | 'saturday' | 'sunday';
  /** 1 to 12. */
  month?: number;
  referrer?: 'direct' | 'search' | 'social' | 'email' | 'advertisement' | 'other';
  /** The browser's language as in BCP 47 (`en-GB`); unknown where the shop's records know no such. */
  locale?: string;
}

/** What is known of the visit. Ids, oldest first. */
export interface VisitSummary {
  /** Steps of the path; `kind` is the last thing that happened there, `seconds` Unix time, `dwell` seconds in view where known. */
  path: { kind: EventName; id: string; seconds: number; dwell?: number }[];
  cart: string[];
  bought: string[];
  hidden: string[];
  /** How often a card was in view since its product was last opened. */
  shown: { id: string; times: number }[];
}

/** What a visit looks like: `leaving` where to be over is more likely than not, `comparing` after a return or three looks within one category. */
export type VisitMode = 'browsing' | 'comparing' | 'buying' | 'leaving';

/** What the visit is about to do, learned from the shop's log; a chance that the log does not tell is left out. */
export interface VisitIntent {
  mode: VisitMode;
  /** Chance that something is bought later in this visit, 0 to 1. */
  purchase?: number;
  /** Chance that something is put into the cart later in this visit. */
  addToCart?: number;
  /** Chance that the latest event is the visit's last. */
  leaving?: number;
}

/** The ranking that was made last. */
export interface RankingFigures {
  list: ListName;
  items: number;
  milliseconds: number;
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
  /** Replaces what would be sensed. */
  context?: VisitContext;
  /** ISO 4217 code of the prices; by default the one of the exports. */
  currency?: string;
}
