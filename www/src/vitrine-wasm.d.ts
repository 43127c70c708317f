/** The package that wasm-pack writes to `www/pkg` (`--target web`); the build maps the name `vitrine-wasm` to it, `tsconfig.json` to this. */
import type { FlatEngine } from './engine.js';

/** Starts the module; must settle before `Engine` is used. */
export default function init(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;

/** One model with one visit. The constructor throws an `Error` whose message is a sentence. */
export const Engine: new (model: Uint8Array) => FlatEngine;
