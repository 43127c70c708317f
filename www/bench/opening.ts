/** Runs in a bench page of its own: how long a model takes to open, the first time as in a page that was just loaded, then on fresh instances. */
import { Engine, readOn, reserve, start } from '../src/module.js';

/** Milliseconds: all steps together, and each of them, between which the page can do something else. */
export interface Opening {
  first: number;
  firstSteps: number[];
  again: number;
}

async function run(rounds = 15): Promise<Opening> {
  const [code, model] = await Promise.all(['engine.wasm', 'model.vitrine'].map(async (name) => (await fetch(name)).arrayBuffer()));
  const module = await WebAssembly.compile(code!);
  const bytes = new Uint8Array(model!);
  const times: number[] = [];
  let firstSteps: number[] = [];
  for (let round = 0; round < rounds; round++) {
    await start(module);
    const steps: number[] = [];
    const step = <Result>(work: () => Result): Result => {
      const began = performance.now();
      const result = work();
      steps.push(performance.now() - began);
      return result;
    };
    // As `src/wasm.ts` does.
    step(() => reserve(3 * bytes.length + 1_000_000));
    await new Promise((resolve) => setTimeout(resolve));
    const engine = step(() => Engine.begin(bytes));
    for (let more: number | undefined = 1; more !== 0; [more] = step(() => engine!.ask(readOn, new Float64Array(0)))) {
      if (!engine || more === undefined) throw new Error('the model was refused');
      await new Promise((resolve) => setTimeout(resolve));
    }
    times.push(steps.reduce((sum, one) => sum + one));
    if (round === 0) firstSteps = steps;
  }
  const [first = NaN, ...others] = times;
  return { first, firstSteps, again: others.sort((one, other) => one - other)[Math.floor(others.length / 2)] ?? NaN };
}

declare global {
  interface Window {
    opening?: (rounds?: number) => Promise<Opening>;
  }
}

window.opening = run;
