/**
 * The demonstration's service worker: with the network on it stays out of the way, with the network off it answers from what
 * it has kept. The list of files, `offline.json`, is written by the build; paths in it start from the shop's folder and may
 * lead beside it (`../vitrine.js`).
 */

// Only what is used here; TypeScript's own library for workers can't stand beside the one for pages.
interface ExtendableEvent extends Event {
  waitUntil(work: Promise<unknown>): void;
}
interface FetchEvent extends ExtendableEvent {
  request: Request;
  respondWith(answer: Promise<Response>): void;
}
interface AskEvent extends ExtendableEvent {
  data: unknown;
  source: { postMessage(message: unknown): void } | null;
}
interface WorkerScope {
  registration: { scope: string };
  clients: { claim(): Promise<void> };
  skipWaiting(): Promise<void>;
  addEventListener(name: 'install' | 'activate', hear: (event: ExtendableEvent) => void): void;
  addEventListener(name: 'fetch', hear: (event: FetchEvent) => void): void;
  addEventListener(name: 'message', hear: (event: AskEvent) => void): void;
}

const worker = self as unknown as WorkerScope;
const shop = new URL(worker.registration.scope);
const site = new URL('../', shop);
const cacheName = `vitrine-shop:${shop.pathname}`;
const listAddress = new URL('offline.json', shop).href;

/** Requests at a time while files are kept: few enough to leave connections for the page that is being looked at. */
const lanes = 4;

interface List {
  version: string;
  files: [path: string, hash: string][];
}

/** What a file is kept under: no query, a folder rather than its `index.html`. */
function keyOf(address: string): string {
  const url = new URL(address, shop);
  url.search = '';
  url.hash = '';
  url.pathname = url.pathname.replace(/\/index\.html$/, '/');
  return url.href;
}

async function keptList(cache: Cache): Promise<List> {
  const kept = await cache.match(listAddress);
  return kept ? ((await kept.json()) as List) : { version: '', files: [] };
}

/** Fetches everything that is new since the last time and drops what is no longer part of the shop. Returns how many files are kept. */
async function keepAll(): Promise<number> {
  const cache = await caches.open(cacheName);
  const old = await keptList(cache);
  const response = await fetch(listAddress, { cache: 'no-cache' });
  if (!response.ok) return old.files.length;
  const list = (await response.clone().json()) as List;
  if (list.version === old.version) return list.files.length;
  const hashes = new Map(old.files);
  const missing = list.files.filter(([path, hash]) => hashes.get(path) !== hash).map(([path]) => path);
  const lane = async (): Promise<void> => {
    for (let path = missing.shift(); path !== undefined; path = missing.shift()) {
      const file = await fetch(new URL(path, shop), { cache: 'no-cache', priority: 'low' });
      if (!file.ok) throw new Error(`${path}: HTTP ${file.status}`);
      await cache.put(keyOf(path), file);
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  const wanted = new Set([listAddress, ...list.files.map(([path]) => keyOf(path))]);
  for (const key of await cache.keys()) if (!wanted.has(key.url)) await cache.delete(key);
  // Last, so that an interrupted run is taken up again.
  await cache.put(listAddress, response);
  return list.files.length;
}

let keeping: Promise<number> | undefined;

/** One run at a time. */
function keep(): Promise<number> {
  keeping ??= keepAll()
    .catch(async () => (await keptList(await caches.open(cacheName))).files.length)
    .finally(() => (keeping = undefined));
  return keeping;
}

async function answer(event: FetchEvent): Promise<Response> {
  const { request } = event;
  const cache = await caches.open(cacheName);
  const fromCache = async (): Promise<Response | undefined> => {
    const kept = await cache.match(keyOf(request.url));
    // As a server would: an unknown page leads to the page that says so.
    if (!kept && request.mode === 'navigate') return Response.redirect(new URL('404.html', shop).href, 302);
    return kept;
  };
  if (!navigator.onLine) {
    const kept = await fromCache();
    if (kept) return kept;
  }
  try {
    const fresh = await fetch(request);
    // Files beyond the list's limit are kept when they are seen. A full store must not cost the page.
    if (fresh.status === 200 && fresh.type === 'basic' && !fresh.redirected) {
      event.waitUntil(cache.put(keyOf(request.url), fresh.clone()).catch(() => undefined));
    }
    return fresh;
  } catch (thrown) {
    const kept = await fromCache();
    if (kept) return kept;
    throw thrown;
  }
}

worker.addEventListener('install', (event) => event.waitUntil(worker.skipWaiting()));
worker.addEventListener('activate', (event) => event.waitUntil(worker.clients.claim()));
worker.addEventListener('message', (event) => {
  if (event.data !== 'keep') return;
  event.waitUntil(keep().then((kept) => event.source?.postMessage({ kept })));
});
worker.addEventListener('fetch', (event) => {
  const { method, url } = event.request;
  if (method === 'GET' && url.startsWith(site.href)) event.respondWith(answer(event));
});
