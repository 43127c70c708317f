import { type LayerEvent, listenToLayer, readPrice, readPush } from '../src/data-layer.js';
import { check } from './check.js';

const coat = { item_id: 'COAT', price: '49.00', quantity: 2 };
const read = { id: 'COAT', price: 49, quantity: 2 };

/** What gtag() pushes: its `arguments`. */
function gtag(..._values: unknown[]): unknown {
  // eslint-disable-next-line prefer-rest-params
  return arguments;
}

check('push', [
  ['view', readPush({ event: 'view_item', ecommerce: { items: [coat] } }), { name: 'view_item', kind: 'view', items: [read] }],
  ['items at the top', readPush({ event: 'add_to_cart', items: [coat] }), { name: 'add_to_cart', kind: 'add_to_cart', items: [read] }],
  ['gtag', readPush(gtag('event', 'add_to_cart', { items: [coat] })), { name: 'add_to_cart', kind: 'add_to_cart', items: [read] }],
  [
    'purchase with its number',
    readPush({ event: 'purchase', ecommerce: { transaction_id: 12, items: [coat] } }),
    { name: 'purchase', kind: 'purchase', items: [read], transaction: '12' },
  ],
  ['search', readPush({ event: 'search', search_term: 'coat' }), { name: 'search', kind: 'search', items: [], query: 'coat' }],
  ['our own shelves', readPush({ event: 'view_item_list', ecommerce: { item_list_id: 'rec_home_for-you', items: [coat] } }), undefined],
  ['a card of our own shelves', readPush({ event: 'select_item', ecommerce: { item_list_id: 'rec_home_for-you', items: [coat] } }), undefined],
  [
    'what was put into the basket from our own shelves',
    readPush({ event: 'add_to_cart', ecommerce: { item_list_id: 'rec_home_for-you', items: [coat] } }),
    { name: 'add_to_cart', kind: 'add_to_cart', items: [read] },
  ],
  [
    'other names of an item',
    readPush({ event: 'view_item', items: [{ item_id: 4711, sku: ' COAT-1 ', id: '4711', item_group_id: '' }] }),
    { name: 'view_item', kind: 'view', items: [{ id: '4711', quantity: 1, others: ['COAT-1'] }] },
  ],
  ['the clearing before', readPush({ ecommerce: null }), undefined],
  ['events of other kinds', readPush({ event: 'gtm.js' }), undefined],
  ['a name of every object', readPush({ event: 'toString', items: [coat] }), undefined],
  ['no items', readPush({ event: 'view_item', ecommerce: { items: [] } }), undefined],
  ['items without ids', readPush({ event: 'view_item', ecommerce: { items: [{ item_name: 'Coat' }, null, 3] } }), undefined],
  ['a function', readPush(() => 1), undefined],
  ['a text', readPush('view_item'), undefined],
  ['nothing', readPush(undefined), undefined],
  ['gtag without parameters', readPush(gtag('event', 'view_item')), undefined],
  [
    'a getter that throws',
    readPush({
      get event(): string {
        throw new Error('no');
      },
    }),
    undefined,
  ],
]);

check('price', [
  ['number', readPrice(49.5), 49.5],
  ['text', readPrice('49.00'), 49],
  ['thousands', readPrice('1,299.00'), 1299],
  ['decimal comma', readPrice('1.299,90 €'), 1299.9],
  ['with a sign of currency', readPrice('£12'), 12],
  ['below zero', readPrice(-1), undefined],
  ['no number', readPrice('free'), undefined],
  ['not finite', readPrice(Infinity), undefined],
]);

const add = { event: 'add_to_cart', ecommerce: { items: [coat] } };

function layer(name = 'dataLayer'): { target: Record<string, unknown>; heard: string[]; hear: (event: LayerEvent) => void } {
  const heard: string[] = [];
  return { target: { [name]: [] as unknown[] }, heard, hear: (event) => void heard.push(event.name) };
}

check('listening', [
  [
    'replays what is there and hears what comes',
    () => {
      const { target, heard, hear } = layer();
      (target['dataLayer'] as unknown[]).push({ event: 'view_item', items: [coat] });
      listenToLayer(target, 'dataLayer', hear);
      (target['dataLayer'] as unknown[]).push(add);
      return heard;
    },
    ['view_item', 'add_to_cart'],
  ],
  [
    'push keeps its value and its effect',
    () => {
      const { target, hear } = layer();
      listenToLayer(target, 'dataLayer', hear);
      const array = target['dataLayer'] as unknown[];
      return [array.push(add, 'x'), array.length];
    },
    [2, 2],
  ],
  [
    'a second listener does not wrap twice',
    () => {
      const { target, heard, hear } = layer();
      listenToLayer(target, 'dataLayer', hear);
      listenToLayer(target, 'dataLayer', hear);
      (target['dataLayer'] as unknown[]).push(add);
      return heard;
    },
    ['add_to_cart'],
  ],
  [
    'another name',
    () => {
      const { target, heard, hear } = layer('shopLayer');
      listenToLayer(target, 'shopLayer', hear);
      (target['shopLayer'] as unknown[]).push(add);
      return heard;
    },
    ['add_to_cart'],
  ],
  [
    'a layer that does not exist yet is made',
    () => {
      const { target, heard, hear } = layer();
      listenToLayer(target, 'later', hear);
      (target['later'] as unknown[]).push(add);
      return heard;
    },
    ['add_to_cart'],
  ],
  [
    'a layer that is no array is left alone',
    () => {
      const { hear } = layer();
      listenToLayer({ dataLayer: 'x' }, 'dataLayer', hear);
      return 'no error';
    },
    'no error',
  ],
  [
    'a failing listener is never felt by the page',
    () => {
      const { target } = layer();
      listenToLayer(target, 'dataLayer', () => {
        throw new Error('ours');
      });
      return (target['dataLayer'] as unknown[]).push(add);
    },
    1,
  ],
  [
    'a tag manager that wraps the layer later does not make it heard twice',
    () => {
      const { target, heard, hear } = layer();
      listenToLayer(target, 'dataLayer', hear);
      const array = target['dataLayer'] as unknown[];
      const before = array.push.bind(array);
      array.push = (...entries) => before(...entries);
      array.push(add);
      return heard;
    },
    ['add_to_cart'],
  ],
  [
    'a frozen layer is read and left alone',
    () => {
      const { heard, hear } = layer();
      listenToLayer({ dataLayer: Object.freeze([add]) }, 'dataLayer', hear);
      return heard;
    },
    ['add_to_cart'],
  ],
  [
    'several entries pushed at once',
    () => {
      const { target, heard, hear } = layer();
      listenToLayer(target, 'dataLayer', hear);
      (target['dataLayer'] as unknown[]).push({ ecommerce: null }, add, { event: 'view_item', items: [coat] });
      return heard;
    },
    ['add_to_cart', 'view_item'],
  ],
]);
