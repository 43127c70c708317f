/** What kind of page this is and which product it is about, from the page's own markup. */
import { placementNames } from './engine.js';
import { readLinkedData } from './json-ld.js';
import { canBeBought, type Offered } from './offers.js';
import { everySource, type Sources } from './sources.js';
import type { Placement } from './types.js';
import { guessesIn, handleInPath } from './url.js';

/** What is read from a document before anything is concluded. */
export interface PageFacts {
  /** Address of the page. */
  address: string;
  /** Address of the shop's home page. */
  home: string;
  /** HTTP status of the page, where the browser tells. */
  status?: number;
  /** Texts of the JSON-LD blocks. */
  blocks: readonly string[];
  /** Products in microdata: their ids, best first, and what they say of their stock. */
  microdata?: readonly { ids: string[]; availability: string[] }[];
  /** Values of `og:type`, of the ids and of the stock that go with it, and of the canonical link. */
  openGraphType?: string;
  openGraphIds?: readonly string[];
  openGraphAvailability?: string;
  canonical?: string;
  /** Classes of the body, as WordPress sets them. */
  classes?: readonly string[];
  /** What WooCommerce's own markup says is this page's product. */
  wooProduct?: string;
  /** `ShopifyAnalytics.meta`, which Shopify puts into every page of a theme. */
  shopify?: unknown;
  /** Values of `data-vitrine-page`, `-product` and `-category`: what the shop says itself comes first. */
  page?: string;
  product?: string;
  category?: string;
}

/** What was concluded. */
export interface PageFindings {
  kind: Placement | undefined;
  /** Possible ids of the page's product, best first. */
  products: string[];
  category?: string;
}

/** The same with what only a look into the model can settle. */
export interface PageReading extends PageFindings {
  /** What the page's product may be called where nothing says that it has one. */
  guesses: string[];
  /** Names that the page's category may have, the narrowest first. */
  categories: string[];
  /** What the page says about stock. */
  offers: Offered[];
}

function pathOf(address: string): string {
  try {
    return new URL(address).pathname.replace(/(?:\/index)?\.html?$/i, '').replace(/\/+$/, '');
  } catch {
    return '';
  }
}

type Kinds = Readonly<Record<string, Placement>>;

/** WordPress's and WooCommerce's classes of the body, the most telling first. */
const bodyClasses: Kinds = {
  'error404': 'not-found',
  'woocommerce-order-received': 'confirmation',
  'woocommerce-cart': 'cart',
  'single-product': 'product',
  'search-results': 'search',
  'tax-product_cat': 'category',
  'post-type-archive-product': 'category',
};

/** Shopify's `pageType`s. */
const shopifyKinds: Kinds = { product: 'product', collection: 'category', cart: 'cart', searchresults: 'search', home: 'home', '404': 'not-found' };

/** Last parts of paths. */
const lastParts: readonly (readonly [RegExp, Placement])[] = [
  [/^(cart|basket|bag|warenkorb|panier|carrito|cesta|carrello|winkelwagen|winkelmand|varukorg|kurv|handlekurv|koszyk|kosik|sepet|carrinho)$/, 'cart'],
  [/^(thank[-_]you|thanks|order-received|confirmation|order-confirmation|success)$/, 'confirmation'],
  [/^(404|not-found)$/, 'not-found'],
  [/^(search|catalogsearch|suche|recherche|buscar|cerca|zoeken)$/, 'search'],
];

type Fields = Record<string, unknown>;
const fieldsOf = (value: unknown): Fields => (typeof value === 'object' && value !== null ? (value as Fields) : {});

/** The product that `ShopifyAnalytics.meta` names, and its variants. */
function shopifyIds(meta: Fields): string[] {
  const product = fieldsOf(meta['product']);
  const variants = Array.isArray(product['variants']) ? product['variants'].slice(0, 100).map(fieldsOf) : [];
  const ids = [product['handle'], product['id'], ...variants.flatMap((variant) => [variant['sku'], variant['id']])];
  return ids.filter((id) => typeof id === 'string' || typeof id === 'number').map(String);
}

function own<Value>(table: Readonly<Record<string, Value>>, key: unknown): Value | undefined {
  return typeof key === 'string' && Object.hasOwn(table, key) ? table[key] : undefined;
}

function kindOf(facts: PageFacts, types: ReadonlySet<string>, hasProduct: boolean, on: Sources): Placement | undefined {
  const told = placementNames.find((placement) => placement === facts.page);
  if (told) return told;
  if (facts.status === 404 || facts.status === 410) return 'not-found';
  const byShopify = own(shopifyKinds, fieldsOf(fieldsOf(facts.shopify)['page'])['pageType']);
  if (byShopify) return byShopify;
  const byClass = Object.keys(bodyClasses).find((name) => facts.classes?.includes(name));
  if (byClass !== undefined) return bodyClasses[byClass];
  const path = on('address') ? pathOf(facts.address) : '?';
  const parts = path.toLowerCase().split('/');
  const last = parts.at(-1) ?? '';
  if (types.has('Order') || parts.includes('order-received')) return 'confirmation';
  const byPath = lastParts.find(([pattern]) => pattern.test(last))?.[1];
  if (byPath) return byPath;
  // Magento's /catalogsearch/result, and WordPress's ?s=.
  const atHome = path === pathOf(facts.home);
  if (types.has('SearchResultsPage') || parts.includes('catalogsearch') || (atHome && /[?&]s=/.test(facts.address))) return 'search';
  if (hasProduct || /^(og:)?product(\.item)?$/i.test(facts.openGraphType ?? '')) return 'product';
  if (atHome) return 'home';
  if (types.has('CollectionPage') || types.has('ItemList') || /\/(collections?|categor(y|ies)|product-category|c)\//i.test(`${path}/`)) {
    return 'category';
  }
  return undefined;
}

/** Concludes from facts alone; `on` says which sources count. */
export function readPage(facts: PageFacts, on: Sources = everySource): PageReading {
  const { types, products, offers, trail } = readLinkedData(facts.blocks);
  const microdata = facts.microdata ?? [];
  const handles = [facts.canonical, facts.address].filter((address) => address !== undefined).map(handleInPath);
  const told = [
    facts.product,
    ...shopifyIds(fieldsOf(facts.shopify)),
    facts.wooProduct,
    ...products,
    // Several products side by side are a list.
    ...(microdata.length === 1 ? (microdata[0]?.ids ?? []) : []),
    ...(facts.openGraphIds ?? []),
    ...(on('address') ? handles : []),
  ];
  const ids = [...new Set(told.filter((id): id is string => id !== undefined && id !== ''))];
  const kind = kindOf(facts, types, ids.length > 0, on);
  const reading: PageReading = { kind, products: kind === 'product' ? ids : [], guesses: [], categories: [], offers: [...offers] };
  if (facts.category !== undefined && facts.category !== '') reading.category = facts.category;
  if (on('address') && (kind === undefined || (kind === 'product' && facts.product === undefined))) {
    reading.guesses = [facts.canonical, facts.address].flatMap((address) => (address === undefined ? [] : guessesIn(address)));
  }
  if (kind === 'category') {
    // Without the first one, which is the home page: “Clothing > Coats”, “Coats”.
    const names = [trail.slice(1).join(' > '), trail.join(' > '), trail.at(-1) ?? ''];
    if (on('address')) names.push(...guessesIn(facts.address));
    reading.categories = [...new Set(names)].filter((name) => name !== '');
  }
  const openGraph = canBeBought([facts.openGraphAvailability]);
  for (const { ids: names, availability } of microdata) {
    const available = canBeBought(availability);
    if (available !== undefined) reading.offers.push({ ids: names, available });
  }
  if (openGraph !== undefined && kind === 'product') reading.offers.push({ ids, available: openGraph });
  return reading;
}
