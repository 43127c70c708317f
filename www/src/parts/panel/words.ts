/** The panel's words: English here, other languages in `src/panel-texts/`, fetched with the panel. */
import { fieldsOf } from '../told.js';

/** English, by key. */
export const english = {
  heading: 'What this shop knows about you',
  intro: 'The shelves follow what you look at, put into your basket and buy here, and what other customers looked at and bought. All of it is worked out in this browser. Nothing of it is sent anywhere.',
  kept: 'It is kept on this device.',
  memory: 'It is kept in memory only, and gone when you leave.',
  signal: 'Your browser or your cookie choice says no, so nothing is stored.',
  paused: 'Paused: nothing is learned and nothing is used.',
  likes: 'What you seem to like',
  'likes.none': 'Nothing yet.',
  'class.category': 'Category',
  'class.brand': 'Brand',
  'class.price': 'Price range',
  'class.trait': 'Trait',
  'price.low': 'low',
  'price.medium': 'medium',
  'price.high': 'high',
  'price.top': 'top',
  much: 'a lot',
  some: 'somewhat',
  little: 'a little',
  not: 'not at all',
  forget: 'Forget',
  'with': '{action}: {name}',
  visit: 'Your visits',
  visits: 'Visits: {count}',
  orders: 'Orders: {count}',
  viewed: 'Products opened in this visit: {count}',
  groups: 'Groups: {names}',
  novelty: 'What should we show you?',
  'novelty.familiar': 'What I know',
  'novelty.new': 'New things',
  'novelty.auto': 'Let the shop decide',
  away: 'Not shown to you',
  hidden: 'Not interested',
  owned: 'Already own it',
  undo: 'Undo',
  controls: 'Your choice',
  remember: 'Remember this on this device',
  pause: 'Pause',
  resume: 'Resume',
  download: 'Download',
  erase: 'Erase everything',
  erased: 'Everything was erased.',
  'opt-out': 'Do not personalise',
  options: 'Options: {name}',
  why: 'Why this product?',
  'why.none': 'Many customers of this shop choose it.',
  counted: 'What counted: {names}',
  close: 'Close',
};

/** A key. */
export type Word = keyof typeof english;

/** Gives the text of a key, with values for its `{names}`. */
export type Say = (key: Word, values?: Readonly<Record<string, string>>) => string;

/** Words of a translation, English where it has none. */
export function sayIn(translation: unknown): Say {
  const told = fieldsOf(translation);
  return (key, values = {}) => {
    const found = Object.hasOwn(told, key) ? told[key] : undefined;
    return (typeof found === 'string' ? found : english[key]).replace(/\{(\w+)\}/g, (whole, name: string) => values[name] ?? whole);
  };
}

/** A liking's strength in words, by its share of all interest in its class. */
export function strengthWord(share: number): Word {
  return share < 0 ? 'not' : share > 0.4 ? 'much' : share > 0.15 ? 'some' : 'little';
}

/** A fact's name for people: a category's last part, a trait without its sort, a price tier in words. */
export function factWords(of: string, name: string, say: Say): string {
  if (of === 'price' && Object.hasOwn(english, `price.${name}`)) return say(`price.${name}` as Word);
  return of === 'trait' ? name.slice(name.indexOf(':') + 1) : name;
}
