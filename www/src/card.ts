/** Draws one card by DOM nodes alone: whatever a title holds is text. */
import { priceText } from './price.js';
import { reasonText, text } from './texts.js';
import type { DisplayItem, Recommendation } from './types.js';

/** What a card is drawn from. */
export interface CardContent {
  /** Why it is here; a bundle's first product has none, as it is what the bundle is about. */
  recommendation?: Recommendation;
  /** What such a product has in the place of a reason. */
  note?: string;
  item: DisplayItem;
  /** Title of the product that the reason names, where one is known. */
  sourceTitle?: string;
}

/** What happens to a card. */
export interface CardHandlers {
  open(content: CardContent, event: MouseEvent): void;
  add(content: CardContent): void;
}

/** An element with a class and a part of the same name. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  part: string,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.className = part;
  element.setAttribute('part', part);
  element.append(...children);
  return element;
}

function picture(item: DisplayItem): HTMLElement {
  const frame = make('div', 'picture');
  if (item.image === '') return frame;
  const image = make('img', 'image');
  image.loading = 'lazy';
  image.decoding = 'async';
  // The title stands beside it: an alternative text that repeats it would be read twice.
  image.alt = item.alt === item.title ? '' : item.alt;
  image.src = item.image;
  frame.append(image);
  return frame;
}

function price(item: DisplayItem, currency: string, language: string): HTMLElement {
  const line = make('p', 'price');
  const now = priceText(item.price, currency, language);
  if (now === '') return line;
  const reduced = item.was !== undefined && item.was > item.price;
  const hidden = (label: string): HTMLElement => make('span', 'hidden', `${label} `);
  const amount = make('span', 'now', hidden(text('card.price', language)), now);
  line.append(amount);
  if (reduced) {
    amount.classList.add('sale');
    line.append(' ', make('s', 'was', hidden(text('card.was', language)), priceText(item.was ?? 0, currency, language)));
  }
  return line;
}

/** The line that says why a product is here. */
export function cardReason(content: CardContent, language: string): string {
  const { recommendation, sourceTitle, note = '' } = content;
  return recommendation ? reasonText(recommendation, sourceTitle, language) : note;
}

/** Finds a piece of a card by its name: the part of a card that is drawn here, or what a shop's own template calls so. */
export function pieceOf(card: ParentNode, name: string): HTMLElement | null {
  return card.querySelector<HTMLElement>(`[part=${name}],[data-vitrine~=${name}]`);
}

/** Lets a card that is drawn, here or by a server, act. */
export function hearCard(card: ParentNode, content: CardContent, handlers: CardHandlers): void {
  const image = pieceOf(card, 'image');
  image?.addEventListener('error', () => image.setAttribute('data-failed', ''));
  pieceOf(card, 'link')?.addEventListener('click', (event) => handlers.open(content, event));
  pieceOf(card, 'add')?.addEventListener('click', () => handlers.add(content));
}

/** A whole card. */
export function drawCard(content: CardContent, currency: string, language: string): HTMLElement {
  const { item } = content;
  const link = make('a', 'link', item.title);
  link.dir = 'auto';
  if (item.url !== '') link.href = item.url;
  const card = make('article', 'card', picture(item), make('h3', 'title', link), price(item, currency, language));
  const reason = make('p', 'reason', cardReason(content, language));
  reason.dir = 'auto';
  card.append(reason);
  if (Number.isFinite(item.price)) {
    const button = make('button', 'add', text('card.add', language));
    button.type = 'button';
    button.setAttribute('aria-label', text('card.add.label', language, { title: item.title }));
    card.append(button);
  }
  return card;
}
