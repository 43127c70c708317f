/**
 * The drop-in loader, `vitrine.js`: the one script of stable name.
 *
 * `<script type="module" src="/vitrine/vitrine.js"></script>` keeps the shelves' space, fetches the manifest, and starts
 * the runtime that it names. It never throws to the page: on any failure `ready` holds `undefined`, one console line says
 * why, and the shelves' own content stays.
 */
import { warnOnce } from './failures.js';
import { fetchFile, fetchManifest, importFailure } from './files.js';
import type { ManifestFile } from './manifest.js';
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

/** Checks the runtime's hash: `import()` takes none, but a preloaded module that fails its check can't be imported. */
function preload(address: string, file: ManifestFile): Promise<void> {
  const link = document.createElement('link');
  if (!link.relList.supports?.('modulepreload')) return Promise.resolve();
  return new Promise((resolve, reject) => {
    link.rel = 'modulepreload';
    link.integrity = file.integrity;
    link.href = address;
    link.onload = () => resolve();
    link.onerror = () => reject(new Error());
    document.head.append(link);
  });
}

async function start(): Promise<Vitrine> {
  reserve();
  const settings = ownSettings();
  const base = new URL('.', import.meta.url);
  const manifest = await fetchManifest(base);
  // All three at once; the runtime waits for the other two.
  const engine = fetchFile(base, manifest.engine);
  const model = fetchFile(base, manifest.model);
  for (const pending of [engine, model]) pending.catch(() => undefined);
  const address = new URL(manifest.runtime.file, base).href;
  let runtime: { start(options: StartOptions): Promise<Vitrine> };
  try {
    await preload(address, manifest.runtime);
    runtime = await import(address);
  } catch {
    throw await importFailure(base, manifest.runtime);
  }
  return runtime.start({ base, manifest, engine, model, settings, warn });
}

/** Settles once Vitrine runs. A second copy of the script shares the first one's. */
export const ready: Promise<Vitrine | undefined> = (window.vitrineReady ??= start().catch((thrown: unknown) => {
  warn(thrown);
  for (const shelf of document.querySelectorAll<HTMLElement>('vitrine-shelf')) giveUp(shelf);
  return undefined;
}));
