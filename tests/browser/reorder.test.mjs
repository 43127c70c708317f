// A shop's own list of cards in the engine's order: what moves, what stays, and that nobody sees it.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineNames } from './lib/engines.mjs';
import { ours, Stand } from './lib/stand.mjs';
import { products } from './lib/themes.mjs';

const shown = products.slice(0, 30);
const advertisement = '<li class="card" id="advertisement"><p>An advertisement</p></li>';
/** Cards as themes write them: by the product's address, by WooCommerce's button, by an attribute of our own. @param {import('./lib/themes.mjs').Product} product @param {number} at */
const card = ({ id, sku }, at) => {
  const names = [`<a href="/shop/products/${id}?from=list">One</a>`, `<a href="?add-to-cart=${at}" data-product_sku="${sku}">One</a>`, `<a href="#more">One</a><span data-vitrine-item="${id}"></span>`];
  return `<li class="card" data-own="${id}">${names[at % 3]}</li>${at === 20 ? advertisement : ''}`;
};
/** A grid whose cards are of one height, and balanced columns of cards that are not: what moves below the window there moves what is in it. */
const heights = shown.map(({ id }, at) => `.columns [data-own="${id}"] { block-size: ${200 + ((at * 167) % 400)}px }`).join(' ');
const rules = `ul { margin: 0; padding: 0; list-style: none } .grid { display: grid; grid-template-columns: repeat(3, 1fr) } .card { block-size: 300px; border: 1px solid } .columns { columns: 3 } .columns .card { break-inside: avoid } ${heights}`;
/** @param {string} [kind] @param {string} [value] @param {string} [script] @returns {import('./lib/stand.mjs').Place} */
const page = (kind = 'grid', value = '', script = '') => ({
  head: `<link rel="stylesheet" href="grid.css"><script src="page.js" defer></script>`,
  files: { 'grid.css': rules, 'page.js': script },
  paths: ['?sort_by=price-ascending'],
  attributes: 'data-vitrine-page="search"',
  body: `<h1>Results</h1><ul class="${kind}" data-vitrine-rank="${value}">${shown.map(card).join('')}</ul><p id="after">After</p>`,
});

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    before(async () => {
      stand = await Stand.begin(name, {
        list: page(),
        kept: page('grid', '', "document.addEventListener('vitrine:order', (event) => { window.asked = event.detail.products; event.preventDefault(); })"),
        // Before anything moves, the focus is in one card, and another is what the pointer is above.
        held: page('grid', '', "const cards = document.querySelectorAll('.card'); cards[22].querySelector('a').focus({ preventScroll: true }); cards[24].matches = (selector) => selector === ':hover' || Element.prototype.matches.call(cards[24], selector)"),
        touched: page('grid', '', "window.finger = setInterval(() => dispatchEvent(new WheelEvent('wheel')), 50)"),
        columns: page('columns'),
        unknown: page('grid', 'no-such-list'),
      });
    });
    after(() => stand?.end());

    /** The cards as they stand: ids, and whether the document's order is the one that is seen. */
    const look = () => stand.tab.run(() => {
      const cards = [...document.querySelectorAll('.card')].map((one) => /** @type {HTMLElement} */ (one));
      const places = cards.map((one) => one.getBoundingClientRect()).map(({ top, left }) => Math.round(top) * 10_000 + Math.round(left));
      return { ids: cards.map((one) => one.dataset['own'] ?? one.id), seenInOrder: places.every((place, at) => at === 0 || place > (places[at - 1] ?? 0)) };
    });
    const own = shown.flatMap(({ id }, at) => (at === 20 ? [id, 'advertisement'] : [id]));
    /** The first rows are in view, or will be with a little more room. */
    const inView = 9;
    /** What moved meanwhile. */
    const moves = () => stand.tab.run(() => /** @type {any} */ (window).probe.moves);
    /** Waits until the list has been arranged. */
    const arranged = () => stand.tab.until('the list is arranged', (before) => [...document.querySelectorAll('.card')].map((one) => /** @type {HTMLElement} */ (one).dataset['own'] ?? one.id).join() !== before, own.join());
    /** Places of cards in the engine's order. @param {string[]} ids */
    const ranks = (ids) => stand.tab.run(async (wanted) => {
      const vitrine = await /** @type {any} */ (window).vitrineReady;
      /** @type {string[]} */
      const order = [];
      for (let more = true; more; ) {
        const next = vitrine.recommend({ list: 'for-you', limit: 100, exclude: order }).items.map((/** @type {any} */ item) => item.id);
        order.push(...next);
        more = next.length === 100 && order.length < 1000;
      }
      return wanted.map((id) => order.indexOf(id)).map((at) => (at < 0 ? order.length : at));
    }, ids);
    const quiet = () => new Promise((resolve) => setTimeout(resolve, 700));

    test(`${name}: cards below the window follow the engine, and nothing in view moves`, async () => {
      const lines = await stand.open('list');
      await arranged();
      const { ids, seenInOrder } = await look();
      assert.deepEqual(ids.slice(0, inView), own.slice(0, inView));
      assert.deepEqual([...ids].sort(), [...own].sort());
      assert.equal(ids[21], 'advertisement');
      assert.ok(seenInOrder);
      const found = await ranks(ids.slice(inView).filter((id) => id !== 'advertisement'));
      assert.deepEqual(found, [...found].sort((one, other) => one - other));
      // Whoever has only come sees what is popular: which of these that is depends on the shop's season.
      assert.ok(new Set(found).size > 1, 'the engine ranks some of them');
      assert.deepEqual(await moves(), []);
      assert.deepEqual(ours(await lines()), []);
    });

    test(`${name}: an event of the visit ranks anew what is still below, with the same elements`, async () => {
      await stand.open('list');
      await arranged();
      const before = (await look()).ids;
      const last = before.findLast((id) => id !== 'advertisement') ?? '';
      const kept = await stand.tab.run(async (id) => {
        const cards = new Set(document.querySelectorAll('.card'));
        scrollTo({ top: 300, behavior: 'instant' });
        (await /** @type {any} */ (window).vitrineReady).observe({ kind: 'view', id });
        return new Promise((resolve) => setTimeout(() => resolve([...document.querySelectorAll('.card')].every((card) => cards.has(card))), 1000));
      }, last);
      assert.equal(kept, true);
      const { ids } = await look();
      // One row more has come into view.
      assert.deepEqual(ids.slice(0, inView + 3), before.slice(0, inView + 3));
      const found = await ranks(ids.slice(inView + 6).filter((id) => id !== 'advertisement'));
      assert.deepEqual(found, [...found].sort((one, other) => one - other));
      assert.deepEqual(await moves(), []);
    });

    test(`${name}: a card with the focus or below the pointer stays where it is`, async () => {
      await stand.open('held');
      await arranged();
      const { ids } = await look();
      assert.deepEqual([ids[22], ids[24]], [own[22], own[24]]);
      assert.equal(await stand.tab.run(() => document.activeElement?.closest('.card')?.getAttribute('data-own')), own[22]);
    });

    test(`${name}: nothing moves while somebody touches or scrolls`, async () => {
      await stand.start('touched');
      await quiet();
      assert.deepEqual((await look()).ids, own);
      await stand.tab.run(() => {
        clearInterval(/** @type {any} */ (window).finger);
        window.dispatchEvent(new PointerEvent('pointerdown', { pointerType: 'mouse' }));
      });
      await quiet();
      assert.deepEqual((await look()).ids, own);
      await stand.tab.run(() => void window.dispatchEvent(new PointerEvent('pointerup', { pointerType: 'mouse' })));
      await arranged();
      await stand.start('list');
      await arranged();
      const before = (await look()).ids;
      const during = await stand.tab.run(async (id) => {
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        vitrine.observe({ kind: 'view', id });
        for (let step = 0; step < 12; step++) {
          window.dispatchEvent(new WheelEvent('wheel'));
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
        return [...document.querySelectorAll('.card')].map((one) => /** @type {HTMLElement} */ (one).dataset['own'] ?? one.id);
      }, before.at(-1) ?? '');
      assert.deepEqual(during, before);
    });

    test(`${name}: the shop can say no, and a shopper's own order stays`, async () => {
      await stand.start('kept');
      await stand.tab.until('the shop was asked', () => /** @type {any} */ (window).asked?.length > 0);
      await quiet();
      assert.deepEqual((await look()).ids, own);
      await stand.start('list', '?sort_by=price-ascending');
      await quiet();
      assert.deepEqual((await look()).ids, own);
      await stand.start('list');
      await arranged();
      // The shop's own script sorts the list.
      await stand.tab.run(() => {
        const list = document.querySelector('ul');
        list?.append(...[...list.children].sort((one, other) => ((one.getAttribute('data-own') ?? '') < (other.getAttribute('data-own') ?? '') ? -1 : 1)));
      });
      await quiet();
      assert.deepEqual((await look()).ids, own.map((id) => (id === 'advertisement' ? '' : id)).sort().map((id) => id || 'advertisement'));
    });

    test(`${name}: a layout in which moves would be seen is left as it was`, async () => {
      await stand.start('columns');
      await quiet();
      assert.deepEqual(await moves(), []);
    });

    test(`${name}: a list that does not exist is told, and nothing moves`, async () => {
      const lines = await stand.open('unknown');
      for (let tries = 0; tries < 60 && ours(await lines()).length === 0; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
      const told = ours(await lines());
      assert.equal(told.length, 1);
      assert.match(told[0] ?? '', /there is no list type “no-such-list”/);
      assert.deepEqual((await look()).ids, own);
    });
  });
}
