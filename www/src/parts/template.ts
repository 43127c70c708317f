/**
 * The part that makes cards from a shop's own markup: fetched where a shelf holds a `<template>`. Elements say by `data-vitrine` what they show, one or
 * several names with spaces between:
 *
 *   title price was reason badge brand category benefit      their text; an element without one is hidden, but for the reason
 *   link (or url)                                            the address of an `<a>`
 *   image                                                    source and alternative text of an `<img>`
 *   add                                                      a button that puts the product into the basket
 *
 * Whatever a product is called is text, and links lead to http and https only.
 */
import type { CardContent } from '../card.js';
import type { ShelfKit, TemplatePart } from '../shelf-parts.js';
import css from './template/template.css';
import { cardTexts, type CardTexts } from './template/texts.js';

/** Style sheets that stand at the top of a template, or of a shelf. */
const sheetsOf = ({ children }: ParentNode): Element[] => [...children].filter((child) => child.matches('style,link[rel~=stylesheet]'));

/** Milliseconds for which cards wait for their style sheet. */
const patience = 3000;

/** Puts a style sheet into a shelf, whose cards show once it is here: their pieces would move else. */
function dress(root: ShadowRoot, sheet: Element): void {
  root.append(sheet);
  if (!(sheet instanceof HTMLLinkElement)) return;
  const own = new CSSStyleSheet();
  own.replaceSync('.list>*{visibility:hidden}');
  root.adoptedStyleSheets = [...root.adoptedStyleSheets, own];
  const show = (): void => {
    root.adoptedStyleSheets = root.adoptedStyleSheets.filter((other) => other !== own);
  };
  sheet.addEventListener('load', show);
  sheet.addEventListener('error', show);
  setTimeout(show, patience);
}

const templateOf = (shelf: Element): HTMLTemplateElement | null => shelf.querySelector(':scope>template:not([shadowrootmode])');

const webAddress = (address: string): boolean => /^https?:/i.test(address);

/** What a shelf with a template does. */
export function extend(kit: ShelfKit): TemplatePart {
  const { text } = kit;

  const fill = (place: HTMLElement, { item }: CardContent, texts: CardTexts, language: string): void => {
    const names = (place.dataset['vitrine'] ?? '').split(/\s+/);
    if (names.includes('url')) place.dataset['vitrine'] += ' link';
    if (place instanceof HTMLAnchorElement && (names.includes('link') || names.includes('url')) && webAddress(item.url)) place.href = item.url;
    if (place instanceof HTMLImageElement) {
      if (!names.includes('image')) return;
      place.hidden = !webAddress(item.image);
      if (place.hidden) return;
      if (!place.hasAttribute('loading')) place.loading = 'lazy';
      // The title stands beside it, as a rule: an alternative text that repeats it would be read twice.
      place.alt = item.alt === item.title ? '' : item.alt;
      place.src = item.image;
      return;
    }
    if (names.includes('add')) {
      place.hidden = !Number.isFinite(item.price);
      if (place.textContent?.trim() === '') place.textContent = text('card.add', language);
      place.setAttribute('aria-label', text('card.add.label', language, { title: item.title }));
      return;
    }
    const told = names.filter((name): name is keyof CardTexts => Object.hasOwn(texts, name));
    if (told.length === 0) return;
    place.textContent = told.map((name) => texts[name]).filter((one) => one !== '').join(' ');
    // A reason may come later.
    place.hidden = place.textContent === '' && !names.includes('reason');
    if (!place.dir) place.dir = 'auto';
  };

  return {
    css: (shelf) => (templateOf(shelf) ? css : undefined),
    draw: (shelf, content, currency) => {
      const template = templateOf(shelf);
      if (!template) return undefined;
      const { language } = shelf;
      const card = document.importNode(template.content, true);
      // Style sheets stand once in the shelf.
      const root = shelf.shadowRoot;
      for (const sheet of sheetsOf(card)) {
        sheet.remove();
        if (root && !sheetsOf(root).some((other) => other.isEqualNode(sheet))) dress(root, sheet);
      }
      const texts = cardTexts(content, currency, language, kit);
      for (const place of card.querySelectorAll<HTMLElement>('[data-vitrine]')) fill(place, content, texts, language);
      return card;
    },
  };
}
