// Small pages of our own around the built folder, each in a folder of its own, with whatever is to go wrong there.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { fileURLToPath } from 'node:url';
import { Tab } from './engines.mjs';
import { probeText } from './probe.mjs';
import { startServer } from './server.mjs';
import { site } from './shop.mjs';

/** @typedef {import('./server.mjs').Answer} Answer */
/**
 * @typedef {object} Place One page.
 * @property {string} [head] Tags before Vitrine's and after the style sheet.
 * @property {string} [settings] Attributes of Vitrine's tag.
 * @property {string} [body] What stands in the page; a shelf between two paragraphs unless told.
 * @property {string} [attributes] Of the body.
 * @property {string} [language] Attributes of the document: its language and direction.
 * @property {string[]} [paths] Other paths below the folder that have the same page.
 * @property {Record<string, string>} [files] Texts beside the page, by name.
 * @property {string} [policy] Content-Security-Policy; the documented one unless told.
 * @property {(name: string, answer: Answer) => Answer | undefined | Promise<Answer | undefined>} [alter] Changes a file of Vitrine's folder, named as in it.
 */

const readme = readFileSync(fileURLToPath(new URL('../../../www/README.md', import.meta.url)), 'utf8');

/** The policy that the documents call enough, word by word. */
export const documentedPolicy = /^ +(default-src 'none'; .*)$/m.exec(readme)?.[1] ?? '';

const require = createRequire(new URL('../../../www/package.json', import.meta.url));
/** @type {typeof import('esbuild')} */
const { buildSync } = require('esbuild');

/** What the documents tell shops to put into their style sheet, so that the shelves' space is there from the first paint on. */
async function readReserveRules() {
  const source = fileURLToPath(new URL('../../../www/src/reserve.ts', import.meta.url));
  const { outputFiles } = buildSync({ entryPoints: [source], format: 'esm', write: false });
  const module = await import(`data:text/javascript;base64,${Buffer.from(outputFiles[0]?.contents ?? '').toString('base64')}`);
  return /** @type {string} */ (module.reserveRules);
}
const reserveRules = await readReserveRules();

/** The manifest of the built folder. */
export const manifest = JSON.parse(readFileSync(`${site}/manifest.json`, 'utf8'));

/** What stands in a page unless told. */
const plain = '<h1>A shop</h1><p id="before">Before</p><vitrine-shelf list="popular"><p id="own">Our own choice</p></vitrine-shelf><p id="after">After</p>';

/** @param {Place} place @param {string} at */
function pageOf({ head = '', settings = '', body = plain, attributes = 'data-vitrine-page="home"', language = 'lang="en"' }, at) {
  const vitrine = `<script type="module" src="/${at}/vitrine/vitrine.js" ${settings}></script>`;
  return `<!DOCTYPE html><html ${language}><head><meta charset="utf-8"><title>A shop</title><link rel="icon" href="/icon.svg"><link rel="stylesheet" href="/reserve.css">${head}${vitrine}</head><body ${attributes}><main>${body}</main></body></html>`;
}

/** A browser and a server with pages, each in a folder of its own. */
export class Stand {
  /**
   * @param {Tab} tab @param {import('./server.mjs').Server} server
   * @param {Record<string, Place>} places
   */
  constructor(tab, server, places) {
    this.tab = tab;
    this.server = server;
    this.places = places;
  }

  /** @param {import('./engines.mjs').EngineName} name @param {Record<string, Place>} places By the names of their folders. */
  static async begin(name, places) {
    const tab = await Tab.open(name);
    /** @type {Record<string, Place>} */
    const known = {};
    const server = await startServer({
      mounts: {},
      pages: { '/reserve.css': reserveRules, '/icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>' },
      policy: documentedPolicy,
      alter: (path, answer) => {
        const [, at = '', folder, ...rest] = path.split('/');
        const place = known[at];
        const own = place?.policy === undefined ? answer : { ...answer, policy: place.policy };
        return folder === 'vitrine' && place?.alter ? place.alter(rest.join('/'), own) : own;
      },
      ...(tab.needsProbe ? { probe: probeText } : {}),
    });
    tab.origin = server.origin;
    const stand = new Stand(tab, server, known);
    for (const [at, place] of Object.entries(places)) stand.add(at, place);
    return stand;
  }

  /** Adds a page. @param {string} at @param {Place} place */
  add(at, place) {
    const { options } = this.server;
    const pages = (options.pages ??= {});
    this.places[at] = place;
    for (const path of ['', ...(place.paths ?? [])]) pages[`/${at}/${path}`] = pageOf(place, at);
    for (const [file, text] of Object.entries(place.files ?? {})) pages[`/${at}/${file}`] = text;
    for (const folder of ['vitrine', 'other']) options.mounts[`/${at}/${folder}/`] = site;
  }

  async end() {
    await this.tab.close();
    await this.server.close();
  }

  /** Opens a page and gives a look at the console's lines from then on. @param {string} at @param {string} [path] */
  async open(at, path = '') {
    const before = (await this.tab.console()).length;
    await this.tab.goto(`/${at}/${path}`);
    return async () => (await this.tab.console()).slice(before);
  }

  /** Waits until the shelf shows cards or its own content, and says which. */
  async state() {
    return this.tab.until('the shelf is drawn or given up', () => {
      const shelf = document.querySelector('vitrine-shelf,vitrine-recent');
      const state = shelf?.getAttribute('data-state');
      return state === 'ready' ? shelf?.shadowRoot?.querySelector('.item') && state : state;
    });
  }

  /** Opens a page on which Vitrine starts. @param {string} at @param {string} [path] */
  async start(at, path) {
    await this.open(at, path);
    await this.tab.until('Vitrine runs', async () => (await /** @type {any} */ (window).vitrineReady) !== undefined);
  }

  /** What Vitrine knows of the page and of the visit. @returns {Promise<{ kind?: string, product?: string, category?: string, cart: string[], bought: string[], path: string[] }>} */
  async known() {
    return this.tab.run(async () => {
      const vitrine = await /** @type {any} */ (window).vitrineReady;
      const { kind, products, category } = vitrine.page;
      const { cart, bought, path } = vitrine.session();
      return { kind, product: products[0], category, cart, bought, path: path.map((/** @type {any} */ step) => `${step.kind} ${step.id}`) };
    });
  }

  /** Waits until Vitrine knows of something. @param {string} what @param {(known: Awaited<ReturnType<Stand['known']>>) => boolean} right */
  async knows(what, right) {
    const end = Date.now() + 10_000;
    for (;;) {
      const known = await this.known();
      if (right(known)) return known;
      if (Date.now() > end) throw new Error(`Vitrine has not heard ${what}; it knows ${JSON.stringify(known)}.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** Ids of a shelf's cards, once it is drawn. @param {string} [selector] @returns {Promise<string[]>} */
  async cards(selector = 'vitrine-shelf') {
    const cards = await this.tab.until(
      `${selector} is drawn`,
      (place) => {
        const shelf = /** @type {any} */ (document.querySelector(place));
        const drawn = shelf?.shadowRoot?.querySelectorAll('.item .link').length ?? 0;
        // A newer ranking may be on its way to the cards.
        const ids = shelf?.shelf?.items.map((/** @type {{ id: string }} */ item) => item.id).join();
        return drawn > 0 && ids === shelf.shownIds.join() ? shelf.shelf.items : undefined;
      },
      selector,
    );
    return cards.map((/** @type {{ id: string }} */ card) => card.id);
  }

  /** What of the page itself is in view: its heading, the paragraphs around the shelf, and the shelf's own content. */
  async inView() {
    return this.tab.run(() =>
      ['h1', '#before', '#own', '#after'].filter((selector) => {
        const element = document.querySelector(selector);
        return element?.checkVisibility() && element.getBoundingClientRect().height > 0;
      }),
    );
  }
}

/** Lines that we wrote; browsers add lines of their own about what they did not get. @param {string[]} lines */
export const ours = (lines) => lines.filter((line) => line.startsWith('Vitrine'));
