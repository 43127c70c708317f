/** Whatever a page holds or sends: nothing throws, and what comes out has the shape that it should. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { readPush } from '../src/data-layer.js';
import { readLinkedData } from '../src/json-ld.js';
import { readPage } from '../src/page.js';
import { listen as listenToShopify, type ShopifyPage } from '../src/parts/shopify.js';
import { decodeVisit, pathLimit } from '../src/storage.js';
import { eventWith, noting, settled } from './told.js';

/** Numbers from a seed: the same on every run. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

const keys = [
  '@type', '@graph', 'mainEntity', 'breadcrumb', 'itemListElement', 'item', 'offers', 'hasVariant', 'availability', 'sku', 'url', 'name', 'position', 'event', 'ecommerce', 'items',
  'item_id', 'id', 'price', 'quantity', 'transaction_id', '0', '1', '2', 'product', 'variants', 'handle', 'context', 'action', 'lines', 'promise', 'cart', 'nodes', 'edges', 'node',
  'merchandise', 'merchandiseId', 'detail', 'page', 'pageType', '__proto__', 'constructor', 'length', 'e', 'o', 'r',
];
const leaves = ['Product', 'ProductGroup', 'ItemList', 'BreadcrumbList', 'OutOfStock', 'https://schema.org/InStock', 'view_item', 'purchase', 'event', 'add', 'remove', 'page', 'product', 'fell-coat', '/products/%E0%A4%A', '<img src=x onerror=1>', '', ' ', 0, -1, 1e308, NaN, null, undefined, true];

function value(next: (below: number) => number, depth: number): unknown {
  const kind = next(depth > 5 ? 1 : 4);
  if (kind < 2) return leaves[next(leaves.length)];
  if (kind === 2) return Array.from({ length: next(4) }, () => value(next, depth + 1));
  return Object.fromEntries(Array.from({ length: 1 + next(6) }, () => [keys[next(keys.length)], value(next, depth + 1)]));
}

const isTexts = (list: unknown): boolean => Array.isArray(list) && list.every((entry) => typeof entry === 'string' && entry !== '');

test('hostile: what a page says of itself', () => {
  const next = numbers(1);
  let understood = 0;
  for (let round = 0; round < 1000; round++) {
    const offers = [{ availability: leaves[next(leaves.length)] }, value(next, 3)];
    const whole = JSON.stringify({ '@graph': [value(next, 0), { sku: leaves[next(leaves.length)], offers, ...(value(next, 2) as object), '@type': 'Product' }] });
    const cut = whole.slice(0, next(whole.length + 1));
    const linked = readLinkedData([whole, cut, `<!-- ${whole} -->`]);
    assert.ok(isTexts(linked.products) && isTexts(linked.trail) && linked.offers.every(({ ids, available }) => isTexts(ids) && typeof available === 'boolean'), whole);
    const reading = readPage({ address: cut, home: 'https://shop.test/', blocks: [whole], shopify: value(next, 0), canonical: cut });
    assert.ok(isTexts(reading.products) && isTexts(reading.guesses) && isTexts(reading.categories), whole);
    if (linked.products.length > 0 && linked.offers.length > 0) understood++;
  }
  assert.ok(understood > 0);
});

test('hostile: what stands in a data layer', () => {
  const next = numbers(2);
  let understood = 0;
  for (let round = 0; round < 2000; round++) {
    // Often enough an event, so that what it holds is looked at.
    const event = readPush({ ...(value(next, 0) as object), event: leaves[next(leaves.length)], ecommerce: { items: [value(next, 3), value(next, 3)] } });
    if (event) understood++;
    if (event) assert.ok(event.items.every(({ id, quantity, price }) => id !== '' && quantity >= 1 && (price === undefined || price >= 0)), JSON.stringify(event));
  }
  assert.ok(understood > 0);
});

test('hostile: what Shopify events carry', async () => {
  const next = numbers(3);
  const vitrine = noting(['wool-hat']);
  const document = new EventTarget();
  const window = Object.assign(new EventTarget(), { Shopify: value(next, 0) }) as unknown as ShopifyPage['window'];
  listenToShopify(vitrine, { document: document as unknown as Document, window, fetch: () => Promise.reject(new Error('no network')), open: () => undefined }, false);
  for (let round = 0; round < 1000; round++) {
    const fields = Object.fromEntries(['context', 'product', 'action', 'lines', 'promise', 'cart', 'detail'].map((name) => [name, value(next, 2)]));
    for (const name of ['product:view', 'product:select', 'cart:lines-update', 'cart:view']) document.dispatchEvent(eventWith(`shopify:${name}`, fields));
  }
  await settled();
  assert.ok(vitrine.notes.length > 0);
  assert.ok(vitrine.notes.every((note) => /^(view|add_to_cart|remove_from_cart) (fell-coat|wool-hat)$|^cart( fell-coat| wool-hat)*\s?$|^(fell-coat|wool-hat) (is sold out|can be bought)$/.test(note)), vitrine.notes.join());
});

test('hostile: what another script wrote into the store', () => {
  const next = numbers(4);
  for (let round = 0; round < 1000; round++) {
    const { path, orders } = decodeVisit(JSON.stringify(value(next, 0)) ?? null);
    assert.ok(path.length <= pathLimit && path.every(({ id, seconds }) => typeof id === 'string' && Number.isFinite(seconds)) && orders.every((order) => typeof order === 'string'));
  }
});
