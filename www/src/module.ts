/**
 * The engine's module: memory, two functions to take and give back room in it, and three of our own. The names are those that wasm-bindgen
 * gives; of its glue, which is made for any module, a page needs no more than this. `trim.mjs` holds the list of exports against it.
 */
import type { FlatEngine } from './engine.js';

/** What the module exports. Places in its memory are numbers; a list is a place and a length. */
interface ModuleExports {
  memory: WebAssembly.Memory;
  __wbindgen_malloc(bytes: number, alignment: number): number;
  __wbindgen_free(place: number, bytes: number, alignment: number): void;
  reserve(bytes: number): void;
  /** Takes the bytes over; 0 where they are no model. */
  engine_open(place: number, length: number): number;
  /** Takes the numbers over, and gives others. */
  engine_ask(engine: number, question: number, place: number, length: number): [number, number];
}

/** The question that opens on: 1 while opening is not done, 0 when it is; no answer where the file is no model after all. The others are in `binding.ts`. */
export const readOn = 17;

let own: ModuleExports;

/** Bytes of a number in lists, and what their places are multiples of. */
const wide = Float64Array.BYTES_PER_ELEMENT;

/** Starts the module; must settle before anything else is called. Once more, it starts with nothing in its memory; an `Engine` from before is lost. */
export async function start(module: WebAssembly.Module): Promise<void> {
  own = (await WebAssembly.instantiate(module)).exports as unknown as ModuleExports;
}

/** Takes and gives back so many bytes of memory, so that what follows need not ask for more, nor wait for the system to find each page of it. */
export function reserve(bytes: number): void {
  own.reserve(bytes);
  const memory = new Uint8Array(own.memory.buffer);
  for (let page = 0; page < memory.length; page += 4096) memory[page] = memory[page]!;
}

/** Room for so many values of so many bytes each. A place beyond two gigabytes comes as a number below zero. */
const room = (count: number, bytes: number): number => own.__wbindgen_malloc(count * bytes, bytes) >>> 0;

/** One model with one visit. It lives as long as the page. */
export class Engine implements FlatEngine {
  private constructor(private readonly place: number) {}

  /** Begins to open a model, which the question `readOn` goes on with; `undefined` where the bytes are no whole model of this version. */
  static begin(model: Uint8Array): Engine | undefined {
    const place = room(model.length, 1);
    new Uint8Array(own.memory.buffer, place).set(model);
    const opened = own.engine_open(place, model.length);
    return opened === 0 ? undefined : new Engine(opened);
  }

  ask(question: number, numbers: Float64Array): Float64Array {
    const place = room(numbers.length, wide);
    new Float64Array(own.memory.buffer, place).set(numbers);
    const [answer, length] = own.engine_ask(this.place, question, place, numbers.length);
    // The memory may have grown meanwhile, which makes another buffer of it.
    const found = new Float64Array(own.memory.buffer, answer >>> 0, length).slice();
    own.__wbindgen_free(answer, length * wide, wide);
    return found;
  }
}

/** Opens a model in one go, for whoever need not stay answerable meanwhile; `undefined` where the bytes are no model. */
export function open(model: Uint8Array): Engine | undefined {
  const engine = Engine.begin(model);
  for (let more: number | undefined = 1; engine && more !== 0; ) {
    [more] = engine.ask(readOn, new Float64Array(0));
    if (more === undefined) return undefined;
  }
  return engine;
}
