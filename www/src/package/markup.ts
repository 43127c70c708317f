/** A shelf as text: the markup that `card.ts` and `shelf.ts` build by DOM nodes, for servers. `tests/browser/package.test.mjs` holds both against each other. */
import { type CardContent, cardReason } from '../card.js';
import { prefix, scoped } from '../parts/light/scope.js';
import templateCss from '../parts/template/template.css';
import { cardTexts, type CardTexts } from '../parts/template/texts.js';
import { priceText } from '../price.js';
import { shelfMeasures } from '../reserve.js';
import cardCss from '../card.css';
import css from '../shelf.css';
import { listHeading, text } from '../texts.js';
import type { DisplayItem, RecommendRequest, Shelf } from '../types.js';
import type { MarkupOptions } from './server.js';

/** A shelf that a server has ranked and drawn. */
export interface ServedShelf {
  shelf: Shelf;
  /** Attributes of the element. */
  attributes: Readonly<Record<string, string>>;
  /** What stands in the element: its shadow root. */
  inner: string;
  /** The whole element. */
  html: string;
}

const special: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&#39;' };

function escaped(value: string): string {
  return value.replace(/[&<>"']/g, (character) => special[character] ?? '');
}

type Attributes = Readonly<Record<string, string | undefined>>;

function opening(name: string, attributes: Attributes): string {
  const written = Object.entries(attributes).map(([key, value]) => (value === undefined ? '' : ` ${key}="${escaped(value)}"`));
  return `<${name}${written.join('')}>`;
}

/** What a shop's own code draws a card from. */
export interface ServedCard extends CardTexts {
  /** Addresses of the web, absolute; empty where there is none. */
  url: string;
  image: string;
  alt: string;
  /** Makes any text safe to stand in markup, in an attribute as well. */
  escape(text: string): string;
}

/** An element whose content is markup already, with a class and a part of the same name. */
type Write = (name: string, part: string, attributes: Attributes, ...content: string[]) => string;

/** Writes elements; in the page's own DOM their classes have a prefix. */
function writing(light: boolean): Write {
  return (name, part, { class: more, ...attributes }, ...content) => {
    const classes = [part, ...(more === undefined ? [] : [more])].map((one) => (light ? prefix + one : one)).join(' ');
    // An image holds nothing, and so has no end.
    const end = name === 'img' ? '' : `</${name}>`;
    return opening(name, { class: classes, part, ...attributes }) + content.join('') + end;
  };
}

function price(element: Write, item: DisplayItem, currency: string, language: string): string {
  const now = priceText(item.price, currency, language);
  if (now === '') return element('p', 'price', {});
  const hidden = (label: string): string => element('span', 'hidden', {}, `${escaped(label)} `);
  const amount = [hidden(text('card.price', language)), escaped(now)];
  if (!(item.was !== undefined && item.was > item.price)) return element('p', 'price', {}, element('span', 'now', {}, ...amount));
  const was = element('s', 'was', {}, hidden(text('card.was', language)), escaped(priceText(item.was, currency, language)));
  return element('p', 'price', {}, element('span', 'now', { class: 'sale' }, ...amount), ' ', was);
}

function card(element: Write, content: CardContent, currency: string, language: string): string {
  const { item } = content;
  const alt = item.alt === item.title ? '' : item.alt;
  const image = item.image === '' ? '' : element('img', 'image', { loading: 'lazy', decoding: 'async', alt, src: item.image });
  const link = element('a', 'link', { dir: 'auto', href: item.url === '' ? undefined : item.url }, escaped(item.title));
  const label = text('card.add.label', language, { title: item.title });
  const button = element('button', 'add', { type: 'button', 'aria-label': label }, escaped(text('card.add', language)));
  return element(
    'article',
    'card',
    {},
    element('div', 'picture', {}, image),
    element('h3', 'title', {}, link),
    price(element, item, currency, language),
    element('p', 'reason', { dir: 'auto' }, escaped(cardReason(content, language))),
    Number.isFinite(item.price) ? button : '',
  );
}

/** Style sheets at the top of a template, which stand once in the shelf. */
function sheetsOf(template: string): string {
  return /^\s*(?:<link\b[^>]*>\s*|<style\b[^>]*>[^]*?<\/style>\s*)+/i.exec(template)?.[0].trim() ?? '';
}

/** The element with its shadow root, or with `dom: 'light'` with what stands in it. Whatever a title holds is text; addresses are those of the web alone. */
export function shelfMarkup(
  given: MarkupOptions & { shelf: Shelf; request: RecommendRequest; contents: readonly CardContent[]; currency: string },
): ServedShelf {
  const { shelf, request, contents, currency, language, heading, nonce, dom, cards } = given;
  const light = dom === 'light';
  const element = writing(light);
  const told: Attributes = {
    placement: request.placement,
    list: request.list,
    limit: request.limit === undefined ? undefined : String(request.limit),
    category: request.category,
    seeds: request.seeds?.join(','),
    heading,
    dom: light ? dom : undefined,
    // An empty list leaves nothing behind.
    'data-state': contents.length > 0 ? 'ready' : 'gone',
  };
  const attributes = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Record<string, string>;
  const template = cards ? `<template>${cards.template}</template>` : '';
  if (contents.length === 0) return { shelf, attributes, inner: template, html: `${opening('vitrine-shelf', attributes)}${template}</vitrine-shelf>` };
  const draw = (content: CardContent): string => {
    if (!cards) return card(element, content, currency, language);
    const { url, image, alt, title } = content.item;
    return cards.draw({ ...cardTexts(content, currency, language, { cardReason, priceText }), url, image, alt: alt === title ? '' : alt, escape: escaped });
  };
  const button = (part: string, label: string): string => element('button', part, { 'aria-label': label, type: 'button' });
  const own = heading !== undefined && (request.list === undefined || request.list === shelf.shows) ? heading : listHeading(shelf.shows, language);
  // Ids in a page are the page's own; no list stands there twice.
  const id = light ? `${prefix}heading-${request.placement ?? ''}-${shelf.shows}` : 'heading';
  const title = element('h2', 'heading', { id }, escaped(own));
  const controls = element('div', 'controls', {}, button('previous', text('shelf.previous', language)), button('next', text('shelf.next', language)));
  const list = element('ul', 'list', { role: 'list' }, ...contents.map((content) => element('li', 'item', {}, draw(content))));
  const head = element('div', 'head', {}, title, controls);
  // What the cards were drawn from; in a script that no browser runs, where only "<" could end it.
  const data = JSON.stringify({ shelf, request, contents }).replaceAll('<', '\\u003c');
  const rules = [shelfMeasures + css, cards ? templateCss : cardCss];
  const root =
    `${opening('style', { nonce })}${(light ? rules.map(scoped) : rules).join('')}</style>${cards && !light ? sheetsOf(cards.template) : ''}` +
    element('section', 'shelf', { 'aria-labelledby': id }, head, list) +
    `<script type="application/json">${data}</script>`;
  const inner = template + (light ? element('div', 'root', {}, root) : `<template shadowrootmode="open">${root}</template>`);
  return { shelf, attributes, inner, html: `${opening('vitrine-shelf', attributes)}${inner}</vitrine-shelf>` };
}
