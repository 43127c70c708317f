/** Parts of the folder that few pages need: adapters of shop systems, texts of other languages. Each is fetched when a page needs it. */
import { fetchFile, importFile } from './files.js';
import type { Manifest, ManifestFile } from './manifest.js';
import { addTranslation, translationTag } from './texts.js';

function partOf(manifest: Manifest, name: string): ManifestFile | undefined {
  const { parts } = manifest;
  return parts && Object.hasOwn(parts, name) ? parts[name] : undefined;
}

/** A script of the folder; `undefined` where the build has none of that name. Rejects with a `VitrineError`. */
export async function importPart<Module>(base: URL, manifest: Manifest, name: string): Promise<Module | undefined> {
  const file = partOf(manifest, name);
  return file && importFile<Module>(base, file);
}

/** A file of the folder that is no script; `undefined` where the build has none of that name. Rejects with a `VitrineError`. */
export async function fetchPart(base: URL, manifest: Manifest, name: string): Promise<Response | undefined> {
  const file = partOf(manifest, name);
  return file && fetchFile(base, file);
}

/** Fetches the texts of a language, where the folder has them; English needs none. Rejects with a `VitrineError`. */
export async function loadTexts(base: URL, manifest: Manifest, language: string): Promise<void> {
  const tag = translationTag(language);
  const found = await fetchPart(base, manifest, `texts-${tag}`);
  if (found) addTranslation(tag, await found.json());
}
