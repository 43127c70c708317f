/** Fetches static files of the built folder: GET only, own folder only, checked against the manifest's hashes. */
import { VitrineError } from './failures.js';
import { checkManifest, type Manifest, type ManifestFile } from './manifest.js';

const again = 'Upload again the whole folder that vitrine build wrote.';
const manifestName = 'manifest.json';

function missing(name: string, address: URL, status: number): VitrineError {
  const named = name === manifestName ? '' : ' If it is there now, a cache still sends an older manifest.json: let that file be asked for afresh.';
  return new VitrineError(`${name} was not found at ${address.pathname} (HTTP ${status}). ${again}${named}`);
}

async function get(address: URL, options: RequestInit, name: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, options);
  } catch {
    throw await fetchFailure(address, name);
  }
  if (!response.ok) throw missing(name, address, response.status);
  return response;
}

/** A failed fetch tells a script neither "offline" from "blocked" nor either from "other bytes": a second look without the hash does. */
async function fetchFailure(address: URL, name: string): Promise<VitrineError> {
  try {
    const response = await fetch(address, { credentials: 'same-origin' });
    if (!response.ok) return missing(name, address, response.status);
  } catch {
    return new VitrineError(`${name} could not be fetched. Check the network, and allow connect-src 'self' in the Content-Security-Policy.`);
  }
  return new VitrineError(`${name} is not the file that manifest.json names: its bytes differ. ${again}`);
}

/** One file that the manifest names. */
export function fetchFile(base: URL, file: ManifestFile): Promise<Response> {
  return get(new URL(file.file, base), { integrity: file.integrity, credentials: 'same-origin' }, file.file);
}

/** Checks a script's hash: `import()` takes none, but a preloaded module that fails its check can't be imported. */
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

/** WebKit (seen in WebKitGTK 2.50) preloads a module without a look at its hash; a worker has nothing to preload with. */
const passesOverHashes = (): boolean => !globalThis.document || navigator.vendor.startsWith('Apple');

/** A script that the manifest names. Rejects with a `VitrineError`. */
export async function importFile<Module>(base: URL, file: ManifestFile): Promise<Module> {
  const address = new URL(file.file, base).href;
  try {
    // Names carry hashes, so what was fetched is what the import then takes from the cache.
    await (passesOverHashes() ? fetchFile(base, file) : preload(address, file));
    return (await import(address)) as Module;
  } catch {
    throw await importFailure(base, file);
  }
}

/** Why such a script could not be imported. */
async function importFailure(base: URL, file: ManifestFile): Promise<VitrineError> {
  try {
    const response = await fetchFile(base, file);
    const type = response.headers.get('content-type') ?? 'nothing';
    if (!/javascript|ecmascript/i.test(type)) {
      return new VitrineError(`${file.file} is sent as ${type}, so browsers refuse it. Let the server send .js files as text/javascript.`);
    }
  } catch (thrown) {
    return thrown as VitrineError;
  }
  return new VitrineError(`${file.file} was fetched but could not be run. Allow script-src 'self' in the Content-Security-Policy.`);
}

/** The manifest, always asked for afresh. */
export async function fetchManifest(base: URL): Promise<Manifest> {
  const response = await get(new URL(manifestName, base), { cache: 'no-cache', credentials: 'same-origin' }, manifestName);
  let value: unknown;
  try {
    value = await response.json();
  } catch {
    throw new VitrineError('manifest.json is not JSON. Check that the server sends the file itself and not an HTML page.');
  }
  return checkManifest(value);
}
