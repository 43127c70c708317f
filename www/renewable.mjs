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

/**
 * Parts that a page does without, by their patterns, and what stands in their place: ways around old browsers, which have no such
 * module either, or around two gigabytes of text; the end of an engine, which lives as long as its page; a faster way for long texts.
 */
const spare = [
  [/if \(!\('encodeInto' in cachedTextEncoder\)\) \{[^]*?\n\}\n/, ''],
  [/if \(Symbol\.dispose\)[^\n]*\n/, ''],
  [/const EngineFinalization = [^]*?;\n\n/, 'const EngineFinalization = { register() {}, unregister() {} };\n\n'],
  [/function decodeText\(bytes\) \{[^]*?\n\}\n/, 'function decodeText(bytes) {\n    return cachedTextDecoder.decode(bytes);\n}\n'],
  [/function passStringToWasm0\([^]*?\n\}\n/, 'function passStringToWasm0(text, malloc) {\n    return passArray8ToWasm0(cachedTextEncoder.encode(text), malloc);\n}\n'],
];

/** The plugin; `short` are the imports' short names, see `imports.mjs`. */
export const renewable = (short) => ({
  name: 'renewable',
  setup(build) {
    build.onLoad({ filter: /vitrine_wasm\.js$/ }, ({ path }) => {
      const code = readFileSync(path, 'utf8');
      const at = code.indexOf(ways);
      if (at < 0 || !code.includes('function __wbg_get_imports()') || !code.includes('function __wbg_finalize_init(instance, module)')) {
        throw new Error('wasm-bindgen starts its module in another way now; mend www/renewable.mjs.');
      }
      const kept = spare.reduce((kept, [part, instead]) => kept.replace(part, instead), code.slice(0, at));
      return { contents: [...short].reduce((named, [long, name]) => named.replaceAll(long, name), kept) + start };
    });
  },
});
