// Asks the wasm engine what the corpus's sessions ask, and writes the answers as `tests/src/corpus.rs` does. Runs in Node and in pages.

const lists = ['for-you', 'viewed-next', 'also-viewed', 'bought-together', 'also-bought', 'similar', 'popular', 'trending', 'new', 'recently-viewed', 'range', 'buy-again', 'upgrade', 'continue-cart'];
const placements = ['home', 'product', 'category', 'cart', 'search', 'not-found', 'confirmation'];
const reasons = ['viewed', 'in-cart', 'bought', 'goes-with', 'similar-to', 'several', 'context', 'popular', 'trending', 'new', 'recent', 'range', 'taste', 'again'];
const dimensions = ['device', 'hour', 'weekday', 'month', 'referrer', 'locale', 'device-hour'];
const classes = ['category', 'brand', 'price', 'trait'];
const parts = ['seed', 'step', 'base', 'purchase'];
/** Bits of a request's options. */
const noFill = 1;
const noReasons = 2;
const notCurrent = 4;
const always = 8;
const unknown = 255;
/** Where the effects of the dimensions begin in a trace. */
const firstEffect = 6;

/**
 * @typedef {{ list?: string, placement?: string, seeds?: number[], exclude?: number[], category?: number, limit?: number, repeats?: string, fill?: boolean }} Question
 * @typedef {{ name: string, context: (number | null)[], events: [number, number, number, number | null][], taste?: [number, number, number][], purchases?: [number, number][], novelty?: number, requests: Question[], answers: string[] }} Case
 * @typedef {import('./flat.mjs').Engine} Engine
 */

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** The bits of a number that is a 32-bit float. @param {number} value */
function hexadecimal(value) {
  single[0] = value;
  if (single[0] !== value) throw new Error(`${value} is no 32-bit float`);
  return (bits[0] ?? 0).toString(16).padStart(8, '0');
}

/** @param {number} value */
function asBits(value) {
  single[0] = value;
  return bits[0] ?? 0;
}

/** @param {number} value */
const orAbsent = (value) => (value < 0 ? '-' : String(value));

/** @param {readonly string[]} names @param {number} number */
const named = (names, number) => (number < 0 ? '-' : (names[number] ?? `number ${number}`));

/** @param {Engine} engine @param {Question} question @returns {[number, Uint32Array, number, number, number, number]} */
function request(engine, question) {
  const list = question.list !== undefined ? lists.indexOf(question.list) : question.placement !== undefined ? engine.placementList(placements.indexOf(question.placement)) : 0;
  const repeats = question.repeats === 'always' ? always : question.repeats === 'not-current' ? notCurrent : 0;
  const options = repeats | (question.fill === false ? noFill : 0);
  const seeds = question.seeds ?? [];
  return [list, new Uint32Array([...seeds, ...(question.exclude ?? [])]), seeds.length, question.category ?? -1, question.limit ?? 12, options];
}

/** @param {Engine} engine @param {Case} given */
export function answers(engine, given) {
  engine.reset();
  engine.setContext(new Uint8Array(given.context.map((value) => value ?? unknown)));
  const taste = given.taste ?? [];
  engine.setTaste(new Uint32Array([asBits(given.novelty ?? 0), ...taste.flatMap(([class_, value, weight]) => [class_, value, asBits(weight)])]));
  for (const [kind, item, seconds, dwell] of given.events) engine.observe(kind, item, seconds, dwell ?? -1);
  for (const [item, days] of given.purchases ?? []) engine.rememberPurchase(item, days);
  const [mode, ...chances] = engine.intent();
  const found = [mode === undefined ? 'intent: -' : `intent: ${[mode, ...chances.map((chance) => (chance < 0 ? '-' : hexadecimal(chance)))].join(' ')}`];
  for (const question of given.requests) {
    const asked = request(engine, question);
    const numbers = engine.recommend(...asked);
    /** @param {number} at */
    const number = (at) => numbers[at] ?? Number.NaN;
    let line = `${named(lists, number(0))}:`;
    /** @type {number[]} */
    const items = [];
    for (let at = 1; at < numbers.length; at += 7) {
      items.push(number(at));
      line += ` ${number(at)}/${hexadecimal(number(at + 1))}/${named(lists, number(at + 2))}/${named(reasons, number(at + 3))}`;
      line += `/${orAbsent(number(at + 4))}/${named(number(at + 3) === reasons.indexOf('taste') ? classes : dimensions, number(at + 5))}/${hexadecimal(number(at + 6))}`;
    }
    found.push(line);
    const [list, about, seeds, category, limit, options] = asked;
    const bare = [...engine.recommend(list, about, seeds, category, limit, options | noReasons)].filter((_, at) => at % 7 === 1);
    if (bare.join() !== items.join()) found.push(`without reasons: ${bare.join(' ')} instead of ${items.join(' ')}`);
    if (items[0] !== undefined) found.push(traceLine(items[0], engine.explain(items[0])));
  }
  return found;
}

/** @param {number} item @param {Float64Array} numbers */
function traceLine(item, numbers) {
  /** @param {number} at */
  const number = (at) => numbers[at] ?? Number.NaN;
  let line = `trace of ${item} in ${named(lists, number(0))}:`;
  for (let at = firstEffect + dimensions.length; at < numbers.length; at += 5) {
    const relation = named(lists.slice(1), number(at + 2));
    line += ` ${named(parts, number(at))}/${orAbsent(number(at + 1))}/${relation}/${orAbsent(number(at + 3))}/${hexadecimal(number(at + 4))}`;
  }
  line += ` ignored ${hexadecimal(number(2))}`;
  dimensions.forEach((dimension, place) => {
    if (number(firstEffect + place) >= 0) line += ` ${dimension} ${hexadecimal(number(firstEffect + place))}`;
  });
  return `${line} context ${hexadecimal(number(3))} taste ${hexadecimal(number(5))} ranked ${hexadecimal(number(4))} score ${hexadecimal(number(1))}`;
}

/**
 * Every case whose answers differ, in words; nothing where all agree.
 * @param {Engine} engine @param {Case[]} cases
 */
export function differences(engine, cases) {
  return cases.flatMap((given) => {
    const found = answers(engine, given);
    const place = given.answers.findIndex((line, at) => line !== found[at]);
    if (place < 0 && found.length === given.answers.length) return [];
    return [`${given.name}:\n  committed: ${given.answers[place] ?? 'no more lines'}\n  found:     ${found[Math.max(place, 0)] ?? 'no more lines'}`];
  });
}
