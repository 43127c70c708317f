/** Runs in a bench page of its own: how long a model takes to open, the first time as in a page that was just loaded, then on fresh instances. */
import { Engine, reserve, start } from '../src/module.js';

/** Milliseconds. */
export interface Opening {
  first: number;
  again: number;
}

async function run(rounds = 15): Promise<Opening> {
  const [code, model] = await Promise.all(['engine.wasm', 'model.vitrine'].map(async (name) => (await fetch(name)).arrayBuffer()));
  const module = await WebAssembly.compile(code!);
  const bytes = new Uint8Array(model!);
  const times: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await start(module);
    const began = performance.now();
    // As `src/wasm.ts` does.
    reserve(3 * bytes.length + 1_000_000);
    if (!Engine.open(bytes)) throw new Error('the model was refused');
    times.push(performance.now() - began);
  }
  const [first = NaN, ...others] = times;
  return { first, again: others.sort((one, other) => one - other)[Math.floor(others.length / 2)] ?? NaN };
}

declare global {
  interface Window {
    opening?: (rounds?: number) => Promise<Opening>;
  }
}

window.opening = run;
