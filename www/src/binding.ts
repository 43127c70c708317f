/** Methods and objects with names from the engine's questions and flat lists of numbers, whose layout stands in `crates/wasm/src/{binding,flat}.rs`. */
import {
  dimensionNames,
  type EngineBinding,
  type EngineRecommendation,
  type EngineRequest,
  type EngineSession,
  type EngineShelf,
  type FlatEngine,
  listNames,
  placementNames,
  reasonNames,
} from './engine.js';
import { VitrineError } from './failures.js';

/** Questions by number (`crates/wasm/src/binding.rs`). */
export const questions = {
  itemCount: 0,
  item: 1,
  id: 2,
  category: 3,
  placementList: 4,
  observe: 5,
  recommend: 6,
  explain: 7,
  setContext: 8,
  setTaste: 9,
  rememberPurchase: 10,
  facts: 11,
  nameOf: 12,
  valueOf: 13,
  reset: 14,
  session: 15,
  intent: 16,
} as const;
/** Bit of a request's options (`crates/wasm/src/binding.rs`). */
const noFill = 1;
const unknownValue = 255;
const itemFields = 7;

/** Reads a list of numbers from front to back. */
export class Reader {
  #at = 0;
  constructor(private readonly numbers: Float64Array) {}

  get left(): number {
    return this.numbers.length - this.#at;
  }

  next(): number {
    return this.numbers[this.#at++] ?? -1;
  }

  /** The next so many numbers. */
  take(count: number): number[] {
    return Array.from({ length: count }, () => this.next());
  }
}

/** Asks with numbers; the answer's numbers. */
export type Ask = (question: number, ...numbers: number[]) => Float64Array;

/** A text as the numbers of its characters. */
export const codes = (text: string): number[] => Array.from(text, (character) => character.codePointAt(0)!);
/** The way back. */
const textOf = (numbers: Float64Array): string => String.fromCodePoint(...numbers);

function listOf(ask: Ask, request: EngineRequest): number {
  const { list, placement } = request;
  if (list !== undefined) {
    const number = listNames.indexOf(list);
    if (number < 0) throw new VitrineError(`there is no list type “${list}”; the list types are ${listNames.join(', ')}.`);
    return number;
  }
  if (placement === undefined) return 0;
  const number = placementNames.indexOf(placement);
  if (number < 0) throw new VitrineError(`there is no placement “${placement}”; the placements are ${placementNames.join(', ')}.`);
  return ask(questions.placementList, number)[0]!;
}

function recommend(ask: Ask, request: EngineRequest): Float64Array {
  const { seeds, exclude, category = -1, limit } = request;
  return ask(questions.recommend, listOf(ask, request), category, limit, request.fill === false ? noFill : 0, seeds.length, ...seeds, ...exclude);
}

function readItem(from: Reader): EngineRecommendation {
  const [item = 0, score = 0, list = 0, kind = -1, source = -1, dimension = -1, value = 0] = from.take(itemFields);
  const found: EngineRecommendation = { item, score, list: listNames[list] ?? 'for-you' };
  const name = reasonNames[kind];
  if (name) {
    found.reason = { kind: name, value };
    if (name === 'taste') found.reason.fact = { class: dimension, value: source };
    else if (source >= 0) found.reason.source = source;
    const told = dimensionNames[dimension];
    if (told && name !== 'taste') found.reason.dimension = told;
  }
  return found;
}

/** The engine of a model, with names. */
export function bind(engine: FlatEngine): EngineBinding {
  const ask: Ask = (question, ...numbers) => engine.ask(question, Float64Array.from(numbers));
  return {
    ask,
    itemCount: () => ask(questions.itemCount)[0]!,
    item: (id) => ask(questions.item, ...codes(id))[0]!,
    id: (item) => textOf(ask(questions.id, item)),
    category: (name) => {
      const number = ask(questions.category, ...codes(name))[0]!;
      return number < 0 ? undefined : number;
    },
    observe: (...event) => void ask(questions.observe, ...event),
    recommend: (request): EngineShelf => {
      const from = new Reader(recommend(ask, request));
      const shelf: EngineShelf = { shows: listNames[from.next()] ?? 'for-you', items: [] };
      while (from.left >= itemFields) shelf.items.push(readItem(from));
      return shelf;
    },
    setContext: (context) => void ask(questions.setContext, ...dimensionNames.map((name) => context[name] ?? unknownValue)),
    nameOf: (...fact) => textOf(ask(questions.nameOf, ...fact)),
    reset: () => void ask(questions.reset),
    intent: () => ask(questions.intent),
    session: (): EngineSession => {
      const from = new Reader(ask(questions.session));
      const [steps = 0, cart = 0, bought = 0, hidden = 0, shown = 0] = from.take(5);
      return {
        path: Array.from({ length: steps }, () => {
          const [item = 0, kind = 0, time = 0, dwell = -1] = from.take(4);
          return { item, kind, time, ...(dwell < 0 ? {} : { dwell }) };
        }),
        cart: from.take(cart),
        bought: from.take(bought),
        hidden: from.take(hidden),
        shown: Array.from({ length: shown }, () => [from.next(), from.next()] as [number, number]),
      };
    },
  };
}
