/** The add buttons on Vitrine's cards: the shop puts the product into its own basket and tells its analytics. */
import type { DisplayItem } from '../src/types.js';
import type { Line } from './basket.js';
import { push } from './data-layer.js';
import { say, shopRoot } from './page.js';

/** Relative to the shop's root, as the basket keeps addresses; those of other sites stay whole. */
function fromShop(address: string): string {
  const root = shopRoot().href;
  return address.startsWith(root) ? address.slice(root.length) : address;
}

function lineOf(item: DisplayItem): Line {
  return {
    id: item.id,
    variant: '',
    title: item.title,
    price: Number.isFinite(item.price) ? item.price : 0,
    url: fromShop(item.url),
    picture: fromShop(item.image),
    quantity: 1,
    brand: item.brand ?? '',
    category: item.category ?? '',
  };
}

/** Listens on the document, as shelves come and change. */
export function hearShelves(add: (line: Line) => void): void {
  const added: string[] = [];
  // A bundle adds several at once; what is in the basket is said once.
  const tell = (): void => {
    const what = added.length === 1 ? `${added[0]} is` : `${added.length} products are`;
    added.length = 0;
    say(`${what} in your basket.`, { text: 'See the basket', address: new URL('cart/', shopRoot()).href });
  };
  document.addEventListener('vitrine:add-to-cart', (event) => {
    const item = (event as CustomEvent<{ item?: DisplayItem } | undefined>).detail?.item;
    if (!item) return;
    // Without this the button would lead to the product's page.
    event.preventDefault();
    const line = lineOf(item);
    add(line);
    push('add_to_cart', [line]);
    added.push(line.title);
    if (added.length === 1) queueMicrotask(tell);
  });
}
