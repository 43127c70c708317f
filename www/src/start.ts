/** What the drop-in script does once everything is fetched: reads the page, counts its view, hears the data layer, starts the shelves. */
import { type LayerEvent, listenToLayer } from './data-layer.js';
import { warnOnce } from './failures.js';
import type { Manifest } from './manifest.js';
import { factsOf, readPage } from './page.js';
import { defineShelf } from './shelf.js';
import { ShelfKeeper } from './shelves.js';
import type { LoadOptions } from './types.js';
import { Vitrine } from './vitrine.js';
import { startEngine } from './wasm.js';

/** What the loader hands over. */
export interface StartOptions {
  base: URL;
  manifest: Manifest;
  engine: Promise<Response>;
  model: Promise<Response>;
  /** The script tag's `data-` attributes. */
  settings: Readonly<Record<string, string | undefined>>;
  warn: (thrown: unknown) => void;
}

/** Settles when the document is parsed: a script may stand in the head with `async`. */
function parsed(): Promise<void> {
  if (document.readyState !== 'loading') return Promise.resolve();
  return new Promise((resolve) => document.addEventListener('DOMContentLoaded', () => resolve(), { once: true }));
}

/** Defines `<vitrine-shelf>` for a Vitrine that a program loaded. */
export function defineElements(vitrine: Vitrine, warn: (thrown: unknown) => void = warnOnce()): ShelfKeeper {
  const keeper = new ShelfKeeper(vitrine, warn);
  defineShelf(keeper);
  return keeper;
}

/** Reads what kind of page this is. The product is the first of the page's ids that the model has. */
export function readThisPage(vitrine: Vitrine): void {
  const findings = readPage(factsOf(document, vitrine.shopRoot.href));
  const known = findings.products.flatMap((id) => vitrine.find(id) ?? []);
  vitrine.page = { ...findings, products: [...new Set(known)].slice(0, 1) };
}

/** Turns one entry of the data layer into events. */
export function hearLayer(vitrine: Vitrine, event: LayerEvent): void {
  const ids = event.items.map((item) => item.id);
  // What a search found was shown, not opened.
  if (event.kind === 'list' || event.kind === 'search') return;
  if (event.kind === 'purchase') {
    vitrine.observeOrder(ids, event.transaction);
  } else if (event.kind === 'cart') {
    // The whole basket, as the shop knows it.
    const told = new Set(ids.flatMap((id) => vitrine.find(id) ?? []));
    const present = vitrine.session().cart;
    for (const id of present) if (!told.has(id)) vitrine.observe({ kind: 'remove_from_cart', id });
    for (const id of told) if (!present.includes(id)) vitrine.observe({ kind: 'add_to_cart', id });
  } else {
    for (const id of ids) vitrine.observe({ kind: event.kind, id });
  }
}

function watchVisit(vitrine: Vitrine, countView: () => void): void {
  document.addEventListener('visibilitychange', () => vitrine.setVisible(document.visibilityState !== 'hidden'));
  window.addEventListener('pagehide', () => vitrine.leave());
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    vitrine.comeBack();
    countView();
    vitrine.dispatchEvent(new Event('change'));
  });
}

/** Starts Vitrine in this page. */
export async function start(options: StartOptions): Promise<Vitrine> {
  const { base, manifest, settings, warn } = options;
  const binding = await startEngine(options.engine, options.model, manifest.model.file);
  await parsed();
  const load: LoadOptions = { base, storage: settings['storage'] === 'session' ? 'session' : 'memory' };
  if (settings['shopRoot']) load.shopRoot = settings['shopRoot'];
  if (settings['currency']) load.currency = settings['currency'];
  const vitrine = new Vitrine({ base, manifest, binding, options: load, warn });
  readThisPage(vitrine);
  const countView = (): void => {
    const [id] = vitrine.page.products;
    if (id !== undefined) vitrine.observe({ kind: 'view', id });
  };
  const begin = (): void => {
    countView();
    watchVisit(vitrine, countView);
    const layer = settings['layer'] ?? 'dataLayer';
    if (layer !== '') listenToLayer(window as unknown as Record<string, unknown>, layer, (event) => hearLayer(vitrine, event));
  };
  // A page that is prepared in the background was not looked at.
  if ((document as { prerendering?: boolean }).prerendering) document.addEventListener('prerenderingchange', begin, { once: true });
  else begin();
  defineElements(vitrine, warn);
  return vitrine;
}
