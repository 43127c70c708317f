// The triggers in three real browsers: what sets them off and what does not, how they show, and that they let the shopper go.
// The page's clock is set by the tests, so nothing here waits for seconds to pass.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, describe, test } from 'node:test';
import { engineNames } from './lib/engines.mjs';
import { Stand, ours } from './lib/stand.mjs';
import { products } from './lib/themes.mjs';

const require = createRequire(new URL('../../www/package.json', import.meta.url));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

const [product] = products;
if (!product) throw new Error('The built shop has no products.');

/** Runs first: `Date.now` is ahead of the machine's by what the test says; triggers are noted; a phone is a phone where the test says so. */
const clock = `
  window.ahead = 0;
  const now = Date.now.bind(Date);
  Date.now = () => now() + window.ahead;
  window.fired = [];
  // A page with this is loaded anew on the way back: one driver loses its tab to the back-forward cache.
  window.addEventListener('unload', () => undefined);
  document.addEventListener('vitrine:trigger', (event) => {
    window.fired.push({ name: event.detail.name, reason: event.detail.reason, products: event.detail.products.map(({ id }) => id) });
    if (window.cancels) event.preventDefault();
  });
  const media = window.matchMedia.bind(window);
  window.matchMedia = (query) => (document.documentElement.dataset.phone !== undefined && /^\\(pointer: ?coarse\\)$/.test(query) ? { matches: true } : media(query));
`;

const body = `<h1>A shop</h1><p><button id="mine">A button of the page</button> <label>Search <input id="field"></label></p>
  <vitrine-shelf list="popular"></vitrine-shelf><div id="long"></div>`;
const files = { 'clock.js': clock, 'axe.js': axe, 'style.css': ':root { color-scheme: light dark } main { padding: 1rem } #long { block-size: 6000px }' };
const head = '<meta name="viewport" content="width=device-width"><script src="clock.js"></script><script src="axe.js"></script><link rel="stylesheet" href="style.css">';
const settings = 'data-storage="session" data-triggers="exit-intent abandoned-cart after-purchase inactivity"';

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    const place = { head, settings, body, files };
    before(async () => {
      stand = await Stand.begin(name, {
        shop: { ...place, paths: ['second'] },
        phone: { ...place, language: 'lang="en" data-phone', paths: ['second'] },
        memory: { ...place, settings: 'data-triggers="exit-intent"' },
        strip: { ...place, settings: 'data-storage="session"', body: `${body}<vitrine-trigger on="exit-intent" as="strip" heading="One more thing" limit="3"></vitrine-trigger>` },
        order: { ...place, attributes: `data-vitrine-page="confirmation" data-vitrine-order="1001" data-vitrine-bought="${product.id}"` },
        checkout: { ...place, attributes: 'data-vitrine-page="checkout"' },
        arabic: { ...place, language: 'lang="ar" dir="rtl"' },
        none: { ...place, settings: '' },
      });
    });
    after(() => stand?.end());

    /** Opens a page as a new visit, until its triggers listen. @param {string} at @param {{ path?: string, keep?: boolean }} [how] */
    const begin = async (at, { path = '', keep = false } = {}) => {
      if (!keep) await stand.tab.run(() => sessionStorage.clear()).catch(() => undefined);
      await stand.start(at, path);
      if (!keep) await stand.tab.run(async () => (await /** @type {any} */ (window).vitrineReady).reset());
      await stand.cards();
      await listening();
    };
    const listening = () =>
      stand.tab.until('the triggers listen', async () => {
        const { triggers } = await /** @type {any} */ (window).vitrineReady;
        await triggers?.({});
        return triggers !== undefined;
      });
    /** Sets the clock forward. @param {number} seconds */
    const pass = (seconds) => stand.tab.run((time) => void (/** @type {any} */ (window).ahead += time * 1000), seconds);
    /** A mouse that moves up from the middle of the page and out, within so many milliseconds of the page's clock. @param {number} time @param {number} [aside] */
    const leave = (time, aside = 0) =>
      stand.tab.run(
        (long, far) => {
          const page = /** @type {any} */ (window);
          const steps = 16;
          for (let step = 0; step <= steps; step += 1) {
            page.ahead += long / steps;
            const place = { clientX: 400 + (far * step) / steps, clientY: Math.round(400 - (404 * step) / steps), pointerType: 'mouse', bubbles: true };
            document.body.dispatchEvent(new PointerEvent('pointermove', place));
          }
          document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientX: 400 + far, clientY: -4 }));
        },
        time,
        aside,
      );
    /** @returns {Promise<{ name: string, reason: string, products: string[] }[]>} */
    const fired = () => stand.tab.run(() => /** @type {any} */ (window).fired);
    /** What is open, as a shopper would say it. */
    const offer = () =>
      stand.tab.run(() => {
        const hosts = [...document.querySelectorAll('vitrine-offer')];
        return hosts.map((host) => {
          const frame = /** @type {HTMLElement} */ (host.shadowRoot?.querySelector('.offer'));
          const { width, height } = frame.getBoundingClientRect();
          return { kind: frame.localName, title: frame.querySelector('h2')?.textContent ?? '', seen: width > 0 && height > 0 };
        });
      });
    const close = () => stand.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('vitrine-offer')?.shadowRoot?.querySelector('.close')).click());

    test(`${name}: nothing shows in the first five seconds`, async () => {
      await begin('shop');
      await leave(200);
      assert.deepEqual(await fired(), []);
    });

    test(`${name}: a slow pointer, or one that goes to the side, sets nothing off`, async () => {
      await pass(10);
      await leave(3000);
      await leave(200, 900);
      assert.deepEqual(await fired(), []);
    });

    test(`${name}: a pointer that shoots out at the top does, with products that no shelf shows`, async () => {
      await stand.tab.run(() => document.getElementById('mine')?.focus());
      await leave(200);
      const [first, ...others] = await fired();
      assert.deepEqual([first?.name, first?.reason, others], ['exit-intent', 'pointer', []]);
      const shown = await stand.tab.run(() => /** @type {any} */ (document.querySelector('vitrine-shelf')).shelf.items.map((/** @type {any} */ item) => item.id));
      assert.deepEqual(first?.products.filter((id) => shown.includes(id)), []);
      assert.deepEqual(await offer(), [{ kind: 'dialog', title: 'Before you go', seen: true }]);
      assert.deepEqual(await stand.cards('vitrine-offer vitrine-shelf'), first?.products);
    });

    test(`${name}: the dialog holds the focus, and gives it back`, async () => {
      const where = () =>
        stand.tab.run(() => {
          const inside = document.querySelector('vitrine-offer')?.shadowRoot?.activeElement;
          return inside?.id ?? document.activeElement?.id ?? '';
        });
      assert.equal(await where(), 'title');
      const escaped = await stand.tab.run(() => {
        for (const id of ['mine', 'field']) document.getElementById(id)?.focus();
        return document.activeElement?.id === 'mine' || document.activeElement?.id === 'field';
      });
      assert.equal(escaped, false, 'the focus left the dialog');
      await close();
      assert.deepEqual(await offer(), []);
      assert.equal(await where(), 'mine');
    });

    test(`${name}: it fires once a visit, on later pages too`, async () => {
      await pass(120);
      await leave(200);
      assert.equal((await fired()).length, 1);
      await begin('shop', { path: 'second', keep: true });
      await pass(120);
      await leave(200);
      assert.deepEqual(await fired(), []);
    });

    test(`${name}: Escape closes the dialog`, async () => {
      await begin('shop');
      await pass(10);
      await leave(200);
      assert.equal((await offer()).length, 1);
      await stand.tab.run(() => {
        const title = document.querySelector('vitrine-offer')?.shadowRoot?.activeElement;
        title?.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, composed: true, cancelable: true }));
      });
      assert.deepEqual(await offer(), []);
    });

    test(`${name}: a shop that says no shows what it likes`, async () => {
      await begin('shop');
      await pass(10);
      await stand.tab.run(() => void (/** @type {any} */ (window).cancels = true));
      await leave(200);
      assert.equal((await fired()).length, 1);
      assert.deepEqual(await offer(), []);
    });

    test(`${name}: nobody is disturbed who writes, pays, or has a dialog open`, async () => {
      await begin('shop');
      await pass(10);
      await stand.tab.run(() => document.getElementById('field')?.focus());
      await leave(200);
      await stand.tab.run(() => {
        document.getElementById('field')?.blur();
        document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'a', bubbles: true }));
      });
      await leave(200);
      await pass(10);
      await stand.tab.run(() => {
        const dialog = document.createElement('dialog');
        dialog.id = 'theirs';
        dialog.textContent = 'Cookies?';
        document.body.append(dialog);
        dialog.show();
      });
      await leave(200);
      assert.deepEqual(await fired(), []);
      await stand.tab.run(() => document.getElementById('theirs')?.remove());
      await leave(200);
      assert.equal((await fired()).length, 1);
      await begin('checkout');
      await pass(10);
      await leave(200);
      assert.deepEqual(await fired(), []);
    });

    test(`${name}: an element of the page asks for a strip, which leaves the focus alone`, async () => {
      await begin('strip');
      await pass(10);
      await stand.tab.run(() => document.getElementById('mine')?.focus());
      await leave(200);
      assert.deepEqual(await offer(), [{ kind: 'section', title: 'One more thing', seen: true }]);
      assert.equal(await stand.tab.run(() => document.activeElement?.id), 'mine');
      assert.equal((await stand.cards('vitrine-offer vitrine-shelf')).length, 3);
      const { role, label } = await stand.tab.run(() => {
        const frame = document.querySelector('vitrine-offer')?.shadowRoot?.querySelector('.offer');
        return { role: frame?.localName, label: frame?.getAttribute('aria-labelledby') };
      });
      assert.deepEqual([role, label], ['section', 'title']);
      await close();
      assert.equal(await stand.tab.run(() => document.activeElement?.id), 'mine');
    });

    test(`${name}: only one shows, and a full basket comes before a pause`, async () => {
      await begin('shop');
      await stand.tab.run(async (id) => void (await /** @type {any} */ (window).vitrineReady).observe({ kind: 'add_to_cart', id }), product.id);
      await pass(10);
      await stand.tab.run(() => {
        const page = /** @type {any} */ (window);
        page.visible = 'hidden';
        Object.defineProperty(document, 'visibilityState', { get: () => page.visible, configurable: true });
        document.dispatchEvent(new Event('visibilitychange'));
        page.ahead += 60_000;
        page.visible = 'visible';
        document.dispatchEvent(new Event('visibilitychange'));
      });
      assert.deepEqual((await fired()).map(({ name, reason }) => [name, reason]), [['abandoned-cart', 'return']]);
      await leave(200);
      assert.equal((await fired()).length, 1);
      assert.deepEqual(await offer(), [{ kind: 'section', title: 'Your basket is still here', seen: true }]);
      await close();
      // A minute of rest, then the next may come.
      await leave(200);
      assert.equal((await fired()).length, 1);
      await pass(61);
      await leave(200);
      assert.equal((await fired()).length, 1, 'who has something in the basket is not held up');
      await stand.tab.run(async (id) => void (await /** @type {any} */ (window).vitrineReady).observe({ kind: 'remove_from_cart', id }), product.id);
      await leave(200);
      assert.deepEqual((await fired()).map(({ name }) => name), ['abandoned-cart', 'exit-intent']);
    });

    test(`${name}: a pause sets one off`, async () => {
      await begin('shop');
      await pass(60);
      // The page's timer was set by the old clock: a change of visibility lets it look again.
      await stand.tab.run(() => {
        const page = /** @type {any} */ (window);
        page.vitrineReady.then((/** @type {any} */ vitrine) => vitrine.triggers({ inactivity: { idle: 10 } }));
      });
      await stand.tab.until('the pause is noticed', () => /** @type {any} */ (window).fired.length > 0);
      assert.deepEqual((await fired()).map(({ name, reason }) => [name, reason]), [['inactivity', 'idle']]);
    });

    test(`${name}: an order is thanked for`, async () => {
      await begin('order');
      await stand.tab.run(async (id) => {
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        /** @type {any} */ (window).ahead += 10_000;
        vitrine.observeOrder([id]);
      }, product.id);
      await stand.tab.until('the order is noticed', () => /** @type {any} */ (window).fired.length > 0);
      assert.deepEqual((await fired()).map(({ name, reason }) => [name, reason]), [['after-purchase', 'order']]);
    });

    test(`${name}: on a phone a finger that throws the page back up is an exit, and a slow one is none`, async () => {
      /** @param {number} from @param {number} to @param {number} time */
      const scroll = (from, to, time) =>
        stand.tab.run(
          async (first, last, long) => {
            const page = /** @type {any} */ (window);
            const steps = 8;
            for (let step = 0; step <= steps; step += 1) {
              page.ahead += long / steps;
              document.body.dispatchEvent(new Event('touchmove', { bubbles: true }));
              scrollTo({ top: first + ((last - first) * step) / steps, behavior: 'instant' });
              document.dispatchEvent(new Event('scroll'));
            }
            await new Promise((resolve) => requestAnimationFrame(resolve));
          },
          from,
          to,
          time,
        );
      await begin('phone');
      await pass(10);
      await scroll(0, 3000, 4000);
      await scroll(3000, 1500, 6000);
      assert.deepEqual(await fired(), []);
      await scroll(1500, 3000, 4000);
      await scroll(3000, 1200, 200);
      assert.deepEqual((await fired()).map(({ name, reason }) => [name, reason]), [['exit-intent', 'scroll']]);
      assert.equal((await offer())[0]?.kind, 'section');
    });

    test(`${name}: on a phone the way back to the first page is an exit, and nobody is held`, async () => {
      await begin('phone');
      const before = await stand.tab.run(() => history.length);
      await stand.tab.run(() => {
        const link = document.createElement('a');
        link.href = 'second';
        document.body.append(link);
        link.click();
      });
      await stand.tab.until('the second page is open', () => location.pathname.endsWith('second') && document.readyState === 'complete');
      await stand.cards();
      await listening();
      assert.equal(await stand.tab.run(() => history.length), before + 1, 'the history has a step that nobody made');
      await stand.tab.run(() => history.back());
      await stand.tab.until('the first page is open', () => location.pathname.endsWith('/phone/') && document.readyState === 'complete');
      await stand.cards();
      await listening();
      // Whether this page is the first of the shop in its tab, only some browsers know.
      const first = await stand.tab.run(() => /** @type {any} */ (window).navigation?.canGoBack !== true);
      if (first) {
        await stand.tab.until('the way back is noticed', () => {
          /** @type {any} */ (window).ahead += 1000;
          return /** @type {any} */ (window).fired.length > 0;
        });
        assert.deepEqual((await fired()).map(({ name, reason }) => [name, reason]), [['exit-intent', 'back']]);
      }
      assert.equal(await stand.tab.run(() => history.length), before + 1);
    });

    test(`${name}: where the visit ends with the page, only its first page may fire`, async () => {
      await begin('memory');
      await pass(10);
      const landing = await stand.tab.run(() => {
        const { navigation } = /** @type {any} */ (window);
        return navigation ? navigation.canGoBack === false : history.length <= 1;
      });
      await leave(200);
      assert.equal((await fired()).length, landing ? 1 : 0);
      assert.equal(await stand.tab.run(() => sessionStorage.length + localStorage.length), 0);
    });

    test(`${name}: a page that asks for none fetches none`, async () => {
      await stand.start('none');
      await stand.cards();
      await stand.tab.until('the sensors run', async () => typeof (await /** @type {any} */ (window).vitrineReady).signals === 'function');
      const loaded = await stand.tab.run(() => performance.getEntriesByType('resource').map((entry) => entry.name));
      assert.deepEqual(loaded.filter((address) => /part-triggers/.test(address)), []);
    });

    test(`${name}: the sensors tell what the page was used for`, async () => {
      const signals = await stand.tab.run(async () => {
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        scrollTo({ top: 3000, behavior: 'instant' });
        document.dispatchEvent(new Event('scroll'));
        /** @type {any} */ (window).dataLayer = /** @type {any} */ (window).dataLayer ?? [];
        /** @type {any} */ (window).dataLayer.push({ event: 'search', search_term: 'winter coat' });
        history.replaceState({}, '', '?filter.p.vendor=Fell');
        vitrine.dispatchEvent(new Event('change'));
        return vitrine.signals();
      });
      assert.ok(signals.scrollDepth > 0.4 && signals.scrollDepth < 1, `${signals.scrollDepth}`);
      assert.deepEqual([signals.searches, signals.filters], [['winter coat'], [{ name: 'filter.p.vendor', value: 'Fell' }]]);
      assert.match(signals.timeZone, /./);
    });

    /** What axe finds on the page at hand. */
    const audit = () =>
      stand.tab.run(async () => {
        const { violations } = await /** @type {any} */ (window).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => `${node.html} ${node.any?.[0]?.message}`).join(' ')}`);
      });

    for (const [at, title] of /** @type {const} */ ([['shop', 'Before you go'], ['strip', 'One more thing'], ['arabic', 'قبل أن تغادر']])) {
      test(`${name}: axe finds nothing on the ${at} page, and nothing sticks out at 320 pixels`, async () => {
        await begin(at);
        await pass(10);
        await leave(200);
        await stand.cards('vitrine-offer vitrine-shelf');
        await stand.tab.until('it stands still', () => (document.querySelector('vitrine-offer')?.shadowRoot?.getAnimations() ?? []).every(({ playState }) => playState === 'finished'));
        assert.equal((await offer())[0]?.title, title);
        assert.deepEqual(await audit(), []);
        await stand.tab.resize(320, 640);
        const [left, right, inner, wide] = await stand.tab.run(() => {
          const box = /** @type {HTMLElement} */ (document.querySelector('vitrine-offer')?.shadowRoot?.querySelector('.offer')).getBoundingClientRect();
          return [box.left, box.right, innerWidth, document.documentElement.scrollWidth];
        });
        assert.ok((left ?? -1) >= 0 && (right ?? Infinity) <= (inner ?? 0) && (wide ?? Infinity) <= (inner ?? 0), `${left} to ${right} of ${inner}, the page ${wide}`);
        await stand.tab.resize(1280, 800);
      });
    }

    if (name === 'chromium') {
      test('chromium: in the dark and in the system’s own colours axe finds nothing, and reduced motion is kept still', async () => {
        for (const media of /** @type {const} */ ([{ colorScheme: 'dark' }, { forcedColors: 'active' }])) {
          await stand.tab.emulate(media);
          await begin('shop');
          await pass(10);
          await leave(200);
          await stand.cards('vitrine-offer vitrine-shelf');
          await stand.tab.until('it stands still', () => (document.querySelector('vitrine-offer')?.shadowRoot?.getAnimations() ?? []).every(({ playState }) => playState === 'finished'));
          assert.deepEqual(await audit(), []);
        }
        await stand.tab.emulate({ colorScheme: 'light', forcedColors: 'none', reducedMotion: 'reduce' });
        await begin('shop');
        await pass(10);
        await leave(200);
        const style = await stand.tab.run(() => getComputedStyle(/** @type {Element} */ (document.querySelector('vitrine-offer')?.shadowRoot?.querySelector('.offer'))).animationName);
        assert.equal(style, 'none');
        await stand.tab.emulate({ reducedMotion: 'no-preference' });
      });
    }

    test(`${name}: nothing of all this printed a line or was sent`, async () => {
      const lines = await stand.tab.console();
      assert.deepEqual([...ours(lines), ...lines.filter((line) => /^(error|rejection|policy):/.test(line))], []);
      assert.deepEqual(stand.server.asked.filter(({ method, body }) => method !== 'GET' || body > 0), []);
    });
  });
}
