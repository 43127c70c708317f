/** A page's question in the engine's numbers. */
import { type EngineBinding, type EngineRequest, unknownItem } from './engine.js';
import type { RecommendRequest } from './types.js';

const defaultLimit = 8;

/** The items of the model among these ids. */
export function itemsOf(binding: EngineBinding, ids: readonly string[]): number[] {
  return ids.map((id) => binding.item(id)).filter((item) => item !== unknownItem);
}

/** The question; `undefined` for a category that the model does not have, whose shelf stays empty. */
export function questionOf(binding: EngineBinding, request: RecommendRequest, seeds: readonly string[], soldOut: Iterable<number> = []): EngineRequest | undefined {
  const limit = Number(request.limit ?? defaultLimit);
  const question: EngineRequest = {
    seeds: itemsOf(binding, request.seeds ?? seeds),
    exclude: [...itemsOf(binding, request.exclude ?? []), ...soldOut],
    limit: Number.isFinite(limit) ? Math.min(100, Math.max(0, Math.floor(limit))) : defaultLimit,
  };
  if (request.fill === false) question.fill = false;
  if (request.list !== undefined) question.list = request.list;
  if (request.placement !== undefined) question.placement = request.placement;
  if (request.category !== undefined) {
    const category = binding.category(request.category);
    if (category === undefined) return undefined;
    question.category = category;
  }
  return question;
}
