import { readPush } from '../src/data-layer.js';
import { itemOf, listId, listOf } from '../src/parts/emit/events.js';
import type { DisplayItem } from '../src/types.js';
import { check } from './check.js';

const coat: DisplayItem = { id: 'fell-coat', title: 'Fell Coat', url: '/products/fell-coat', image: '', alt: '', price: 4999, brand: 'Fell', category: 'Clothing > Coats > Wool', sku: 'FELL-1' };

check('what a shelf tells a data layer', [
  [
    'of a product',
    itemOf(coat, 2, 'GBP', false),
    { item_id: 'fell-coat', item_name: 'Fell Coat', index: 2, quantity: 1, item_brand: 'Fell', item_category: 'Clothing', item_category2: 'Coats', item_category3: 'Wool', price: 49.99 },
  ],
  ['by the unit that the shop keeps in stock', itemOf(coat, 0, 'GBP', true).item_id, 'FELL-1'],
  ['by the id where there is no such unit', itemOf({ ...coat, sku: undefined } as unknown as DisplayItem, 0, 'GBP', true).item_id, 'fell-coat'],
  ['yen as yen', itemOf(coat, 0, 'JPY', false).price, 4999],
  ['no price where none is known', itemOf({ ...coat, price: NaN }, 0, 'GBP', false).price, undefined],
  ['five levels of a category at most', Object.keys(itemOf({ ...coat, category: 'a>b>c>d>e>f' }, 0, '', false)).filter((key) => key.startsWith('item_category')).length, 5],
  ['names of lists', [listId('product', 'also-viewed'), listId(undefined, 'popular')], ['rec_product_also-viewed', 'rec_other_popular']],
  ['a currency beside a price', listOf('rec_home_new', 'New in', 'GBP', [itemOf(coat, 0, 'GBP', false)]).currency, 'GBP'],
  ['no currency without one', 'currency' in listOf('rec_home_new', 'New in', '', [itemOf(coat, 0, '', false)]), false],
  [
    'is nothing that we hear',
    ['view_item_list', 'select_item'].map((event) => readPush({ event, ecommerce: listOf(listId('home', 'new'), 'New in', 'GBP', [itemOf(coat, 0, 'GBP', false)]) })),
    [undefined, undefined],
  ],
]);
