import assert from 'node:assert/strict';
import { test } from 'node:test';
import { listen } from '../src/parts/woocommerce.js';
import { eventWith, noting } from './told.js';

/** An element of which only attributes matter; it is its own closest one. */
function element(attributes: Record<string, string>): object {
  const made = { getAttribute: (name: string) => attributes[name] ?? null, closest: (selector: string) => (selector === 'form.cart' ? null : made) };
  return made;
}

type Work = (...values: unknown[]) => void;

/** A page with jQuery and, where `cart` is given, the block cart's store. */
function stage(cart?: { items: unknown[] }): { notes: string[]; body: EventTarget; jQuery: (name: string, ...values: unknown[]) => void; changed: () => void; clock: { now: number } } {
  const vitrine = noting();
  const body = new EventTarget();
  const works: Record<string, Work> = {};
  const subscribers: (() => void)[] = [];
  const clock = { now: 1000 };
  listen(vitrine, {
    body: body as unknown as HTMLElement,
    now: () => clock.now,
    window: {
      jQuery: () => ({ on: (name: string, work: Work) => (works[name] = work) }),
      ...(cart ? { wp: { data: { select: () => ({ getCartData: () => cart }), subscribe: (call: () => void) => subscribers.push(call) } } } : {}),
    },
  });
  return { notes: vitrine.notes, body, jQuery: (name, ...values) => works[name]?.({}, ...values), changed: () => subscribers.forEach((call) => call()), clock };
}

/** A click on a button, as its listener sees it. */
function click(body: EventTarget, attributes: Record<string, string>): void {
  const event = eventWith('click', {});
  Object.defineProperty(event, 'target', { value: element(attributes) });
  body.dispatchEvent(event);
}

test('WooCommerce: the classic events name their product by the button', () => {
  const { notes, jQuery } = stage();
  jQuery('added_to_cart', {}, 'hash', { 0: element({ 'data-product_id': '11', 'data-product_sku': '' }) });
  jQuery('removed_from_cart', {}, 'hash', [element({ 'data-product_sku': 'FELL-1' })]);
  jQuery('wc_cart_emptied');
  assert.deepEqual(notes, ['add_to_cart fell-coat', 'remove_from_cart fell-coat', 'cart ']);
});

test('WooCommerce: events without a button, or with a stranger’s product, count for nothing', () => {
  const { notes, jQuery } = stage();
  jQuery('added_to_cart');
  jQuery('added_to_cart', {}, 'hash', { 0: element({ 'data-product_id': '999' }) });
  assert.deepEqual(notes, []);
});

test('WooCommerce: a block’s event means the button that was used before it', () => {
  const { notes, body, clock } = stage();
  body.dispatchEvent(eventWith('wc-blocks_added_to_cart', { detail: { preserveCartData: false } }));
  assert.deepEqual(notes, [], 'nothing was used');
  click(body, { 'data-product_id': '22' });
  body.dispatchEvent(eventWith('wc-blocks_added_to_cart', {}));
  body.dispatchEvent(eventWith('wc-blocks_added_to_cart', {}));
  assert.deepEqual(notes, ['add_to_cart wool-hat'], 'a button counts once');
  click(body, { 'data-product_id': '22' });
  clock.now += 60_000;
  body.dispatchEvent(eventWith('wc-blocks_removed_from_cart', {}));
  assert.equal(notes.length, 1, 'a button of a minute ago');
});

test('WooCommerce: the block cart’s store is the whole basket, once it has heard from the server', () => {
  const cart: { items: unknown[] } = { items: [] };
  const { notes, changed } = stage(cart);
  changed();
  assert.deepEqual(notes, [], 'the empty list that the store begins with');
  cart.items = [{ id: 11, sku: 'FELL-1' }, { id: 5, permalink: 'https://shop.test/product/wool-hat/' }, { id: 6 }, null];
  changed();
  changed();
  assert.deepEqual(notes, ['cart fell-coat wool-hat']);
  cart.items = [];
  changed();
  assert.equal(notes.at(-1), 'cart ');
});

test('WooCommerce: a product’s form counts when it is sent, not when its scripts stop it', () => {
  const { notes, body } = stage();
  const send = (stopped: boolean): void => {
    const event = eventWith('submit', { submitter: element({ name: 'add-to-cart', value: '11' }) });
    Object.defineProperty(event, 'target', { value: { matches: () => true, querySelector: () => null } });
    if (stopped) event.preventDefault();
    body.dispatchEvent(event);
  };
  send(true);
  assert.deepEqual(notes, []);
  send(false);
  assert.deepEqual(notes, ['add_to_cart fell-coat']);
});
