import { readPage, type PageFacts } from '../src/page.js';
import { sourcesWithout } from '../src/sources.js';
import { handleInPath, safeUrl } from '../src/url.js';
import { check } from './check.js';

const facts = (more: Partial<PageFacts> = {}): PageFacts => ({ address: 'https://shop.test/about', home: 'https://shop.test/', blocks: [], ...more });
const kind = (more: Partial<PageFacts>): unknown => readPage(facts(more)).kind;
const at = (path: string): Partial<PageFacts> => ({ address: `https://shop.test${path}` });
const product = '{"@type":"Product","sku":"S"}';

check('page kind', [
  ['what the shop says comes first', kind({ ...at('/cart'), page: 'product' }), 'product'],
  ['a kind that does not exist counts as unsaid', kind({ ...at('/cart'), page: 'checkout' }), 'cart'],
  ['home', kind(at('/')), 'home'],
  ['home by index.html', kind(at('/index.html')), 'home'],
  ['home in a folder', kind({ ...at('/fr/'), home: 'https://shop.test/fr/' }), 'home'],
  ['product by structured data', kind({ blocks: [product] }), 'product'],
  ['product by address', kind(at('/products/fell-coat')), 'product'],
  ['product in a collection', kind(at('/collections/coats/products/fell-coat')), 'product'],
  ['product by Open Graph', kind({ openGraphType: 'og:product' }), 'product'],
  ['category by address', kind(at('/collections/coats')), 'category'],
  ['category by structured data', kind({ blocks: ['{"@type":"ItemList"}'] }), 'category'],
  ['cart', kind(at('/cart/')), 'cart'],
  ['basket', kind(at('/basket.html')), 'cart'],
  ['search', kind(at('/search?q=coat')), 'search'],
  ['confirmation', kind(at('/checkout/thank-you')), 'confirmation'],
  ['confirmation of WooCommerce', kind(at('/checkout/order-received/12/')), 'confirmation'],
  ['not found by status', kind({ ...at('/products/gone'), status: 404 }), 'not-found'],
  ['not found by name', kind(at('/404.html')), 'not-found'],
  ['anything else', kind(at('/about')), undefined],
]);

check('page product', [
  ['what the shop says, then structured data', readPage(facts({ product: 'own', blocks: [product] })).products, ['own', 'S']],
  ['canonical address before the visited one', readPage(facts({ ...at('/products/b'), canonical: 'https://shop.test/products/a' })).products, ['a', 'b']],
  ['none on other kinds of pages', readPage(facts({ ...at('/cart'), blocks: [product] })).products, []],
  ['category as told', readPage(facts({ category: 'Coats' })).category, 'Coats'],
]);

const shopify = (pageType: string, product?: object): Partial<PageFacts> => ({ shopify: { page: { pageType }, ...(product ? { product } : {}) } });
check('shop systems', [
  ['Shopify’s kinds', ['product', 'collection', 'cart', 'searchresults', 'home'].map((type) => kind(shopify(type))), ['product', 'category', 'cart', 'search', 'home']],
  ['a kind of Shopify’s that is none of ours', kind(shopify('article')), undefined],
  ['a name of every object', kind(shopify('constructor')), undefined],
  [
    'Shopify’s product and its variants',
    readPage(facts(shopify('product', { id: 11, handle: 'fell-coat', variants: [{ id: 901, sku: 'FELL-1' }] }))).products,
    ['fell-coat', '11', 'FELL-1', '901'],
  ],
  ['WooCommerce’s classes', kind({ classes: ['woocommerce', 'single-product', 'postid-11'], wooProduct: '11' }), 'product'],
  ['its order page', kind({ ...at('/checkout/'), classes: ['woocommerce-checkout', 'woocommerce-order-received'] }), 'confirmation'],
  ['its categories', kind({ classes: ['archive', 'tax-product_cat'] }), 'category'],
  ['WordPress’s search', kind(at('/?s=coat&post_type=product')), 'search'],
  ['Magento’s search', kind(at('/catalogsearch/result/?q=coat')), 'search'],
  ['Magento’s confirmation', kind(at('/checkout/onepage/success/')), 'confirmation'],
  ['a basket in another language', kind(at('/de/warenkorb')), 'cart'],
]);

const micro = (...products: { ids: string[]; availability: string[] }[]): Partial<PageFacts> => ({ microdata: products });
check('other markup', [
  ['a product in microdata', readPage(facts(micro({ ids: ['FELL-1'], availability: [] }))).products, ['FELL-1']],
  ['several are a list', readPage(facts(micro({ ids: ['A'], availability: [] }, { ids: ['B'], availability: [] }))).products, []],
  [
    'their stock counts all the same',
    readPage(facts(micro({ ids: ['A'], availability: ['http://schema.org/OutOfStock'] }, { ids: ['B'], availability: ['in_stock'] }))).offers,
    [{ ids: ['A'], available: false }, { ids: ['B'], available: true }],
  ],
  ['Open Graph’s id', readPage(facts({ openGraphType: 'product', openGraphIds: ['FELL-1'] })).products, ['FELL-1']],
  ['Open Graph’s stock', readPage(facts({ openGraphType: 'product', openGraphIds: ['A'], openGraphAvailability: 'out of stock' })).offers, [{ ids: ['A'], available: false }]],
  ['a path without a word for products is a guess', readPage(facts(at('/coats/fell-coat.html?sku=F1'))).guesses, ['F1', 'fell-coat']],
  ['a trail’s categories', readPage(facts({ ...at('/collections/coats'), blocks: ['{"@type":"BreadcrumbList","itemListElement":[{"name":"Home"},{"name":"Clothing"},{"name":"Coats"}]}'] })).categories, ['Clothing > Coats', 'Home > Clothing > Coats', 'Coats', 'coats']],
  ['no address, no guess', readPage(facts(at('/products/fell-coat')), sourcesWithout('address', () => undefined)).kind, undefined],
]);

check('switching sources off', [
  [
    'only those that are named',
    () => {
      const warnings: string[] = [];
      const on = sourcesWithout('json-ld, microdata', (thrown) => warnings.push((thrown as Error).message));
      return [on('json-ld'), on('microdata'), on('shopify'), warnings];
    },
    [false, false, true, []],
  ],
  [
    'a name that there is not',
    () => {
      const warnings: string[] = [];
      sourcesWithout('jsonld', (thrown) => warnings.push((thrown as Error).message));
      return warnings;
    },
    ['data-without names “jsonld”; the sources are attributes, shopify, data-layer, woocommerce, json-ld, microdata, open-graph, address, signals.'],
  ],
]);

check('handle', [
  ['of a product', handleInPath('/products/fell-coat?variant=1'), 'fell-coat'],
  ['with an ending', handleInPath('/product/fell-coat.html'), 'fell-coat'],
  ['encoded', handleInPath('/products/caf%C3%A9'), 'café'],
  ['badly encoded', handleInPath('/products/%E0%A4%A'), '%E0%A4%A'],
  ['of no product', handleInPath('/products/'), undefined],
]);

const safe = (value: unknown): unknown => safeUrl(value, 'https://shop.test/fr/');
check('address', [
  ['relative', safe('products/a/'), 'https://shop.test/fr/products/a/'],
  ['from the root', safe('/a'), 'https://shop.test/a'],
  ['absolute', safe('http://other.test/a'), 'http://other.test/a'],
  ['script', safe('javascript:alert(1)'), undefined],
  ['script with a tab in it', safe('java\tscript:alert(1)'), undefined],
  ['script with spaces before', safe('  javascript:alert(1)'), undefined],
  ['data', safe('data:text/html,<script>'), undefined],
  ['blob', safe('blob:https://shop.test/1'), undefined],
  ['broken', safe('https://['), undefined],
  ['empty', safe(''), undefined],
  ['no text', safe({ toString: () => 'javascript:1' }), undefined],
]);
