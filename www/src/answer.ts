/** The engine's answer with the shop's ids. */
import { type EngineBinding, type EngineShelf, factNames } from './engine.js';
import type { Recommendation, Shelf } from './types.js';

/** The list as pages see it. */
export function shelfOf(binding: EngineBinding, answer: EngineShelf): Shelf {
  const items = answer.items.map((found): Recommendation => {
    const { kind, source, dimension, fact } = found.reason ?? { kind: 'several' };
    const reason: Recommendation['reason'] = { kind };
    if (source !== undefined) reason.source = binding.id(source);
    if (dimension !== undefined) reason.dimension = dimension;
    const told = fact && factNames[fact.class];
    if (told) reason.fact = { class: told, name: binding.nameOf(fact.class, fact.value) };
    return { id: binding.id(found.item), item: found.item, score: found.score, list: found.list, reason };
  });
  return { shows: answer.shows, items };
}
