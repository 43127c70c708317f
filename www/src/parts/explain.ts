/**
 * The part that takes scores apart: no shelf needs it. It is inside the part of the profile, which the drop-in script fetches anyway, and a file of its own
 * for programs that call `Vitrine.load`.
 */
import { readTrace } from './trace.js';
import type { Vitrine } from '../vitrine.js';
import { explanation } from './explanation.js';

/** Lets `vitrine.explain` answer. */
export function explainFor(vitrine: Pick<Vitrine, 'inner' | 'explainer'>): void {
  const { binding } = vitrine.inner;
  vitrine.explainer = (item, question) => explanation(readTrace(binding, item, question), (number) => binding.id(number));
}
