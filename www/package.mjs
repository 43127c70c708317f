/**
 * Builds the npm package into `package/`, which is not committed: `npm pack ./package` or `npm publish ./package`. Needs `dist/`
 * (scripts/build). Entries and what each is for stand in `package-readme.md`, which becomes the package's README.
 *
 * Nothing in it does anything when it is imported: a server, a Worker and a bundler can read all of it.
 */
import { execFileSync } from 'node:child_process';
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cssText } from './css-text.mjs';

process.chdir(fileURLToPath(new URL('.', import.meta.url)));
if (!existsSync('dist/engine.wasm')) {
  console.error('www/dist/engine.wasm is missing. Run scripts/build page first.');
  process.exit(1);
}

const folder = 'package';
const entries = ['index', 'elements', 'react', 'vue', 'svelte', 'server', 'server-node'];
rmSync(folder, { recursive: true, force: true });
mkdirSync(folder);

await build({
  absWorkingDir: process.cwd(),
  entryPoints: entries.map((name) => `src/package/${name}.ts`),
  outdir: folder,
  bundle: true,
  splitting: true,
  chunkNames: 'parts/[name]-[hash]',
  format: 'esm',
  target: 'es2022',
  charset: 'utf8',
  external: ['react', 'vue', 'node:*'],
  plugins: [cssText],
  logLevel: 'warning',
});
copyFileSync('dist/engine.wasm', `${folder}/engine.wasm`);

const types = (project) => execFileSync(process.execPath, ['node_modules/typescript/bin/tsc', '--project', project, '--outDir', `${folder}/types`], { stdio: 'inherit' });
types('tsconfig.types.json');
types('tsconfig.package.json');
// What the declarations import: the style sheet is a text there too.
cpSync('src/css.d.ts', `${folder}/types/css.d.ts`);

const { version, license } = JSON.parse(readFileSync('package.json', 'utf8'));
const entry = (name, conditions = {}) => ({ types: `./types/package/${name}.d.ts`, ...conditions, default: `./${name}.js` });
const manifest = {
  name: 'vitrine',
  version,
  description: 'Recommendations that rank in the shopper’s browser, and the same lists in Node and Workers',
  license,
  type: 'module',
  sideEffects: false,
  exports: {
    '.': entry('index'),
    './elements': entry('elements'),
    './react': entry('react'),
    './vue': entry('vue'),
    './svelte': entry('svelte'),
    // A Worker has no folder to read from: it hands in what it imports.
    './server': {
      workerd: entry('server'),
      node: entry('server-node'),
      ...entry('server'),
    },
    './engine.wasm': './engine.wasm',
    './custom-elements.json': './custom-elements.json',
    './package.json': './package.json',
  },
  customElements: 'custom-elements.json',
  files: ['*.js', 'parts', 'types', 'engine.wasm', 'custom-elements.json', 'LICENSE-*'],
  peerDependencies: { react: '>=18', vue: '>=3.3' },
  peerDependenciesMeta: { react: { optional: true }, vue: { optional: true } },
  engines: { node: '>=20' },
};
writeFileSync(`${folder}/package.json`, `${JSON.stringify(manifest, undefined, 2)}\n`);
const elements = JSON.parse(readFileSync('custom-elements.json', 'utf8'));
writeFileSync(`${folder}/custom-elements.json`, `${JSON.stringify(elements, undefined, 2).replaceAll('"src/shelf.ts"', '"elements.js"')}\n`);
copyFileSync('package-readme.md', `${folder}/README.md`);
for (const file of ['LICENSE-MIT', 'LICENSE-APACHE']) copyFileSync(`../${file}`, `${folder}/${file}`);
