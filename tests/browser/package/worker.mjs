// The package as a Worker sees it (`--conditions=workerd`): the engine comes compiled, and nothing can be compiled, fetched or read. Prints its answers.
import { readFileSync } from 'node:fs';
import { Shop } from 'vitrine/server';
import { answers } from './questions.mjs';

const [engineFile = '', modelFile = '', ...products] = process.argv.slice(2);
const engine = new WebAssembly.Module(readFileSync(engineFile));
const model = readFileSync(modelFile);
const { instantiate } = WebAssembly;
for (const name of ['compile', 'compileStreaming', 'instantiateStreaming']) Reflect.deleteProperty(WebAssembly, name);
for (const name of ['fetch', 'process', 'Buffer', 'document', 'window']) Reflect.deleteProperty(globalThis, name);
WebAssembly.instantiate = /** @type {any} */ (
  (/** @type {unknown} */ module, /** @type {WebAssembly.Imports} */ imports) => {
    if (!(module instanceof WebAssembly.Module)) throw new Error('Wasm code generation disallowed by embedder');
    return instantiate(module, imports);
  }
);
const shop = await Shop.open({ model, engine });
console.log(answers((request, visit) => shop.recommend(request, visit), products));
