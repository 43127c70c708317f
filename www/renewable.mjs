/**
 * An esbuild plugin: lets wasm-bindgen's `initSync` start the module a second time, with fresh memory. As it comes it gives back the
 * first instance, and `src/wasm.ts` needs another one where a browser's compiler broke a start.
 */
import { readFileSync } from 'node:fs';

const once = 'function initSync(module) {\n    if (wasm !== undefined) return wasm;\n';

export const renewable = {
  name: 'renewable',
  setup(build) {
    build.onLoad({ filter: /vitrine_wasm\.js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      if (!code.includes(once)) throw new Error('wasm-bindgen writes initSync in another way now; mend www/renewable.mjs.');
      return { contents: code.replace(once, 'function initSync(module) {\n') };
    });
  },
};
