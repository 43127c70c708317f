/** What a filter, an option or a search says of a liking. */
import type { Filter } from '../../signals.js';

/** A liking by name, as the profile keeps it. */
export interface Interest {
  category?: string;
  brand?: string;
  trait?: string;
}

/** What a field of a filter or an option is about, by the last word of its name: `filter.p.vendor`, `filter_color`, `attribute_pa_size`. */
const kinds: readonly (readonly [RegExp, (value: string) => Interest])[] = [
  [/\b(vendor|brand|manufacturer)$/, (brand) => ({ brand })],
  [/\b(product type|category|cat|product cat)$/, (category) => ({ category })],
  [/\b(colou?r|farbe|couleur)$/, (value) => ({ trait: `colour:${value.toLowerCase()}` })],
  [/\b(material|fabric|stoff)$/, (value) => ({ trait: `material:${value.toLowerCase()}` })],
  [/\b(style|stil)$/, (value) => ({ trait: `style:${value.toLowerCase()}` })],
];

/** The liking that a chosen value speaks of; `undefined` where it speaks of none that we know: a size is no liking. */
export function interestOf({ name, value }: Filter): Interest | undefined {
  const words = name
    .toLowerCase()
    .replace(/\[\]$/, '')
    .replace(/[^\p{L}]+/gu, ' ')
    .trim();
  // A value that only a machine reads (`gid://shopify/…`, `1234`) names nothing.
  if (!/^[\p{L}][\p{L}\p{N} &+>'’.-]*$/u.test(value)) return undefined;
  return kinds.find(([pattern]) => pattern.test(words))?.[1](value);
}
