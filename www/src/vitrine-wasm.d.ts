/** The package that wasm-pack writes to `www/pkg` (`--target web`); the build maps the name `vitrine-wasm` to it, as
 * `renewable.mjs` makes it ready, `tsconfig.json` to this. */
import type { FlatEngine } from './engine.js';

/** Starts the module; must settle before `Engine` is used. Once more, it starts with nothing in its memory; an `Engine` from before is lost. */
export function start(module: WebAssembly.Module): Promise<void>;

/** Takes and gives back so many bytes of memory, so that what follows need not ask for more. */
export function reserve(bytes: number): void;

/** One model with one visit; `undefined` where the bytes are no whole model of this version. */
export const Engine: { open(model: Uint8Array): FlatEngine | undefined };
