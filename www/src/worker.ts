/**
 * An option: what a shop's own service worker may take in, so that shelves work without the network. `vitrine build --worker` writes it as `worker.js`.
 *
 *     self.vitrineFolder = '/vitrine/';
 *     importScripts('/vitrine/worker.js');
 *
 * It answers for the files of that one folder and for nothing else: no page, no file of the shop's, no folder below. It neither takes over pages nor
 * replaces a worker before its time; whether and when is the shop's own decision.
 */

// A module for the compiler alone: two workers' names would meet.
export {};

// Only what is used here; TypeScript's own library for workers can't stand beside the one for pages.
interface FetchEvent extends Event {
  request: Request;
  respondWith(answer: Promise<Response>): void;
  waitUntil(work: Promise<unknown>): void;
}
interface WorkerScope {
  vitrineFolder?: string;
  location: Location;
  addEventListener(name: 'fetch', hear: (event: FetchEvent) => void): void;
}

const worker = self as unknown as WorkerScope;
const folder = new URL(worker.vitrineFolder ?? './', worker.location.href);
const cacheName = `vitrine:${folder.pathname}`;
const manifestName = 'manifest.json';

/** Named by their content, so that what is kept is never old. */
const hashed = /-[0-9a-f]{16}\.\w+$/;

/** The name of a file of the folder itself; `undefined` for anything else. */
function nameOf(request: Request): string | undefined {
  const url = new URL(request.url);
  const name = url.origin === folder.origin && url.pathname.startsWith(folder.pathname) ? url.pathname.slice(folder.pathname.length) : '';
  return request.method === 'GET' && (hashed.test(name) || name === manifestName || name === 'vitrine.js') && !name.includes('/') ? name : undefined;
}

/** Keeps a file, and with a new manifest lets go of what it no longer names. A full or blocked store costs nothing but this. */
async function keep(name: string, address: string, response: Response): Promise<void> {
  const cache = await caches.open(cacheName);
  if (name === manifestName) {
    const named = await response.clone().text();
    for (const { url } of await cache.keys()) {
      const old = url.slice(folder.href.length);
      if (hashed.test(old) && !named.includes(old)) await cache.delete(url);
    }
  }
  await cache.put(address, response);
}

async function answer(event: FetchEvent, name: string): Promise<Response> {
  const address = new URL(name, folder).href;
  const kept = async (): Promise<Response | undefined> => (await caches.open(cacheName)).match(address).catch(() => undefined);
  const ready = hashed.test(name) ? await kept() : undefined;
  if (ready) return ready;
  try {
    const fresh = await fetch(event.request);
    if (fresh.status === 200 && fresh.type === 'basic') event.waitUntil(keep(name, address, fresh.clone()).catch(() => undefined));
    return fresh;
  } catch (thrown) {
    const old = await kept();
    if (old) return old;
    throw thrown;
  }
}

worker.addEventListener('fetch', (event) => {
  const name = nameOf(event.request);
  if (name !== undefined) event.respondWith(answer(event, name));
});
