/** A score's parts so that they add up: what factors do is told as an amount. */
import type { Explanation, ExplanationPart } from '../types.js';
import type { EngineTrace } from './trace.js';

/** From the engine's trace, whose score is the sum of its parts × `ignored` × `context` × `taste` × `ranked`. */
export function explanation(trace: EngineTrace, id: (item: number) => string): Explanation {
  const parts = trace.parts.map((part): ExplanationPart => {
    const told: ExplanationPart = { name: part.relation ?? (part.kind === 'base' ? 'order' : part.kind === 'purchase' ? 'again' : 'seen'), value: part.value };
    if (part.source !== undefined) told.source = id(part.source);
    if (part.stepsBack !== undefined) told.stepsBack = part.stepsBack;
    return told;
  });
  const sum = parts.reduce((total, part) => total + part.value, 0);
  const shown = sum * (trace.ignored - 1);
  if (trace.ignored !== 1) parts.push({ name: 'shown', value: shown });
  let told = sum + shown;
  const factors: [string, number][] = [
    ['context', trace.context],
    ['taste', trace.taste],
    ['ranker', trace.ranked],
  ];
  const felt = factors.filter(([, factor]) => factor !== 1);
  felt.forEach(([name, factor], index) => {
    // The last one takes the rest, so that the parts add up to the engine's own score to the last digit that is shown.
    const value = index === felt.length - 1 ? trace.score - told : told * (factor - 1);
    parts.push({ name, value });
    told += value;
  });
  return { id: id(trace.item), list: trace.list, score: trace.score, parts, effects: trace.effects };
}
