/** A score taken apart by the engine (`crates/wasm/src/flat.rs`). */
import { questions, Reader } from '../binding.js';
import { dimensionNames, type EngineBinding, type EngineRequest, listNames } from '../engine.js';
import type { ContextName, ListName } from '../types.js';

/** Relations by number. */
const relationNames = ['viewed-next', 'also-viewed', 'bought-together', 'also-bought', 'similar'] as const;
const partNames = ['seed', 'step', 'base', 'purchase'] as const;
const partFields = 5;

/** One amount of a score. */
export interface EngineTracePart {
  kind: 'seed' | 'step' | 'base' | 'purchase';
  source?: number;
  relation?: string;
  stepsBack?: number;
  value: number;
}

/** A score taken apart: `score` is the sum of the parts × `ignored` × `context` × `taste` × `ranked`. */
export interface EngineTrace {
  item: number;
  list: ListName;
  parts: EngineTracePart[];
  ignored: number;
  effects: { dimension: ContextName; factor: number }[];
  context: number;
  taste: number;
  ranked: number;
  score: number;
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

/** How an item's score came about. */
export function readTrace({ ask, recommend }: Pick<EngineBinding, 'ask' | 'recommend'>, item: number, request: EngineRequest): EngineTrace {
  // The engine answers about the question that it was asked last.
  recommend(request);
  const from = new Reader(ask(questions.explain, item));
  const [list = 0, score = 0, ignored = 1, context = 1, ranked = 1, taste = 1] = from.take(6);
  const effects = dimensionNames.map((dimension) => ({ dimension, factor: from.next() })).filter(({ factor }) => factor >= 0);
  const parts: EngineTracePart[] = [];
  while (from.left >= partFields) parts.push(readPart(from));
  return { item, list: listNames[list] ?? 'for-you', score, ignored, context, taste, ranked, effects, parts };
}
