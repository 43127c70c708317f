/** What is bought together, as one offer: the product itself, what goes with it, one price for all, one button. */
import type { CardContent } from '../../card.js';
import type { DisplayItem, RecommendRequest } from '../../types.js';
import type { BundleTextKey } from './words.js';

/** Products beside the page's own, unless told. */
const others = 2;

/** What to ask for: nothing is filled in from other lists, as a bundle says that its products really were bought together. */
export function bundleRequest(request: RecommendRequest, seed: string | undefined): RecommendRequest {
  return { list: 'bought-together', limit: others, ...request, seeds: seed === undefined ? [] : [seed], fill: false };
}

/** The cards in order; `note` stands on the product's own. None without the product itself or without another: one product is no bundle. */
export function bundleCards(own: DisplayItem | undefined, note: string, cards: CardContent[]): CardContent[] {
  return own && cards.length > 0 ? [{ item: own, note }, ...cards] : [];
}

/** Whether these cards are a bundle: only its first product was not recommended. */
export function isBundle(cards: readonly CardContent[]): boolean {
  return cards.length > 0 && cards[0]?.recommendation === undefined;
}

/** The price of all in minor units; `undefined` where one of them is not known. */
export function bundleTotal(items: readonly DisplayItem[]): number | undefined {
  const total = items.reduce((sum, { price }) => sum + price, 0);
  return Number.isFinite(total) ? total : undefined;
}

/** What the button says while so many of so many products are not in the basket yet. */
export function bundleAction(missing: number, all: number): BundleTextKey {
  if (missing === 0) return 'bundle.added';
  return missing < all ? 'bundle.add-more' : all === 2 ? 'bundle.add-both' : 'bundle.add-all';
}

/**
 * Offers each product that is not in the basket yet to the shop, in order; `offer` says whether the shop took it.
 * Answers the page to open in the end: that of the first product which the shop did not take. Where that is the page which the
 * shopper is on, it would only load anew, so the next such product's is meant.
 */
export function offerAll(
  cards: readonly CardContent[],
  inBasket: ReadonlySet<string>,
  offer: (card: CardContent) => boolean,
  here: string,
): string | undefined {
  const page = (address: string): string => address.replace(/[?#].*$/, '');
  const left = cards.filter(({ item }) => !inBasket.has(item.id)).filter((card) => !offer(card));
  return left.map(({ item }) => item.url).find((url) => url !== '' && page(url) !== page(here));
}
