/** Starts the wasm engine from its two files. */
import { Engine, readOn, reserve, start } from './module.js';
import { bind } from './binding.js';
import type { EngineBinding } from './engine.js';
import { compileFailure, VitrineError } from './failures.js';

async function compile(response: Response): Promise<WebAssembly.Module> {
  // Many servers send .wasm with another type; streaming would refuse it, the bytes themselves are fine.
  const streams = /^application\/wasm$/i.test(response.headers.get('content-type') ?? '') && 'compileStreaming' in WebAssembly;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/**
 * Tries again, on fresh ground, what failed once. WebKit (seen in WebKitGTK 2.50) ends one start of a hundred with “Out of bounds memory
 * access” while it changes from interpreted to compiled code; the same call on a new instance works.
 */
export async function twice<Result>(work: () => Result | Promise<Result>, renew: () => Promise<void>): Promise<Result> {
  try {
    return await work();
  } catch {
    await renew();
    return work();
  }
}

/** Compiles the engine and opens the model. Throws a `VitrineError` for anything that can go wrong. */
export async function startEngine(engine: Promise<Response>, model: Promise<Response>, modelName: string): Promise<EngineBinding> {
  if (typeof WebAssembly !== 'object') {
    throw new VitrineError('this browser has no WebAssembly, or it is switched off. Nothing on the page needs mending.');
  }
  const response = await engine;
  let module: WebAssembly.Module;
  try {
    module = await compile(response);
    await start(module);
  } catch (thrown) {
    throw compileFailure(thrown, new URL(response.url).pathname);
  }
  const bytes = new Uint8Array(await (await model).arrayBuffer());
  const open = async (): Promise<EngineBinding | undefined> => {
    // The model's own bytes, and what opening notes beside them: about a hundred bytes for each of its items.
    reserve(3 * bytes.length + 1_000_000);
    // On a slow processor the whole would be one long task.
    const pause = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
    await pause();
    const opened = Engine.begin(bytes);
    let more: number | undefined = 1;
    while (opened && more) {
      await pause();
      [more] = opened.ask(readOn, new Float64Array(0));
    }
    return opened && more === 0 ? bind(opened) : undefined;
  };
  const binding = await twice(open, () => start(module)).catch(() => undefined);
  if (binding) return binding;
  throw new VitrineError(
    `${modelName} can't be used: it is no whole model of this version; vitrine verify says what is wrong with it. Run vitrine build again and upload the whole folder.`,
  );
}
