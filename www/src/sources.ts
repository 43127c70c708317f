/** Where Vitrine learns what a page is about and what happens on it. Each source can be switched off. */
import { VitrineError } from './failures.js';

/** In order of trust: what a shop says itself comes before what its markup says. */
export const sourceNames = ['attributes', 'shopify', 'data-layer', 'woocommerce', 'json-ld', 'microdata', 'open-graph', 'address', 'signals'] as const;

/** A source's name. */
export type SourceName = (typeof sourceNames)[number];

/** Says of a source whether it is on. */
export type Sources = (name: SourceName) => boolean;

/** Every source. */
export const everySource: Sources = () => true;

/** All sources but those named, with spaces or commas between; `warn` hears of a name that there is not. */
export function sourcesWithout(names: string | undefined, warn: (thrown: unknown) => void): Sources {
  const off = new Set((names ?? '').split(/[\s,]+/).filter((name) => name !== ''));
  for (const name of off) {
    if (!(sourceNames as readonly string[]).includes(name)) {
      warn(new VitrineError(`data-without names “${name}”; the sources are ${sourceNames.join(', ')}.`));
    }
  }
  return (name) => !off.has(name);
}
