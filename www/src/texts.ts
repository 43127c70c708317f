/** Every word that Vitrine puts on a page, in one table; a shop or a language replaces entries by key. */
import type { BundleTextKey } from './parts/bundle/words.js';
import type { TriggerTextKey } from './parts/triggers/words.js';
import type { ListName, Recommendation } from './types.js';

/** English, keyed by what each text says. `{source}` stands for a product's title, `{title}` for the card's own. */
export const english = {
  'list.for-you': 'For you',
  'list.viewed-next': 'Often looked at next',
  'list.also-viewed': 'Others also looked at',
  'list.bought-together': 'Often bought together',
  'list.also-bought': 'Customers also bought',
  'list.similar': 'Similar products',
  'list.popular': 'Popular now',
  'list.trending': 'Trending',
  'list.new': 'New in',
  'list.recently-viewed': 'You looked at',
  'list.range': 'From our range',
  'list.buy-again': 'Buy again',
  'list.upgrade': 'A step up',
  'list.continue-cart': 'To go with your basket',
  'reason.viewed': 'Because you looked at {source}',
  'reason.in-cart': 'Because {source} is in your basket',
  'reason.bought': 'Because you bought {source}',
  'reason.goes-with': 'Goes with {source}',
  'reason.goes-with.viewed-next': 'Often looked at after {source}',
  'reason.goes-with.also-viewed': 'Often looked at with {source}',
  'reason.goes-with.bought-together': 'Often bought with {source}',
  'reason.goes-with.also-bought': 'Bought by those who bought {source}',
  'reason.similar-to': 'Similar to {source}',
  'reason.several': 'Because of several things you looked at',
  'reason.context': 'Popular at moments like this',
  'reason.context.hour': 'Popular at this time of day',
  'reason.context.weekday': 'Popular on this day of the week',
  'reason.context.month': 'Popular at this time of year',
  'reason.context.device': 'Popular on devices like yours',
  'reason.context.referrer': 'Popular with visitors who came the same way',
  'reason.popular': 'Popular in this shop',
  'reason.trending': 'In demand lately',
  'reason.new': 'New in this shop',
  'reason.recent': 'You looked at this',
  'reason.range': 'From our range',
  'reason.again': 'You bought this before',
  'reason.taste': 'Matches what you like',
  'reason.taste.brand': 'From a brand that you like',
  'reason.taste.price': 'In the price range that you like',
  'card.add': 'Add to basket',
  'card.add.label': 'Add to basket: {title}',
  'card.price': 'Price',
  'card.was': 'Was',
  'shelf.previous': 'Scroll back',
  'shelf.next': 'Scroll on',
};

/** A key of the table. */
export type TextKey = keyof typeof english | BundleTextKey | TriggerTextKey;

/** Texts that replace English ones. */
export type Texts = Partial<Record<TextKey, string>>;

/** What shops set, by language tag. */
const languages = new Map<string, Texts>();
/** What came with the folder. */
const translations = new Map<string, Texts>();

/** Replaces texts: for one language tag (`de`, `fr-CA`), or with `*` for all. Keys left out stay as they are. */
export function setTexts(language: string, texts: Texts): void {
  languages.set(language.toLowerCase(), { ...languages.get(language.toLowerCase()), ...texts });
}

/** Takes the English words that a part of the script brings. */
export function addEnglish(words: Texts): void {
  Object.assign(english, words);
}

/** Takes a translation that came with the folder; what a shop sets stays above it. Entries that are no texts are left out. */
export function addTranslation(language: string, found: unknown): void {
  const entries = Object.entries((found ?? {}) as Record<string, unknown>);
  translations.set(language, Object.fromEntries(entries.filter(([, value]) => typeof value === 'string')));
}

/** The tag of a translation for a language: its first part; Norwegian is one of them, whichever is asked for. */
export function translationTag(language: string): string {
  const tag = language.toLowerCase().split('-')[0] ?? '';
  return tag === 'no' || tag === 'nn' ? 'nb' : tag;
}

/** The entry for a key in a language: the shop's for the tag itself, for its parent, for all, then the translation, then English. */
function entry(key: TextKey, language = ''): string {
  const tag = language.toLowerCase();
  const told = languages.get(tag)?.[key] ?? languages.get(tag.split('-')[0] ?? '')?.[key] ?? languages.get('*')?.[key];
  return told ?? translations.get(translationTag(language))?.[key] ?? english[key as keyof typeof english] ?? '';
}

/** The text for a key in a language, with values for its `{names}`. */
export function text(key: TextKey, language?: string, values: Readonly<Record<string, string>> = {}): string {
  // A function as replacement: titles may hold `$&`.
  return entry(key, language).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
}

/** The heading of a list. */
export function listHeading(list: ListName, language?: string): string {
  const key = `list.${list}`;
  return key in english ? text(key as TextKey, language) : '';
}

/** The line that says why. Empty where it would name a product whose title is not known: better silent than wrong. */
export function reasonText(found: Pick<Recommendation, 'list' | 'reason'>, sourceTitle: string | undefined, language?: string): string {
  const general = `reason.${found.reason.kind}`;
  const special = `${general}.${found.reason.dimension ?? found.reason.fact?.class ?? found.list}`;
  const key = special in english ? special : general;
  if (!(key in english)) return '';
  if (sourceTitle === undefined) return entry(key as TextKey, language).includes('{source}') ? '' : text(key as TextKey, language);
  return text(key as TextKey, language, { source: sourceTitle });
}
