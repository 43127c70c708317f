// Holds the bytes of what a page fetches against committed numbers.
//   node sizes.mjs FOLDER COMMITTED.json       compares; VITRINE_WRITE_SIZES=1 writes anew
// FOLDER is what vitrine build wrote. Sizes are exact where the same sources give the same bytes on every machine. The module's
// depend on the compiler and its standard library, brotli's on its version: those may differ by one part in fifty.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { brotliCompressSync, constants } from 'node:zlib';

const [folder, committedPath] = process.argv.slice(2);
if (folder === undefined || committedPath === undefined) {
  console.error('error: sizes.mjs needs a built folder and the file of committed numbers.');
  process.exit(2);
}

/** Scripts and module together, with brotli. */
const mostCode = 50_000;
const tolerance = 0.02;

/** @typedef {{ bytes: number, brotli: number }} Size */

/** @param {string[]} files @returns {Size} */
function sizeOf(files) {
  const size = { bytes: 0, brotli: 0 };
  for (const file of files) {
    const content = readFileSync(join(/** @type {string} */ (folder), file));
    size.bytes += content.length;
    size.brotli += brotliCompressSync(content, {
      params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_LGWIN]: 22, [constants.BROTLI_PARAM_SIZE_HINT]: content.length },
    }).length;
  }
  return size;
}

const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
/** @type {Record<string, Size>} */
const found = {
  loader: sizeOf(['vitrine.js']),
  runtime: sizeOf([manifest.runtime.file]),
  engine: sizeOf([manifest.engine.file]),
  model: sizeOf([manifest.model.file]),
  // Fetched by the few pages that need them.
  parts: sizeOf(Object.values(manifest.parts ?? {}).map((/** @type {{ file: string }} */ part) => part.file)),
  display: sizeOf(manifest.display.shards.map((/** @type {{ file: string }} */ shard) => shard.file)),
};

const code = ['loader', 'runtime', 'engine'].reduce((sum, name) => sum + (found[name]?.brotli ?? 0), 0);
for (const [name, { bytes, brotli }] of Object.entries(found)) {
  console.log(`${name.padEnd(8)} ${String(bytes).padStart(9)} bytes ${String(brotli).padStart(8)} with brotli`);
}
console.log(`code     ${String(code).padStart(33)} with brotli, of at most ${mostCode}`);
/** @type {string[]} */
const faults = code > mostCode ? [`scripts and module take ${code} bytes with brotli; at most ${mostCode} are allowed`] : [];

if (process.env['VITRINE_WRITE_SIZES'] === '1') {
  writeFileSync(committedPath, `${JSON.stringify(found, undefined, 2)}\n`);
} else {
  /** @type {Record<string, Size>} */
  const committed = JSON.parse(readFileSync(committedPath, 'utf8'));
  for (const name of new Set([...Object.keys(found), ...Object.keys(committed)])) {
    const [before, now] = [committed[name], found[name]];
    if (!before || !now) {
      faults.push(`${name} is ${now ? 'not among the committed numbers' : 'not among the files'}`);
      continue;
    }
    const near = (/** @type {number} */ one, /** @type {number} */ other) => Math.abs(one - other) <= other * tolerance;
    const same = name === 'engine' ? near(now.bytes, before.bytes) : now.bytes === before.bytes;
    if (!same) faults.push(`${name} has ${now.bytes} bytes; ${before.bytes} are committed`);
    if (!near(now.brotli, before.brotli)) faults.push(`${name} takes ${now.brotli} bytes with brotli; ${before.brotli} are committed`);
  }
}
for (const fault of faults) console.error(`error: ${fault}.`);
process.exit(faults.length > 0 ? 1 : 0);
