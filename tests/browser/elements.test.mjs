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
        icelandic: page('is', 'ltr'),
        'no-german': { ...page('de', 'ltr'), alter: (asked, answer) => (asked.startsWith('part-texts-de') ? { ...answer, status: 404 } : answer) },
        recent: page('en', 'ltr', '<vitrine-recent heading="Seen"></vitrine-recent><vitrine-shelf list="popular"></vitrine-shelf>'),
        bundle: { ...page('en', 'ltr', '<vitrine-shelf bundle otherwise="similar"></vitrine-shelf>'), attributes: `data-vitrine-page="product" data-vitrine-product="${product.id}"` },
      });
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
        const links = [...root.querySelectorAll('.link')].map((link) => /** @type {HTMLElement} */ (link));
        links[0]?.focus();
        links[0]?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowLeft', bubbles: true, cancelable: true }));
        return { falling: lefts.every((left, at) => at === 0 || left < (lefts[at - 1] ?? 0)), atRight: first > innerWidth / 2, scrolled: list.scrollLeft, focused: links.indexOf(/** @type {HTMLElement} */ (root.activeElement)) };
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

    for (const at of ['arabic', 'german', 'bundle']) {
      test(`${name}: axe finds nothing on the ${at} page`, async () => {
        await stand.start(at);
        await stand.cards();
        const found = await stand.tab.run(async () => {
          const { violations } = await /** @type {any} */ (window).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
          return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html).join(' ')}`);
        });
        assert.deepEqual(found, []);
      });
    }
  });
}
