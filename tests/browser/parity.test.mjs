// One corpus of sessions, ranked bit-equal natively (tests/tests/parity.rs), in Node, and in every browser.
import assert from 'node:assert/strict';
import { readFileSync, readdirSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { Tab, engineNames } from './lib/engines.mjs';
import { probeText } from './lib/probe.mjs';
import { startServer } from './lib/server.mjs';
import { Engine as Asking } from './pages/flat.mjs';
import { differences } from './pages/replay.mjs';

/** @param {string} path */
const folder = (path) => fileURLToPath(new URL(path, import.meta.url));
const topics = readdirSync(folder('../corpus')).map((name) => name.replace('.json', ''));

/** Cases of all topics that a browser or Node disagrees about. @param {{ cases: number, different: string[] }[]} outcomes */
function check(outcomes) {
  assert.deepEqual(outcomes.flatMap(({ different }) => different), []);
  const cases = outcomes.reduce((sum, outcome) => sum + outcome.cases, 0);
  assert.ok(cases >= 200, `only ${cases} sessions were ranked`);
}

test('Node ranks as the native engine does', async () => {
  const { open, start } = await import('../../www/pkg/module.js');
  await start(await WebAssembly.compile(readFileSync(folder('../../www/pkg/engine.wasm'))));
  const engine = open(readFileSync(folder('../golden/model-3.vitrine')));
  assert.ok(engine);
  check(
    topics.map((topic) => {
      const cases = JSON.parse(readFileSync(folder(`../corpus/${topic}.json`), 'utf8'));
      return { cases: cases.length, different: differences(new Asking(engine), cases) };
    }),
  );
});

test('Node refuses every corrupt model', async () => {
  const { open, start } = await import('../../www/pkg/module.js');
  await start(await WebAssembly.compile(readFileSync(folder('../../www/pkg/engine.wasm'))));
  const sentences = readFileSync(folder('../corrupt/expected.txt'), 'utf8').trimEnd().split('\n');
  assert.ok(sentences.length >= 70);
  for (const line of sentences) {
    const name = line.slice(0, line.indexOf(': '));
    // The browser's module steps over the locales: a page has them from the manifest.
    if (name.startsWith('locales-')) continue;
    const bytes = readFileSync(folder(`../corrupt/${name}.vitrine`));
    assert.equal(open(bytes), undefined, name);
  }
});

test('the module imports nothing at all, so it can send nothing', () => {
  const module = new WebAssembly.Module(readFileSync(folder('../../www/pkg/engine.wasm')));
  assert.deepEqual(WebAssembly.Module.imports(module), []);
});

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Tab} */
    let tab;
    /** @type {import('./lib/server.mjs').Server} */
    let server;
    before(async () => {
      tab = await Tab.open(name);
      const mounts = { '/pkg/': folder('../../www/pkg'), '/golden/': folder('../golden'), '/corpus/': folder('../corpus'), '/': folder('pages') };
      server = await startServer({ mounts, ...(tab.needsProbe ? { probe: probeText } : {}) });
      tab.origin = server.origin;
    });
    after(async () => {
      await tab?.close();
      await server?.close();
    });

    test(`${name} ranks as the native engine does`, async () => {
      await tab.goto('/parity.html');
      await tab.until('the engine is loaded', () => 'parity' in window);
      /** @type {{ cases: number, different: string[] }[]} */
      const outcomes = [];
      for (const topic of topics) outcomes.push(await tab.run((which) => /** @type {any} */ (window).parity(which), topic));
      check(outcomes);
      assert.deepEqual(await tab.console(), []);
    });
  });
}
