/**
 * Lighthouse's performance score of each kind of page of the demonstration shop, with Vitrine and without: medians of five, one after the other in one run.
 *
 *   node www/bench/lighthouse.mjs [--runs N] [--json] [KIND...]
 *
 * Needs scripts/demo --no-serve, and a network the first time, for Lighthouse itself; Chromium at CHROMIUM or /usr/bin/chromium. A machine that does something else
 * meanwhile gives figures that differ from run to run: both columns are measured in turns so that they meet the same disturbance.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, readdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

const bench = fileURLToPath(new URL('.', import.meta.url));
const site = join(process.env.VITRINE_DEMO ?? fileURLToPath(new URL('../../demo-output', import.meta.url)), 'shop');
const chromePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

const told = process.argv.slice(2);
const at = told.indexOf('--runs');
const runs = at < 0 ? 5 : Number(told[at + 1]);
const wanted = told.filter((word, place) => !word.startsWith('--') && (at < 0 || place !== at + 1));

if (!existsSync(join(site, 'manifest.json'))) {
  console.error(`There is no built shop in ${site}. Run scripts/demo --no-serve.`);
  process.exit(1);
}
if (!existsSync(join(bench, 'node_modules/lighthouse'))) {
  console.error('installing Lighthouse and the libraries of the other bench (250 MB, once) …');
  execFileSync('npm', ['ci', '--prefix', bench, '--ignore-scripts', '--no-audit', '--no-fund'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
const { default: lighthouse } = await import('lighthouse');
const { launch } = await import('chrome-launcher');

const product = readdirSync(join(site, 'shop/products')).sort()[0];
const kinds = { home: '', category: 'collections/clothing-winter-coats/', product: `products/${product}/`, cart: 'cart/', confirmation: 'confirmation/', 'not found': '404.html', documentation: 'docs/bundle/' };

const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.json': 'application/json', '.svg': 'image/svg+xml', '.wasm': 'application/wasm', '.jpg': 'image/jpeg', '.png': 'image/png', '.webp': 'image/webp', '.avif': 'image/avif' };
const kept = new Map();

/** A file as a shop's server sends it: compressed, and kept by browsers. */
function fileOf(path, without) {
  const key = `${without} ${path}`;
  if (!kept.has(key)) {
    const file = join(site, normalize(`/${path}`), path.endsWith('/') ? 'index.html' : '');
    if (!existsSync(file)) return undefined;
    let content = readFileSync(file);
    if (without && file.endsWith('.html')) content = Buffer.from(content.toString('utf8').replace(/<script type="module" src="[^"]*vitrine\.js"[^>]*><\/script>/, ''));
    const type = types[extname(file)] ?? 'application/octet-stream';
    const compresses = !/^image\/(?!svg)/.test(type);
    kept.set(key, { type, compresses, content: compresses ? brotliCompressSync(content, { params: { [constants.BROTLI_PARAM_QUALITY]: 9 } }) : content });
  }
  return kept.get(key);
}

/** Pages below `/with/` and below `/without/`, which lack the script tag and nothing else. */
const server = createServer((request, response) => {
  const [, which, path = ''] = /^\/(with|without)\/(.*)$/.exec(decodeURIComponent(new URL(request.url, 'http://localhost').pathname)) ?? [];
  const file = which === undefined ? undefined : fileOf(path, which === 'without');
  if (!file) {
    response.writeHead(404).end();
    return;
  }
  response.writeHead(200, { 'content-type': file.type, 'cache-control': path.endsWith('manifest.json') ? 'no-cache' : 'max-age=31536000', ...(file.compresses ? { 'content-encoding': 'br' } : {}) });
  response.end(file.content);
});
await new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
const origin = `http://localhost:${server.address().port}`;

const middle = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** One reading in a browser of its own: the score in points, and what it is made of. */
async function reading(address) {
  const chrome = await launch({ chromePath, chromeFlags: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
  try {
    const { lhr } = await lighthouse(address, { port: chrome.port, onlyCategories: ['performance'], logLevel: 'error' });
    const audit = (name) => lhr.audits[name].numericValue;
    return { score: lhr.categories.performance.score * 100, blocking: audit('total-blocking-time'), paint: audit('largest-contentful-paint'), shift: audit('cumulative-layout-shift') };
  } finally {
    chrome.kill();
  }
}

const rows = [];
for (const [kind, path] of Object.entries(kinds).filter(([kind]) => wanted.length === 0 || wanted.includes(kind))) {
  const readings = { with: [], without: [] };
  for (let run = 0; run < runs; run++) {
    for (const which of run % 2 === 0 ? ['with', 'without'] : ['without', 'with']) readings[which].push(await reading(`${origin}/${which}/shop/${path}`));
  }
  const medians = (which) => Object.fromEntries(['score', 'blocking', 'paint', 'shift'].map((name) => [name, middle(readings[which].map((one) => one[name]))]));
  const row = { kind, with: medians('with'), without: medians('without') };
  rows.push(row);
  if (!told.includes('--json')) {
    const words = ({ score, blocking, paint, shift }) => `${score.toFixed(0)} points (blocking ${blocking.toFixed(0)} ms, largest paint ${(paint / 1000).toFixed(2)} s, shift ${shift.toFixed(3)})`;
    console.log(`${kind}: with ${words(row.with)}, without ${words(row.without)}`);
  }
}
server.close();
if (told.includes('--json')) console.log(JSON.stringify(rows, undefined, 2));
const far = rows.filter((row) => row.without.score - row.with.score > 2);
if (far.length > 0) {
  console.error(`More than 2 points are lost on: ${far.map(({ kind }) => kind).join(', ')}.`);
  process.exitCode = 1;
}
