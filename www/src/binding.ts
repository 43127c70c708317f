/** Objects with names from the engine's flat lists of numbers, whose layout stands in `crates/wasm/src/flat.rs`. */
import {
  dimensionNames,
  type EngineBinding,
  type EngineRecommendation,
  type EngineRequest,
  type EngineSession,
  type EngineShelf,
  type EngineTrace,
  type EngineTracePart,
  type FlatEngine,
  listNames,
  placementNames,
  reasonNames,
  relationNames,
  unknownItem,
} from './engine.js';
import { VitrineError } from './failures.js';

/** Bit of a request's options (`crates/wasm/src/binding.rs`). */
const noFill = 1;
const unknownValue = 255;
const partNames = ['seed', 'step', 'base', 'purchase'] as const;
const itemFields = 7;
const partFields = 5;

/** Reads a list of numbers from front to back. */
class Reader {
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

function listOf(engine: FlatEngine, request: EngineRequest): number {
  const { list, placement } = request;
  if (list !== undefined) {
    const number = listNames.indexOf(list);
    if (number < 0) throw new VitrineError(`there is no list type “${list}”; the list types are ${listNames.join(', ')}.`);
    return number;
  }
  if (placement === undefined) return 0;
  const number = placementNames.indexOf(placement);
  if (number < 0) throw new VitrineError(`there is no placement “${placement}”; the placements are ${placementNames.join(', ')}.`);
  return engine.placementList(number);
}

function recommend(engine: FlatEngine, request: EngineRequest): Float64Array {
  const { seeds, exclude } = request;
  const options = request.fill === false ? noFill : 0;
  return engine.recommend(listOf(engine, request), Uint32Array.from([...seeds, ...exclude]), seeds.length, request.category ?? -1, request.limit, options);
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

function readPart(from: Reader): EngineTracePart {
  const [kind = 0, source = -1, relation = -1, stepsBack = -1, value = 0] = from.take(partFields);
  const part: EngineTracePart = { kind: partNames[kind] ?? 'base', value };
  if (source >= 0) part.source = source;
  const name = relationNames[relation];
  if (name) part.relation = name;
  if (stepsBack >= 0) part.stepsBack = stepsBack;
  return part;
}

/** The engine of a model, with names. */
export function bind(engine: FlatEngine): EngineBinding {
  return {
    itemCount: () => engine.itemCount(),
    item: (id) => engine.item(id),
    id: (item) => engine.id(item),
    category: (name) => {
      const number = engine.category(name);
      return number < 0 ? undefined : number;
    },
    observe: (kind, item, seconds, dwell) => engine.observe(kind, item, seconds, dwell),
    recommend: (request): EngineShelf => {
      const from = new Reader(recommend(engine, request));
      const shelf: EngineShelf = { shows: listNames[from.next()] ?? 'for-you', items: [] };
      while (from.left >= itemFields) shelf.items.push(readItem(from));
      return shelf;
    },
    explain: (item, request): EngineTrace => {
      recommend(engine, request);
      const from = new Reader(engine.explain(item));
      const [list = 0, score = 0, ignored = 1, context = 1, ranked = 1, taste = 1] = from.take(6);
      const effects = dimensionNames.map((dimension) => ({ dimension, factor: from.next() })).filter(({ factor }) => factor >= 0);
      const parts: EngineTracePart[] = [];
      while (from.left >= partFields) parts.push(readPart(from));
      return { item, list: listNames[list] ?? 'for-you', score, ignored, context, taste, ranked, effects, parts };
    },
    setContext: (context) => engine.setContext(Uint8Array.from(dimensionNames, (name) => context[name] ?? unknownValue)),
    setTaste: (classes, values, weights, novelty) => {
      const [dial = 0, ...shares] = new Uint32Array(Float32Array.of(novelty, ...weights).buffer);
      engine.setTaste(Uint32Array.from([dial, ...shares.flatMap((share, at) => [classes[at] ?? 0, values[at] ?? 0, share])]));
    },
    rememberPurchase: (item, days) => engine.rememberPurchase(item, days),
    facts: (item) => [...engine.facts(item)],
    nameOf: (...fact) => engine.nameOf(...fact),
    valueOf: (...fact) => engine.valueOf(...fact),
    sensitive: (category) => engine.valueOf(0, engine.nameOf(0, category)) === unknownItem,
    reset: () => engine.reset(),
    intent: () => engine.intent(),
    session: (): EngineSession => {
      const from = new Reader(engine.session());
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
