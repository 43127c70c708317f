// The option of a service worker: shelves without the network, and nothing but Vitrine's own folder touched.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engineNames } from './lib/engines.mjs';
import { Stand } from './lib/stand.mjs';

const worker = readFileSync(fileURLToPath(new URL('../../www/dist/worker.js', import.meta.url)), 'utf8');

// Whether a service worker may store this much differs between test builds of browsers.
if (engineNames.includes('chromium')) {
  /** @type {Stand} */
  let stand;
  /** Whether the network is off for Vitrine's folder. */
  let off = false;
  before(async () => {
    stand = await Stand.begin('chromium', {
      shop: {
        head: '<script src="register.js"></script>',
        files: {
          'own-worker.js': `self.vitrineFolder = '/shop/vitrine/';
            importScripts('/shop/vitrine-worker.js');`,
          'vitrine-worker.js': worker,
          'register.js': "const url = '/shop/own-worker.js'; navigator.serviceWorker.register(window.trustedTypes ? trustedTypes.createPolicy('shop', { createScriptURL: () => url }).createScriptURL('') : url);",
          'stock.json': '{}',
        },
        policy: "default-src 'self' 'wasm-unsafe-eval'",
        alter: (_, answer) => (off ? undefined : answer),
      },
    });
  });
  after(() => stand?.end());

  test('chromium: shelves come without the network, once they were seen with it', async () => {
    await stand.start('shop');
    await stand.cards();
    await stand.tab.until('the worker is there', async () => (await navigator.serviceWorker.ready).active?.state === 'activated');
    // The first page was loaded before there was a worker; the second goes through it.
    await stand.start('shop');
    const cards = await stand.cards();
    await stand.tab.until('the model is kept', async () => {
      const cache = await caches.open('vitrine:/shop/vitrine/');
      const names = (await cache.keys()).map(({ url }) => url);
      return ['.vitrine', '.wasm', 'manifest.json', 'vitrine.js', 'display-'].every((part) => names.some((name) => name.includes(part)));
    });
    off = true;
    await stand.start('shop');
    assert.deepEqual(await stand.cards(), cards);
    off = false;
  });

  test('chromium: the worker keeps nothing but files of Vitrine’s folder, and answers for nothing else', async () => {
    const asked = stand.server.asked.length;
    const told = await stand.tab.run(async () => {
      const statuses = [];
      for (const path of ['/shop/stock.json', '/shop/vitrine/nothing.json', '/shop/vitrine/shop/index.html']) statuses.push((await fetch(path)).status);
      const sent = await fetch('/shop/vitrine/manifest.json', { method: 'HEAD' });
      const kept = await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)));
      return { statuses, sent: sent.status, kept: kept.flat(), names: await caches.keys() };
    });
    assert.deepEqual(told.statuses, [200, 404, 200]);
    assert.deepEqual(told.names, ['vitrine:/shop/vitrine/']);
    assert.ok(told.kept.every((path) => /^\/shop\/vitrine\/(manifest\.json|vitrine\.js|[\w-]+-[0-9a-f]{16}\.\w+)$/.test(path)), told.kept.join());
    const reached = stand.server.asked.slice(asked).map(({ method, path }) => `${method} ${path}`);
    for (const one of ['GET /shop/stock.json', 'GET /shop/vitrine/nothing.json', 'GET /shop/vitrine/shop/index.html', 'HEAD /shop/vitrine/manifest.json']) assert.ok(reached.includes(one), `${one} did not reach the server`);
  });

  test('chromium: what a new manifest no longer names is let go', async () => {
    await stand.tab.run(async () => {
      const cache = await caches.open('vitrine:/shop/vitrine/');
      await cache.put('/shop/vitrine/model-0123456789abcdef.vitrine', new Response('old'));
    });
    await stand.start('shop');
    await stand.tab.until('the old model is gone', async () => !(await (await caches.open('vitrine:/shop/vitrine/')).match('/shop/vitrine/model-0123456789abcdef.vitrine')));
  });
}
