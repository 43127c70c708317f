/** Reads a document: attributes, JSON-LD, microdata, Open Graph, and what shop systems leave in their pages. */
import type { PageFacts } from './page.js';
import type { Sources } from './sources.js';
import { handleInPath } from './url.js';

/** Products of a page at most whose microdata is read. */
const mostProducts = 200;

/** A property of a microdata item: in a tag's `content`, a link's address, or a text. */
function property(element: Element): string {
  return (element.getAttribute('content') ?? element.getAttribute('href') ?? element.getAttribute('src') ?? element.textContent ?? '').trim();
}

/** Ids and stock of each product in microdata that does not belong to another one. https://html.spec.whatwg.org/multipage/microdata.html */
function readMicrodata(page: Document): NonNullable<PageFacts['microdata']> {
  const product = '[itemscope][itemtype*="schema.org/Product" i]';
  const tops = [...page.querySelectorAll(product)].filter((element) => element.parentElement?.closest(product) == null);
  return tops.slice(0, mostProducts).map((element) => {
    // What stands within another product inside this one (“related”) is that one's.
    const found = (name: string): string[] =>
      [...element.querySelectorAll(`[itemprop~="${name}"]`)].filter((place) => place.closest(product) === element).map(property);
    const handles = found('url').map(handleInPath);
    const ids = [...['sku', 'productID', 'mpn', 'gtin13', 'gtin'].flatMap(found), ...handles].map((id) => id?.replace(/^(sku|mpn|gtin\d*):/i, ''));
    return { ids: ids.filter((id): id is string => id !== undefined && id !== ''), availability: found('availability') };
  });
}

/** The product of a WooCommerce page: its form's button, or the number in the body's class. */
function readWooProduct(page: Document): string | undefined {
  const classes = page.body?.classList;
  if (!classes?.contains('single-product')) return undefined;
  const form = page.querySelector('form.cart [name="add-to-cart"], form.cart [name="product_id"]')?.getAttribute('value');
  return form || /(?:^|\s)postid-(\d+)/.exec(page.body.className)?.[1];
}

/** Reads the facts from the document; sources that are off are not looked at. */
export function factsOf(page: Document, home: string, on: Sources): PageFacts {
  const meta = (name: string): string | undefined => page.querySelector(`meta[property="${name}"],meta[name="${name}"]`)?.getAttribute('content')?.trim();
  const told = (name: string): string | undefined => page.querySelector(`[${name}]`)?.getAttribute(name)?.trim();
  const [navigation] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming & { responseStatus?: number })[];
  const facts: { [Name in keyof PageFacts]: PageFacts[Name] | undefined } = {
    address: page.location.href,
    home,
    blocks: on('json-ld') ? [...page.querySelectorAll('script[type="application/ld+json"]')].map((block) => block.textContent ?? '') : [],
    canonical: on('address') ? page.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href : undefined,
    status: navigation?.responseStatus,
  };
  if (on('attributes')) {
    facts.page = told('data-vitrine-page');
    facts.product = told('data-vitrine-product');
    facts.category = told('data-vitrine-category');
  }
  if (on('shopify')) facts.shopify = (globalThis as { ShopifyAnalytics?: { meta?: unknown } }).ShopifyAnalytics?.meta;
  if (on('woocommerce')) {
    facts.classes = [...(page.body?.classList ?? [])];
    facts.wooProduct = readWooProduct(page);
  }
  if (on('microdata')) facts.microdata = readMicrodata(page);
  if (on('open-graph')) {
    facts.openGraphType = meta('og:type');
    facts.openGraphIds = [meta('product:retailer_item_id'), meta('product:retailer_part_no')].filter((id): id is string => !!id);
    facts.openGraphAvailability = meta('product:availability') ?? meta('og:availability');
  }
  return Object.fromEntries(Object.entries(facts).filter(([, value]) => value !== undefined && value !== 0)) as unknown as PageFacts;
}
