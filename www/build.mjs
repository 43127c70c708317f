/**
 * Builds the page runtime into `dist/`, which `crates/cli/build.rs` embeds. Names are plain here; `vitrine build` hashes them.
 *
 *   dist/vitrine.js             the drop-in loader; keeps its name
 *   dist/runtime.js             ES module: API, adapters, elements, wasm glue   -> runtime-HASH.js
 *   dist/engine.wasm            crates/wasm                                     -> engine-HASH.wasm
 *   dist/parts/*.js, *.json     adapters, profile and panel, texts       -> part-NAME-HASH.js, .json
 *   dist/shop/*.js, shop.css    the demonstration shop's assets                 -> shop/assets/
 *   dist/shop/service-worker.js                                                 -> shop/service-worker.js
 *   dist/types/*.d.ts           declarations for editors; not embedded
 *
 * Needs `pkg/` (scripts/build wasm). Same input, same bytes: no times, no paths of this machine in the output.
 */
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync } from 'node:zlib';
import { build } from 'esbuild';
import { cssText } from './css-text.mjs';
import { shortNames, withShortNames } from './imports.mjs';
import { renewable } from './renewable.mjs';
import { shopEntries } from './shop/build-entries.mjs';

const here = fileURLToPath(new URL('.', import.meta.url));
process.chdir(here);

for (const file of ['pkg/vitrine_wasm.js', 'pkg/vitrine_wasm_bg.wasm']) {
  if (!existsSync(file)) {
    console.error(`www/${file} is missing: the engine has not been built for the browser. Run scripts/build wasm first.`);
    process.exit(1);
  }
}

const common = {
  bundle: true,
  minify: true,
  charset: 'utf8',
  legalComments: 'none',
  target: ['es2022', 'chrome115', 'firefox121', 'safari16.4'],
  logLevel: 'warning',
};

rmSync('dist', { recursive: true, force: true });
for (const folder of ['dist/shop', 'dist/parts']) mkdirSync(folder, { recursive: true });

const engine = readFileSync('pkg/vitrine_wasm_bg.wasm');
const short = shortNames(engine);

await build({ ...common, entryPoints: ['src/loader.ts'], outfile: 'dist/vitrine.js', format: 'esm' });
await build({
  ...common,
  entryPoints: ['src/runtime.ts'],
  outfile: 'dist/runtime.js',
  format: 'esm',
  alias: { 'vitrine-wasm': './pkg/vitrine_wasm.js' },
  plugins: [cssText, renewable(short)],
});
writeFileSync('dist/engine.wasm', withShortNames(engine, short));
for (const name of ['shopify', 'woocommerce', 'profile', 'panel', 'signals', 'triggers']) {
  await build({ ...common, entryPoints: [`src/parts/${name}.ts`], outfile: `dist/parts/${name}.js`, format: 'esm', plugins: [cssText] });
}
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
