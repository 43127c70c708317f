/**
 * An esbuild plugin: of wasm-bindgen's many ways to start the module keeps the one that a page needs, and lets it start a second time, with
 * fresh memory. As they come they give back the first instance, and `src/wasm.ts` needs another one where a browser's compiler broke a start.
 */
import { readFileSync } from 'node:fs';

const ways = 'async function __wbg_load(module, imports) {\n';

const start = `
export async function start(module) {
    __wbg_finalize_init(await WebAssembly.instantiate(module, __wbg_get_imports()), module);
}
`;

/** What browsers without these would need; each of them has no WebAssembly either. */
const spare = [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?\n\}\n/, /if \(Symbol\.dispose\)[^\n]*\n/];

export const renewable = {
  name: 'renewable',
  setup(build) {
    build.onLoad({ filter: /vitrine_wasm\.js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      const at = code.indexOf(ways);
      if (at < 0 || !code.includes('function __wbg_get_imports()') || !code.includes('function __wbg_finalize_init(instance, module)')) {
        throw new Error('wasm-bindgen starts its module in another way now; mend www/renewable.mjs.');
      }
      return { contents: spare.reduce((kept, part) => kept.replace(part, ''), code.slice(0, at)) + start };
    });
  },
};
