/**
 * Reads schema.org JSON-LD as shops really write it: `@graph`, arrays, `@type` arrays, http and https, several blocks,
 * HTML comments around them, broken ones between good ones.
 * https://developers.google.com/search/docs/appearance/structured-data/product
 */
import { handleInPath } from './url.js';

/** What a page's structured data says about it. */
export interface LinkedData {
  /** Types found at the top of the blocks: `Product`, `ItemList`, … */
  types: Set<string>;
  /** Possible ids of the page's one product, best first; empty where the page is not about one product. */
  products: string[];
}

type Node = Record<string, unknown>;

function asArray(value: unknown): unknown[] {
  if (value === undefined || value === null) return [];
  return Array.isArray(value) ? value : [value];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
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

const productTypes = /^(Product|ProductGroup|ProductModel|IndividualProduct|SomeProducts|Vehicle|Book)$/;

function productIds(node: Node): string[] {
  const ids: unknown[] = [node['sku'], node['productID'], node['productGroupID']];
  for (const place of [node['url'], node['@id'], ...asArray(node['offers']).map((offer) => (isNode(offer) ? offer['url'] : undefined))]) {
    if (typeof place === 'string') ids.push(handleInPath(place));
  }
  ids.push(node['inProductGroupWithID'], node['mpn'], ...['gtin', 'gtin13', 'gtin12', 'gtin14', 'gtin8'].map((name) => node[name]));
  for (const part of [...asArray(node['isVariantOf']), ...asArray(node['hasVariant']).slice(0, 100), ...asArray(node['offers']).slice(0, 100)]) {
    if (isNode(part)) ids.push(part['sku'], part['productID'], part['productGroupID']);
  }
  return ids.filter((id) => typeof id === 'string' || typeof id === 'number').map((id) => String(id).replace(/^(sku|mpn|gtin\d*):/i, '').trim());
}

/** Reads all blocks of a page; a block that isn't JSON is skipped. */
export function readLinkedData(blocks: readonly string[]): LinkedData {
  const types = new Set<string>();
  const products: Node[] = [];
  const visit = (value: unknown, depth: number): void => {
    if (depth > 4) return;
    for (const node of asArray(value).slice(0, 500)) {
      if (!isNode(node)) continue;
      const own = typesOf(node);
      for (const type of own) types.add(type);
      if (own.some((type) => productTypes.test(type))) products.push(node);
      visit(node['@graph'], depth + 1);
      // A page that is about something; items of a list are not followed: they are other pages' products.
      visit(node['mainEntity'], depth + 1);
    }
  };
  for (const block of blocks) {
    try {
      visit(JSON.parse(unwrapped(block)), 0);
    } catch {
      // A broken block is the shop's; the others still count.
    }
  }
  // Several products at the top mean a list page, unless they are one group and its variants.
  const groups = products.filter((node) => typesOf(node).includes('ProductGroup'));
  const one = groups.length === 1 ? [...groups, ...products.filter((node) => node !== groups[0])] : products.length === 1 ? products : [];
  return { types, products: [...new Set(one.flatMap(productIds))].filter((id) => id !== '') };
}
