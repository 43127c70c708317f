// The elements in other languages and directions, without anything to show, and as assistive technology sees them.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engineNames } from './lib/engines.mjs';
import { Stand } from './lib/stand.mjs';
import { products } from './lib/themes.mjs';

const axe = readFileSync(fileURLToPath(new URL('../../www/node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');
const [product] = products;
if (!product) throw new Error('The built shop has too few products.');

/** @param {string} language @param {string} direction @param {string} [bodies] @returns {import('./lib/stand.mjs').Place} */
const page = (language, direction, bodies = '<vitrine-shelf list="popular"></vitrine-shelf>') => ({
  language: `lang="${language}" dir="${direction}"`,
  head: '<script src="axe.js" defer></script>',
  files: { 'axe.js': axe },
  body: `<h1>A shop</h1>${bodies}`,
});

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    before(async () => {
      stand = await Stand.begin(name, {
        arabic: page('ar', 'rtl'),
        german: page('de-AT', 'ltr'),
        dark: { ...page('en', 'ltr'), head: '<meta name="color-scheme" content="light dark"><script src="axe.js" defer></script>' },
        icelandic: page('is', 'ltr'),
        'no-german': { ...page('de', 'ltr'), alter: (asked, answer) => (asked.startsWith('part-texts-de') ? { ...answer, status: 404 } : answer) },
        recent: page('en', 'ltr', '<vitrine-recent heading="Seen"></vitrine-recent><vitrine-shelf list="popular"></vitrine-shelf>'),
      });
      await stand.start('german');
      // A product that others were bought together with.
      const seed = await stand.tab.run(async (ids) => {
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        return ids.find((id) => vitrine.recommend({ list: 'bought-together', seeds: [id], fill: false, limit: 2 }).items.length > 0);
      }, products.map(({ id }) => id));
      assert.ok(seed, 'no product has a bundle');
      stand.add('bundle', { ...page('en', 'ltr', '<vitrine-bundle></vitrine-bundle>'), attributes: `data-vitrine-page="product" data-vitrine-product="${seed}"` });
      const stock = '<script type="application/ld+json">{"@type":"Product","offers":{"availability":"https://schema.org/OutOfStock"},"sku":"' + seed + '"}</script>';
      const bundle = stand.places['bundle'];
      stand.add('sold-out-bundle', { ...bundle, body: `${bundle?.body}<vitrine-shelf list="popular"></vitrine-shelf>${stock}` });
    });
    after(() => stand?.end());

    /** The shelf's words. */
    const words = () =>
      stand.tab.run(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('vitrine-shelf')?.shadowRoot);
        const text = (/** @type {string} */ selector) => root.querySelector(selector)?.textContent ?? '';
        return { heading: text('.heading'), button: text('.add'), next: root.querySelector('.next')?.getAttribute('aria-label'), price: text('.now').replace(/\s/g, ' ') };
      });

    test(`${name}: a German page has German words and prices`, async () => {
      await stand.start('german');
      await stand.cards();
      const { heading, button, price } = await words();
      assert.deepEqual([heading, button], ['Zurzeit beliebt', 'In den Warenkorb']);
      assert.match(price, /^Preis £ \d+,\d\d$/);
    });

    test(`${name}: a language that there is not has English words and its own prices`, async () => {
      await stand.start('icelandic');
      await stand.cards();
      assert.equal((await words()).heading, 'Popular now');
    });

    test(`${name}: words that can't be fetched are told, and the shelf comes in English`, async () => {
      await stand.start('no-german');
      await stand.cards();
      assert.equal((await words()).heading, 'Popular now');
      const lines = (await stand.tab.console()).filter((line) => line.startsWith('Vitrine'));
      assert.equal(lines.length, 1);
      assert.match(lines[0] ?? '', /part-texts-de-\w+\.json was not found/);
    });

    test(`${name}: from right to left the list begins at the right, and its buttons and keys go on to the left`, async () => {
      await stand.start('arabic');
      await stand.cards();
      assert.equal((await words()).heading, 'رائج الآن');
      const seen = await stand.tab.run(async () => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('vitrine-shelf')?.shadowRoot);
        const list = /** @type {HTMLElement} */ (root.querySelector('.list'));
        const lefts = [...root.querySelectorAll('.item')].map((item) => item.getBoundingClientRect().left);
        const first = lefts[0] ?? 0;
        /** @type {HTMLElement} */ (root.querySelector('.next')).click();
        for (let tries = 0; tries < 40 && Math.abs(list.scrollLeft) < 50; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
        // Before the focus, which may bring the first card into view again.
        const scrolled = list.scrollLeft;
        const links = [...root.querySelectorAll('.link')].map((link) => /** @type {HTMLElement} */ (link));
        links[0]?.focus();
        links[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true }));
        return { falling: lefts.every((left, at) => at === 0 || left < (lefts[at - 1] ?? 0)), atRight: first > innerWidth / 2, scrolled, focused: links.indexOf(/** @type {HTMLElement} */ (root.activeElement)) };
      });
      assert.ok(seen.falling && seen.atRight);
      assert.ok(seen.scrolled < 0, `scrolled to ${seen.scrolled}`);
      assert.equal(seen.focused, 1);
    });

    test(`${name}: what was looked at has a shelf of its own, and none before`, async () => {
      await stand.start('recent');
      await stand.cards('vitrine-shelf');
      assert.equal(await stand.tab.run(() => document.querySelector('vitrine-recent')?.shadowRoot), null);
      await stand.tab.run(async (id) => void (await /** @type {any} */ (window).vitrineReady).observe({ kind: 'view', id }), product.id);
      await stand.tab.until('it was ranked', () => /** @type {any} */ (document.querySelector('vitrine-recent')).shelf?.items.length === 1);
      const ids = await stand.tab.run(() => /** @type {any} */ (document.querySelector('vitrine-recent')).shelf.items.map((/** @type {any} */ item) => item.id));
      assert.deepEqual(ids, [product.id]);
    });

    test(`${name}: a bundle has the price of all and one button, and is absent where its product is sold out`, async () => {
      await stand.start('bundle');
      const cards = await stand.cards('vitrine-bundle');
      const shown = await stand.tab.run(() => {
        const root = document.querySelector('vitrine-bundle')?.shadowRoot;
        const prices = [...(root?.querySelectorAll('.now') ?? [])].map((price) => Number(price.textContent?.replace(/[^\d.]/g, '')));
        const total = Number(root?.querySelector('.total')?.textContent?.replace(/[^\d.]/g, ''));
        return { cards: prices.length, sum: prices.reduce((one, other) => one + other, 0), total, button: root?.querySelector('.add-all')?.textContent ?? '' };
      });
      assert.equal(shown.cards, cards.length + 1);
      assert.ok(shown.total > 0 && Math.abs(shown.sum - shown.total) < 0.001, JSON.stringify(shown));
      assert.match(shown.button, /^Add (both|all \d) to basket$/);
      await stand.start('sold-out-bundle');
      await stand.cards('vitrine-shelf');
      assert.equal(await stand.tab.run(() => document.querySelector('vitrine-bundle')?.shadowRoot), null);
    });

    /** What axe finds on the page at hand. */
    const audit = () =>
      stand.tab.run(async () => {
        const { violations } = await /** @type {any} */ (window).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html).join(' ')}`);
      });

    for (const at of ['arabic', 'german', 'bundle']) {
      test(`${name}: axe finds nothing on the ${at} page`, async () => {
        await stand.start(at);
        await stand.cards('vitrine-shelf,vitrine-bundle');
        assert.deepEqual(await audit(), []);
      });
    }

    // The other drivers have no way to ask for these.
    if (name === 'chromium') {
      test('chromium: in the dark axe finds nothing', async () => {
        await stand.tab.emulate({ colorScheme: 'dark' });
        await stand.start('dark');
        await stand.cards();
        const [ink, ground] = await stand.tab.run(() => [getComputedStyle(document.querySelector('vitrine-shelf') ?? document.body).color, matchMedia('(prefers-color-scheme: dark)').matches]);
        assert.deepEqual([ink, ground], ['rgb(255, 255, 255)', true]);
        assert.deepEqual(await audit(), []);
        await stand.tab.emulate({ colorScheme: 'light' });
      });

      test('chromium: in the system’s own colours every button has an edge', async () => {
        await stand.tab.emulate({ forcedColors: 'active' });
        await stand.start('bundle');
        await stand.cards('vitrine-bundle');
        const edges = await stand.tab.run(() =>
          [...(document.querySelector('vitrine-bundle')?.shadowRoot?.querySelectorAll('button') ?? [])].filter((button) => button.checkVisibility()).map((button) => getComputedStyle(button).borderTopStyle),
        );
        assert.ok(edges.length > 0 && edges.every((edge) => edge === 'solid'), edges.join());
        assert.deepEqual(await audit(), []);
        await stand.tab.emulate({ forcedColors: 'none' });
      });

      test('chromium: on paper every card shows, and no button', async () => {
        await stand.start('german');
        await stand.cards();
        await stand.tab.emulate({ media: 'print' });
        const shown = await stand.tab.run(() => {
          const root = /** @type {ShadowRoot} */ (document.querySelector('vitrine-shelf')?.shadowRoot);
          const { right } = root.querySelector('.list')?.getBoundingClientRect() ?? { right: 0 };
          const outside = [...root.querySelectorAll('.item')].filter((item) => item.getBoundingClientRect().right > right + 1).length;
          return { outside, buttons: [...root.querySelectorAll('button')].filter((button) => button.checkVisibility()).length };
        });
        assert.deepEqual(shown, { outside: 0, buttons: 0 });
        await stand.tab.emulate({ media: 'screen' });
      });
    }
  });
}
