// The npm package, packed and used as others would: in Node, in what a Worker allows, in pages of React, Vue and Svelte
// that Vite built, in ones that a server rendered.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { Tab, engineNames } from './lib/engines.mjs';
import { probeText } from './lib/probe.mjs';
import { startServer, strictPolicy } from './lib/server.mjs';
import { site } from './lib/shop.mjs';

const www = fileURLToPath(new URL('../../www/', import.meta.url));
const require = createRequire(join(www, 'package.json'));
/** @type {typeof import('svelte/compiler')} */
const { compile } = require('svelte/compiler');
/** Where a shop's developer would work. */
const project = mkdtempSync(join(tmpdir(), 'vitrine-package-'));
/** @type {string[]} */
let products = [];
/** What every runtime must answer. */
let expected = '';

/** @param {string} script @param {string[]} told @param {string[]} [flags] */
function run(script, told, flags = []) {
  return execFileSync(process.execPath, [...flags, join(project, script), ...told], { cwd: project, encoding: 'utf8', maxBuffer: 1 << 26 }).trimEnd();
}

/** Scripts of each framework: the page, the server's half and the browser's half of a page that a server rendered. */
const frameworks = {
  React: { app: 'app', render: 'render', hydrate: 'hydrate' },
  Vue: { app: 'vue-app', render: 'vue-render', hydrate: 'vue-hydrate' },
  Svelte: { app: 'svelte-app', render: 'svelte-render', hydrate: 'svelte-hydrate' },
};

/** What React's development build leaves in every console: a wish for its tools, and in Firefox the marks of its timings. */
const reactsOwn = /React DevTools| Track$|^(Render|Hydrated|Commit|Waiting for Paint|Remaining Effects|Page|VitrineShelf)$/;
/** @param {string[]} lines */
const spoken = (lines) => lines.filter((line) => !reactsOwn.test(line));

before(async () => {
  execFileSync(process.execPath, [join(www, 'package.mjs')], { encoding: 'utf8' });
  cpSync(fileURLToPath(new URL('package/', import.meta.url)), project, { recursive: true });
  const packed = execFileSync('npm', ['pack', '--silent', join(www, 'package')], { cwd: project, encoding: 'utf8' }).trim();
  mkdirSync(join(project, 'node_modules/vitrine'), { recursive: true });
  execFileSync('tar', ['-xzf', packed, '-C', 'node_modules/vitrine', '--strip-components=1'], { cwd: project });
  for (const name of ['react', 'react-dom', 'vue', 'svelte']) symlinkSync(join(www, 'node_modules', name), join(project, 'node_modules', name));
  const manifest = JSON.parse(readFileSync(join(site, 'manifest.json'), 'utf8'));
  const shard = JSON.parse(readFileSync(join(site, manifest.display.shards[0].file), 'utf8'));
  products = shard.items.flatMap((/** @type {{ id: string } | null} */ item) => item?.id ?? []).slice(0, 3);
  expected = run('node.mjs', [site, ...products]);

  const { build } = await import(pathToFileURL(require.resolve('vite')).href);
  const compiled = (/** @type {'client' | 'server'} */ generate) => ({
    name: 'svelte',
    /** @param {string} code @param {string} id */
    transform: (code, id) => (id.endsWith('.svelte') ? compile(code, { generate, dev: generate === 'client', filename: id }).js : undefined),
  });
  // Node reads no .svelte files: the server's half is built as well.
  await build({
    root: project,
    configFile: false,
    logLevel: 'error',
    plugins: [compiled('server')],
    ssr: { external: ['vitrine'], noExternal: ['svelte'] },
    build: { ssr: join(project, 'svelte-render.mjs'), outDir: 'rendering', minify: false, rollupOptions: { output: { entryFileNames: '[name].mjs' } } },
  });
  for (const name of Object.values(frameworks).flatMap(({ app, hydrate }) => [app, hydrate])) {
    await build({
      plugins: [compiled('client')],
      resolve: { conditions: ['browser', 'development', 'module', 'import', 'default'] },
      root: project,
      configFile: false,
      logLevel: 'error',
      mode: 'development',
      // The frameworks' own warnings are wanted.
      define: { 'process.env.NODE_ENV': '"development"', __VUE_OPTIONS_API__: 'true', __VUE_PROD_DEVTOOLS__: 'false', __VUE_PROD_HYDRATION_MISMATCH_DETAILS__: 'true' },
      build: { target: 'es2022', outDir: 'built', emptyOutDir: false, minify: false, modulePreload: false, rollupOptions: { input: join(project, `${name}.mjs`), output: { entryFileNames: `${name}.js` } } },
    });
  }
});
after(() => rmSync(project, { recursive: true, force: true }));

test('Node answers each question with products and reasons', () => {
  const lists = expected.split('\n').map((line) => JSON.parse(line));
  assert.equal(lists.length, 7);
  for (const { items } of lists.filter((_, at) => at !== 4)) assert.ok(items.length >= 3);
  // Cards name the product that they are like. On a product's own page the moment may be the stronger reason.
  assert.ok(lists[3].items.some((/** @type {any} */ { reason }) => reason?.source === products[1]));
});

test('a Worker answers byte by byte the same', () => {
  const model = readdirSync(site).find((name) => name.endsWith('.vitrine')) ?? '';
  const engine = join(project, 'node_modules/vitrine/engine.wasm');
  assert.equal(run('worker.mjs', [engine, join(site, model), ...products], ['--conditions=workerd']), expected);
});

test('every entry has its declarations, and imports without an effect', async () => {
  const folder = join(project, 'node_modules/vitrine');
  const { exports, sideEffects } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
  assert.equal(sideEffects, false);
  for (const [entry, conditions] of Object.entries(exports)) {
    if (typeof conditions === 'string') continue;
    assert.equal(Object.keys(conditions)[entry === './server' ? 2 : 0], 'types', entry);
    assert.ok(readFileSync(join(folder, conditions.types), 'utf8').includes('export'), entry);
    const names = Object.keys(globalThis);
    await import(pathToFileURL(join(folder, conditions.default)).href);
    // Vue has its own.
    assert.deepEqual(Object.keys(globalThis).filter((name) => !name.startsWith('__VUE')), names.filter((name) => !name.startsWith('__VUE')), entry);
  }
});

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Tab} */
    let tab;
    /** @type {import('./lib/server.mjs').Server} */
    let server;
    before(async () => {
      tab = await Tab.open(name);
      /** @type {Record<string, string>} */
      const pages = {
        '/favicon.ico': '',
      };
      for (const [framework, { app }] of Object.entries(frameworks)) {
        const data = `<script type="application/json" id="products">${JSON.stringify(products)}</script>`;
        pages[`/${framework}`] = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A coat</title></head><body><div id="root"></div>${data}<script type="module" src="/built/${app}.js"></script></body></html>`;
      }
      server = await startServer({
        mounts: { '/built/': join(project, 'built'), '/vitrine/': site },
        pages,
        policy: strictPolicy.replace("style-src 'self'", "style-src 'self' 'nonce-served'"),
        // Vue and Svelte make nodes of texts, under policies of their own names.
        alter: (path, answer) => (/Vue|Svelte/.test(path) ? { ...answer, policy: strictPolicy.replace("style-src 'self'", "style-src 'self' 'nonce-served'").replace('trusted-types vitrine-shop', 'trusted-types vue svelte-trusted-html') } : answer),
        ...(tab.needsProbe ? { probe: probeText } : {}),
      });
      tab.origin = server.origin;
      pages['/own'] = run('own.mjs', [site, `${server.origin}/vitrine/shop/`]);
      pages['/card.css'] = '.name { color: rgb(7, 8, 9) }';
      for (const [framework, { render }] of Object.entries(frameworks)) {
        const script = framework === 'Svelte' ? `rendering/${render}.mjs` : `${render}.mjs`;
        pages[`/served-${framework}`] = run(script, [site, `${server.origin}/vitrine/shop/`, 'de', ...products]);
      }
    });
    after(async () => {
      await tab?.close();
      await server?.close();
    });

    for (const framework of Object.keys(frameworks)) {
      test(`${name}: a ${framework} page that Vite built draws its shelf and answers byte by byte the same`, async () => {
        const before = (await tab.console()).length;
        await tab.goto(`/${framework}`);
        await tab.until('the shelf is drawn', () => (document.querySelector('vitrine-shelf')?.shadowRoot?.querySelectorAll('.item').length ?? 0) > 0);
        assert.equal(await tab.run(() => /** @type {any} */ (window).ask()), expected);
        assert.deepEqual(spoken((await tab.console()).slice(before)), []);
      });

      test(`${name}: what a server rendered with ${framework} shows without a script, and hydrates without a word and without a change`, async () => {
        const before = (await tab.console()).length;
        await tab.goto(`/served-${framework}`);
        await tab.until('the shelf is taken over', () => /** @type {any} */ (window).rendered === true);
        const seen = await tab.run(() => {
          const state = /** @type {any} */ (window);
          const shadow = /** @type {ShadowRoot} */ (document.querySelector('vitrine-shelf')?.shadowRoot);
          const cards = [...shadow.querySelectorAll('li')];
          return { changes: state.changes, cards: cards.length, same: cards.every((card, at) => card === state.cards[at]), equal: shadow.querySelector('ul')?.outerHTML === state.before };
        });
        assert.ok(seen.cards >= 3);
        assert.deepEqual(seen, { changes: 0, cards: seen.cards, same: true, equal: true });
        assert.deepEqual(spoken((await tab.console()).slice(before)), []);
      });
    }

    test(`${name}: the server's cards are those that the browser draws`, async () => {
      await tab.goto('/served-React');
      await tab.until('the shelf is taken over', () => /** @type {any} */ (window).rendered === true);
      const [served, drawn] = await tab.run(async () => {
        const shelf = /** @type {any} */ (document.querySelector('vitrine-shelf'));
        const vitrine = await /** @type {any} */ (window).vitrine;
        vitrine.setContext({});
        const own = document.createElement('vitrine-shelf');
        for (const key of ['placement', 'seeds']) own.setAttribute(key, shelf.getAttribute(key));
        const list = shelf.shadowRoot.querySelector('ul').outerHTML;
        const drawn = new Promise((resolve) => own.addEventListener('vitrine:rendered', resolve));
        shelf.replaceWith(own);
        await drawn;
        return [list, own.shadowRoot?.querySelector('ul')?.outerHTML];
      });
      // The order of attributes is nobody's business.
      const plain = (/** @type {string | undefined} */ text) => text?.replace(/<(\w+)((?: [\w-]+="[^"]*")*)>/g, (_, tag, all) => `<${tag} ${(all.match(/[\w-]+="[^"]*"/g) ?? []).sort().join(' ')}>`);
      assert.equal(plain(served), plain(drawn));
    });

    test(`${name}: a card that the server drew acts, and the next event ranks anew`, async () => {
      await tab.goto('/served-React');
      await tab.until('the shelf is taken over', () => /** @type {any} */ (window).rendered === true);
      const told = await tab.run(async () => {
        const shelf = /** @type {any} */ (document.querySelector('vitrine-shelf'));
        const vitrine = await /** @type {any} */ (window).vitrine;
        const first = shelf.shelf.items[0].id;
        /** @type {unknown[]} */
        const heard = [];
        shelf.addEventListener('vitrine:add-to-cart', (/** @type {CustomEvent} */ event) => {
          event.preventDefault();
          heard.push(event.detail.item.id === first, event.detail.position);
        });
        const again = new Promise((resolve) => shelf.addEventListener('vitrine:rendered', resolve));
        shelf.shadowRoot.querySelector('.add').click();
        await again;
        return [...heard, vitrine.session().cart.includes(first), shelf.shelf.items.some((/** @type {{ id: string }} */ item) => item.id === first)];
      });
      assert.deepEqual(told, [true, 0, true, false]);
    });

    test(`${name}: a server's shelves in the page's own DOM, and of the shop's own cards, are taken over as they are and go on`, async () => {
      const before = (await tab.console()).length;
      await tab.goto('/own');
      await tab.until('the sheet is here', () => getComputedStyle(document.querySelectorAll('vitrine-shelf')[1]?.shadowRoot?.querySelector('.name') ?? document.body).color === 'rgb(7, 8, 9)');
      const seen = await tab.run(async () => {
        const [light, own] = [...document.querySelectorAll('vitrine-shelf')].map((shelf) => /** @type {any} */ (shelf));
        const places = () => [light, ...light.querySelectorAll('.vitrine-item'), own, ...own.shadowRoot.querySelectorAll('[part=item]')].map((one) => JSON.stringify(one.getBoundingClientRect()));
        const [cards, boxes] = [[...light.querySelectorAll('.vitrine-item'), ...own.shadowRoot.querySelectorAll('[part=item]')], places()];
        const rendered = new Promise((resolve) => own.addEventListener('vitrine:rendered', resolve, { once: true }));
        const script = '/vitrine/vitrine.js';
        await import(script);
        await rendered;
        const same = [...light.querySelectorAll('.vitrine-item'), ...own.shadowRoot.querySelectorAll('[part=item]')].every((card, at) => card === cards[at]);
        const moved = places().filter((box, at) => box !== boxes[at]);
        const heard = new Promise((resolve) => document.addEventListener('vitrine:click', (event) => (event.preventDefault(), resolve(/** @type {any} */ (event).detail.item.id))));
        own.shadowRoot.querySelector('[data-vitrine~=link]').click();
        const opened = (await heard) === own.shelf.items[0].id;
        return { count: cards.length, same, moved, opened, title: own.shadowRoot.querySelector('.name').textContent !== '', shadow: light.shadowRoot, sheets: own.shadowRoot.querySelectorAll('link').length };
      });
      assert.ok(seen.count >= 6);
      assert.deepEqual({ ...seen, count: 0 }, { count: 0, same: true, moved: [], opened: true, title: true, shadow: null, sheets: 1 });
      assert.deepEqual(spoken((await tab.console()).slice(before)), []);
      // The next ranking draws both in their own way; pictures of products that come in then are not at this server.
      const drawn = await tab.run(async () => {
        const [light, own] = [...document.querySelectorAll('vitrine-shelf')].map((shelf) => /** @type {any} */ (shelf));
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        const hidden = [light.shelf.items[0].id, own.shelf.items[0].id];
        for (const id of hidden) vitrine.setAvailable(id, false);
        for (let tries = 0; tries < 100 && (hidden.includes(light.shownIds[0]) || hidden.includes(own.shownIds[0])); tries++) await new Promise((resolve) => setTimeout(resolve, 50));
        const count = (/** @type {any} */ root, /** @type {string} */ selector) => root.querySelectorAll(selector).length;
        return [count(light, '.vitrine-card') === count(light, '.vitrine-item'), count(light, '[class=card]'), count(own.shadowRoot, '.name') === count(own.shadowRoot, '[part=item]'), hidden.includes(own.shownIds[0]), count(own.shadowRoot, 'link')];
      });
      assert.deepEqual(drawn, [true, 0, true, false, 1]);
    });
  });
}
