import { orderOf } from '../src/parts/reorder/order.js';
import { productOf } from '../src/parts/reorder/product.js';
import { check } from './check.js';

/** Names of entries in their new order: each is a letter, its rank (`-` for none) and `!` where it keeps its place. */
function order(...told: string[]): string {
  const entries = told.map((text, own) => ({ name: text[0], rank: text[1] === '-' ? undefined : Number(text[1]), own, free: text[2] !== '!' }));
  return orderOf(entries).map(({ name }) => name).join('');
}
check('an order of cards', [
  ['is the engine’s', order('a2', 'b0', 'c1'), 'bca'],
  ['leaves what keeps its place, whatever its rank', order('a2', 'b0!', 'c1', 'd-!', 'e0'), 'ebcda'],
  ['has the unranked behind the ranked, in the shop’s order', order('a-', 'b1', 'c-', 'd0'), 'dbac'],
  ['is the shop’s where nothing is ranked', order('a-', 'b-', 'c-'), 'abc'],
  ['of nothing', order(), ''],
]);

/** A card with attributes of its own and links, as far as it is looked at. */
function card(attributes: Readonly<Record<string, string>>, ...links: string[]): Element {
  return {
    className: attributes['class'] ?? '',
    getAttribute: (name: string) => attributes[name] ?? null,
    matches: () => attributes['shelf'] !== undefined,
    querySelector: () => null,
    querySelectorAll: () => links.map((href) => ({ href })),
  } as unknown as Element;
}
const known: Readonly<Record<string, string>> = { 'fell-coat': 'fell-coat', 'FELL-1': 'fell-coat', '11': 'fell-coat', hat: 'hat' };
const product = (attributes: Readonly<Record<string, string>>, ...links: string[]): unknown => productOf(card(attributes, ...links), (name) => known[name]);
check('the product of a card', [
  ['by our own attribute before all others', product({ 'data-vitrine-item': 'hat', 'data-product_id': '11' }, 'https://shop.test/products/fell-coat'), 'hat'],
  ['by WooCommerce’s', product({ 'data-product_sku': 'FELL-1' }), 'fell-coat'],
  ['by WordPress’s class', product({ class: 'product type-product post-11 instock' }), 'fell-coat'],
  ['by its address', product({}, 'https://shop.test/en/products/fell-coat?variant=1'), 'fell-coat'],
  ['by an address without a word for products', product({}, 'https://shop.test/coats/fell-coat.html'), 'fell-coat'],
  ['a name that the model does not have is passed over', product({ 'data-sku': 'other' }, 'https://shop.test/p/hat'), 'hat'],
  ['none for a shelf', product({ shelf: '', 'data-sku': 'hat' }), undefined],
  ['none for what is no card', product({}, 'https://shop.test/about', 'mailto:a@shop.test'), undefined],
]);
