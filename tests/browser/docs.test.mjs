// The documentation in the demonstration shop: every chapter is there, links lead somewhere, snippets are those of `vitrine init`, and examples live.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engineNames } from './lib/engines.mjs';
import { Visit, pages, site } from './lib/shop.mjs';

const shop = join(site, 'shop');
const chapters = readdirSync(join(shop, 'docs'), { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => `/shop/docs/${entry.name}/`);
const paths = ['/shop/docs/', ...chapters];
const target = process.env['CARGO_TARGET_DIR'] ?? fileURLToPath(new URL('../../target', import.meta.url));
const vitrine = join(target, 'release/vitrine');

/** @param {string} path */
const text = (path) => readFileSync(join(site, path, 'index.html'), 'utf8');

/** What stands in the page's blocks of code, without marks. @param {string} html */
function codeOf(html) {
  const entities = /** @type {const} */ ({ '&lt;': '<', '&gt;': '>', '&quot;': '"', '&amp;': '&' });
  const plain = (/** @type {string} */ code) => code.replace(/&(lt|gt|quot|amp);/g, (entity) => entities[/** @type {keyof typeof entities} */ (entity)]);
  return [...html.matchAll(/<pre tabindex="0"><code>([^]*?)<\/code>/g)].map(([, code = '']) => plain(code));
}

test('every chapter of the sources is served, and the shop’s footer leads to them', () => {
  const written = readdirSync(fileURLToPath(new URL('../../crates/shop/docs', import.meta.url))).map((file) => file.replace(/\.md$/, ''));
  assert.deepEqual(written.sort(), ['start', ...readdirSync(join(shop, 'docs')).filter((name) => name !== 'index.html')].sort());
  assert.match(readFileSync(join(shop, 'index.html'), 'utf8'), /<a href="\.\/docs\/">Documentation<\/a>/);
});

test('no link of the documentation leads nowhere', () => {
  for (const path of paths) {
    const html = text(path);
    for (const [, address = ''] of html.matchAll(/ href="([^"]*)"/g)) {
      const url = new URL(address.replaceAll('&amp;', '&'), `http://shop${path}`);
      if (url.host !== 'shop') continue;
      const file = join(site, url.pathname.endsWith('/') ? `${url.pathname}index.html` : url.pathname);
      assert.ok(existsSync(file), `${path} links to ${address}`);
      if (url.hash && file.endsWith('.html')) assert.ok(readFileSync(file, 'utf8').includes(` id="${decodeURIComponent(url.hash.slice(1))}"`), `${path} links to ${address}`);
    }
  }
});

for (const platform of ['html', 'shopify', 'woocommerce', 'next', 'nuxt', 'sveltekit', 'astro']) {
  test(`the chapter of ${platform} has what vitrine init prints`, () => {
    const printed = execFileSync(vitrine, ['init', platform], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] });
    assert.ok(codeOf(text(`/shop/docs/${platform}/`)).some((code) => code.trim() === printed.trim()), printed);
  });
}

test('troubleshooting has every line that the tests of failures read', () => {
  const html = text('/shop/docs/troubleshooting/');
  const rows = [...html.matchAll(/<tr><td><code>([^]*?)<\/code><\/td><td>([^]*?)<\/td><\/tr>/g)];
  assert.ok(rows.length >= 25, `${rows.length} lines`);
  for (const [, says = '', mend = ''] of rows) assert.ok(says.length > 10 && mend.length > 10, says);
  for (const part of ['blocks WebAssembly', 'was not found at … (HTTP …)', 'its bytes differ', 'is sent as …', 'runs on this page already', 'could not be compiled']) assert.ok(html.includes(part), part);
});

test('the storage schema names every key that the page’s sources have', () => {
  const source = fileURLToPath(new URL('../../www/src', import.meta.url));
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter((file) => file.endsWith('.ts'));
  const keys = files.flatMap((file) => [...readFileSync(join(source, file), 'utf8').matchAll(/'(vitrine\.\w+\.\d+)'/g)].map(([, key]) => key));
  assert.ok(keys.length >= 4);
  const html = text('/shop/docs/storage/');
  for (const key of keys) assert.ok(html.includes(`<code>${key}</code>`), key);
});

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Visit} */
    let visit;
    before(async () => {
      visit = await Visit.begin(name);
      // Something was looked at, so that every example has something to show.
      for (const path of await visit.products(pages['category'] ?? '', 2)) await visit.view(path);
    });
    after(() => visit?.end());

    test(`${name}: every chapter is whole, and its examples show products`, async () => {
      for (const path of paths) {
        await visit.open(path);
        const examples = await visit.tab.run(() => document.querySelectorAll('.live > :is(vitrine-shelf, vitrine-bundle, vitrine-recent)').length);
        await visit.shelves();
        const seen = await visit.tab.run(() => ({
          headings: document.querySelectorAll('main h1').length,
          here: document.querySelectorAll('.chapters [aria-current=page]').length,
          filled: [...document.querySelectorAll('.live > *')].filter((element) => (element.shadowRoot?.querySelectorAll('.item .link').length ?? 0) > 0).length,
          overflows: document.documentElement.scrollWidth > document.documentElement.clientWidth,
        }));
        assert.deepEqual(seen, { headings: 1, here: 1, filled: examples, overflows: false }, path);
      }
    });

    test(`${name}: the panel of its chapter tells what is known`, async () => {
      await visit.open('/shop/docs/panel/');
      await visit.tab.until('the panel is drawn', () => (document.querySelector('vitrine-panel')?.shadowRoot?.textContent?.length ?? 0) > 100);
    });

    test(`${name}: the console stayed empty and nothing left the browser`, () => visit.hold());
  });
}
