// Runs the corpus in this browser and leaves the outcome in `window.parity`.
import init, { Engine } from '/pkg/vitrine_wasm.js';
import { differences } from './replay.mjs';

/** @param {string} topic */
async function outcome(topic) {
  const [model, cases] = await Promise.all([
    fetch('/golden/model-3.vitrine').then((response) => response.arrayBuffer()),
    fetch(`/corpus/${topic}.json`).then((response) => response.json()),
  ]);
  const engine = Engine.open(new Uint8Array(model));
  if (!engine) throw new Error('the golden model was refused');
  return { cases: cases.length, different: differences(engine, cases) };
}

await init();
/** @type {any} */ (window).parity = outcome;
