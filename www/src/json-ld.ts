/**
 * Reads schema.org JSON-LD as shops really write it: `@graph`, arrays, `@type` arrays, http and https, several blocks,
 * HTML comments around them, broken ones between good ones.
 * https://developers.google.com/search/docs/appearance/structured-data/product
 */
import { canBeBought, type Offered } from './offers.js';
import { handleInPath } from './url.js';

/** What a page's structured data says about it. */
export interface LinkedData {
  /** Types found at the top of the blocks: `Product`, `ItemList`, … */
  types: Set<string>;
  /** Possible ids of the page's one product, best first; empty where the page is not about one product. */
  products: string[];
  /** Products of which the page says whether they can be bought. */
  offers: Offered[];
  /** Names of the categories on the way to this page, the widest first. */
  trail: string[];
}

type Node = Record<string, unknown>;

function asArray(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nodes(value: unknown, most = 100): Node[] {
  return asArray(value).slice(0, most).filter(isNode);
}

function typesOf(node: Node): string[] {
  return asArray(node['@type'])
    .filter((type) => typeof type === 'string')
    .map((type) => type.replace(/^(https?:\/\/schema\.org\/|schema:)/i, ''));
}

/** Text of a block without the wrappers that old editors put around it. */
function unwrapped(block: string): string {
  return block
    .trim()
    .replace(/^(?:\/\/\s*)?(?:<!--|<!\[CDATA\[|\/\*\s*<!\[CDATA\[\s*\*\/)/, '')
    .replace(/(?:\/\/\s*)?(?:-->|\]\]>|\/\*\s*\]\]>\s*\*\/)$/, '');
}

/** The block's value. What templates break most can be mended: line ends within texts, and commas before a closing bracket. */
function parsed(block: string): unknown {
  const text = unwrapped(block);
  try {
    return JSON.parse(text);
  } catch {
    return JSON.parse(text.replace(/[\u0000-\u001f]+/g, ' ').replace(/,\s*(?=[}\]])/g, ''));
  }
}

/** Nodes looked at on one page. */
const mostNodes = 3000;

const productTypes = /^(Product|ProductGroup|ProductModel|IndividualProduct|SomeProducts|Vehicle|Book)$/;

/** A product's offers, those of an `AggregateOffer` and of a group's variants among them. */
function offersOf(node: Node): Node[] {
  return [node, ...nodes(node['hasVariant'])].flatMap((one) => nodes(one['offers'])).flatMap((offer) => [offer, ...nodes(offer['offers'])]);
}

function productIds(node: Node): string[] {
  const ids: unknown[] = [node['sku'], node['productID'], node['productGroupID']];
  const offers = offersOf(node);
  for (const place of [node['url'], node['@id'], ...offers.map((offer) => offer['url'])]) {
    if (typeof place === 'string') ids.push(handleInPath(place));
  }
  ids.push(node['inProductGroupWithID'], node['mpn'], ...['gtin', 'gtin13', 'gtin12', 'gtin14', 'gtin8'].map((name) => node[name]));
  for (const part of [...nodes(node['isVariantOf']), ...nodes(node['hasVariant']), ...offers]) {
    ids.push(part['sku'], part['productID'], part['productGroupID']);
  }
  const texts = ids.filter((id) => typeof id === 'string' || typeof id === 'number');
  return [...new Set(texts.map((id) => String(id).replace(/^(sku|mpn|gtin\d*):/i, '').trim()))].filter((id) => id !== '');
}

/** Names on the way to a page; the last one is the page's own. */
function trailOf(list: Node): string[] {
  const steps = nodes(list['itemListElement']).sort((one, other) => Number(one['position']) - Number(other['position']));
  return steps.flatMap((step) => {
    const name = step['name'] ?? (isNode(step['item']) ? step['item']['name'] : undefined);
    return typeof name === 'string' && name.trim() !== '' ? [name.trim()] : [];
  });
}

/** Reads all blocks of a page; a block that isn't JSON is skipped. */
export function readLinkedData(blocks: readonly string[]): LinkedData {
  const types = new Set<string>();
  const products: Node[] = [];
  const offers: Offered[] = [];
  let trail: string[] = [];
  const offered = (node: Node): void => {
    const available = canBeBought(offersOf(node).map((offer) => offer['availability']));
    if (available !== undefined) offers.push({ ids: productIds(node), available });
  };
  let left = mostNodes;
  const visit = (value: unknown, depth: number): void => {
    if (depth > 4) return;
    for (const node of nodes(value, 500)) {
      if (--left < 0) return;
      const own = typesOf(node);
      for (const type of own) types.add(type);
      if (own.some((type) => productTypes.test(type))) {
        products.push(node);
        offered(node);
      }
      if (own.includes('BreadcrumbList') && trail.length === 0) trail = trailOf(node);
      // Items of a list are other pages' products: only what they say of the stock counts.
      if (own.includes('ItemList')) for (const entry of nodes(node['itemListElement'], 500)) offered(isNode(entry['item']) ? entry['item'] : entry);
      visit(node['@graph'], depth + 1);
      // A page that is about something.
      visit(node['mainEntity'], depth + 1);
      visit(node['breadcrumb'], depth + 1);
    }
  };
  for (const block of blocks) {
    try {
      visit(parsed(block), 0);
    } catch {
      // A broken block is the shop's; the others still count.
    }
  }
  // Several products at the top mean a list page, unless they are one group and its variants, or one product told twice: by the theme
  // and by an app.
  const groups = products.filter((node) => typesOf(node).includes('ProductGroup'));
  const [first] = products;
  const ids = new Set(first && productIds(first));
  const same = products.every((node) => (node['name'] !== undefined && node['name'] === first?.['name']) || productIds(node).some((id) => ids.has(id)));
  const one = groups.length === 1 ? [...groups, ...products.filter((node) => node !== groups[0])] : same || products.length === 1 ? products : [];
  return { types, products: [...new Set(one.flatMap(productIds))], offers, trail };
}
