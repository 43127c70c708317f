/** The manifest of a built folder: the one file with a stable name, which names all the others and their hashes. */
import { VitrineError } from './failures.js';

/** A file of the folder: hashed name, size in bytes, subresource integrity. */
export interface ManifestFile {
  file: string;
  bytes: number;
  integrity: string;
}

/** `manifest.json`, format 1. */
export interface Manifest {
  format: 1;
  built: string;
  currency: string;
  runtime: ManifestFile;
  engine: ManifestFile;
  model: ManifestFile;
  display: { itemsPerShard: number; shards: ManifestFile[] };
  /** Files that only some pages need: adapters and texts, by name. */
  parts?: Record<string, ManifestFile>;
  /** The model's locales by number, such as `en-gb`; where it tells none apart, none. */
  locales?: readonly string[];
  /** Time zones where it is winter in the shop's summer, as a regular expression; where the model knows of no seasons, none. */
  otherSeasons?: string;
  /** The probability of leaving from which on a trigger calls a visit back, as 19 of 20 visits of the shop's log ended; none where it told nothing. */
  leastLeaving?: number;
  /** Definitions of segments, as the build's configuration names them (`parts/profile/segments.ts`). */
  segments?: unknown;
}

const mend = 'Upload again the whole folder that vitrine build wrote.';

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null;
}

function isFile(value: unknown): value is ManifestFile {
  return (
    isObject(value) &&
    typeof value['file'] === 'string' &&
    // A plain name: a manifest can't send the page to another folder or origin.
    /^[\w.-]+$/.test(value['file']) &&
    typeof value['integrity'] === 'string'
  );
}

/** Checks what was fetched. Throws a `VitrineError` that names the first thing wrong. */
export function checkManifest(value: unknown): Manifest {
  if (!isObject(value)) throw new VitrineError(`manifest.json holds no object. ${mend}`);
  if (value['format'] !== 1) {
    throw new VitrineError(`manifest.json has format ${String(value['format'])}; this script reads format 1. ${mend}`);
  }
  for (const name of ['runtime', 'engine', 'model']) {
    if (!isFile(value[name])) throw new VitrineError(`manifest.json names no ${name} file. ${mend}`);
  }
  const display = value['display'];
  if (
    !isObject(display) ||
    !Number.isInteger(display['itemsPerShard']) ||
    (display['itemsPerShard'] as number) < 1 ||
    !Array.isArray(display['shards']) ||
    !display['shards'].every(isFile)
  ) {
    throw new VitrineError(`manifest.json names no display files. ${mend}`);
  }
  const parts = value['parts'];
  if (parts !== undefined && !(isObject(parts) && Object.values(parts).every(isFile))) {
    throw new VitrineError(`manifest.json names its parts wrongly. ${mend}`);
  }
  return value as unknown as Manifest;
}
