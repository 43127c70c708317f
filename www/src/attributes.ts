/** What a shop says by attributes of its own markup: what lies in the basket, what was ordered, what a button does. */
import type { EventName } from './types.js';
import type { Vitrine } from './vitrine.js';

/** Buttons and links: `data-vitrine-add="fell-coat"`. */
const clicks: Readonly<Record<string, EventName>> = {
  'data-vitrine-add': 'add_to_cart',
  'data-vitrine-remove': 'remove_from_cart',
  'data-vitrine-wish': 'wishlist',
  'data-vitrine-hide': 'hide',
};

function list(value: string): string[] {
  return value.split(',').map((id) => id.trim()).filter((id) => id !== '');
}

/** Takes the basket and the order that the page names. */
export function readBasket(vitrine: Vitrine): void {
  const told = (name: string): string | null => document.querySelector(`[${name}]`)?.getAttribute(name) ?? null;
  const order = told('data-vitrine-order');
  const bought = told('data-vitrine-bought');
  if (bought !== null) vitrine.observeOrder(list(bought), order || undefined);
  const basket = told('data-vitrine-cart');
  if (basket !== null) vitrine.setCart(list(basket));
}

/** Hears buttons that say what they do. */
export function hearClicks(vitrine: Vitrine): void {
  document.addEventListener('click', (event) => {
    for (const [name, kind] of Object.entries(clicks)) {
      const value = event.target instanceof Element ? event.target.closest(`[${name}]`)?.getAttribute(name) : null;
      for (const id of list(value ?? '')) vitrine.observe({ kind, id });
    }
  });
}
