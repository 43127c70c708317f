/** Shelves as elements, for a page that brings its own code. Nothing is defined before `startShelves` is called. */
import { VitrineError, warnOnce } from '../failures.js';
import { loadTexts } from '../parts.js';
import { reserve } from '../reserve.js';
import { defineElements, readThisPage } from '../start.js';
import type { LoadOptions } from '../types.js';
import { Vitrine } from '../vitrine.js';

export { defineElements, readThisPage } from '../start.js';
export { VitrineBundle, VitrineRecent, VitrineShelf } from '../shelf.js';
export { reserveRules } from '../reserve.js';
export type { CardEventDetail } from '../shelf.js';
export type { LoadOptions } from '../types.js';

/** How shelves start. */
export interface ShelfOptions extends LoadOptions {
  /** Whether the page's markup is read for its product and category and the view counted; it is unless this is `false`. */
  read?: boolean;
}

let started: Promise<Vitrine | undefined> | undefined;

/**
 * Keeps the shelves' space, loads Vitrine once and defines the elements; later calls answer the same. Never rejects: `undefined`, and one line in the console, where it
 * could not start; the page's own content stays. On a server it does nothing.
 */
export function startShelves(options: ShelfOptions = {}): Promise<Vitrine | undefined> {
  if (!globalThis.document) return Promise.resolve(undefined);
  return (started ??= start(options));
}

async function start(options: ShelfOptions): Promise<Vitrine | undefined> {
  const warn = warnOnce();
  reserve();
  try {
    if (options.base === undefined) throw new VitrineError('startShelves was told no base. Name the folder that vitrine build wrote: { base: "/vitrine/" }.');
    const vitrine = await Vitrine.load(options);
    const base = new URL(options.base, document.baseURI);
    await loadTexts(base, vitrine.manifest, document.documentElement.lang || navigator.language).catch(warn);
    if (options.read !== false) {
      readThisPage(vitrine);
      const [id] = vitrine.page.products;
      if (id !== undefined) vitrine.observe({ kind: 'view', id });
    }
    defineElements(vitrine, warn);
    return vitrine;
  } catch (thrown) {
    warn(thrown);
    return undefined;
  }
}
