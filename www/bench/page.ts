/** Runs in the bench page: the same sessions through the wasm engine and both hand-written recommenders and two libraries, one after the other. */
import { open, start } from '../src/module.js';
import { bind, questions } from '../src/binding.js';
import type { EngineRequest, FlatEngine } from '../src/engine.js';
import { itemKnn, type Recommender, vsKnn } from './baselines.js';

/** One row of the table. */
export interface Row {
  name: string;
  medianMicroseconds: number;
  p99Microseconds: number;
  hitRate: number;
  bytes: number;
}

/** A recommender that may answer later, as libraries with their own wasm do. */
interface LaterRecommender {
  name: string;
  bytes: number;
  rank(session: readonly number[]): readonly number[] | Promise<readonly number[]>;
}

interface Input {
  items: number;
  train: number[][];
  test: number[][];
}

const limit = 20;
const forYou = 0;
/** As in `crates/wasm/src/binding.rs` and `flat.rs`. */
const noReasons = 2;
const itemFields = 7;
const question = Float64Array.of(forYou, -1, limit, noReasons, 0);
const nothing = new Float64Array();

/** Rankings between two looks at the clock, whose steps are longer than one ranking. */
const batch = 16;

function engineRow(engine: FlatEngine, number: (item: number) => number, item: (number: number) => number): Recommender {
  const answer = new Uint32Array(limit);
  let now = 1_800_000_000;
  return {
    name: 'Vitrine, item numbers',
    bytes: 0,
    rank(session) {
      // Every session begins anew; the engine's own bookkeeping counts with the ranking.
      engine.ask(questions.reset, nothing);
      for (let at = 0; at < session.length; at++) engine.ask(questions.observe, Float64Array.of(0, number(session[at]!), (now += 10), -1));
      const found = engine.ask(questions.recommend, question);
      let count = 0;
      for (let at = 1; at < found.length; at += itemFields) answer[count++] = item(found[at]!);
      return answer.subarray(0, count);
    },
  };
}

function percentile(sorted: Float64Array, share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN;
}

function figures(times: number[]): { median: number; p99: number } {
  const sorted = Float64Array.from(times).sort();
  return { median: percentile(sorted, 0.5), p99: percentile(sorted, 0.99) };
}

/** Times each prefix of each test session; the next click is the hit to make. */
function measure(recommender: Recommender, test: readonly number[][], prepare?: (session: number[]) => () => unknown): Row {
  const prefixes = test.flatMap((session) => session.slice(1).map((next, at) => ({ session: session.slice(0, at + 1), next })));
  let hits = 0;
  for (const { session, next } of prefixes) if (recommender.rank(session).includes(next)) hits++;
  const times: number[] = [];
  for (const { session } of prefixes) {
    const call = prepare ? prepare(session) : () => recommender.rank(session);
    call();
    const began = performance.now();
    for (let again = 0; again < batch; again++) call();
    times.push(((performance.now() - began) * 1000) / batch);
  }
  const { median, p99 } = figures(times);
  return { name: recommender.name, medianMicroseconds: median, p99Microseconds: p99, hitRate: hits / prefixes.length, bytes: recommender.bytes };
}

/** As `measure`, for a recommender that answers later: the wait counts, for a page waits as well. */
async function measureLater(recommender: LaterRecommender, test: readonly number[][]): Promise<Row> {
  const prefixes = test.flatMap((session) => session.slice(1).map((next, at) => ({ session: session.slice(0, at + 1), next })));
  let hits = 0;
  const times: number[] = [];
  for (const { session, next } of prefixes) {
    await recommender.rank(session);
    const began = performance.now();
    const found = await recommender.rank(session);
    times.push((performance.now() - began) * 1000);
    if (found.includes(next)) hits++;
  }
  const { median, p99 } = figures(times);
  return { name: recommender.name, medianMicroseconds: median, p99Microseconds: p99, hitRate: hits / prefixes.length, bytes: recommender.bytes };
}

async function run(): Promise<{ rows: Row[]; items: number; rankings: number; isolated: boolean; browser: string }> {
  const input = (await (await fetch('input.json')).json()) as Input;
  const [code, model] = await Promise.all(['engine.wasm', 'model.vitrine'].map(async (name) => (await fetch(name)).arrayBuffer()));
  await start(await WebAssembly.compile(code!));
  const engine = open(new Uint8Array(model!))!;
  const bound = bind(engine);
  const numbers = Uint32Array.from({ length: input.items }, (_, item) => bound.item(`i${item}`));
  const items = new Uint32Array(input.items);
  numbers.forEach((number, item) => (items[number] = item));
  if (bound.itemCount() !== input.items) throw new Error(`the model has ${bound.itemCount()} items, the log ${input.items}`);

  const vitrine: Recommender = { ...engineRow(engine, (item) => numbers[item]!, (number) => items[number]!), bytes: model!.byteLength };
  const request: EngineRequest = { list: 'for-you', seeds: [], exclude: [], limit };
  const fill = (session: number[]): void => {
    bound.reset();
    session.forEach((item, at) => bound.observe(0, numbers[item]!, 1_800_000_000 + 10 * at, -1));
  };
  const rows: Row[] = [];
  const rankOnly = (session: number[]) => {
    fill(session);
    return () => engine.ask(questions.recommend, question);
  };
  const withReasons = (session: number[]) => {
    fill(session);
    return () => bound.recommend(request);
  };
  const rivals = [itemKnn(input.items, input.train, limit), vsKnn(input.items, input.train, limit)];
  // Twice over: the first round is for the compilers.
  for (const rehearsal of [true, false]) {
    const test = rehearsal ? input.test.slice(0, 200) : input.test;
    rows.length = 0;
    rows.push(measure({ ...vitrine, name: 'Vitrine: one ranking' }, test, rankOnly));
    rows.push(measure({ ...vitrine, name: 'Vitrine: with reasons, as objects' }, test, withReasons));
    rows.push(measure({ ...vitrine, name: 'Vitrine: session told anew, then ranked' }, test));
    for (const rival of rivals) rows.push(measure(rival, test));
  }
  for (const make of window.libraries ?? []) {
    const library = await make({ items: input.items, train: input.train, limit });
    await measureLater(library, input.test.slice(0, 50));
    rows.push(await measureLater(library, input.test));
  }
  const rankings = input.test.reduce((sum, session) => sum + session.length - 1, 0);
  return { rows, items: input.items, rankings, isolated: crossOriginIsolated, browser: navigator.userAgent };
}

declare global {
  interface Window {
    result?: Promise<unknown>;
    /** Makers from `libraries.mjs`. */
    libraries?: ((input: Omit<Input, 'test'> & { limit: number }) => LaterRecommender | Promise<LaterRecommender>)[];
  }
}

window.result = run();
