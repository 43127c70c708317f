// Everything that can go wrong between a page and the built folder, each with what the console says about it.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { site } from './shop.mjs';
import { documentedPolicy, manifest } from './stand.mjs';

/** @typedef {import('./stand.mjs').Place} Place @typedef {import('./server.mjs').Answer} Answer */
/**
 * @typedef {Place & { says: RegExp | null, shows: 'own' | 'cards' }} Fault
 *   `says`: the one line, `null` for none; `shows`: the shelf's own content or its cards.
 */

/** @param {Answer} answer @param {string} text @returns {Answer} */
const withText = (answer, text) => ({ ...answer, content: text });

/** @param {Buffer | string} content */
const integrity = (content) => `sha384-${createHash('sha384').update(content).digest('base64')}`;

/** Flips one bit in the middle. @param {Answer} answer @returns {Answer} */
function flipped(answer) {
  const content = Buffer.from(answer.content);
  const at = content.length >> 1;
  content[at] = (content[at] ?? 0) ^ 0x10;
  return { ...answer, content };
}

/** Changes one file. @param {string} name @param {(answer: Answer) => Answer | undefined | Promise<Answer | undefined>} change @returns {Place['alter']} */
const file = (name, change) => (asked, answer) => (asked === name ? change(answer) : answer);

/** @param {Answer} answer @returns {Answer} */
const missing = (answer) => ({ ...answer, status: 404, type: 'text/html', content: '<h1>Not found</h1>' });

/** The manifest with something else in it. @param {(whole: any) => any} change @returns {Place['alter']} */
const otherManifest = (change) => file('manifest.json', (answer) => withText(answer, JSON.stringify(change(structuredClone(manifest)))));

/** A file with other content, under the right hash. @param {'engine' | 'model' | 'shard'} which @param {string} content @returns {Place['alter']} */
function replaced(which, content) {
  return (asked, answer) => {
    const named = which === 'shard' ? manifest.display.shards[0].file : manifest[which].file;
    if (asked === named) return withText(answer, content);
    if (asked !== 'manifest.json') return answer;
    const whole = structuredClone(manifest);
    const entry = which === 'shard' ? whole.display.shards[0] : whole[which];
    entry.integrity = integrity(content);
    return withText(answer, JSON.stringify(whole));
  };
}

const { runtime, engine, model } = manifest;
const shards = manifest.display.shards.map((/** @type {{ file: string }} */ shard) => shard.file);

/** A product of the shop. @type {string} */
const someId = JSON.parse(readFileSync(`${site}/${shards[0]}`, 'utf8')).items.find((/** @type {unknown} */ item) => item !== null).id;

/** Shards whose texts are an attacker's. @returns {Place['alter']} */
function hostile() {
  const title = '"><img src=x onerror="window.hacked=1"><script>window.hacked=1</script>${alert(1)}{{constructor.constructor(\'window.hacked=1\')()}}';
  const item = { title, alt: title, url: 'java\tscript:window.hacked=1', image: 'data:text/html,<script>window.hacked=1</script>', price: 100, brand: title, category: title, benefit: title, sku: title };
  const texts = shards.map((/** @type {string} */ name) => {
    const { first, items } = JSON.parse(readFileSync(`${site}/${name}`, 'utf8'));
    return JSON.stringify({ first, items: items.map((/** @type {{ id: string } | null} */ own) => own && { ...item, id: own.id }) });
  });
  return (asked, answer) => {
    const number = shards.indexOf(asked);
    if (number >= 0) return withText(answer, texts[number] ?? '');
    if (asked !== 'manifest.json') return answer;
    const whole = structuredClone(manifest);
    whole.display.shards.forEach((/** @type {{ integrity: string }} */ shard, /** @type {number} */ at) => (shard.integrity = integrity(texts[at] ?? '')));
    return withText(answer, JSON.stringify(whole));
  };
}

const script = (/** @type {string} */ name) => `<script src="${name}"></script>`;

/** By the name of the page. @type {Record<string, Fault>} */
export const faults = {
  'nothing-wrong': { says: null, shows: 'cards' },
  'wasm-sent-as-anything': { says: null, shows: 'cards', alter: file(engine.file, (answer) => ({ ...answer, type: 'application/octet-stream' })) },
  'no-wasm': { says: /has no WebAssembly/, shows: 'own', head: script('no-wasm.js'), files: { 'no-wasm.js': 'delete globalThis.WebAssembly;' } },
  'script-type': { says: /runtime-\w+\.js is sent as text\/plain.*Let the server send \.js files as text\/javascript/, shows: 'own', alter: file(runtime.file, (answer) => ({ ...answer, type: 'text/plain' })) },
  'no-manifest': { says: /manifest\.json was not found at \/no-manifest\/vitrine\/manifest\.json \(HTTP 404\)\. Upload/, shows: 'own', alter: file('manifest.json', missing) },
  'no-runtime': { says: /runtime-\w+\.js was not found .*older manifest\.json/, shows: 'own', alter: file(runtime.file, missing) },
  'no-engine': { says: /engine-\w+\.wasm was not found .*older manifest\.json/, shows: 'own', alter: file(engine.file, missing) },
  'no-model': { says: /model-\w+\.vitrine was not found .*older manifest\.json/, shows: 'own', alter: file(model.file, missing) },
  'no-cards': { says: /display-\d+-\w+\.json was not found/, shows: 'own', alter: (asked, answer) => (shards.includes(asked) ? missing(answer) : answer) },
  'a-page-for-every-address': { says: /manifest\.json is not JSON.*not an HTML page/, shows: 'own', alter: file('manifest.json', (answer) => ({ ...answer, type: 'text/html', content: '<!DOCTYPE html><title>A shop</title>' })) },
  'old-manifest': {
    says: /runtime-0{16}\.js was not found .*a cache still sends an older manifest\.json/,
    shows: 'own',
    alter: otherManifest((whole) => ({ ...whole, runtime: { ...whole.runtime, file: `runtime-${'0'.repeat(16)}.js` } })),
  },
  'manifest-of-another-format': { says: /manifest\.json has format 2; this script reads format 1\. Upload/, shows: 'own', alter: otherManifest((whole) => ({ ...whole, format: 2 })) },
  'manifest-that-leads-away': {
    says: /manifest\.json names no runtime file/,
    shows: 'own',
    alter: otherManifest((whole) => ({ ...whole, runtime: { ...whole.runtime, file: '../../evil.js' } })),
  },
  'corrupt-runtime': { says: /runtime-\w+\.js is not the file that manifest\.json names: its bytes differ\. Upload/, shows: 'own', alter: file(runtime.file, flipped) },
  'corrupt-engine': { says: /engine-\w+\.wasm is not the file that manifest\.json names: its bytes differ\. Upload/, shows: 'own', alter: file(engine.file, flipped) },
  'corrupt-model': { says: /model-\w+\.vitrine is not the file that manifest\.json names: its bytes differ\. Upload/, shows: 'own', alter: file(model.file, flipped) },
  'corrupt-cards': { says: /display-\d+-\w+\.json is not the file that manifest\.json names/, shows: 'own', alter: (asked, answer) => (shards.includes(asked) ? flipped(answer) : answer) },
  'engine-that-is-none': { says: /could not be compiled .*Upload again/, shows: 'own', alter: replaced('engine', 'not a module') },
  'model-that-is-none': { says: /model-\w+\.vitrine can't be used: .*Run vitrine build again/, shows: 'own', alter: replaced('model', 'not a model') },
  'offline': { says: /model-\w+\.vitrine could not be fetched\. Check the network/, shows: 'own', alter: file(model.file, () => undefined) },
  'slow': {
    says: /its files have not come within 1 s\..*check how fast \/slow\/vitrine\/ is served/,
    shows: 'own',
    settings: 'data-patience="1"',
    alter: file(model.file, (answer) => new Promise((resolve) => setTimeout(() => resolve(answer), 4000))),
  },
  'never': {
    says: /its files have not come within 1 s\..*check how fast \/never\/vitrine\/ is served/,
    shows: 'own',
    settings: 'data-patience="1"',
    alter: file(model.file, () => new Promise(() => undefined)),
  },
  'no-adapter': {
    says: /part-shopify-\w+\.js was not found/,
    shows: 'cards',
    head: script('shopify.js'),
    files: { 'shopify.js': 'window.Shopify = {};' },
    alter: (asked, answer) => (asked.startsWith('part-shopify') ? missing(answer) : answer),
  },
  'no-storage': {
    says: /sessionStorage is blocked or full/,
    shows: 'cards',
    settings: 'data-storage="session"',
    head: script('no-storage.js'),
    files: { 'no-storage.js': "Object.defineProperty(window, 'sessionStorage', { get() { throw new DOMException('denied', 'SecurityError'); } });" },
  },
  'full-storage': {
    says: /sessionStorage is blocked or full/,
    shows: 'cards',
    settings: 'data-storage="session"',
    // A product's page has something to keep.
    attributes: `data-vitrine-page="product" data-vitrine-product="${someId}"`,
    head: script('full-storage.js'),
    files: { 'full-storage.js': "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };" },
  },
  'no-storage-at-all': {
    says: /sessionStorage is blocked or full/,
    shows: 'cards',
    settings: 'data-storage="session" data-consent="granted" data-triggers="exit-intent"',
    head: script('no-storage.js'),
    files: {
      'no-storage.js': "for (const name of ['sessionStorage', 'localStorage']) Object.defineProperty(window, name, { get() { throw new DOMException('denied', 'SecurityError'); } });",
    },
  },
  'script-twice': {
    says: /vitrine\.js runs on this page already, so the copy at \/script-twice\/vitrine\/vitrine\.js does nothing\. Keep one script tag/,
    shows: 'cards',
    head: '<script type="module" src="vitrine/vitrine.js?first"></script>',
  },
  'two-versions': {
    says: /vitrine\.js runs on this page already, so the copy at \/two-versions\/vitrine\/vitrine\.js does nothing/,
    shows: 'cards',
    head: '<script type="module" src="other/vitrine.js"></script>',
  },
  'somebody-elses-element': {
    says: /another copy of Vitrine has defined <vitrine-shelf>/,
    shows: 'own',
    head: script('element.js'),
    files: { 'element.js': "customElements.define('vitrine-shelf', class extends HTMLElement { connectedCallback() { this.dataset.state = 'fallback'; } });" },
  },
  'unknown-source': { says: /data-without names “jsonld”; the sources are/, shows: 'cards', settings: 'data-without="jsonld"' },
  'hostile-products': { says: null, shows: 'cards', alter: hostile() },
  'no-trusted-types-policy-allowed': { says: null, shows: 'cards', policy: `${documentedPolicy}; trusted-types 'none'` },
  'no-wasm-in-the-policy': {
    says: /Content-Security-Policy blocks WebAssembly\. Add 'wasm-unsafe-eval' to its script-src/,
    shows: 'own',
    policy: documentedPolicy.replace(" 'wasm-unsafe-eval'", ''),
  },
  'one-script-alone-in-the-policy': {
    says: /runtime-\w+\.js was fetched but could not be run\. Allow script-src 'self' in the Content-Security-Policy/,
    shows: 'own',
    policy: documentedPolicy.replace("script-src 'self'", 'script-src localhost:*/probe.js localhost:*/one-script-alone-in-the-policy/vitrine/vitrine.js'),
  },
  'no-connect-in-the-policy': { says: /could not be fetched\..*allow connect-src 'self'/, shows: 'own', policy: documentedPolicy.replace("connect-src 'self'; ", '') },
};
