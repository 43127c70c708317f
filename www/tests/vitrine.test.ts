import { readPush } from '../src/data-layer.js';
import { type EngineBinding, type EngineRequest, eventNames, unknownItem } from '../src/engine.js';
import type { Manifest } from '../src/manifest.js';
import { hearLayer } from '../src/parts/data-layer.js';
import type { LoadOptions } from '../src/types.js';
import { Vitrine } from '../src/vitrine.js';
import { check } from './check.js';

const products = ['coat', 'scarf', 'hat'];

/** An engine that writes down what it is told; `sku-1` is another name of the coat. */
class FakeEngine implements EngineBinding {
  told: string[] = [];
  cart: number[] = [];
  asked: EngineRequest | undefined;
  itemCount = (): number => products.length;
  item = (id: string): number => (id === 'sku-1' ? 0 : products.includes(id) ? products.indexOf(id) : unknownItem);
  id = (item: number): string => products[item] ?? '';
  category = (name: string): number | undefined => (name === 'Coats' ? 4 : undefined);
  observe(kind: number, item: number): void {
    const name = eventNames[kind];
    this.told.push(`${name} ${products[item]}`);
    if (name === 'add_to_cart') this.cart.push(item);
    if (name === 'remove_from_cart' || name === 'purchase') this.cart = this.cart.filter((other) => other !== item);
  }
  recommend(asked: EngineRequest): ReturnType<EngineBinding['recommend']> {
    this.asked = asked;
    return { shows: 'similar', items: [{ item: 1, score: 0.5, list: 'similar', reason: { kind: 'similar-to', source: 0, value: 0.5 } }] };
  }
  setContext = (): void => undefined;
  ask = (): Float64Array => new Float64Array();
  nameOf = (): string => '';
  intent = (): number[] => [];
  reset(): void {
    this.told = [];
    this.cart = [];
  }
  session = (): ReturnType<EngineBinding['session']> => ({ path: [], cart: this.cart, bought: [], hidden: [], shown: [] });
}

function made(options: LoadOptions = {}): { engine: FakeEngine; vitrine: Vitrine; warnings: string[]; changes: () => number } {
  const engine = new FakeEngine();
  const warnings: string[] = [];
  const manifest = { currency: 'GBP', display: { itemsPerShard: 128, shards: [] } } as unknown as Manifest;
  const warn = (thrown: unknown): void => void warnings.push((thrown as Error).message);
  const vitrine = new Vitrine({ base: new URL('https://shop.test/vitrine/'), manifest, binding: engine, options, warn });
  let count = 0;
  vitrine.addEventListener('change', () => count++);
  return { engine, vitrine, warnings, changes: () => count };
}

check('observe', [
  [
    'any name of a product counts',
    () => {
      const { engine, vitrine } = made();
      return [vitrine.observe({ kind: 'view', id: 'sku-1' }), engine.told];
    },
    [true, ['view coat']],
  ],
  ['an unknown product does not', () => made().vitrine.observe({ kind: 'view', id: 'gone' }), false],
  ['a search does without a product', () => made().vitrine.observe({ kind: 'search', query: 'x' }), true],
  ['a view does not', () => made().vitrine.observe({ kind: 'view' }), false],
  [
    'a kind that does not exist is told and harmless',
    () => {
      const { vitrine, warnings } = made();
      return [vitrine.observe({ kind: 'gaze' as 'view', id: 'coat' }), warnings.length];
    },
    [false, 1],
  ],
  ['nothing at all is harmless', () => made().vitrine.observe(undefined as never), false],
  [
    'cards merely seen are no reason to rank again',
    () => {
      const { vitrine, changes } = made();
      vitrine.observe({ kind: 'impression', id: 'hat' });
      const before = changes();
      vitrine.observe({ kind: 'hide', id: 'hat' });
      return [before, changes()];
    },
    [0, 1],
  ],
  [
    'forgetting tells the engine',
    () => {
      const { engine, vitrine } = made();
      vitrine.observe({ kind: 'view', id: 'coat' });
      vitrine.reset();
      return engine.told;
    },
    [],
  ],
]);

const asked = (request: Parameters<Vitrine['recommend']>[0], prepare?: (vitrine: Vitrine) => void): (() => unknown) => () => {
  const { engine, vitrine } = made();
  prepare?.(vitrine);
  vitrine.recommend(request);
  return engine.asked;
};
check('recommend', [
  ['nothing told', asked({}), { seeds: [], exclude: [], limit: 8 }],
  [
    'everything told, unknown products left out',
    asked({ list: 'similar', seeds: ['coat', 'gone'], exclude: ['hat'], limit: 3, category: 'Coats' }),
    { list: 'similar', seeds: [0], exclude: [2], limit: 3, category: 4 },
  ],
  ['a limit out of range', asked({ limit: 1e9 }), { seeds: [], exclude: [], limit: 100 }],
  ['a limit that is no number', asked({ limit: NaN }), { seeds: [], exclude: [], limit: 8 }],
  [
    'a product page is about its product',
    asked({ placement: 'product' }, (vitrine) => void (vitrine.page = { kind: 'product', products: ['hat'] })),
    { placement: 'product', seeds: [2], exclude: [], limit: 8 },
  ],
  [
    'a cart is about what lies in it',
    asked({ placement: 'cart' }, (vitrine) => void vitrine.observe({ kind: 'add_to_cart', id: 'scarf' })),
    { placement: 'cart', seeds: [1], exclude: [], limit: 8 },
  ],
  [
    'an unknown category shows nothing and says why',
    () => {
      const { vitrine, warnings } = made();
      return [vitrine.recommend({ category: 'Boots' }).items, warnings];
    },
    [[], ['the model has no category “Boots”, so its shelf stays empty.']],
  ],
  [
    'answers with ids',
    () => made().vitrine.recommend({}).items,
    [{ id: 'scarf', item: 1, score: 0.5, list: 'similar', reason: { kind: 'similar-to', source: 'coat' } }],
  ],
]);

function heard(...entries: object[]): () => unknown {
  return () => {
    const { engine, vitrine } = made();
    for (const entry of entries) {
      const event = readPush(entry);
      if (event) hearLayer(vitrine, event);
    }
    return engine.told;
  };
}
const items = (...ids: string[]): object => ({ items: ids.map((id) => ({ item_id: id })) });
const order = { event: 'purchase', ecommerce: { transaction_id: '7', ...items('coat') } };
check('data layer', [
  ['a view', heard({ event: 'view_item', ecommerce: items('coat') }), ['view coat']],
  ['an order told twice counts once', heard(order, order), ['purchase coat']],
  ['the whole basket', heard({ event: 'add_to_cart', ecommerce: items('coat') }, { event: 'view_cart', ecommerce: items('hat') }), ['add_to_cart coat', 'remove_from_cart coat', 'add_to_cart hat']],
  ["the shop's own lists are no views", heard({ event: 'view_item_list', ecommerce: items('coat') }), []],
  ['nor is what a search found', heard({ event: 'view_search_results', search_term: 'warm', ecommerce: items('coat', 'hat') }), []],
]);
