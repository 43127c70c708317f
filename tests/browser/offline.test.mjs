// After the first look the shop works without its server.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { engineNames } from './lib/engines.mjs';
import { Visit, pages } from './lib/shop.mjs';

// Whether a service worker may store this much differs between test builds of browsers; the shop asks for it in Chromium.
if (engineNames.includes('chromium')) {
  /** @type {Visit} */
  let visit;
  before(async () => {
    visit = await Visit.begin('chromium');
  });
  after(() => visit?.end());

  test('chromium: pages and shelves work when the server is gone', async () => {
    await visit.open(pages['home'] ?? '');
    await visit.tab.until('everything is kept', async () => {
      const names = await caches.keys();
      const kept = await Promise.all(names.map(async (name) => (await caches.open(name)).match(new URL('offline.json', location.href).href)));
      return kept.some((list) => list !== undefined);
    });
    const [coat, other] = await visit.products(pages['category'] ?? '', 2);
    await visit.tab.until('the worker answers for this page', () => navigator.serviceWorker.controller !== null);
    await visit.server.close();
    const first = await visit.view(coat ?? '');
    await visit.view(other ?? '');
    await visit.open(pages['home'] ?? '');
    const { shows, cards } = await visit.shelf('for-you');
    assert.equal(shows, 'for-you');
    assert.ok(cards.length >= 6);
    const pictures = await visit.tab.run(() => [...document.querySelectorAll('main img')].map((image) => /** @type {HTMLImageElement} */ (image)).filter((image) => image.complete && image.naturalWidth === 0).length);
    assert.equal(pictures, 0, 'pictures are missing');
    const recent = await visit.shelf('recently-viewed');
    assert.ok(recent.cards.some(({ title }) => title === first.title));
    await visit.open(pages['cart'] ?? '');
    await visit.open('/shop/docs/theming/');
    assert.ok((await visit.shelf('new')).cards.length > 0, 'the documentation’s example is empty');
  });
}
