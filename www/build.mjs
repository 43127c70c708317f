/**
 * Builds the page runtime into `dist/`, which `crates/cli/build.rs` embeds. Names are plain here; `vitrine build` hashes them.
 *
 *   dist/vitrine.js             the drop-in loader; keeps its name
 *   dist/runtime.js             ES module: API, adapters, elements              -> runtime-HASH.js
 *   dist/engine.wasm            crates/wasm                                     -> engine-HASH.wasm
 *   dist/parts/*.js, *.json     adapters, bundles, profile, panel, texts    -> part-NAME-HASH.js, .json
 *   dist/shop/*.js, shop.css    the demonstration shop's assets                 -> shop/assets/
 *   dist/shop/service-worker.js                                                 -> shop/service-worker.js
 *   dist/worker.js              for shops' own service workers, where a build asks for it
 *   dist/docs.json              what the documentation takes out of the sources   -> shop/docs/
 *   dist/types/*.d.ts           declarations for editors; not embedded
 *
 * Needs `pkg/` (scripts/build wasm). Same input, same bytes: no times, no paths of this machine in the output.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { minifySync } from 'rolldown/experimental';
import { cssText } from './css-text.mjs';
import { shopEntries } from './shop/build-entries.mjs';
import { failures, reserveRules } from './told.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
process.chdir(here);

if (!existsSync('pkg/engine.wasm')) {
  console.error('www/pkg/engine.wasm is missing: the engine has not been built for the browser. Run scripts/build wasm first.');
  process.exit(1);
}

const common = {
  bundle: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  target: ['es2022', 'chrome115', 'firefox121', 'safari16.4'],
  logLevel: 'warning',
};

/** A module that pages fetch. Oxc makes it smaller than esbuild does: by 650 bytes with brotli for the first shelf. */
async function module(entry, outfile) {
  const { outputFiles } = await build({ ...common, minify: false, entryPoints: [entry], format: 'esm', plugins: [cssText], write: false });
  const { code, errors } = minifySync(outfile, outputFiles[0].text, { module: true, compress: { target: common.target.slice(1) }, mangle: { toplevel: true }, codegen: { legalComments: 'none' } });
  if (errors.length > 0) throw new Error(errors.map(({ message }) => message).join(' '));
  writeFileSync(outfile, code);
}

rmSync('dist', { recursive: true, force: true });
for (const folder of ['dist/shop', 'dist/parts']) mkdirSync(folder, { recursive: true });

await module('src/loader.ts', 'dist/vitrine.js');
await module('src/runtime.ts', 'dist/runtime.js');
copyFileSync('pkg/engine.wasm', 'dist/engine.wasm');
for (const name of ['bundle', 'emit', 'explain', 'follow', 'light', 'template', 'shopify', 'woocommerce', 'profile', 'panel', 'reorder', 'signals', 'triggers']) {
  await module(`src/parts/${name}.ts`, `dist/parts/${name}.js`);
}
await build({ ...common, entryPoints: ['src/worker.ts'], outfile: 'dist/worker.js', format: 'iife' });
for (const file of readdirSync('src/texts').sort()) {
  writeFileSync(`dist/parts/texts-${file}`, JSON.stringify(JSON.parse(readFileSync(`src/texts/${file}`, 'utf8'))));
}
for (const file of readdirSync('src/panel-texts').sort()) {
  writeFileSync(`dist/parts/panel-${file}`, JSON.stringify(JSON.parse(readFileSync(`src/panel-texts/${file}`, 'utf8'))));
}
for (const { entry, outfile, format } of shopEntries) {
  if (!existsSync(entry)) {
    console.error(`www/${entry} is missing, though www/shop/build-entries.mjs names it.`);
    process.exit(1);
  }
  await build({ ...common, entryPoints: [entry], outfile: `dist/${outfile}`, ...(format ? { format } : {}) });
}
writeFileSync('dist/docs.json', JSON.stringify({ failures: failures(), reserveRules: await reserveRules() }));
execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', 'tsconfig.types.json'], { stdio: 'inherit' });

let all = 0;
for (const file of ['vitrine.js', 'runtime.js', 'engine.wasm']) {
  const small = brotliCompressSync(readFileSync(`dist/${file}`)).length;
  all += small;
  console.log(`${file}: ${statSync(`dist/${file}`).size} bytes, ${small} with brotli`);
}
console.log(`together ${all} bytes with brotli`);
for (const file of readdirSync('dist/parts').sort()) {
  const content = readFileSync(`dist/parts/${file}`);
  console.log(`parts/${file}: ${content.length} bytes, ${brotliCompressSync(content).length} with brotli`);
}
