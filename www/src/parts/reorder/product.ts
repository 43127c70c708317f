/** Which product a card of the shop's own is about. */
import { guessesIn, handleInPath } from '../../url.js';

/** Attributes that name a product, on the card or in it: our own, those of WooCommerce's buttons, and what themes write. */
const attributes = ['data-vitrine-item', 'data-product_sku', 'data-product_id', 'data-product-handle', 'data-product-id', 'data-sku'];

function namesOf(card: Element): string[] {
  const attribute = (name: string): string[] => [card.getAttribute(name), card.querySelector(`[${name}]`)?.getAttribute(name)].flatMap((value) => value?.trim() || []);
  const links = [...card.querySelectorAll<HTMLAnchorElement>('a[href]')].slice(0, 20).map(({ href }) => href);
  const handles = links.flatMap((href) => handleInPath(href) ?? []);
  const woo = /(?:^|\s)post-(\d+)/.exec(card.className)?.[1];
  // Guesses come last: the word at the end of any address.
  return [...attributes.flatMap(attribute), ...handles, ...(woo === undefined ? [] : [woo]), ...links.flatMap(guessesIn)];
}

const shelves = 'vitrine-shelf,vitrine-bundle,vitrine-recent';

/** The product, as the model calls it; `undefined` for what is no card of a product that the model has, and for a shelf among the cards. */
export function productOf(card: Element, find: (name: string) => string | undefined): string | undefined {
  if (card.matches(shelves) || card.querySelector(shelves) !== null) return undefined;
  for (const name of namesOf(card)) {
    const id = find(name);
    if (id !== undefined) return id;
  }
  return undefined;
}
