/** A score's parts so that they add up: what factors do is told as an amount. */
import type { EngineTrace } from './engine.js';
import type { Explanation, ExplanationPart } from './types.js';

/** From the engine's trace, whose score is the sum of its parts × `ignored` × `context` × `ranked`. */
export function explanation(trace: EngineTrace, id: (item: number) => string): Explanation {
  const parts = trace.parts.map((part): ExplanationPart => {
    const told: ExplanationPart = { name: part.relation ?? (part.kind === 'base' ? 'order' : 'seen'), value: part.value };
    if (part.source !== undefined) told.source = id(part.source);
    if (part.stepsBack !== undefined) told.stepsBack = part.stepsBack;
    return told;
  });
  const sum = parts.reduce((total, part) => total + part.value, 0);
  const shown = sum * (trace.ignored - 1);
  if (trace.ignored !== 1) parts.push({ name: 'shown', value: shown });
  const contextual = (sum + shown) * (trace.context - 1);
  if (trace.context !== 1 && trace.ranked !== 1) parts.push({ name: 'context', value: contextual });
  // The rest, so that the parts add up to the engine's own score to the last digit that is shown.
  if (trace.ranked !== 1) parts.push({ name: 'ranker', value: trace.score - sum - shown - contextual });
  else if (trace.context !== 1) parts.push({ name: 'context', value: trace.score - sum - shown });
  return { id: id(trace.item), list: trace.list, score: trace.score, parts, effects: trace.effects };
}
