/** Starts the wasm engine from its two files. */
import init, { Engine } from 'vitrine-wasm';
import { bind } from './binding.js';
import type { EngineBinding } from './engine.js';
import { compileFailure, VitrineError } from './failures.js';

async function compile(response: Response): Promise<WebAssembly.Module> {
  // Many servers send .wasm with another type; streaming would refuse it, the bytes themselves are fine.
  const streams = /^application\/wasm$/i.test(response.headers.get('content-type') ?? '') && 'compileStreaming' in WebAssembly;
  return streams ? WebAssembly.compileStreaming(response) : WebAssembly.compile(await response.arrayBuffer());
}

/** Compiles the engine and opens the model. Throws a `VitrineError` for anything that can go wrong. */
export async function startEngine(engine: Promise<Response>, model: Promise<Response>, modelName: string): Promise<EngineBinding> {
  if (typeof WebAssembly !== 'object') {
    throw new VitrineError('this browser has no WebAssembly, or it is switched off. Nothing on the page needs mending.');
  }
  const response = await engine;
  try {
    await init({ module_or_path: await compile(response) });
  } catch (thrown) {
    throw compileFailure(thrown, new URL(response.url).pathname);
  }
  const bytes = new Uint8Array(await (await model).arrayBuffer());
  try {
    return bind(new Engine(bytes));
  } catch (thrown) {
    const told = thrown instanceof Error ? thrown.message : String(thrown);
    throw new VitrineError(`${modelName} can't be used: ${told}. Run vitrine build again and upload the whole folder.`);
  }
}
