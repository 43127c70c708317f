/** `<vitrine-shelf>`: a list of products that ranks anew as the visit goes on. */
import cardCss from './card.css';
import { type CardContent, cardReason, drawCard, hearCard, make, pieceOf } from './card.js';
import { placementNames } from './engine.js';
import { Frame } from './frame.js';
import { giveUp, cancelQuiet, shelfHeight, shelfMeasures, whenQuiet } from './reserve.js';
import css from './shelf.css';
import { type BundlePart, parts } from './shelf-parts.js';
import type { ShelfKeeper } from './shelves.js';
import { listHeading } from './texts.js';
import type { DisplayItem, ListName, Placement, RecommendRequest, Recommendation, Shelf } from './types.js';

/** What `vitrine:click` and `vitrine:add-to-cart` carry. */
export interface CardEventDetail {
  item: DisplayItem;
  /** Absent for the product that a bundle is about. */
  recommendation?: Recommendation;
  /** Place in the list, from 0. */
  position: number;
}

/** What a server leaves beside the cards that it drew (`package/markup.ts`). */
interface Served {
  shelf: Shelf;
  request: RecommendRequest;
  contents: CardContent[];
}

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-shelf': VitrineShelf;
    'vitrine-bundle': VitrineBundle;
    'vitrine-recent': VitrineRecent;
  }
  interface HTMLElementEventMap {
    'vitrine:rendered': CustomEvent<{ shelf: Shelf }>;
    'vitrine:click': CustomEvent<CardEventDetail>;
    'vitrine:add-to-cart': CustomEvent<CardEventDetail>;
  }
}

/** Style sheets by their texts: all shelves of a page share them. */
const sheets = new Map<string, CSSStyleSheet>();

function sheetOf(rules: string): CSSStyleSheet {
  let sheet = sheets.get(rules);
  if (!sheet) {
    sheets.set(rules, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(rules);
  }
  return sheet;
}

let keeper: ShelfKeeper | undefined;

/** Where there is no DOM the module can still be imported. */
const Base = globalThis.HTMLElement ?? (class {} as typeof HTMLElement);

/**
 * Attributes: `placement`, `list`, `limit`, `category`, `seeds` (ids with commas between), `heading`, and `bundle`: the page's
 * product with what is bought together with it, one price for all and one button, or `otherwise` another list. `dom="light"` draws
 * it among the page's own elements; a `<template>` in it is what its cards are made from.
 *
 * `data-state` is `ready`, `gone` (nothing to show) or `fallback` (its own content shows instead); without it the shelf waits.
 * Sends `vitrine:rendered`; on use of a card `vitrine:click` and `vitrine:add-to-cart`, which can be cancelled. A shop that puts the
 * product into its basket on `vitrine:add-to-cart` says so by `preventDefault()`; else the button opens the product's page.
 */
export class VitrineShelf extends Base {
  static readonly observedAttributes = ['placement', 'list', 'limit', 'category', 'seeds', 'heading', 'bundle', 'otherwise'];

  #shelf: Shelf | undefined;
  #request: RecommendRequest | undefined;
  /** @internal Where it is drawn: its shadow root, or with `dom="light"` a child. */
  root: ShadowRoot | HTMLElement | undefined;
  #frame: Frame | undefined;
  /** @internal The cards in view. */
  shown: CardContent[] = [];
  /** Counts answers, so that a late one does not overwrite a newer. */
  #turn = 0;
  /** A newer ranking waits until nobody points at this one. */
  #stale = false;

  connectedCallback(): void {
    keeper?.join(this);
    this.addEventListener('pointerleave', this.#release);
    this.addEventListener('focusout', this.#release);
  }

  disconnectedCallback(): void {
    keeper?.leave(this);
    cancelQuiet(this);
    this.removeEventListener('pointerleave', this.#release);
    this.removeEventListener('focusout', this.#release);
  }

  attributeChangedCallback(): void {
    if (this.isConnected) keeper?.schedule();
  }

  /** What was ranked for this shelf last. */
  get shelf(): Shelf | undefined {
    return this.#shelf;
  }

  /** Where it stands: its attribute, else the kind of page. */
  get placement(): Placement | undefined {
    const named = this.getAttribute('placement');
    return placementNames.find((placement) => placement === named) ?? keeper?.vitrine.page.kind;
  }

  /** What that ranking was asked for. */
  get request(): RecommendRequest | undefined {
    return this.#request;
  }

  /** @internal Whether it is a bundle. */
  get bundled(): boolean {
    return this.hasAttribute('bundle');
  }

  /** @internal What to rank, before what other shelves show. */
  wish(): RecommendRequest {
    const told = (name: string): string | undefined => this.getAttribute(name)?.trim() || undefined;
    const request: RecommendRequest = {};
    const { placement } = this;
    if (placement) request.placement = placement;
    const list = told('list');
    if (list !== undefined) request.list = list as ListName;
    const limit = Number(told('limit'));
    if (limit >= 1) request.limit = limit;
    const seeds = told('seeds');
    if (seeds !== undefined) request.seeds = seeds.split(',').map((id) => id.trim()).filter((id) => id !== '');
    const category = told('category') ?? (list === 'recently-viewed' ? undefined : keeper?.categoryOf(placement));
    if (category !== undefined) request.category = category;
    return keeper ? (this.#bundle?.wish(request, keeper.vitrine) ?? request) : request;
  }

  get #bundle(): BundlePart | undefined {
    return this.bundled ? parts.bundle : undefined;
  }

  /** @internal What to rank where nothing is bought together. */
  get otherwise(): RecommendRequest | undefined {
    const list = this.bundled ? this.getAttribute('otherwise')?.trim() : undefined;
    if (!list) return undefined;
    const { placement } = this;
    return { list: list as ListName, ...(placement ? { placement } : {}) };
  }

  /** @internal Whether its cards must stay: a mouse is above them, a key moved the focus there, or a part of a bundle is in the basket. */
  get held(): boolean {
    if (this.shown.length === 0) return false;
    if (keeper && this.#bundle?.held(this, keeper.vitrine)) return true;
    return (this.matches(':hover') && matchMedia('(hover: hover)').matches) || this.root?.querySelector(':focus-visible') != null;
  }

  /** @internal Ids of the cards in view that were recommended. */
  get shownIds(): string[] {
    return this.shown.flatMap(({ item, recommendation }) => (recommendation ? [item.id] : []));
  }

  /** @internal Keeps its cards for now. */
  hold(): void {
    this.#stale = true;
    this.#offer();
  }

  /** @internal Takes a new ranking; its cards come once they are drawn. */
  take(shelf: Shelf, request: RecommendRequest): number {
    this.#shelf = shelf;
    this.#request = request;
    this.#stale = false;
    if (shelf.items.length === 0) this.abandon();
    return ++this.#turn;
  }

  /** @internal Draws a ranking unless a newer one came meanwhile. */
  render(turn: number, shelf: Shelf, contents: CardContent[]): void {
    if (turn !== this.#turn || !this.isConnected) return;
    // The pointer may have come while the cards' data was fetched.
    if (this.held) {
      this.#stale = true;
      return;
    }
    if (contents.length === 0) {
      this.abandon();
      return;
    }
    if (this.getAttribute('data-state') === 'ready') this.#fill(shelf, contents);
    else if (this.#hasSpace()) this.#open(shelf, contents);
    else whenQuiet(this, () => turn === this.#turn && this.#open(shelf, contents));
  }

  /** @internal Shows nothing of its own: the page's content stays, or the space goes. */
  abandon(): void {
    this.#turn++;
    this.shown = [];
    if (this.root && !parts.light?.close(this)) this.root.replaceChildren(document.createElement('slot'));
    this.#frame = undefined;
    giveUp(this);
  }

  /** Whether the space of a drawn shelf is kept here, so that drawing moves nothing. Browsers round lengths by fractions of a pixel. */
  #hasSpace(): boolean {
    const kept = parseFloat(getComputedStyle(this).minBlockSize) || 0;
    return this.getAttribute('data-state') === null && kept > 0 && this.offsetHeight >= kept - 1;
  }

  #release = (): void => {
    // After this event the pointer or the focus is really elsewhere.
    if (this.#stale) setTimeout(() => this.#stale && keeper?.schedule());
  };

  #open(shelf: Shelf, contents: CardContent[]): void {
    // What stood here may have been higher than a shelf: the difference stays, so that nothing below moves.
    const height = this.getAttribute('data-state') === null ? this.offsetHeight : 0;
    const rules = [shelfMeasures + css, parts.template?.css(this) ?? cardCss, this.#bundle?.css ?? ''];
    this.root = parts.light?.open(this, rules) ?? this.shadowRoot ?? this.attachShadow({ mode: 'open' });
    if (this.root instanceof ShadowRoot) this.root.adoptedStyleSheets = rules.map(sheetOf);
    this.shown = [];
    this.#frame = new Frame(this.root, this.language);
    this.setAttribute('data-state', 'ready');
    this.style.setProperty('min-block-size', height > 0 ? `max(${height}px, ${shelfHeight})` : shelfHeight);
    this.#fill(shelf, contents);
  }

  /** @internal The recommended cards, with what else belongs to them. */
  complete(request: RecommendRequest, cards: CardContent[]): CardContent[] | Promise<CardContent[]> {
    return (keeper && this.#bundle?.complete(this, request, cards, keeper.vitrine)) ?? cards;
  }

  /** @internal Takes over, once, what a server drew into the element's shadow root; its list, where there is one. */
  adopt(): Shelf | undefined {
    const root = parts.light?.served(this) ?? this.shadowRoot;
    if (!root || this.root) return undefined;
    this.root = root;
    try {
      const { shelf, request, contents } = JSON.parse(root.querySelector('script')?.textContent ?? '') as Served;
      const frame = (this.#frame = new Frame(root, this.language));
      contents.forEach((content, position) => {
        const card = frame.list.children[position];
        if (card) this.#hear(card, content);
      });
      this.#shelf = shelf;
      this.#request = request;
      this.shown = contents;
      frame.update();
      this.#tellRendered(shelf);
      return shelf;
    } catch {
      // Not ours: it is drawn anew.
      root.replaceChildren();
      this.removeAttribute('data-state');
      return undefined;
    }
  }

  #hear(entry: Element, content: CardContent): void {
    hearCard(entry, content, {
      open: (opened, event) => {
        if (!this.tell('vitrine:click', opened)) event.preventDefault();
      },
      add: (added) => this.#add(added),
    });
    if (content.recommendation) keeper?.watch(entry, content.item.id);
  }

  #tellRendered(shelf: Shelf): void {
    this.dispatchEvent(new CustomEvent('vitrine:rendered', { detail: { shelf }, bubbles: true, composed: true }));
  }

  /** Each place keeps its card where the product is the same, and gets a new one where not: no card is moved, so nothing shifts. */
  #fill(shelf: Shelf, contents: CardContent[]): void {
    const frame = this.#frame;
    if (!frame || !keeper) return;
    const { list } = frame;
    const { language } = this;
    frame.title.replaceChildren(this.#heading(shelf, language));
    const { currency } = keeper.vitrine;
    contents.forEach((content, position) => {
      const place = list.children[position];
      const before = this.shown[position];
      if (place && before?.item.id === content.item.id && !before.recommendation === !content.recommendation) {
        pieceOf(place, 'reason')?.replaceChildren(cardReason(content, language));
        if (content.recommendation) before.recommendation = content.recommendation;
        contents[position] = before;
        return;
      }
      const entry = make('li', content.recommendation ? 'item' : 'seed', parts.template?.draw(this, content, currency) ?? drawCard(content, currency, language));
      if (!content.recommendation) entry.part.add('item');
      if (place) place.replaceWith(entry);
      else list.append(entry);
      this.#hear(entry, content);
    });
    while (list.children.length > contents.length) list.lastElementChild?.remove();
    this.shown = contents;
    this.#offer();
    frame.update();
    this.#tellRendered(shelf);
  }

  /** The shop's own heading only above the list that it was written for; else what the list really is. */
  #heading(shelf: Shelf, language: string): string {
    const own = this.getAttribute('heading')?.trim();
    const asked = this.wish().list;
    return own && (asked === undefined || asked === shelf.shows) ? own : listHeading(shelf.shows, language);
  }

  #add(content: CardContent): void {
    if (!this.tell('vitrine:add-to-cart', content)) keeper?.vitrine.observe({ kind: 'add_to_cart', id: content.item.id });
    else if (content.item.url !== '') location.assign(content.item.url);
  }

  #offer(): void {
    if (!this.#frame || !keeper) return;
    this.#bundle?.offer(this, this.#frame.head, keeper.vitrine);
    parts.light?.dress(this);
  }

  /** @internal Sends an event about a card; says whether nobody cancelled it. */
  tell(name: string, content: CardContent): boolean {
    const { item, recommendation } = content;
    const detail: CardEventDetail = { item, position: this.shown.indexOf(content), ...(recommendation ? { recommendation } : {}) };
    return this.dispatchEvent(new CustomEvent(name, { detail, bubbles: true, composed: true, cancelable: true }));
  }

  /** @internal The language that it stands in. */
  get language(): string {
    return this.closest<HTMLElement>('[lang]')?.lang || navigator.language;
  }
}

/** `<vitrine-bundle>`: `<vitrine-shelf bundle>` under a name of its own. */
export class VitrineBundle extends VitrineShelf {
  /** @internal */
  override get bundled(): boolean {
    return true;
  }
}

/** `<vitrine-recent>`: a shelf of what was looked at, the latest first. */
export class VitrineRecent extends VitrineShelf {
  /** @internal */
  override wish(): RecommendRequest {
    const { placement, limit, category } = super.wish();
    // Nothing else stands in: what was not looked at is not shown here.
    const request: RecommendRequest = { list: 'recently-viewed', fill: false };
    if (placement) request.placement = placement;
    if (limit !== undefined) request.limit = limit;
    // The page's own category is no wish.
    if (category !== undefined && this.hasAttribute('category')) request.category = category;
    return request;
  }
}

/** Defines the elements; those that are in the page already start at once. Says whether they are this module's own. */
export function defineShelves(by: ShelfKeeper): boolean {
  keeper = by;
  for (const [name, element] of [['vitrine-shelf', VitrineShelf], ['vitrine-bundle', VitrineBundle], ['vitrine-recent', VitrineRecent]] as const) {
    if (!customElements.get(name)) customElements.define(name, element);
  }
  return customElements.get('vitrine-shelf') === VitrineShelf;
}
