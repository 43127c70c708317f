/**
 * One ranking at 10,000 items in Chromium, beside hand-written JavaScript and libraries on the same data in the same run.
 *
 *   node www/bench/run.mjs [--items N] [--sessions N] [--json]
 *
 * Needs scripts/build, and a network the first time, for the libraries; Chromium at CHROMIUM or /usr/bin/chromium.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { chromium } from 'playwright-core';
import { eventsCsv, makeSessions } from './sessions.mjs';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bench = join(root, 'www/bench');
const folder = join(root, 'target/bench-page');
const vitrine = process.env.VITRINE ?? join(root, 'target/release/vitrine');
const engine = join(root, 'www/pkg/engine.wasm');
const browserPath = process.env.CHROMIUM ?? '/usr/bin/chromium';

function option(name, otherwise) {
  const at = process.argv.indexOf(`--${name}`);
  return at < 0 ? otherwise : Number(process.argv[at + 1]);
}

const items = option('items', 10_000);
const count = option('sessions', 60_000);
for (const [path, mend] of [[vitrine, 'Run scripts/build first.'], [engine, 'Run scripts/build wasm first.'], [browserPath, 'Run scripts/setup packages, or name it in CHROMIUM.']]) {
  if (existsSync(path)) continue;
  console.error(`There is no ${path}. ${mend}`);
  process.exit(1);
}

function prepare() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  const { csv, sessions } = eventsCsv(items, makeSessions(items, count, 2));
  writeFileSync(join(folder, 'events.csv'), csv);
  const test = makeSessions(items, 600, 3);
  writeFileSync(join(folder, 'input.json'), JSON.stringify({ items, train: sessions, test }));
  execFileSync(vitrine, ['build', '--events', join(folder, 'events.csv'), '--out', join(folder, 'built'), '--model-only'], { stdio: ['ignore', 'ignore', 'inherit'] });
  const model = readdirSync(join(folder, 'built')).find((name) => name.endsWith('.vitrine'));
  copyFileSync(join(folder, 'built', model), join(folder, 'model.vitrine'));
  copyFileSync(engine, join(folder, 'engine.wasm'));
  for (const [name, ...scripts] of [['index', 'libraries', 'page'], ['opening', 'opening']]) {
    const tags = scripts.map((script) => `<script type="module" src="${script}.js"></script>`).join('');
    writeFileSync(join(folder, `${name}.html`), `<!doctype html><meta charset="utf-8"><title>bench</title>${tags}`);
  }
  for (const name of ['ort-wasm-simd-threaded.mjs', 'ort-wasm-simd-threaded.wasm']) {
    copyFileSync(join(bench, 'node_modules/onnxruntime-web/dist', name), join(folder, name));
  }
}

const types = { html: 'text/html', js: 'text/javascript', mjs: 'text/javascript', json: 'application/json', wasm: 'application/wasm' };

/** Isolated from other origins, the page's clock has its finest steps. */
function serve() {
  const server = createServer((request, response) => {
    const name = new URL(request.url, 'http://localhost').pathname.slice(1) || 'index.html';
    const path = join(folder, name);
    if (!/^[\w.-]+$/.test(name) || !existsSync(path)) {
      response.writeHead(404).end();
      return;
    }
    response.writeHead(200, {
      'content-type': types[name.split('.').pop()] ?? 'application/octet-stream',
      'cross-origin-opener-policy': 'same-origin',
      'cross-origin-embedder-policy': 'require-corp',
    });
    response.end(readFileSync(path));
  });
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)));
}

function table({ rows, ...about }) {
  const rivals = rows.filter((row) => row.name.endsWith('JavaScript'));
  const cells = rows.map((row) => [
    row.name,
    row.medianMicroseconds.toFixed(1),
    row.p99Microseconds.toFixed(1),
    row.hitRate.toFixed(3),
    row.bytes.toLocaleString('en'),
    ...rivals.map((rival) => `${(rival.medianMicroseconds / row.medianMicroseconds).toFixed(2)}×`),
  ]);
  const heads = ['recommender', 'median µs', 'p99 µs', 'HR@20', 'bytes', ...rivals.map((rival) => `faster than ${rival.name.split(',')[0]}`)];
  const widths = heads.map((head, at) => Math.max(head.length, ...cells.map((row) => row[at].length)));
  const line = (row) => row.map((cell, at) => (at === 0 ? cell.padEnd(widths[at]) : cell.padStart(widths[at]))).join('  ');
  return [`${about.items.toLocaleString('en')} items, ${about.rankings.toLocaleString('en')} rankings of 20, ${about.browser}`, line(heads), ...cells.map(line)].join('\n');
}

const middle = (numbers) => numbers.toSorted((one, other) => one - other)[Math.floor(numbers.length / 2)];

/** Milliseconds to open the model, in fresh browser profiles, with the processor slowed down so many times. */
async function openings(browser, address, slower) {
  const loads = [];
  for (let load = 0; load < 9; load++) {
    const context = await browser.newContext();
    const page = await context.newPage();
    await page.goto(`${address}opening.html`);
    await page.waitForFunction(() => window.opening !== undefined);
    await (await context.newCDPSession(page)).send('Emulation.setCPUThrottlingRate', { rate: slower });
    loads.push(await page.evaluate(() => window.opening()));
    await context.close();
  }
  return { slower, first: middle(loads.map(({ first }) => first)), firstStep: middle(loads.map(({ firstSteps }) => Math.max(...firstSteps))), again: middle(loads.map(({ again }) => again)) };
}

if (!existsSync(join(bench, 'node_modules'))) {
  console.error('installing the libraries to compare with (150 MB, once) …');
  execFileSync('npm', ['ci', '--prefix', bench, '--ignore-scripts', '--no-audit', '--no-fund'], { stdio: ['ignore', 'ignore', 'inherit'] });
}
prepare();
await build({
  entryPoints: ['page.ts', 'opening.ts', 'libraries.mjs'].map((name) => join(bench, name)),
  outdir: folder,
  bundle: true,
  minify: true,
  format: 'esm',
  target: 'es2022',
  logLevel: 'warning',
});
const server = await serve();
const browser = await chromium.launch({ executablePath: browserPath, args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-background-networking'] });
try {
  const page = await browser.newPage();
  page.on('pageerror', (error) => console.error(error.message));
  const address = `http://127.0.0.1:${server.address().port}/`;
  const opening = [];
  for (const slower of [1, 4]) opening.push(await openings(browser, address, slower));
  await page.goto(address);
  await page.waitForFunction(() => window.result !== undefined, undefined, { timeout: 0 });
  const result = { ...(await page.evaluate(() => window.result)), opening };
  if (process.argv.includes('--json')) {
    console.log(JSON.stringify(result, undefined, 2));
  } else {
    console.log(table(result));
    for (const { slower, first, firstStep, again } of opening) {
      const processor = slower === 1 ? 'at full speed' : `at a processor ${slower} times slower`;
      console.log(`opening the model ${processor}: ${first.toFixed(2)} ms as the page loads, ${firstStep.toFixed(2)} ms the longest step of it, ${again.toFixed(2)} ms with compiled code`);
    }
  }
} finally {
  await browser.close();
  server.close();
}
