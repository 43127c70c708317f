/** The part of bundles: fetched where a page has `<vitrine-bundle>` or a shelf with the attribute `bundle`. */
import type { CardContent } from '../card.js';
import type { BundlePart, ShelfKit } from '../shelf-parts.js';
import type { VitrineShelf } from '../shelf.js';
import type { Vitrine } from '../vitrine.js';
import css from './bundle/bundle.css';
import { bundleAction, bundleCards, bundleRequest, bundleTotal, isBundle, offerAll } from './bundle/rules.js';
import { english } from './bundle/words.js';

/** What makes a shelf a bundle. */
export function extend({ addEnglish, make, priceText, text }: ShelfKit): BundlePart {
  addEnglish(english);

  const basket = (vitrine: Vitrine): Set<string> => new Set(vitrine.session().cart);

  const addAll = (shelf: VitrineShelf, vitrine: Vitrine): void => {
    const offer = (content: CardContent): boolean => {
      const taken = !shelf.tell('vitrine:add-to-cart', content);
      if (taken) vitrine.observe({ kind: 'add_to_cart', id: content.item.id });
      return taken;
    };
    const address = offerAll(shelf.shown, basket(vitrine), offer, location.href);
    if (address !== undefined) location.assign(address);
  };

  return {
    css,

    wish: (request, vitrine) => {
      const seed = (request.seeds ?? vitrine.page.products).find((id) => vitrine.find(id) !== undefined);
      // A product that is sold out is offered in no bundle.
      return bundleRequest(request, seed !== undefined && vitrine.isSoldOut(seed) ? undefined : seed);
    },

    // The engine leaves out what is in the basket; a bundle that is being bought must not change under the finger.
    held: (shelf, vitrine) => isBundle(shelf.shown) && shelf.shownIds.some((id) => basket(vitrine).has(id)),

    complete: async (shelf, request, cards, vitrine) => {
      // Another list may stand in for it.
      if (request.fill !== false || !request.seeds) return cards;
      const [own] = await vitrine.display(request.seeds);
      return bundleCards(own, text('bundle.this', shelf.language), cards);
    },

    offer: (shelf, head, vitrine) => {
      const items = shelf.shown.map(({ item }) => item);
      const total = isBundle(shelf.shown) ? bundleTotal(items) : undefined;
      let deal = head.querySelector('[part=deal]');
      // Without every price there is neither price nor button.
      if (total === undefined) {
        deal?.remove();
        return;
      }
      if (!deal) {
        const button = make('button', 'add-all');
        button.type = 'button';
        button.addEventListener('click', () => addAll(shelf, vitrine));
        deal = make('div', 'deal', make('p', 'total'), button);
        head.insertBefore(deal, head.lastElementChild);
      }
      const { language } = shelf;
      const inBasket = basket(vitrine);
      const missing = items.filter(({ id }) => !inBasket.has(id));
      const action = text(bundleAction(missing.length, items.length), language, { count: String(missing.length) });
      const [sum, button] = deal.children as unknown as [HTMLElement, HTMLElement];
      sum.textContent = text('bundle.total', language, { price: priceText(total, vitrine.currency, language) });
      button.textContent = action;
      const titles = (missing.length > 0 ? missing : items).map(({ title }) => title).join(', ');
      button.setAttribute('aria-label', text('bundle.add.label', language, { action, titles }));
      button.setAttribute('aria-disabled', String(missing.length === 0));
    },
  };
}
