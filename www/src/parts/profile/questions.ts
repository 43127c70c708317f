/** What only the profile asks of the engine. */
import { type Ask, codes, questions } from '../../binding.js';

/** A shopper's liking for one fact: class by position in `factNames`, value by number, and its share of all interest from −1 to 1. */
export type Taste = readonly [class_: number, value: number, weight: number];

/** Replaces the shopper's taste; `novelty` from −1 for what is familiar to 1 for what is not. No entries and a dial of 0 forget it. */
export function setTaste(ask: Ask, taste: readonly Taste[], novelty: number): void {
  ask(questions.setTaste, novelty, ...taste.flat());
}

/** Category, brand and price tier of an item, `unknownItem` where it has none, then its traits; empty where nothing may be inferred. */
export function factsOf(ask: Ask, item: number): number[] {
  return [...ask(questions.facts, item)];
}

/** Number of a fact by its name; `unknownItem` where there is none, or nothing may be inferred from it. */
export function valueOf(ask: Ask, class_: number, name: string): number {
  return ask(questions.valueOf, class_, ...codes(name))[0]!;
}
