/** Runs the page's unit tests: each is bundled for Node, then `node --test` runs them all. */
import { spawnSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { cssText } from './css-text.mjs';

process.chdir(fileURLToPath(new URL('.', import.meta.url)));
const folder = 'node_modules/.cache/vitrine-tests';
rmSync(folder, { recursive: true, force: true });
const tests = readdirSync('tests').filter((name) => name.endsWith('.test.ts')).sort();
if (tests.length === 0) {
  console.error('www/tests holds no *.test.ts file.');
  process.exit(1);
}
await build({
  entryPoints: tests.map((name) => `tests/${name}`),
  outdir: folder,
  outExtension: { '.js': '.mjs' },
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  sourcemap: 'inline',
  plugins: [cssText],
  logLevel: 'warning',
});
const compiled = tests.map((name) => `${folder}/${name.replace(/\.ts$/, '.mjs')}`);
const run = spawnSync(process.execPath, ['--enable-source-maps', '--test', '--test-reporter=dot', ...compiled], { stdio: 'inherit' });
process.exit(run.status ?? 1);
