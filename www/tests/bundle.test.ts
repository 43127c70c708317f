import { readFileSync } from 'node:fs';
import { bundleAction, bundleCards, bundleRequest, bundleTotal, isBundle, offerAll } from '../src/parts/bundle/rules.js';
import { type CardContent, cardReason } from '../src/card.js';
import { priceText } from '../src/price.js';
import { cardWidth, reserveRules, shelfHeight } from '../src/reserve.js';
import type { DisplayItem } from '../src/types.js';
import { check } from './check.js';

const item = (id: string, price: number): DisplayItem => ({ id, title: id, url: `https://shop.test/${id}`, image: '', alt: '', price });
const card = (id: string): CardContent => ({
  item: item(id, 100),
  recommendation: { id, item: 1, score: 1, list: 'bought-together', reason: { kind: 'goes-with', source: 'coat' } },
  sourceTitle: 'Coat',
});

check('what a bundle asks for', [
  ['bought together with the product, two, not filled up', bundleRequest({ placement: 'product' }, 'coat'), { list: 'bought-together', limit: 2, placement: 'product', seeds: ['coat'], fill: false }],
  ['as many and of the list that was told', bundleRequest({ list: 'similar', limit: 3 }, 'coat'), { list: 'similar', limit: 3, seeds: ['coat'], fill: false }],
  ['about nothing where the page has no product', bundleRequest({}, undefined), { list: 'bought-together', limit: 2, seeds: [], fill: false }],
]);

const cards = bundleCards(item('coat', 100), 'This product', [card('hat'), card('scarf')]);
check('cards of a bundle', [
  ['the product itself, then the others in their order', cards.map((shown) => shown.item.id), ['coat', 'hat', 'scarf']],
  ['the first says what it is, the others why', cards.map((shown) => cardReason(shown, 'en')), ['This product', 'Often bought with Coat', 'Often bought with Coat']],
  ['nothing without the product', bundleCards(undefined, '', [card('hat')]), []],
  ['nothing without others', bundleCards(item('coat', 100), '', []), []],
  ['are told from those of other shelves', [isBundle(cards), isBundle([card('hat')]), isBundle([])], [true, false, false]],
]);

const total = (...prices: number[]): string => priceText(bundleTotal(prices.map((price) => item('a', price))) ?? NaN, 'GBP', 'en-GB');
check('the price of a bundle', [
  ['is the sum in whole pence', total(1995, 1010, 9340), '£123.45'],
  ['that no fraction blurs', total(10, 20), '£0.30'],
  ['is not told where a price is unknown', total(1995, NaN), ''],
]);

check('the button of a bundle', [
  ['all three', bundleAction(3, 3), 'bundle.add-all'],
  ['both', bundleAction(2, 2), 'bundle.add-both'],
  ['what is not in the basket yet', bundleAction(1, 3), 'bundle.add-more'],
  ['nothing left', bundleAction(0, 3), 'bundle.added'],
]);

/** Offers the bundle on the coat's page to a shop that takes some products: what it was offered, and the page to open. */
function offered(takes: string[], inBasket: string[] = []): unknown {
  const told: string[] = [];
  const offer = (shown: CardContent): boolean => {
    told.push(shown.item.id);
    return takes.includes(shown.item.id);
  };
  return [told, offerAll(cards, new Set(inBasket), offer, 'https://shop.test/coat?from=home#top')];
}
check('adding a bundle', [
  ['each in order', offered(['coat', 'hat', 'scarf']), [['coat', 'hat', 'scarf'], undefined]],
  ['not what is in the basket', offered(['coat', 'hat', 'scarf'], ['hat']), [['coat', 'scarf'], undefined]],
  ['all are offered before a page is opened, never the one that is open', offered([]), [['coat', 'hat', 'scarf'], 'https://shop.test/hat']],
  ['the page of what the shop left', offered(['coat', 'hat']), [['coat', 'hat', 'scarf'], 'https://shop.test/scarf']],
  ['no page where only its own product is left', offered(['hat', 'scarf']), [['coat', 'hat', 'scarf'], undefined]],
]);

const squeezed = (text: string): string => text.replace(/\s+/g, '');
/** What a card's style sheet takes below the picture: heights and margins of the blocks, in rem. */
function heightsBelowPicture(): number {
  const css = readFileSync('src/card.css', 'utf8');
  const block = (name: string): string => new RegExp(`^\\.${name} \\{([^}]*)\\}`, 'm').exec(css)?.[1] ?? '';
  const sizes = ['title', 'price', 'reason', 'add'].flatMap((name) => [...block(name).matchAll(/^ {2}(?:block-size|margin-block-start): ([\d.]+)rem/gm)]);
  return Math.round(sizes.reduce((sum, [, size]) => sum + Number(size), 0) * 100) / 100;
}
check('space of a shelf', [
  ['is what its parts take', squeezed(shelfHeight), squeezed(`calc(var(--vitrine-card-height,calc(${cardWidth}*var(--vitrine-image-ratio,1.25) + 9.9rem)) + 4rem)`)],
  ['a card has no room that it does not need', heightsBelowPicture(), 9.9],
  ['the demonstration shop keeps as much', readFileSync('shop/styles/cards.css', 'utf8').includes('+ 13.9rem)'), true],
  ['is kept before any script of ours', reserveRules.includes(shelfHeight), true],
]);
