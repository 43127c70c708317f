/** Fetches static files of the built folder: GET only, own folder only, checked against the manifest's hashes. */
import { VitrineError } from './failures.js';
import { checkManifest, type Manifest, type ManifestFile } from './manifest.js';

const again = 'Upload again the whole folder that vitrine build wrote.';

function missing(name: string, address: URL, status: number): VitrineError {
  return new VitrineError(`${name} was not found at ${address.pathname} (HTTP ${status}). Upload the whole folder that vitrine build wrote.`);
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

/** Why a script that the manifest names could not be imported. */
export async function importFailure(base: URL, file: ManifestFile): Promise<VitrineError> {
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
  const response = await get(new URL('manifest.json', base), { cache: 'no-cache', credentials: 'same-origin' }, 'manifest.json');
  let value: unknown;
  try {
    value = await response.json();
  } catch {
    throw new VitrineError('manifest.json is not JSON. Check that the server sends the file itself and not an HTML page.');
  }
  return checkManifest(value);
}
