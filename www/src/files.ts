/** Fetches static files of the built folder: GET only, own folder only, checked against the manifest's hashes. */
import { VitrineError } from './failures.js';
import { checkManifest, type Manifest, type ManifestFile } from './manifest.js';

async function get(address: URL, options: RequestInit, name: string): Promise<Response> {
  let response: Response;
  try {
    response = await fetch(address, options);
  } catch {
    // The browser tells a script neither "offline" from "blocked" nor either from "wrong bytes".
    throw new VitrineError(
      `${name} could not be fetched, or is not the file that manifest.json names. Check the network, allow connect-src 'self' in the Content-Security-Policy, and upload the whole folder that vitrine build wrote.`,
    );
  }
  if (!response.ok) {
    throw new VitrineError(
      `${name} was not found at ${address.pathname} (HTTP ${response.status}). Upload the whole folder that vitrine build wrote.`,
    );
  }
  return response;
}

/** One file that the manifest names. */
export function fetchFile(base: URL, file: ManifestFile): Promise<Response> {
  return get(new URL(file.file, base), { integrity: file.integrity, credentials: 'same-origin' }, file.file);
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
