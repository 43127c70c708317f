/** The package that wasm-pack writes to `www/pkg` (`--target web`); the build maps the name `vitrine-wasm` to it, `tsconfig.json` to this. */
import type { FlatEngine } from './engine.js';

/** Starts the module; must settle before `Engine` is used. */
export default function init(options: { module_or_path: WebAssembly.Module }): Promise<unknown>;

/** Starts the module once more, with nothing in its memory; an `Engine` from before is lost. */
export function initSync(options: { module: WebAssembly.Module }): unknown;

/** Takes and gives back so many bytes of memory, so that what follows need not ask for more. */
export function reserve(bytes: number): void;

/** One model with one visit. The constructor throws an `Error` whose message is a sentence. */
export const Engine: new (model: Uint8Array) => FlatEngine;
