/** What an address's query says: what was searched for, and which filters are set. */
import type { Filter } from '../../signals.js';

/** Names of the field that holds the words of a search: Shopify, WooCommerce, Magento, and the usual ones. */
const searchNames = new Set(['q', 's', 'query', 'search', 'search_query', 'keyword', 'keywords', 'searchterm']);

/** What is neither a search nor a filter: pages, orders, variants, campaigns, click identifiers, things that Shopify adds. */
const otherNames = /^(page|paged|p|sort|sort_by|order|orderby|view|limit|variant|sku|id|lang|locale|currency|country|ref|source|section_id|sections|type|post_type|options\[.*|utm_.*|_.*|.*clid|[gw]braid|epik|igshid|mc_.*|gad_source|srsltid|token|key|session|sid)$/i;

const longestName = 60;
const longestValue = 80;

/** The words that a query searches for; `undefined` for none. */
export function searchedFor(query: string): string | undefined {
  for (const [name, value] of new URLSearchParams(query)) {
    const words = value.trim().slice(0, longestValue);
    if (searchNames.has(name.toLowerCase()) && words !== '') return words;
  }
  return undefined;
}

/** The filters that a query sets. */
export function filtersOf(query: string): Filter[] {
  return [...new URLSearchParams(query)].flatMap(([name, value]) => {
    if (value.trim() === '' || searchNames.has(name.toLowerCase()) || otherNames.test(name) || name.length > longestName) return [];
    // WooCommerce puts several values into one.
    return value.split(',').map((one) => ({ name, value: one.trim().slice(0, longestValue) }));
  });
}

/** The filters of `now` that `before` did not set. */
export function filtersAdded(before: string, now: string): Filter[] {
  const same = ({ name, value }: Filter): string => `${name}\n${value}`;
  const old = new Set(filtersOf(before).map(same));
  return filtersOf(now).filter((filter) => !old.has(same(filter)));
}
