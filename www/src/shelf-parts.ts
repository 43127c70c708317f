/** Parts of the script that only some shelves need: bundles, cards by a shop's template, shelves in the page's own DOM. Each is fetched when the page has such a shelf. */
import { cardReason, type CardContent, make } from './card.js';
import { VitrineError } from './failures.js';
import { priceText } from './price.js';
import type { VitrineShelf } from './shelf.js';
import { addEnglish, text } from './texts.js';
import type { RecommendRequest } from './types.js';
import type { Vitrine } from './vitrine.js';

/** What the runtime lends to these parts, which are modules of their own. */
export const kit = { addEnglish, cardReason, make, priceText, text };

/** The same as a type. */
export type ShelfKit = typeof kit;

/** Makes a shelf a bundle. */
export interface BundlePart {
  /** Rules beside the shelf's own. */
  css: string;
  /** What to rank, from what the attributes say. */
  wish(request: RecommendRequest, vitrine: Vitrine): RecommendRequest;
  /** Whether its cards must stay because a part of it is in the basket. */
  held(shelf: VitrineShelf, vitrine: Vitrine): boolean;
  /** The recommended cards with the product itself in front. */
  complete(shelf: VitrineShelf, request: RecommendRequest, cards: CardContent[], vitrine: Vitrine): Promise<CardContent[]>;
  /** Draws price and button into the shelf's head, as far as the bundle is in the basket. */
  offer(shelf: VitrineShelf, head: Element, vitrine: Vitrine): void;
}

/** Makes cards from the `<template>` in a shelf. */
export interface TemplatePart {
  /** Rules in the place of those for cards; nothing where the shelf has no template. */
  css(shelf: VitrineShelf): string | undefined;
  /** A card; nothing where the shelf has no template. */
  draw(shelf: VitrineShelf, content: CardContent, currency: string): Node | undefined;
}

/** Draws shelves with `dom="light"` among the page's own elements. Each method does nothing, and says so, for other shelves. */
export interface LightPart {
  /** Makes room in the element, in the place of its own content, and puts the rules into the page. */
  open(shelf: VitrineShelf, rules: readonly string[]): HTMLElement | undefined;
  /** Gives what was drawn the names that pages style it by. */
  dress(shelf: VitrineShelf): void;
  /** What a server drew. */
  served(shelf: VitrineShelf): HTMLElement | undefined;
  /** Brings the element's own content back. */
  close(shelf: VitrineShelf): boolean;
}

/** Every part by its name. */
export interface ShelfParts {
  bundle: BundlePart;
  template: TemplatePart;
  light: LightPart;
}

/** The shelves that need each. */
const needs: Readonly<Record<keyof ShelfParts, string>> = {
  bundle: 'vitrine-bundle,[bundle]',
  template: ':has(>template:not([shadowrootmode]))',
  light: '[dom=light]',
};

/** Those that are here. */
export const parts: Partial<ShelfParts> = {};

const asked: Partial<Record<keyof ShelfParts, Promise<unknown>>> = {};

/** Fetches a part of the script by its name; `undefined` where the build has none. */
type Load = (name: string) => Promise<{ extend(kit: ShelfKit): never } | undefined>;

async function fetchPart(name: keyof ShelfParts, load: Load): Promise<void> {
  const part = await load(name);
  if (!part) throw new VitrineError(`manifest.json names no part “${name}”. Upload again the whole folder that vitrine build wrote.`);
  parts[name] = part.extend(kit);
}

/** Fetches what is needed and not here yet, each once: nothing, or a promise that rejects with a `VitrineError` where one can't be had. */
export function bring(needed: (selector: string) => boolean, load: Load): Promise<unknown> | undefined {
  const missing = (Object.keys(needs) as (keyof ShelfParts)[]).filter((name) => !parts[name] && needed(needs[name]));
  return missing.length > 0 ? Promise.all(missing.map((name) => (asked[name] ??= fetchPart(name, load)))) : undefined;
}
