// Runs the corpus in this browser and leaves the outcome in `window.parity`.
import { open, start } from '/pkg/module.js';
import { Engine as Asking } from './flat.mjs';
import { differences } from './replay.mjs';

/** @param {string} topic */
async function outcome(topic) {
  const [model, cases] = await Promise.all([
    fetch('/golden/model-3.vitrine').then((response) => response.arrayBuffer()),
    fetch(`/corpus/${topic}.json`).then((response) => response.json()),
  ]);
  const engine = open(new Uint8Array(model));
  if (!engine) throw new Error('the golden model was refused');
  return { cases: cases.length, different: differences(new Asking(engine), cases) };
}

await start(await WebAssembly.compileStreaming(fetch('/pkg/engine.wasm')));
/** @type {any} */ (window).parity = outcome;
