/** What kind of page this is and which product it is about, from the page's own markup. */
import { placementNames } from './engine.js';
import { readLinkedData } from './json-ld.js';
import type { Placement } from './types.js';
import { handleInPath } from './url.js';

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
  /** Values of `og:type` and of the canonical link. */
  openGraphType?: string;
  canonical?: string;
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

function pathOf(address: string): string {
  try {
    return new URL(address).pathname.replace(/(?:\/index)?\.html?$/i, '').replace(/\/+$/, '');
  } catch {
    return '';
  }
}

function kindOf(facts: PageFacts, types: ReadonlySet<string>, hasProduct: boolean): Placement | undefined {
  const told = placementNames.find((placement) => placement === facts.page);
  if (told) return told;
  if (facts.status === 404 || facts.status === 410) return 'not-found';
  const path = pathOf(facts.address);
  const last = path.slice(path.lastIndexOf('/') + 1).toLowerCase();
  if (/^(cart|basket|bag)$/.test(last)) return 'cart';
  if (types.has('Order') || /^(thank[-_]you|thanks|order-received|confirmation|order-confirmation)$/.test(last) || /\/order-received\//.test(path)) {
    return 'confirmation';
  }
  if (last === '404' || last === 'not-found') return 'not-found';
  if (last === 'search' || types.has('SearchResultsPage')) return 'search';
  if (hasProduct || /^(og:)?product(\.item)?$/i.test(facts.openGraphType ?? '')) return 'product';
  if (path === pathOf(facts.home)) return 'home';
  if (types.has('CollectionPage') || types.has('ItemList') || /\/(collections?|categor(y|ies)|product-category)\//i.test(`${path}/`)) {
    return 'category';
  }
  return undefined;
}

/** Concludes from facts alone. */
export function readPage(facts: PageFacts): PageFindings {
  const { types, products } = readLinkedData(facts.blocks);
  const handles = [facts.canonical, facts.address].map((address) => (address === undefined ? undefined : handleInPath(address)));
  const ids = [facts.product, ...products, ...handles].filter((id): id is string => id !== undefined && id !== '');
  const kind = kindOf(facts, types, ids.length > 0);
  const findings: PageFindings = { kind, products: kind === 'product' ? [...new Set(ids)] : [] };
  if (facts.category !== undefined && facts.category !== '') findings.category = facts.category;
  return findings;
}

/** Reads the facts from the document. */
export function factsOf(page: Document, home: string): PageFacts {
  const facts: PageFacts = {
    address: page.location.href,
    home,
    blocks: [...page.querySelectorAll('script[type="application/ld+json"]')].map((block) => block.textContent ?? ''),
  };
  const told = (name: string): string | undefined => page.querySelector(`[${name}]`)?.getAttribute(name)?.trim();
  const openGraphType = page.querySelector('meta[property="og:type"]')?.getAttribute('content');
  const canonical = page.querySelector<HTMLLinkElement>('link[rel="canonical"]')?.href;
  const [navigation] = performance.getEntriesByType('navigation') as (PerformanceNavigationTiming & { responseStatus?: number })[];
  const own = { page: told('data-vitrine-page'), product: told('data-vitrine-product'), category: told('data-vitrine-category') };
  return {
    ...facts,
    ...(openGraphType ? { openGraphType } : {}),
    ...(canonical ? { canonical } : {}),
    ...(navigation?.responseStatus ? { status: navigation.responseStatus } : {}),
    ...(own.page === undefined ? {} : { page: own.page }),
    ...(own.product === undefined ? {} : { product: own.product }),
    ...(own.category === undefined ? {} : { category: own.category }),
  };
}
