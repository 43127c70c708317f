/** What the drop-in script does once everything is fetched: reads the page, counts its view, hears the page's events, starts the shelves. */
import { hearClicks, readBasket } from './attributes.js';
import { factsOf } from './facts.js';
import { VitrineError, warnOnce } from './failures.js';
import type { Manifest } from './manifest.js';
import { readPage } from './page.js';
import { fetchPart, importPart, loadTexts } from './parts.js';
import { bring } from './shelf-parts.js';
import { defineShelves } from './shelf.js';
import { ShelfKeeper } from './shelves.js';
import { everySource, type Sources, sourcesWithout } from './sources.js';
import { text } from './texts.js';
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

/** Defines `<vitrine-shelf>`, `<vitrine-bundle>` and `<vitrine-recent>` for a Vitrine that a program loaded. */
export function defineElements(vitrine: Vitrine, warn: (thrown: unknown) => void = warnOnce()): ShelfKeeper {
  const keeper = new ShelfKeeper(vitrine, warn);
  if (!defineShelves(keeper)) {
    warn(new VitrineError('another copy of Vitrine has defined <vitrine-shelf> on this page, so its shelves stay as they are. Load one copy only.'));
  }
  return keeper;
}

/**
 * Reads what kind of page this is, and what it says about stock. The product is the first of the page's ids that the model has,
 * the category the first of its names.
 */
export function readThisPage(vitrine: Vitrine, on: Sources = everySource): void {
  const { kind, products, guesses, category, categories, offers } = readPage(factsOf(document, vitrine.shopRoot.href, on), on);
  const known = [...new Set([...products, ...guesses].flatMap((id) => vitrine.find(id) ?? []))].slice(0, 1);
  const name = category ?? categories.find((one) => vitrine.hasCategory(one));
  const guessed = kind ?? (known.length > 0 ? 'product' : undefined);
  vitrine.page = { kind: guessed, products: guessed === 'product' ? known : [], ...(name === undefined ? {} : { category: name }) };
  for (const { ids, available } of offers) {
    const id = ids.find((one) => vitrine.find(one) !== undefined);
    if (id !== undefined) vitrine.setAvailable(id, available);
  }
}

/** A part of the script that hears the events of a shop system. */
interface ShopSystem {
  hear(vitrine: Vitrine, settings: StartOptions['settings']): void;
}

/** Fetches the adapters of the shop systems that this page shows signs of. They never reject: without one the page is still read. */
function shopSystems({ base, manifest, settings, warn }: StartOptions, on: Sources): Promise<ShopSystem | void>[] {
  const signs: Readonly<Record<'shopify' | 'woocommerce', () => unknown>> = {
    shopify: () => 'Shopify' in window || settings['basket'] === 'shopify',
    woocommerce: () => document.querySelector('.woocommerce,.woocommerce-page,[class*="wc-block-"],.wc-blocks-loaded'),
  };
  const names = (['shopify', 'woocommerce'] as const).filter((name) => on(name) && signs[name]());
  return names.map((name) => importPart<ShopSystem>(base, manifest, name).catch(warn));
}

/** Adds consent, profile and segments (`ProfileMethods`) to a Vitrine; the drop-in script does so by itself. Rejects with a `VitrineError`. */
export async function keepProfile(vitrine: Vitrine, base: URL, settings: StartOptions['settings'] = {}): Promise<void> {
  const { manifest } = vitrine;
  const part = await importPart<typeof import('./parts/profile.js')>(base, manifest, 'profile');
  part?.keep(vitrine, settings, { importPart: (name) => importPart(base, manifest, name), fetchPart: (name) => fetchPart(base, manifest, name) });
}

/** Starts Vitrine in this page. */
export async function start(options: StartOptions): Promise<Vitrine> {
  const { base, manifest, settings, warn } = options;
  // Shelves wait for their texts, and go without where those can't be fetched.
  const texts = loadTexts(base, manifest, document.documentElement.lang || navigator.language).catch(warn);
  const engine = startEngine(options.engine, options.model, manifest.model.file);
  engine.catch(() => undefined);
  await parsed();
  const on = sourcesWithout(settings['without'], warn);
  const systems = shopSystems(options, on);
  const present = (selector: string): boolean => document.querySelector(`:is(vitrine-shelf,vitrine-bundle,vitrine-recent):is(${selector})`) !== null;
  const parts = bring(present, (name) => importPart(base, manifest, name))?.catch(warn);
  const binding = await engine;
  const load: LoadOptions = { base, storage: settings['storage'] === 'session' ? 'session' : 'memory' };
  if (settings['shopRoot']) load.shopRoot = settings['shopRoot'];
  if (settings['currency']) load.currency = settings['currency'];
  const vitrine = new Vitrine({ base, manifest, binding, options: load, warn });
  const countView = (): void => {
    const [id] = vitrine.page.products;
    if (id !== undefined) vitrine.observe({ kind: 'view', id });
  };
  const look = (): void => {
    countView();
    if (on('attributes')) readBasket(vitrine);
  };
  const read = (): void => readThisPage(vitrine, on);
  read();
  const address = location.href;
  const begin = async (): Promise<void> => {
    look();
    document.addEventListener('visibilitychange', () => vitrine.setVisible(document.visibilityState !== 'hidden'));
    window.addEventListener('pagehide', () => vitrine.leave());
    if (on('attributes')) hearClicks(vitrine);
    for (const system of systems) (await system)?.hear(vitrine, settings);
    await defined;
    await vitrine
      .part<typeof import('./parts/follow.js')>('follow')
      .then((part) => part?.follow({ vitrine, settings, on, warn, text, address, read, countView, look }))
      .catch(warn);
  };
  const defined = Promise.all([texts, parts]).then(() => void defineElements(vitrine, warn));
  // A page that is prepared in the background was not looked at.
  const begun = (document as { prerendering?: boolean }).prerendering
    ? document.addEventListener('prerenderingchange', () => void begin(), { once: true })
    : begin();
  await defined;
  await begun;
  await keepProfile(vitrine, base, settings).catch(warn);
  return vitrine;
}
