// What shelves put into the shop's data layer: only where asked, only with consent, each product once, and nothing that Vitrine then hears itself.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineNames } from './lib/engines.mjs';
import { ours, Stand } from './lib/stand.mjs';

const body = '<h1>A shop</h1><vitrine-shelf list="popular" limit="12"></vitrine-shelf><div class="far"></div><vitrine-shelf list="new"></vitrine-shelf>';
/** @param {string} settings @param {string} [script] @returns {import('./lib/stand.mjs').Place} */
const page = (settings, script = '') => ({ settings, head: `<link rel="stylesheet" href="far.css"><script src="page.js"></script>`, files: { 'far.css': '.far { block-size: 200vh }', 'page.js': script }, body });
/** As Google's snippet does it. @param {string} analytics @param {string} [layer] */
const consent = (analytics, layer = 'dataLayer') => `window.${layer} = []; window.gtag = function () { ${layer}.push(arguments); }; gtag('consent', 'default', { analytics_storage: '${analytics}', personalization_storage: 'denied' });`;

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    before(async () => {
      stand = await Stand.begin(name, {
        granted: page('data-emit', consent('granted')),
        denied: page('data-emit', consent('denied')),
        unasked: page('data-emit'),
        without: page('', consent('granted')),
        gtag: page('data-emit="gtag sku" data-layer="layer"', consent('granted', 'layer')),
      });
    });
    after(() => stand?.end());

    /** Entries of the layer that are events of lists, those by `gtag` as well. @param {string} [layer] */
    const pushed = (layer = 'dataLayer') =>
      stand.tab.run((at) => /** @type {any[]} */ (/** @type {any} */ (window)[at] ?? []).map((entry) => (entry[0] === 'event' ? { event: entry[1], ecommerce: entry[2], by: 'gtag' } : entry)).filter(({ event }) => /_(list|item)$/.test(event ?? '')), layer);
    /** Waits until so many events are there. @param {number} count @param {string} [layer] */
    const heard = async (count, layer) => {
      for (let tries = 0; tries < 100 && (await pushed(layer)).length < count; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
      return pushed(layer);
    };
    const quiet = () => new Promise((resolve) => setTimeout(resolve, 800));
    const start = async (/** @type {string} */ at) => {
      const lines = await stand.open(at);
      await stand.tab.until('Vitrine runs', async () => (await /** @type {any} */ (window).vitrineReady) !== undefined);
      await stand.cards();
      return lines;
    };

    test(`${name}: cards that are in view are told once, in Google's shape, and those further on when they come`, async () => {
      const lines = await start('granted');
      const [first] = await heard(1);
      const { wide, shelf, items } = await stand.tab.run(async () => {
        const element = /** @type {any} */ (document.querySelector('vitrine-shelf'));
        const list = element.shadowRoot.querySelector('.list').getBoundingClientRect();
        const seen = [...element.shadowRoot.querySelectorAll('.item')].filter((one) => { const { left, width } = one.getBoundingClientRect(); return left + width / 2 < list.right; }).length;
        const cards = await (await /** @type {any} */ (window).vitrineReady).display(element.shelf.items);
        return { wide: seen, shelf: element.shelf, items: cards };
      });
      assert.ok(wide >= 3 && wide < 12);
      assert.deepEqual(Object.keys(first.ecommerce).sort(), ['currency', 'item_list_id', 'item_list_name', 'items']);
      assert.deepEqual([first.event, first.ecommerce.item_list_id, first.ecommerce.item_list_name, first.ecommerce.currency], ['view_item_list', 'rec_home_popular', 'Popular now', 'GBP']);
      assert.deepEqual(first.ecommerce.items.map((/** @type {any} */ item) => [item.item_id, item.index]), shelf.items.slice(0, wide).map((/** @type {any} */ item, /** @type {number} */ at) => [item.id, at]));
      const [one] = first.ecommerce.items;
      assert.deepEqual([one.item_name, one.price, one.item_brand ?? ''], [items[0].title, items[0].price / 100, items[0].brand ?? '']);
      // What an event before left behind is taken away first.
      const before = await stand.tab.run(() => { const layer = /** @type {any} */ (window).dataLayer; return layer[layer.findIndex((/** @type {any} */ entry) => entry.event === 'view_item_list') - 1]; });
      assert.deepEqual(before, { ecommerce: null });

      await stand.tab.run(() => document.querySelector('vitrine-shelf')?.shadowRoot?.querySelector('.list')?.scrollBy({ left: 10_000, behavior: 'instant' }));
      await heard(2);
      await stand.tab.run(() => document.querySelector('vitrine-shelf')?.shadowRoot?.querySelector('.list')?.scrollBy({ left: -10_000, behavior: 'instant' }));
      await quiet();
      const told = (await pushed()).flatMap(({ ecommerce }) => ecommerce.items.map((/** @type {any} */ item) => item.item_id));
      assert.equal(new Set(told).size, told.length, 'a product was told twice');
      assert.ok(told.length > wide);
      assert.deepEqual(ours(await lines()), []);
    });

    test(`${name}: a card that is opened is told with its place, and none of it reaches the visit`, async () => {
      await start('granted');
      await heard(1);
      const before = (await stand.known()).path.filter((step) => !step.startsWith('impression'));
      const id = await stand.tab.run(() => {
        const shelf = /** @type {any} */ (document.querySelector('vitrine-shelf'));
        shelf.addEventListener('vitrine:click', (/** @type {Event} */ event) => event.preventDefault());
        shelf.shadowRoot.querySelectorAll('.link')[1].click();
        return shelf.shownIds[1];
      });
      const last = (await pushed()).at(-1);
      assert.deepEqual([last?.event, last?.ecommerce.item_list_id, last?.ecommerce.items.map((/** @type {any} */ item) => [item.item_id, item.index])], ['select_item', 'rec_home_popular', [[id, 1]]]);
      await quiet();
      const known = await stand.known();
      assert.deepEqual([known.path.filter((step) => !step.startsWith('impression')), known.cart], [before, []]);
    });

    for (const at of ['denied', 'unasked', 'without']) {
      test(`${name}: ${at}: nothing is told`, async () => {
        await start(at);
        await quiet();
        await stand.tab.run(() => {
          const shelf = /** @type {any} */ (document.querySelector('vitrine-shelf'));
          shelf.addEventListener('vitrine:click', (/** @type {Event} */ event) => event.preventDefault());
          shelf.shadowRoot.querySelector('.link').click();
        });
        assert.deepEqual(await pushed(), []);
      });
    }

    test(`${name}: a yes that comes later counts from then on, and a no at once`, async () => {
      await start('denied');
      await quiet();
      await stand.tab.run(() => /** @type {any} */ (window).gtag('consent', 'update', { analytics_storage: 'granted' }));
      const [first] = await heard(1);
      assert.equal(first?.event, 'view_item_list');
      await stand.tab.run(() => /** @type {any} */ (window).gtag('consent', 'update', { analytics_storage: 'denied' }));
      await stand.tab.run(() => document.querySelectorAll('vitrine-shelf')[1]?.scrollIntoView({ behavior: 'instant' }));
      await stand.cards('[list=new]');
      await quiet();
      assert.equal((await pushed()).length, 1);
    });

    test(`${name}: pages with Google's tag alone get its own calls, and names by stock-keeping unit`, async () => {
      await start('gtag');
      const [first] = await heard(1, 'layer');
      assert.equal(first.by, 'gtag');
      const sku = await stand.tab.run(async () => (await (await /** @type {any} */ (window).vitrineReady).display([/** @type {any} */ (document.querySelector('vitrine-shelf')).shelf.items[0]]))[0].sku);
      assert.ok(sku);
      assert.equal(first.ecommerce.items[0].item_id, sku);
    });
  });
}
