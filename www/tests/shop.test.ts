/** The demonstration shop's own parts: basket, what it tells analytics, the drawer's words, the count of what is sent. */
import { check } from './check.js';

const stored = new Map<string, string>();
const store = {
  getItem: (key: string) => stored.get(key) ?? null,
  setItem: (key: string, value: string) => void stored.set(key, value),
  removeItem: (key: string) => void stored.delete(key),
};
const page = Object.assign(new EventTarget(), {
  body: { dataset: { root: '../', currency: 'GBP', decimals: '2' } },
  baseURI: 'https://shop.example/vitrine/shop/cart/',
});
Object.assign(globalThis, { window: globalThis, document: page, localStorage: store, sessionStorage: store });

const { add, lastOrder, lines, pieces, placeOrder, setQuantity, total } = await import('../shop/basket.js');
const { push } = await import('../shop/data-layer.js');
const { fromRoot } = await import('../shop/lines.js');
const { money } = await import('../shop/page.js');
const { clockStep, count, deed, milliseconds } = await import('../shop/drawer/words.js');
const { sizeOf } = await import('../shop/witness.js');

const coat = { id: 'coat', variant: 'M', title: 'Coat', price: 24500, url: 'products/coat/', picture: 'coat.svg', brand: 'Tarn', category: 'Coats', quantity: 1 };
const key = 'vitrine-shop.basket:/vitrine/shop/';

add({ ...coat });
add({ ...coat });
add({ ...coat, variant: 'L' });
const added = lines().map((line) => [line.variant, line.quantity]);
const sums = [pieces(lines()), total(lines())];
setQuantity('coat', 'M', 0);
const removed = lines().map((line) => line.variant);
push('add_to_cart', lines());
const told = globalThis.window.dataLayer?.at(-1);
const order = placeOrder();
check('basket', [
  ['the same variant is one line', added, [['M', 2], ['L', 1]]],
  ['pieces and total', sums, [3, 73500]],
  ['nothing left of a line removes it', removed, ['L']],
  ['an order empties it', lines(), []],
  ['the order is kept for the confirmation', lastOrder()?.number === order?.number && lastOrder()?.lines[0]?.id, 'coat'],
  ['an empty basket makes no order', () => placeOrder(), undefined],
  [
    'analytics hear of it in GA4 form',
    told,
    {
      event: 'add_to_cart',
      ecommerce: {
        currency: 'GBP',
        value: 245,
        items: [{ item_id: 'coat', item_name: 'Coat', price: 245, quantity: 1, item_brand: 'Tarn', item_category: 'Coats', item_variant: 'L' }],
      },
    },
  ],
]);

function stores(text: string): unknown {
  stored.set(key, text);
  return lines().map((line) => [line.id, line.quantity]);
}

check('a basket that others wrote', [
  ['is no JSON', () => stores('{'), []],
  ['is no list', () => stores('{"id":"coat"}'), []],
  ['has lines that are none', () => stores('[null, 1, "x", {"id":"coat"}, {"id":"coat","price":-1,"quantity":1}]'), []],
  ['has too many pieces', () => stores('[{"id":"coat","price":1,"quantity":1e9}]'), [['coat', 99]]],
]);

check('addresses of basket lines', [
  ['start from the shop', fromRoot('products/coat/'), 'https://shop.example/vitrine/shop/products/coat/'],
  ['may be elsewhere', fromRoot('https://cdn.example/coat.jpg'), 'https://cdn.example/coat.jpg'],
  ['run no script', fromRoot('javascript:alert(1)'), ''],
  ['embed only pictures', fromRoot('data:text/html,x'), ''],
]);

check('words', [
  ['a price', money(123456), '£1,234.56'],
  ['a look', deed('view', 75), 'looked at for 1 min 15 s'],
  ['a look of unknown time', deed('view', undefined), 'looked at'],
  ['more than a look', deed('add_to_cart', 3.2), 'looked at for 3 s, put into the basket'],
  ['less than the clock can tell', milliseconds(0), '< 0.1 ms'],
  ['a time', milliseconds(0.42), '0.4 ms'],
  ['a coarse clock says so', milliseconds(0, 1), '< 1 ms'],
  ['a coarse clock tells no tenths', milliseconds(2, 1), '2 ms'],
  ['one', count(1, 'file'), '1 file'],
  ['many', count(2165, 'file'), '2,165 files'],
]);

let ticks = 0;
check('the step of a clock', [
  ['fine', clockStep(() => Math.floor(ticks++ / 5) * 0.1), 0.1],
  ['coarse', clockStep(() => Math.floor(ticks++ / 50)), 1],
  ['one that stands', clockStep(() => 7), 0.1],
]);

check('bytes of what is sent', [
  ['nothing', sizeOf(undefined), 0],
  ['text', sizeOf('né'), 3],
  ['a buffer', sizeOf(new Uint8Array(5)), 5],
  ['a form', sizeOf(new URLSearchParams({ a: 'b' })), 3],
  ['a stream of unknown length', sizeOf(new ReadableStream()), 1],
]);
