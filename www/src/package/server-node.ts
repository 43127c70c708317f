/** The server's entry in Node: opens what `vitrine build` wrote from its folder. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Shop } from './server.js';

export * from './server.js';

/** Opens the model and the display data of a built folder. Rejects with a `VitrineError`, or with Node's own error for a file that is missing. */
export async function openFolder(folder: string): Promise<Shop> {
  const json = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(folder, file), 'utf8'));
  const manifest = (await json('manifest.json')) as { model: { file: string } };
  // The package's own engine: this code and that are of one version.
  const engine = await readFile(new URL('./engine.wasm', import.meta.url));
  return Shop.open({ model: await readFile(join(folder, manifest.model.file)), engine: engine as Uint8Array<ArrayBuffer>, manifest, read: json });
}
