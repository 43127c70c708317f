import { readLinkedData } from '../src/json-ld.js';
import { check } from './check.js';

const ids = (...blocks: string[]): string[] => readLinkedData(blocks).products;
const product = (more: object = {}): object => ({ '@context': 'https://schema.org', '@type': 'Product', sku: 'COAT-1', ...more });

check('product', [
  ['plain', ids(JSON.stringify(product())), ['COAT-1']],
  ['in an array', ids(JSON.stringify([product()])), ['COAT-1']],
  ['in a graph', ids(JSON.stringify({ '@context': 'http://schema.org', '@graph': [{ '@type': 'WebPage' }, product()] })), ['COAT-1']],
  ['as the main entity of a page', ids(JSON.stringify({ '@type': 'ItemPage', mainEntity: product() })), ['COAT-1']],
  ['type as an address, http', ids(JSON.stringify(product({ '@type': 'http://schema.org/Product' }))), ['COAT-1']],
  ['type as an address, https', ids(JSON.stringify(product({ '@type': 'https://schema.org/Product' }))), ['COAT-1']],
  ['several types', ids(JSON.stringify(product({ '@type': ['Thing', 'Product'] }))), ['COAT-1']],
  ['an individual product', ids(JSON.stringify(product({ '@type': 'IndividualProduct' }))), ['COAT-1']],
  ['id as a number', ids(JSON.stringify(product({ sku: 4711 }))), ['4711']],
  ['id with its kind in front', ids(JSON.stringify(product({ sku: 'sku:COAT-1' }))), ['COAT-1']],
  ['product id, then handle of the address', ids(JSON.stringify({ '@type': 'Product', productID: 'p1', url: '/products/fell-coat?v=1' })), ['p1', 'fell-coat']],
  ['address of the offer alone', ids(JSON.stringify({ '@type': 'Product', offers: { '@type': 'Offer', url: 'https://x.test/products/fell-coat' } })), ['fell-coat']],
  ['skus of the offers', ids(JSON.stringify({ '@type': 'Product', offers: [{ sku: 'A' }, { sku: 'B' }] })), ['A', 'B']],
  ['group with variants beside it', ids(JSON.stringify([{ '@type': 'ProductGroup', productGroupID: 'G' }, product({ sku: 'V' })])), ['G', 'V']],
  ['group with variants in it', ids(JSON.stringify({ '@type': 'ProductGroup', productGroupID: 'G', hasVariant: [product({ sku: 'V' })] })), ['G', 'V']],
]);

check('one product told twice', [
  ['by a common id', ids(JSON.stringify(product()), JSON.stringify(product({ productID: '11' }))), ['COAT-1', '11']],
  ['by its name', ids(JSON.stringify({ '@type': 'Product', name: 'Fell Coat', productID: '11' }), JSON.stringify(product({ name: 'Fell Coat' }))), ['11', 'COAT-1']],
]);

check('no single product', [
  ['two products', ids(JSON.stringify([product(), product({ sku: 'X' })])), []],
  ['a list of products', ids(JSON.stringify({ '@type': 'ItemList', itemListElement: [{ item: product() }] })), []],
  ['nothing', ids(), []],
  ['null', ids('null'), []],
  ['a text', ids('"Product"'), []],
]);

const stock = (...blocks: object[]): unknown => readLinkedData(blocks.map((block) => JSON.stringify(block))).offers.map(({ ids: [id], available }) => `${id} ${available}`);
const offer = (availability: unknown): object => ({ '@type': 'Offer', price: '49.00', availability });

check('stock', [
  ['in stock', stock(product({ offers: offer('https://schema.org/InStock') })), ['COAT-1 true']],
  ['sold out, without an address', stock(product({ offers: [offer('OutOfStock')] })), ['COAT-1 false']],
  ['discontinued, http', stock(product({ offers: offer('http://schema.org/Discontinued') })), ['COAT-1 false']],
  ['for order', stock(product({ offers: offer('https://schema.org/BackOrder') })), ['COAT-1 true']],
  ['one variant left', stock(product({ offers: [offer('OutOfStock'), offer('InStock')] })), ['COAT-1 true']],
  ['in the offers of an aggregate', stock(product({ offers: { '@type': 'AggregateOffer', offers: [offer('SoldOut')] } })), ['COAT-1 false']],
  ['of a group’s variants', stock({ '@type': 'ProductGroup', productGroupID: 'G', hasVariant: [product({ offers: offer('OutOfStock') })] }), ['G false']],
  ['of other products in a list', stock({ '@type': 'ItemList', itemListElement: [{ item: product({ offers: offer('OutOfStock') }) }] }), ['COAT-1 false']],
  ['unsaid', stock(product({ offers: offer(undefined) }), product()), []],
  ['something else', stock(product({ offers: offer('https://schema.org/InStoreOnly') })), []],
]);

check('trail', [
  [
    'in order of its positions',
    readLinkedData([JSON.stringify({ '@type': 'BreadcrumbList', itemListElement: [{ position: 2, item: { name: 'Coats' } }, { position: 1, name: 'Home' }] })]).trail,
    ['Home', 'Coats'],
  ],
  ['none', readLinkedData(['{}']).trail, []],
]);

check('broken blocks', [
  ['a line end within a text', ids('{"@type":"Product","description":"warm\nand dry","sku":"COAT-1"}'), ['COAT-1']],
  ['a comma too many', ids('{"@type":"Product","offers":[{"sku":"V"},],"sku":"COAT-1",}'), ['COAT-1', 'V']],
  ['a broken one beside a good one', ids('{"@type": "Product",', JSON.stringify(product())), ['COAT-1']],
  ['HTML comment around', ids(`<!-- ${JSON.stringify(product())} -->`), ['COAT-1']],
  ['CDATA around', ids(`//<![CDATA[\n${JSON.stringify(product())}\n//]]>`), ['COAT-1']],
  ['deep nesting ends', ids(`${'{"@graph":'.repeat(3000)}[]${'}'.repeat(3000)}`), []],
  ['ids that are no texts', ids(JSON.stringify(product({ sku: { a: 1 }, productID: null, gtin: ['1'] }))), []],
]);
