/** A shelf as text: the markup that `card.ts` and `shelf.ts` build by DOM nodes, for servers. `tests/browser/package.test.mjs` holds both against each other. */
import { type CardContent, cardReason } from '../card.js';
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

/** An element whose content is markup already, with a class and a part of the same name. */
function element(name: string, part: string, attributes: Attributes, ...content: string[]): string {
  return `${opening(name, { class: part, part, ...attributes })}${content.join('')}</${name}>`;
}

function price(item: DisplayItem, currency: string, language: string): string {
  const now = priceText(item.price, currency, language);
  if (now === '') return element('p', 'price', {});
  const hidden = (label: string): string => element('span', 'hidden', {}, `${escaped(label)} `);
  const amount = [hidden(text('card.price', language)), escaped(now)];
  if (!(item.was !== undefined && item.was > item.price)) return element('p', 'price', {}, element('span', 'now', {}, ...amount));
  const was = element('s', 'was', {}, hidden(text('card.was', language)), escaped(priceText(item.was, currency, language)));
  return element('p', 'price', {}, element('span', 'now', { class: 'now sale' }, ...amount), ' ', was);
}

function card(content: CardContent, currency: string, language: string): string {
  const { item } = content;
  const alt = item.alt === item.title ? '' : item.alt;
  const image = item.image === '' ? '' : opening('img', { class: 'image', part: 'image', loading: 'lazy', decoding: 'async', alt, src: item.image });
  const link = element('a', 'link', { dir: 'auto', href: item.url === '' ? undefined : item.url }, escaped(item.title));
  const label = text('card.add.label', language, { title: item.title });
  const button = element('button', 'add', { type: 'button', 'aria-label': label }, escaped(text('card.add', language)));
  return element(
    'article',
    'card',
    {},
    element('div', 'picture', {}, image),
    element('h3', 'title', {}, link),
    price(item, currency, language),
    element('p', 'reason', { dir: 'auto' }, escaped(cardReason(content, language))),
    Number.isFinite(item.price) ? button : '',
  );
}

/** The element with its shadow root. Whatever a title holds is text; addresses are those of the web alone. */
export function shelfMarkup(
  given: MarkupOptions & { shelf: Shelf; request: RecommendRequest; contents: readonly CardContent[]; currency: string },
): ServedShelf {
  const { shelf, request, contents, currency, language, heading, nonce } = given;
  const told: Attributes = {
    placement: request.placement,
    list: request.list,
    limit: request.limit === undefined ? undefined : String(request.limit),
    category: request.category,
    seeds: request.seeds?.join(','),
    heading,
    // An empty list leaves nothing behind.
    'data-state': contents.length > 0 ? 'ready' : 'gone',
  };
  const attributes = Object.fromEntries(Object.entries(told).filter(([, value]) => value !== undefined)) as Record<string, string>;
  if (contents.length === 0) return { shelf, attributes, inner: '', html: `${opening('vitrine-shelf', attributes)}</vitrine-shelf>` };
  const button = (part: string, label: string): string => element('button', part, { 'aria-label': label, type: 'button' });
  const own = heading !== undefined && (request.list === undefined || request.list === shelf.shows) ? heading : listHeading(shelf.shows, language);
  const title = element('h2', 'heading', { id: 'heading' }, escaped(own));
  const controls = element('div', 'controls', {}, button('previous', text('shelf.previous', language)), button('next', text('shelf.next', language)));
  const list = element('ul', 'list', { role: 'list' }, ...contents.map((content) => element('li', 'item', {}, card(content, currency, language))));
  const head = element('div', 'head', {}, title, controls);
  // What the cards were drawn from; in a script that no browser runs, where only "<" could end it.
  const data = JSON.stringify({ shelf, request, contents }).replaceAll('<', '\\u003c');
  const inner =
    `<template shadowrootmode="open">${opening('style', { nonce })}${shelfMeasures}${css}${cardCss}</style>` +
    element('section', 'shelf', { 'aria-labelledby': 'heading' }, head, list) +
    `<script type="application/json">${data}</script></template>`;
  return { shelf, attributes, inner, html: `${opening('vitrine-shelf', attributes)}${inner}</vitrine-shelf>` };
}
