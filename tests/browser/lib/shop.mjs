// What tests do in the demonstration shop: open pages, read shelves, walk as a shopper does.
import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Tab } from './engines.mjs';
import { probeText } from './probe.mjs';
import { startServer } from './server.mjs';

/** @typedef {{ heading: string, shows: string, list: string | null, cards: { id: string, title: string, reason: string, list: string, kind: string, source?: string }[] }} ShelfSeen */

const demo = process.env['VITRINE_DEMO'] ?? fileURLToPath(new URL('../../../demo-output', import.meta.url));

/** The built folder: runtime, model, and the shop's pages below `shop/`. */
export const site = join(demo, 'shop');

/** One page of each kind. @type {Record<string, string>} */
export const pages = {
  home: '/shop/',
  collections: '/shop/collections/',
  category: '/shop/collections/clothing-winter-coats/',
  cart: '/shop/cart/',
  confirmation: '/shop/confirmation/',
  'not-found': '/shop/404.html',
};

/** A browser in the shop. */
export class Visit {
  /**
   * @param {Tab} tab
   * @param {import('./server.mjs').Server} server
   */
  constructor(tab, server) {
    this.tab = tab;
    this.server = server;
  }

  /** @param {import('./engines.mjs').EngineName} name @param {string} [policy] */
  static async begin(name, policy) {
    assert.ok(existsSync(join(site, 'manifest.json')), `There is no built shop in ${site}; run scripts/demo --no-serve.`);
    const tab = await Tab.open(name);
    const server = await startServer({ mounts: { '/': site }, ...(policy === undefined ? {} : { policy }), ...(tab.needsProbe ? { probe: probeText } : {}) });
    tab.origin = server.origin;
    return new Visit(tab, server);
  }

  async end() {
    await this.tab.close();
    await this.server.close();
  }

  /** Opens a page and waits until Vitrine has started and each shelf in view is drawn or given up. @param {string} path */
  async open(path) {
    await this.tab.goto(path);
    await this.tab.until(`Vitrine runs on ${path}`, async () => (await /** @type {any} */ (window).vitrineReady) !== undefined);
    await this.settled();
  }

  /** Waits until the shelves in view show what was ranked last. */
  async settled() {
    await this.tab.until('the shelves in view are drawn', async () => {
      const shelves = [...document.querySelectorAll('vitrine-shelf')];
      const near = shelves.filter((shelf) => shelf.getBoundingClientRect().top < innerHeight && shelf.getClientRects().length > 0);
      await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
      return near.every((shelf) => shelf.hasAttribute('data-state') && (shelf.getAttribute('data-state') !== 'ready' || shelf.shadowRoot?.querySelector('.item')));
    });
  }

  /** Every drawn shelf, scrolling down so that far ones are drawn as well. @returns {Promise<ShelfSeen[]>} */
  async shelves() {
    const height = await this.tab.run(() => document.documentElement.scrollHeight);
    for (let top = 0; top < height; top += 600) {
      await this.tab.run((to) => scrollTo({ top: to, behavior: 'instant' }), top);
      await this.settled();
    }
    await this.tab.run(() => scrollTo({ top: 0, behavior: 'instant' }));
    return this.tab.run(() =>
      [...document.querySelectorAll('vitrine-shelf[data-state=ready]')].map((element) => {
        const shelf = /** @type {any} */ (element);
        const root = /** @type {ShadowRoot} */ (element.shadowRoot);
        const items = [...root.querySelectorAll('.item')];
        return {
          heading: root.querySelector('.heading')?.textContent ?? '',
          shows: shelf.shelf.shows,
          list: element.getAttribute('list'),
          cards: items.map((item, place) => ({
            id: shelf.shelf.items[place].id,
            list: shelf.shelf.items[place].list,
            kind: shelf.shelf.items[place].reason.kind,
            source: shelf.shelf.items[place].reason.source,
            title: item.querySelector('.link')?.textContent ?? '',
            reason: item.querySelector('.reason')?.textContent ?? '',
          })),
        };
      }),
    );
  }

  /** The shelf of one list type; where there is no bundle, its shelf shows another list. @param {string} list */
  async shelf(list) {
    const shelves = await this.shelves();
    const found = shelves.find((shelf) => shelf.list === list) ?? shelves.find((shelf) => shelf.shows === list);
    assert.ok(found, `There is no shelf ${list} among ${shelves.map((shelf) => `${shelf.list} (${shelf.shows})`).join(', ')}.`);
    return found;
  }

  /** Addresses and titles of the first products of a collection. @param {string} path @param {number} count */
  async products(path, count) {
    await this.open(path);
    const found = await this.tab.run(
      (most) => {
        const links = [...document.querySelectorAll('main a[href*="/products/"]')].map((link) => /** @type {HTMLAnchorElement} */ (link));
        const addresses = [...new Set(links.map((link) => new URL(link.href).pathname))];
        return addresses.slice(0, most);
      },
      count,
    );
    assert.equal(found.length, count, `${path} has too few products`);
    return found;
  }

  /** Opens a product and gives its id and title. @param {string} path */
  async view(path) {
    await this.open(path);
    return this.tab.run(() => ({
      id: document.body.dataset['vitrineProduct'] ?? '',
      title: document.querySelector('h1')?.textContent ?? '',
    }));
  }

  /** What moved without being asked to, on the page at hand. */
  async moves() {
    return this.tab.run(() => /** @type {any} */ (window).probe.moves);
  }

  /** Everything that must hold after any walk: a quiet console and GETs to the own origin alone. */
  async hold() {
    assert.deepEqual(await this.tab.console(), [], 'the console is not empty');
    const { origin } = new URL(this.server.origin);
    const sent = this.server.asked.filter(({ method, body, host }) => method !== 'GET' || body > 0 || `http://${host}` !== origin);
    assert.deepEqual(sent, [], 'something other than a GET of the own origin was sent');
    const local = ['data:', 'blob:', 'about:', `${origin}/`];
    assert.deepEqual(this.tab.requested.filter((address) => !local.some((start) => address.startsWith(start))), [], 'another origin was asked');
    const loaded = await this.tab.run(() => performance.getEntriesByType('resource').map((entry) => entry.name));
    assert.deepEqual(loaded.filter((address) => !local.some((start) => address.startsWith(start))), [], 'another origin was asked');
  }
}
