// What Vitrine understands of pages as shop systems write them: what they are about, what happens on them, what is sold out.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineNames } from './lib/engines.mjs';
import { Stand } from './lib/stand.mjs';
import { category, dawn, headless, microdata, products, storefront } from './lib/themes.mjs';

const [product, other] = products;
if (!product || !other) throw new Error('The built shop has too few products.');

const popularPage = { body: '<h1>A shop</h1><vitrine-shelf list="popular"></vitrine-shelf>' };

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    /** The most popular product that none of these pages is about. */
    let first = '';
    before(async () => {
      stand = await Stand.begin(name, {
        plain: popularPage,
        dawn: dawn(product, other, ''),
        'dawn-basket': dawn(product, other, 'data-basket="shopify"'),
        storefront: storefront(product, other, ''),
        'storefront-off': storefront(product, other, 'data-without="woocommerce json-ld"'),
        headless: headless(product),
        told: {
          attributes: `data-vitrine-page="cart" data-vitrine-cart="${product.sku}, ${other.id}"`,
          body: `<h1>Basket</h1><button data-vitrine-remove="${other.id}">Remove</button><vitrine-shelf list="popular"></vitrine-shelf>`,
        },
        ordered: { attributes: `data-vitrine-page="confirmation" data-vitrine-order="1001" data-vitrine-bought="${product.id}"`, body: '<h1>Thank you</h1><vitrine-shelf list="popular"></vitrine-shelf>' },
      });
      await stand.start('plain');
      first = (await stand.cards()).find((id) => id !== product.id && id !== other.id) ?? '';
      stand.add('old-theme', microdata(product, first));
      stand.add('category', category(product, first));
    });
    after(() => stand?.end());

    test(`${name}: a Dawn-like page is its product's, viewed once, whatever its events repeat`, async () => {
      await stand.start('dawn', `products/${product.id}`);
      const { kind, product: about, path } = await stand.known();
      assert.deepEqual([kind, about, path], ['product', product.id, [`view ${product.id}`]]);
    });

    test(`${name}: Shopify's cart event fills the basket when the cart has answered`, async () => {
      await stand.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('button[name=add]')).click());
      const { cart } = await stand.knows('of the basket', (known) => known.cart.length > 0);
      assert.deepEqual(cart, [product.id]);
    });

    test(`${name}: a card of the theme that says sold out takes the product from the shelves`, async () => {
      // Another shelf of the page may have taken the most popular one.
      const [shown = ''] = await stand.cards('[list=popular]');
      assert.notEqual(shown, '');
      await stand.tab.run((id) => /** @type {any} */ (window).card(id, false), shown);
      await stand.tab.until('the shelf has changed', (id) => !(/** @type {any} */ (document.querySelector('[list=popular]')).shelf.items.some((/** @type {any} */ item) => item.id === id)), shown);
    });

    test(`${name}: where the shop asks for it, a card's button fills Shopify's cart`, async () => {
      await stand.start('dawn-basket', `products/${product.id}`);
      const id = (await stand.cards('[list=popular]'))[0] ?? '';
      const pages = stand.server.options.pages ?? {};
      pages[`/dawn/products/${id}.js`] = JSON.stringify({ handle: id, variants: [{ id: 777, available: true }] });
      await stand.tab.run(() => /** @type {any} */ (document.querySelector('[list=popular]')).shadowRoot.querySelector('.add').click());
      const updates = await stand.tab.until('the cart is asked', () => /** @type {any} */ (window).updates.length === 2 && /** @type {any} */ (window).updates);
      assert.deepEqual(updates, [{ lines: [{ merchandiseId: 'gid://shopify/ProductVariant/777', quantity: 1 }] }, 'open']);
      assert.match(await stand.tab.run(() => location.pathname), /dawn-basket/);
    });

    test(`${name}: a Storefront-like page is its product's, and its buttons are heard`, async () => {
      await stand.start('storefront');
      assert.deepEqual((({ kind, product: about }) => [kind, about])(await stand.known()), ['product', product.id]);
      await stand.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('.add_to_cart_button')).click());
      const { cart } = await stand.knows('of the basket', (known) => known.cart.length > 0);
      assert.deepEqual(cart, [other.id]);
    });

    test(`${name}: the same page with those sources off says nothing`, async () => {
      await stand.start('storefront-off');
      await stand.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('.add_to_cart_button')).click());
      await new Promise((resolve) => setTimeout(resolve, 200));
      const { kind, product: about, cart } = await stand.known();
      assert.deepEqual([kind ?? null, about ?? null, cart], [null, null, []]);
    });

    test(`${name}: a headless page is followed from address to address, each product viewed once`, async () => {
      await stand.start('headless');
      assert.equal((await stand.known()).kind, 'home');
      await stand.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('[data-soft]')).click());
      await stand.knows('of the new page', ({ kind, product: about }) => kind === 'product' && about === product.id);
      await stand.tab.run(() => history.replaceState({}, '', '?variant=2'));
      await new Promise((resolve) => setTimeout(resolve, 400));
      assert.deepEqual((await stand.known()).path, [`view ${product.id}`]);
      await stand.tab.run(() => history.back());
      await stand.knows('of the way back', ({ kind }) => kind === 'home');
    });

    test(`${name}: gtag() is heard in a layer of another name`, async () => {
      await stand.tab.run((sku) => /** @type {any} */ (window).gtag('event', 'add_to_cart', { items: [{ item_id: sku, quantity: 1 }] }), other.sku);
      const { cart } = await stand.knows('of the basket', (known) => known.cart.length > 0);
      assert.deepEqual(cart, [other.id]);
    });

    test(`${name}: an older theme's microdata names the product, not the one related to it`, async () => {
      await stand.start('old-theme', `coats/${product.id}.html`);
      const { kind, product: about, path } = await stand.known();
      assert.deepEqual([kind, about, path], ['product', product.id, [`view ${product.id}`]]);
    });

    test(`${name}: what a category's list calls sold out is on no shelf`, async () => {
      await stand.start('category', 'collections/something');
      const known = await stand.known();
      assert.deepEqual([known.kind, known.category], ['category', product.category]);
      assert.ok(!(await stand.cards()).includes(first));
    });

    test(`${name}: the shop's own word about stock is asked for before cards are drawn`, async () => {
      await stand.start('plain');
      await stand.tab.run(async (id) => {
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        vitrine.checkStock = (/** @type {string[]} */ ids) => new Promise((resolve) => setTimeout(resolve, 50, Object.fromEntries(ids.map((one) => [one, one !== id]))));
        vitrine.dispatchEvent(new Event('change'));
      }, first);
      await stand.tab.until('the shelf has changed', (id) => {
        const shelf = /** @type {any} */ (document.querySelector('vitrine-shelf'));
        return shelf.shadowRoot?.querySelectorAll('.item').length > 0 && !shelf.shelf.items.some((/** @type {any} */ item) => item.id === id);
      }, first);
      assert.ok(!(await stand.cards()).includes(first));
    });

    test(`${name}: attributes tell the basket, what a button does, and an order, which counts once`, async () => {
      await stand.start('told');
      assert.deepEqual(new Set((await stand.known()).cart), new Set([product.id, other.id]));
      await stand.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('[data-vitrine-remove]')).click());
      assert.deepEqual((await stand.knows('of the button', ({ cart }) => cart.length === 1)).cart, [product.id]);
      await stand.start('ordered');
      assert.deepEqual((await stand.known()).bought, [product.id]);
    });

    test(`${name}: nothing of all this printed a line or failed`, async () => {
      const lines = await stand.tab.console();
      assert.deepEqual(lines.filter((line) => line.startsWith('Vitrine') || /^(error|rejection):/.test(line)), []);
      assert.deepEqual(stand.server.asked.filter(({ method, body }) => method !== 'GET' || body > 0), []);
    });
  });
}
