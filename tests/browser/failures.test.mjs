// When something is in the way the page stays whole, and one line of the console says what.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineNames } from './lib/engines.mjs';
import { policyWithoutWasm } from './lib/server.mjs';
import { Visit, pages } from './lib/shop.mjs';

/** Lines that we wrote; browsers add lines of their own about their policy. @param {string[]} lines */
const ours = (lines) => lines.filter((line) => line.startsWith('Vitrine'));

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
