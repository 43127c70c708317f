/** The texts of a card by a shop's own template; `parts/template.ts` puts them into elements, `package/markup.ts` hands them to the shop's code on a server. */
import type { CardContent } from '../../card.js';
import { reductionText } from './reduction.js';

/** Each by its name; empty where there is nothing to say. */
export interface CardTexts {
  title: string;
  price: string;
  /** The price before, of a reduced product. */
  was: string;
  /** How much less that is. */
  badge: string;
  reason: string;
  brand: string;
  category: string;
  benefit: string;
}

/** What writes prices and reasons: the runtime's own, as they know the page's texts. */
export interface Writers {
  cardReason(content: CardContent, language: string): string;
  priceText(minor: number, currency: string, language?: string): string;
}

/** The texts of a card. */
export function cardTexts(content: CardContent, currency: string, language: string, { cardReason, priceText }: Writers): CardTexts {
  const { title, price, was, brand = '', category = '', benefit = '' } = content.item;
  const before = was !== undefined && was > price ? was : undefined;
  return {
    title,
    price: priceText(price, currency, language),
    was: before === undefined ? '' : priceText(before, currency, language),
    badge: before === undefined ? '' : reductionText(price, before, language),
    reason: cardReason(content, language),
    brand,
    category,
    benefit,
  };
}
