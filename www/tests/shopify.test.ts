import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listen, type ShopifyPage } from '../src/parts/shopify.js';
import { eventWith, noting, settled } from './told.js';

interface Stage {
  notes: string[];
  document: EventTarget;
  opened: string[];
  updates: unknown[];
}

const variant = (digits: number): string => `gid://shopify/ProductVariant/${digits}`;
const cartJs = { item_count: 1, items: [{ key: '901:abc', variant_id: 901, product_id: 11, handle: 'fell-coat', sku: 'FELL-1', quantity: 1 }] };

/** `answers` by address for what is fetched; `errors` are Shopify's answer to `updateCart`. */
function stage({ page = [], basket = false, answers = {}, errors = [] }: { page?: string[]; basket?: boolean; answers?: Record<string, unknown>; errors?: object[] } = {}): Stage {
  const vitrine = noting(page);
  const document = new EventTarget();
  const opened: string[] = [];
  const updates: unknown[] = [];
  const actions = {
    updateCart: (payload: unknown) => {
      updates.push(payload);
      return Promise.resolve({ cart: null, userErrors: errors });
    },
    openCart: () => Promise.resolve(),
  };
  const around: ShopifyPage = {
    document: document as unknown as Document,
    window: Object.assign(new EventTarget(), { Shopify: { actions, routes: { root: '/fr/' } } }) as unknown as ShopifyPage['window'],
    fetch: (address) => (address in answers ? Promise.resolve(new Response(JSON.stringify(answers[address]))) : Promise.reject(new Error(address))),
    open: (address) => void opened.push(address),
  };
  listen(vitrine, around, basket);
  return { notes: vitrine.notes, document, opened, updates };
}

/** What is noted once these events have come and everything promised is done. */
async function after(at: Stage, ...events: [name: string, fields: object][]): Promise<string[]> {
  for (const [name, fields] of events) {
    at.document.dispatchEvent(eventWith(name, fields));
    await settled();
  }
  return at.notes;
}

const coat = { id: 'gid://shopify/Product/11', handle: 'fell-coat', title: 'Fell Coat' };
const view = (context: string, more: object = {}): [string, object] => ['shopify:product:view', { context, product: { ...coat, ...more }, selectedOptions: [] }];
const lines = (action: string, list: object[], more: object = {}): [string, object] => [
  'shopify:cart:lines-update',
  { action, context: 'product', lines: list, promise: Promise.resolve({ cart: { totalQuantity: 1, lines: [{ id: 'x', quantity: 1 }] } }), ...more },
];

test('Shopify: a product counts as viewed on its page and in a dialog, and nowhere else', async () => {
  assert.deepEqual(await after(stage(), view('page')), ['view fell-coat']);
  assert.deepEqual(await after(stage(), view('dialog')), ['view fell-coat']);
  assert.deepEqual(await after(stage(), view('collection'), view('search'), view('recommendation')), []);
});

test('Shopify: what a card says about stock counts wherever it stands', async () => {
  assert.deepEqual(await after(stage(), view('collection', { availableForSale: false })), ['fell-coat is sold out']);
});

test('Shopify: an added variant is known by the view before it', async () => {
  const notes = await after(stage(), view('page', { selectedVariant: { id: variant(901) } }), lines('add', [{ merchandiseId: variant(901), quantity: 1 }]));
  assert.deepEqual(notes, ['view fell-coat', 'add_to_cart fell-coat']);
});

test('Shopify: an unknown variant that is added alone on a product page is the page’s product', async () => {
  assert.deepEqual(await after(stage({ page: ['wool-hat'] }), lines('add', [{ merchandiseId: '77', quantity: 1 }])), ['add_to_cart wool-hat']);
});

test('Shopify: two unknown variants are nobody’s', async () => {
  assert.deepEqual(await after(stage({ page: ['wool-hat'] }), lines('add', [{ merchandiseId: '77' }, { merchandiseId: '78' }])), []);
});

test('Shopify: what the cart declines or what fails counts for nothing', async () => {
  const add = [{ merchandiseId: '77', quantity: 1 }];
  const declined = lines('add', add, { promise: Promise.resolve({ cart: null, userErrors: [{ message: 'sold out' }] }) });
  const network = Promise.reject(new Error('network'));
  network.catch(() => undefined);
  const failed = lines('add', add, { promise: network });
  assert.deepEqual(await after(stage({ page: ['wool-hat'] }), declined, failed), []);
});

test('Shopify: a line’s key names the variant that is removed', async () => {
  const at = stage();
  await after(at, view('collection', { selectedVariant: { id: 901 } }), lines('update', [{ id: '901:4d2f', quantity: 0 }]), lines('remove', [{ id: '901:4d2f', quantity: 0 }]));
  assert.deepEqual(at.notes, ['remove_from_cart fell-coat', 'remove_from_cart fell-coat']);
});

test('Shopify: the lines of /cart.js in an event’s detail are the whole basket', async () => {
  const promise = Promise.resolve({ cart: null, detail: { items: cartJs.items } });
  assert.deepEqual(await after(stage(), lines('add', [{ merchandiseId: 901 }], { promise })), ['cart fell-coat']);
});

test('Shopify: a viewed cart counts where its lines name products, in every shape of a list', async () => {
  const line = { quantity: 1, merchandise: { id: variant(901), product: { handle: 'fell-coat' } } };
  for (const list of [[line], { nodes: [line] }, { edges: [{ node: line }] }]) {
    assert.deepEqual(await after(stage(), ['shopify:cart:view', { context: 'page', cart: { totalQuantity: 1, lines: list } }]), ['cart fell-coat']);
  }
  assert.deepEqual(await after(stage(), ['shopify:cart:view', { cart: { totalQuantity: 1, lines: [{ id: 'x', quantity: 1 }] } }]), [], 'lines without products');
  assert.deepEqual(await after(stage(), ['shopify:cart:view', { cart: null }]), ['cart '], 'no cart');
});

test('Shopify: events without what they should hold are passed over', async () => {
  const names = ['shopify:product:view', 'shopify:product:select', 'shopify:cart:lines-update', 'shopify:cart:view'];
  assert.deepEqual(await after(stage(), ...names.map((name): [string, object] => [name, {}]), ...names.map((name): [string, object] => [name, { product: 3, lines: 'x', cart: [], promise: 1 }])), []);
});

const click = (more: object = {}): [string, object] => ['vitrine:add-to-cart', { detail: { item: { id: 'fell-coat', url: 'https://shop.test/products/fell-coat' } }, ...more }];
const single = { '/fr/cart.js': cartJs, '/fr/products/fell-coat.js': { handle: 'fell-coat', variants: [{ id: 901, available: true }] } };

test('Shopify: nothing is fetched and no card is taken unless the shop asks for the basket', async () => {
  const at = stage({ answers: single });
  assert.deepEqual(await after(at, click()), []);
  assert.deepEqual(at.updates, []);
});

test('Shopify: with the basket, its content is read and a card’s button fills it', async () => {
  const at = stage({ basket: true, answers: single });
  await after(at, click());
  assert.deepEqual(at.notes, ['cart fell-coat']);
  assert.deepEqual(at.updates, [{ lines: [{ merchandiseId: variant(901), quantity: 1 }] }]);
  assert.deepEqual(at.opened, []);
});

test('Shopify: a product with a choice, or one that is declined, opens its page', async () => {
  const choice = stage({ basket: true, answers: { ...single, '/fr/products/fell-coat.js': { variants: [{ id: 901 }, { id: 902 }] } } });
  await after(choice, click());
  const declined = stage({ basket: true, answers: single, errors: [{ message: 'no' }] });
  await after(declined, click());
  for (const at of [choice, declined]) {
    assert.deepEqual(at.opened, ['https://shop.test/products/fell-coat']);
    assert.equal(at.notes.at(-1), 'remove_from_cart fell-coat');
  }
});
