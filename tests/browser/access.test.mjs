// The demonstration shop and its documentation for who can't see them, has no mouse, or needs them large: axe on every kind of page and with
// everything open, a tour by keyboard, windows of 320 and 640 pixels, text at twice its size, from right to left, in the system's own colours.
import assert from 'node:assert/strict';
import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, afterEach, before, describe, test } from 'node:test';
import { audit, cutOff, equip, focusSeen, tabStops } from './lib/audit.mjs';
import { engineNames } from './lib/engines.mjs';
import { Visit, pages, site } from './lib/shop.mjs';

const chapters = readdirSync(join(site, 'shop/docs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => entry.name);
/** Chapters of each make, for what takes long. */
const someChapters = ['shelf', 'bundle', 'panel', 'troubleshooting', 'shopify'];
/** What the slower two engines look at: one page of each make. */
const fewKinds = ['home', 'product', 'cart', 'privacy', 'documentation', 'documentation of shelf'];

/** Runs first: the page's clock is ahead of the machine's by what the test says, so that no test waits for a trigger's seconds. */
const clock = 'window.ahead = 0; const now = Date.now.bind(Date); Date.now = () => now() + window.ahead;';

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Visit} */
    let visit;
    /** Every kind of page. @type {Record<string, string>} */
    let kinds = {};
    before(async () => {
      visit = await Visit.begin(name);
      equip(visit.server, { 'clock.js': clock });
      const [coat = ''] = await visit.products(pages['category'] ?? '', 1);
      kinds = { ...pages, product: coat, privacy: '/shop/privacy/', 'how it works': '/shop/how-it-works/', documentation: '/shop/docs/' };
      // A visit with something in it shows more: what was looked at, a filled basket.
      await visit.view(coat);
      await visit.tab.run(() => /** @type {HTMLButtonElement} */ (document.querySelector('[data-add-to-cart]')).click());
      await visit.tab.until('the basket is filled', () => document.querySelector('[data-basket-count]')?.textContent === '1');
    });
    after(() => visit?.end());
    afterEach(async () => {
      equip(visit.server, { 'clock.js': clock });
      await visit.tab.resize(1280, 800);
      await visit.tab.emulate({ colorScheme: 'light', forcedColors: 'none' });
    });

    /** Opens a page until everything on it is drawn. @param {string} path */
    const open = async (path) => {
      await visit.open(path);
      await visit.shelves();
      // The panel draws itself anew as the profile is learned.
      await visit.tab.until('the panel rests', async () => {
        const text = () => document.querySelector('vitrine-panel')?.shadowRoot?.innerHTML;
        const before = text();
        if (document.querySelector('vitrine-panel')) await new Promise((resolve) => setTimeout(resolve, 700));
        return text() === before;
      });
    };
    const some = () => {
      const all = Object.entries({ ...kinds, ...Object.fromEntries(someChapters.map((chapter) => [`documentation of ${chapter}`, `/shop/docs/${chapter}/`])) });
      return name === 'chromium' ? all : all.filter(([kind]) => fewKinds.includes(kind));
    };
    const drawer = () => visit.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('[data-vitrine-drawer]')).click());

    test(`${name}: axe finds nothing on any kind of page, nor on any chapter`, async () => {
      const all = [...Object.entries(kinds), ...chapters.map((chapter) => [chapter, `/shop/docs/${chapter}/`])];
      for (const [kind = '', path = ''] of name === 'chromium' ? all : some()) {
        await open(path);
        assert.deepEqual(await audit(visit.tab), [], kind);
      }
    });

    test(`${name}: axe finds nothing with the drawer open`, async () => {
      for (const kind of ['home', 'product', 'cart']) {
        await open(kinds[kind] ?? '');
        await drawer();
        await visit.tab.until('the drawer is filled', () => (/** @type {HTMLElement | null} */ (document.querySelector('#know'))?.innerText.length ?? 0) > 200);
        assert.deepEqual(await audit(visit.tab), [], kind);
        await drawer();
      }
    });

    test(`${name}: axe finds nothing with a card's choices open, and Escape closes them`, async () => {
      await open(kinds['home'] ?? '');
      const opened = () =>
        visit.tab.run(() => {
          const button = /** @type {HTMLElement | null} */ (document.querySelector('vitrine-shelf[data-state=ready]')?.shadowRoot?.querySelector('[part~=options]'));
          button?.click();
          return button !== null;
        });
      await visit.tab.until('a card has choices', () => !!document.querySelector('vitrine-shelf[data-state=ready]')?.shadowRoot?.querySelector('[part~=options]'));
      assert.ok(await opened());
      assert.deepEqual(await audit(visit.tab), []);
      await visit.tab.press('Escape');
    });

    test(`${name}: Tab reaches everything on every kind of page, and one sees where it is`, async () => {
      for (const [kind, path] of some()) {
        await open(path);
        const stops = await tabStops(visit.tab);
        assert.ok(stops.length > 10, `${kind} has only ${stops.length} places`);
        await visit.tab.run(() => void (/** @type {HTMLElement | null} */ (document.activeElement))?.blur());
        /** @type {Set<string>} */
        const reached = new Set();
        /** @type {string[]} */
        const troubles = [];
        // Once around at most; leaving the page at its end is what should happen.
        for (let press = 0; press < stops.length + 40 && stops.some((stop) => !reached.has(stop)); press++) {
          await visit.tab.press('Tab');
          const { name: at, trouble } = await focusSeen(visit.tab);
          if (at === '') continue;
          if (trouble && !reached.has(at)) troubles.push(`${at} ${trouble}`);
          reached.add(at);
        }
        assert.deepEqual(troubles, [], kind);
        assert.deepEqual(stops.filter((stop) => !reached.has(stop)), [], `${kind}: Tab does not reach these`);
      }
    });

    test(`${name}: Escape closes the drawer and gives the focus back`, async () => {
      await open(kinds['home'] ?? '');
      await visit.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('[data-vitrine-drawer]')).focus());
      await visit.tab.press('Enter');
      await visit.tab.until('the drawer is open', () => (/** @type {HTMLElement | null} */ (document.querySelector('#know'))?.getClientRects().length ?? 0) > 0);
      await visit.tab.press('Tab');
      await visit.tab.press('Escape');
      await visit.tab.until('the drawer is closed', () => document.querySelector('#know')?.checkVisibility({ visibilityProperty: true }) !== true);
      assert.ok(await visit.tab.run(() => document.activeElement?.matches('[data-vitrine-drawer]')));
    });

    for (const [what, width, height] of /** @type {const} */ ([
      ['a window of 320 pixels', 320, 640],
      ['a window of 1280 pixels at 200 %', 640, 400],
    ])) {
      test(`${name}: in ${what} nothing scrolls sideways and nothing is cut off`, async () => {
        await visit.tab.resize(width, height);
        for (const [kind, path] of some()) {
          await open(path);
          assert.deepEqual(await cutOff(visit.tab), [], kind);
        }
      });
    }

    test(`${name}: with text at twice its size nothing scrolls sideways and nothing is cut off`, async () => {
      for (const [kind, path] of some()) {
        await open(path);
        await visit.tab.run(() => document.documentElement.style.setProperty('font-size', '200%'));
        await visit.settled();
        assert.deepEqual(await cutOff(visit.tab), [], kind);
      }
    });

    test(`${name}: from right to left nothing scrolls sideways and nothing is cut off`, async () => {
      equip(visit.server, { 'clock.js': clock }, (page) => page.replace('<html lang="en">', '<html lang="ar" dir="rtl">'));
      for (const width of [1280, 320]) {
        await visit.tab.resize(width, 800);
        for (const [kind, path] of some()) {
          await open(path);
          assert.deepEqual(await cutOff(visit.tab), [], `${kind}, ${width} wide`);
        }
      }
    });

    // The other drivers have no way to ask for these.
    if (name === 'chromium') {
      for (const [what, media] of /** @type {[string, import('./lib/engines.mjs').Media][]} */ ([
        ['in the dark', { colorScheme: 'dark' }],
        ['in the system’s own colours', { forcedColors: 'active' }],
      ])) {
        test(`chromium: ${what} axe finds nothing`, async () => {
          await visit.tab.emulate(media);
          for (const [kind, path] of some()) {
            await open(path);
            assert.deepEqual(await audit(visit.tab), [], kind);
          }
        });
      }
    }

    // Last, as Tab goes on into Firefox's own bar from here, and a page without the focus shows none.
    test(`${name}: axe finds nothing with a dialog open, Tab stays in it, and Escape closes it`, async () => {
      await visit.open(kinds['category'] ?? '');
      // Who has filled a basket is not held up on the way out.
      await visit.tab.run(async () => void (await /** @type {any} */ (window).vitrineReady).reset());
      await visit.tab.until('the triggers listen', async () => {
        const { triggers } = await /** @type {any} */ (window).vitrineReady;
        await triggers?.({});
        return triggers !== undefined;
      });
      await visit.tab.run(() => {
        const page = /** @type {any} */ (window);
        page.ahead += 20_000;
        for (let step = 0; step <= 16; step += 1) {
          page.ahead += 12;
          document.body.dispatchEvent(new PointerEvent('pointermove', { clientX: 400, clientY: Math.round(400 - (404 * step) / 16), pointerType: 'mouse', bubbles: true }));
        }
        document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientX: 400, clientY: -4 }));
      });
      await visit.tab.until('the dialog is open', () => document.querySelector('vitrine-offer')?.shadowRoot?.querySelector('dialog')?.open);
      assert.deepEqual(await audit(visit.tab), []);
      for (let press = 0; press < 12; press++) {
        await visit.tab.press('Tab');
        // Browsers let the focus leave for their own bar; the page behind must not get it.
        const at = await visit.tab.run(() => (document.activeElement === document.body || document.activeElement?.closest('vitrine-offer') ? 'offer' : document.activeElement?.outerHTML.slice(0, 80)));
        assert.equal(at, 'offer', 'the focus is behind the dialog');
      }
      await visit.tab.press('Escape');
      await visit.tab.until('the dialog is closed', () => !document.querySelector('vitrine-offer')?.shadowRoot?.querySelector('dialog')?.open);
    });

    test(`${name}: the console stayed empty and nothing left the browser`, () => visit.hold());
  });
}
