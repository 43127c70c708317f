// When something is in the way the page stays whole, and one line of the console says what.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineNames } from './lib/engines.mjs';
import { policyWithoutWasm } from './lib/server.mjs';
import { faults } from './lib/faults.mjs';
import { Visit, pages } from './lib/shop.mjs';
import { Stand, documentedPolicy, ours } from './lib/stand.mjs';

test('the documents name a policy', () => assert.match(documentedPolicy, /require-trusted-types-for 'script'/));

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Visit} */
    let visit;
    before(async () => {
      visit = await Visit.begin(name, policyWithoutWasm);
    });
    after(() => visit?.end());

    for (const kind of ['home', 'category', 'cart', 'not-found']) {
      test(`${name}: without WebAssembly the ${kind} page is whole and says why once`, async () => {
        const before = (await visit.tab.console()).length;
        await visit.tab.goto(pages[kind] ?? '');
        await visit.tab.until('Vitrine gave up', async () => (await /** @type {any} */ (window).vitrineReady) === undefined);
        await visit.tab.until('every shelf in view is given up', () =>
          [...document.querySelectorAll('vitrine-shelf')].every((shelf) => shelf.hasAttribute('data-state') || shelf.getBoundingClientRect().top < innerHeight),
        );
        const lines = (await visit.tab.console()).slice(before);
        assert.deepEqual(
          ours(lines).map((line) => /Content-Security-Policy blocks WebAssembly.*wasm-unsafe-eval/.test(line)),
          [true],
          `the console says: ${lines.join('\n')}`,
        );
        const strange = lines.filter((line) => !ours([line]).length && !/content.security.policy|csp|policy|unsafe-eval|wasm/i.test(line));
        assert.deepEqual(strange, []);
        const states = await visit.tab.run(() => [...document.querySelectorAll('vitrine-shelf')].map((shelf) => shelf.getAttribute('data-state')));
        assert.ok(!states.includes('ready'), states.join());
        const whole = await visit.tab.run(() => [document.querySelectorAll('main h1').length, document.querySelectorAll('main a').length]);
        assert.equal(whole[0], 1);
        assert.ok((whole[1] ?? 0) > 0);
      });
    }
  });
}

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    before(async () => {
      stand = await Stand.begin(name, faults);
    });
    after(() => stand?.end());

    for (const [at, { says, shows }] of Object.entries(faults)) {
      test(`${name}: ${at.replaceAll('-', ' ')}: the page is whole, and ${says ? 'one line says why' : 'the console is quiet'}`, async () => {
        const lines = await stand.open(at);
        assert.equal(await stand.state(), shows === 'cards' ? 'ready' : 'fallback');
        if (!['slow', 'never'].includes(at)) await stand.tab.run(async () => void (await /** @type {any} */ (window).vitrineReady));
        const told = await waitFor(async () => ours(await lines()), (found) => found.length > 0 || says === null);
        assert.equal(told.length, says ? 1 : 0, `the console says: ${told.join('\n')}`);
        if (says) assert.match(told[0] ?? '', says);
        // Browsers tell of what they did not get in lines of their own; scripts of the page must not fail.
        const noted = await stand.tab.run(() => /** @type {string[]} */ (/** @type {any} */ (window).probe.lines));
        assert.deepEqual([...(await lines()), ...noted].filter((line) => /^(error|rejection):/.test(line)), []);
        assert.deepEqual(await stand.inView(), shows === 'cards' ? ['h1', '#before', '#after'] : ['h1', '#before', '#own', '#after']);
        assert.deepEqual(await stand.tab.run(() => /** @type {any} */ (window).probe.moves), [], 'something moved');
      });
    }

    test(`${name}: where the script itself is missing the shelf's own content stands in the page`, async () => {
      stand.add('no-script-at-all', { alter: (asked, answer) => (asked === 'vitrine.js' ? { ...answer, status: 404, type: 'text/html', content: 'gone' } : answer) });
      await stand.open('no-script-at-all');
      assert.deepEqual(await stand.inView(), ['h1', '#before', '#own', '#after']);
      assert.deepEqual(await stand.tab.run(() => /** @type {any} */ (window).probe.moves), []);
    });

    test(`${name}: what a hostile title, address or picture holds is text, whatever is clicked`, async () => {
      await stand.open('hostile-products');
      await stand.state();
      const seen = await stand.tab.run(() => {
        const root = /** @type {ShadowRoot} */ (document.querySelector('vitrine-shelf')?.shadowRoot);
        const titles = [...root.querySelectorAll('.link')].map((link) => link.textContent);
        for (const place of root.querySelectorAll('a, button')) /** @type {HTMLElement} */ (place).click();
        return {
          titles,
          addresses: [...root.querySelectorAll('[href], [src]')].length,
          elements: root.querySelectorAll('.title *:not(.link), script, [onerror]').length,
        };
      });
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.ok(seen.titles.length > 0 && seen.titles.every((title) => title?.includes('<img src=x onerror="window.hacked=1">')));
      assert.deepEqual([seen.addresses, seen.elements], [0, 0]);
      assert.equal(await stand.tab.run(() => 'hacked' in window), false);
      assert.match(await stand.tab.run(() => location.pathname), /hostile-products/);
    });

    test(`${name}: shelves that are drawn stay where an adapter is late`, async () => {
      /** @type {() => void} */
      let release = () => undefined;
      const gate = new Promise((resolve) => (release = () => resolve(undefined)));
      stand.add('slow-adapter', {
        settings: 'data-patience="77"',
        head: '<script src="late.js"></script>',
        // The test says when the patience is over.
        files: { 'late.js': 'window.Shopify = {}; const wait = setTimeout; window.setTimeout = (work, delay, ...rest) => (delay === 77000 ? ((window.patienceOver = work), 0) : wait(work, delay, ...rest));' },
        alter: (asked, answer) => (asked.startsWith('part-shopify') ? gate.then(() => answer) : answer),
      });
      const lines = await stand.open('slow-adapter');
      assert.equal(await stand.state(), 'ready');
      await stand.tab.run(() => /** @type {any} */ (window).patienceOver());
      assert.equal(await stand.state(), 'ready');
      const told = await waitFor(async () => ours(await lines()), (found) => found.length > 0);
      assert.deepEqual(told.map((line) => /its files have not come within 77 s/.test(line)), [true]);
      release();
      assert.ok(await stand.tab.run(async () => (await /** @type {any} */ (window).vitrineReady) !== undefined));
    });

    test(`${name}: what comes late is drawn once that moves nothing in view`, async () => {
      await stand.open('slow');
      assert.equal(await stand.state(), 'fallback');
      assert.ok(await stand.tab.run(async () => (await /** @type {any} */ (window).vitrineReady) !== undefined), 'Vitrine starts all the same');
      assert.deepEqual(await stand.tab.run(() => /** @type {any} */ (window).probe.moves), []);
      assert.deepEqual(await stand.inView(), ['h1', '#before', '#own', '#after']);
    });
  });
}

/**
 * Looks again until what was found is right, for half a second.
 * @template Found
 * @param {() => Promise<Found>} look @param {(found: Found) => boolean} right
 */
async function waitFor(look, right) {
  for (let tries = 0; tries < 10; tries++) {
    const found = await look();
    if (right(found)) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return look();
}
