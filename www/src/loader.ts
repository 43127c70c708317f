/**
 * The drop-in loader, `vitrine.js`: the one script of stable name.
 *
 * `<script type="module" src="/vitrine/vitrine.js"></script>` keeps the shelves' space, fetches the manifest, and starts
 * the runtime that it names. It never throws to the page: on any failure `ready` holds `undefined`, one console line says
 * why, and the shelves' own content stays.
 */
import { VitrineError, warnOnce } from './failures.js';
import { fetchFile, fetchManifest, importFile } from './files.js';
import { giveUp, reserve } from './reserve.js';
import type { Vitrine } from './vitrine.js';
import type { StartOptions } from './start.js';

declare global {
  interface Window {
    /** Settles once Vitrine runs; `undefined` where it could not start. */
    vitrineReady?: Promise<Vitrine | undefined>;
  }
}

const warn = warnOnce();

function ownSettings(): Record<string, string | undefined> {
  for (const script of document.querySelectorAll<HTMLScriptElement>('script[src]')) {
    if (script.src === import.meta.url) return { ...script.dataset };
  }
  return {};
}

/** Seconds after which what has not come yet is given up for the moment; `data-patience` changes it. */
const patience = 10;

/** The shelves' own content shows. What comes later is drawn where that moves nothing in view. */
function giveUpAll(thrown: unknown): void {
  warn(thrown);
  // Those that are drawn already stay.
  for (const shelf of document.querySelectorAll<HTMLElement>(':is(vitrine-shelf,vitrine-bundle,vitrine-recent):not([data-state])')) giveUp(shelf);
}

async function start(): Promise<Vitrine> {
  reserve();
  const settings = ownSettings();
  const base = new URL('.', import.meta.url);
  const seconds = Number(settings['patience']) || patience;
  const timer = setTimeout(() => {
    giveUpAll(new VitrineError(`its files have not come within ${seconds} s. The page shows its own content; check how fast ${base.pathname} is served.`));
  }, seconds * 1000);
  try {
    const manifest = await fetchManifest(base);
    // All three at once; the runtime waits for the other two.
    const engine = fetchFile(base, manifest.engine);
    const model = fetchFile(base, manifest.model);
    for (const pending of [engine, model]) pending.catch(() => undefined);
    const runtime = await importFile<{ start(options: StartOptions): Promise<Vitrine> }>(base, manifest.runtime);
    return await runtime.start({ base, manifest, engine, model, settings, warn });
  } finally {
    clearTimeout(timer);
  }
}

if (window.vitrineReady) {
  const { pathname } = new URL(import.meta.url);
  warn(new VitrineError(`vitrine.js runs on this page already, so the copy at ${pathname} does nothing. Keep one script tag.`));
}

/** Settles once Vitrine runs. A second copy of the script shares the first one's. */
export const ready: Promise<Vitrine | undefined> = (window.vitrineReady ??= start().catch((thrown: unknown) => {
  giveUpAll(thrown);
  return undefined;
}));
