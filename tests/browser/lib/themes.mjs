// Pages as shop systems write them, in our own words: the marks that they leave are those of real themes.
import { readFileSync } from 'node:fs';
import { site } from './shop.mjs';
import { manifest } from './stand.mjs';

/** @typedef {{ id: string, title: string, sku: string, category: string }} Product @typedef {import('./stand.mjs').Place} Place */

/** Products of the built folder that carry a stock-keeping unit. @type {Product[]} */
export const products = JSON.parse(readFileSync(`${site}/${manifest.display.shards[0].file}`, 'utf8')).items.filter((/** @type {Product | null} */ item) => item?.sku);

/** @param {object} data */
const linked = (data) => `<script type="application/ld+json">${JSON.stringify(data)}</script>`;

const shelf = '<vitrine-shelf list="viewed-next"></vitrine-shelf><vitrine-shelf list="popular"></vitrine-shelf>';

/** `https://schema.org/InStock` and its opposite. @param {boolean} available */
const stock = (available) => `https://schema.org/${available ? 'InStock' : 'OutOfStock'}`;

/**
 * A product page in the manner of Dawn: a product group in JSON-LD, Shopify's analytics object, custom elements that send standard events.
 * `Shopify.actions` and the cart's addresses are there as well. @param {Product} product @param {Product} other @param {string} settings @returns {Place}
 */
export function dawn(product, other, settings) {
  const gid = 'gid://shopify/ProductVariant/901';
  return {
    settings,
    attributes: 'class="gradient"',
    paths: [`products/${product.id}`],
    head: `<meta property="og:type" content="product"><script src="/dawn/shopify.js"></script><script src="/dawn/theme.js" defer></script>${linked({
      '@context': 'http://schema.org/',
      '@id': `/products/${product.id}#product`,
      '@type': 'ProductGroup',
      hasVariant: [{ '@type': 'Product', '@id': `/products/${product.id}?variant=901#variant`, sku: product.sku, offers: { '@type': 'Offer', availability: 'http://schema.org/InStock', price: '49.00' } }],
      name: product.title,
      productGroupID: '11',
      url: `https://shop.test/products/${product.id}`,
    })}`,
    body: `<product-info><h1>${product.title}</h1><product-form><form action="/cart/add"><input type="hidden" name="id" value="901"><button type="submit" name="add">Add to cart</button></form></product-form></product-info>${shelf}`,
    files: {
      'shopify.js': `window.ShopifyAnalytics = { meta: { page: { pageType: 'product' }, product: { id: 11, vendor: 'Fell', variants: [{ id: 901, sku: ${JSON.stringify(product.sku)} }] } } };
        window.updates = [];
        window.Shopify = { routes: { root: '/dawn/' }, actions: { updateCart: async (payload) => { updates.push(payload); return { cart: null, userErrors: [] }; }, openCart: async () => void updates.push('open') } };`,
      'theme.js': `const send = (from, name, fields) => from.dispatchEvent(Object.assign(new Event(name, { bubbles: true, composed: true }), fields));
        window.card = (handle, availableForSale) => send(document.querySelector('main'), 'shopify:product:view', { context: 'collection', product: { id: 'gid://shopify/Product/12', handle, availableForSale, selectedVariant: null }, selectedOptions: [] });
        document.querySelector('form').addEventListener('submit', (event) => {
          event.preventDefault();
          send(event.target, 'shopify:cart:lines-update', { action: 'add', context: 'product', lines: [{ merchandiseId: '901', quantity: 1 }], promise: new Promise((done) => setTimeout(done, 20, { cart: { totalQuantity: 1, lines: [{ id: 'gid://shopify/CartLine/1', quantity: 1 }] } })) });
        });
        send(document.querySelector('product-info'), 'shopify:product:view', { context: 'page', product: { id: 'gid://shopify/Product/11', handle: ${JSON.stringify(product.id)}, selectedVariant: { id: '${gid}' } }, selectedOptions: [] });
        send(document.querySelector('main'), 'shopify:product:view', { context: 'recommendation', product: { id: 'gid://shopify/Product/12', handle: ${JSON.stringify(other.id)} }, selectedOptions: [] });`,
      'cart.js': JSON.stringify({ item_count: 0, items: [] }),
    },
  };
}

/**
 * A product page in the manner of Storefront: WordPress's classes, one JSON-LD graph, a form that loads the next page, related products with
 * buttons, and the events that jQuery sends. @param {Product} product @param {Product} related @param {string} settings @returns {Place}
 */
export function storefront(product, related, settings) {
  return {
    settings,
    attributes: 'class="product-template-default single single-product postid-11 woocommerce woocommerce-page woocommerce-js storefront-align-wide"',
    head: `<script src="/${settings === '' ? 'storefront' : 'storefront-off'}/jquery.js"></script>`,
    body: `<div class="site-main"><div id="product-11" class="product type-product instock"><h1 class="product_title entry-title">${product.title}</h1>
        <form class="cart" method="post"><input type="number" name="quantity" value="1"><button type="submit" name="add-to-cart" value="11" class="single_add_to_cart_button button">Add to cart</button></form>
        <span class="sku_wrapper">SKU: <span class="sku">${product.sku}</span></span></div>
        <section class="related products"><ul class="products"><li class="product type-product"><a class="button product_type_simple add_to_cart_button ajax_add_to_cart" href="?add-to-cart=12" data-product_id="12" data-product_sku="${related.sku}">Add to cart</a></li></ul></section></div>${shelf}
        ${linked({
          '@context': 'https://schema.org/',
          '@graph': [
            { '@type': 'BreadcrumbList', itemListElement: [{ '@type': 'ListItem', position: 1, item: { name: 'Home' } }, { '@type': 'ListItem', position: 2, item: { name: product.title } }] },
            { '@type': 'Product', '@id': 'https://shop.test/product/x/#product', name: product.title, sku: product.sku, offers: [{ '@type': 'Offer', availability: 'http://schema.org/InStock' }] },
          ],
        })}`,
    files: {
      'jquery.js': `const listeners = {};
        window.jQuery = window.$ = (target) => ({ 0: target, on: (name, work) => void (listeners[name] ??= []).push(work), trigger: (name, values) => listeners[name]?.forEach((work) => work({ type: name }, ...values)) });
        addEventListener('click', (event) => { if (event.target.closest('.add_to_cart_button')) { event.preventDefault(); setTimeout(() => jQuery(document.body).trigger('added_to_cart', [{}, 'hash', jQuery(event.target)]), 10); } });`,
    },
  };
}

/**
 * A page in the manner of a headless shop: drawn by a script, which changes the address and the head without loading a page, and tells
 * its analytics through gtag() and a layer of another name. @param {Product} product @returns {Place}
 */
export function headless(product) {
  return {
    settings: 'data-shop-root="/headless/" data-layer="analytics"',
    attributes: '',
    head: '<script src="/headless/app.js" defer></script>',
    paths: [`products/${product.id}`],
    body: `<div id="__next"><h1>A shop</h1><a href="/headless/products/${product.id}" data-soft>${product.title}</a></div>${shelf}`,
    files: {
      'app.js': `window.analytics = window.analytics || [];
        window.gtag = function () { analytics.push(arguments); };
        gtag('js', new Date());
        const draw = () => {
          document.querySelector('head script[type="application/ld+json"]')?.remove();
          const product = location.pathname.includes('/products/');
          document.querySelector('h1').textContent = product ? ${JSON.stringify(product.title)} : 'A shop';
          if (!product) return;
          const block = document.createElement('script');
          block.type = 'application/ld+json';
          block.append(JSON.stringify([{ '@context': 'https://schema.org', '@type': 'Product', sku: ${JSON.stringify(product.sku)}, offers: { '@type': 'Offer', availability: 'https://schema.org/InStock' } }]));
          document.head.append(block);
          gtag('event', 'view_item', { currency: 'GBP', items: [{ item_id: ${JSON.stringify(product.sku)}, price: '49.00' }] });
        };
        window.go = (path) => { history.pushState({}, '', path); setTimeout(draw, 30); };
        addEventListener('popstate', () => setTimeout(draw, 30));
        document.querySelector('[data-soft]').addEventListener('click', (event) => { event.preventDefault(); go(event.target.href); });
        draw();`,
    },
  };
}

/**
 * A page of an older theme: microdata and Open Graph, an address without a word for products, a related product that is sold out.
 * @param {Product} product @param {string} soldOut Its id. @returns {Place}
 */
export function microdata(product, soldOut) {
  return {
    attributes: '',
    paths: [`coats/${product.id}.html`],
    head: '<meta property="og:type" content="og:product"><meta property="product:availability" content="in stock">',
    body: `<div itemscope itemtype="http://schema.org/Product"><h1 itemprop="name">${product.title}</h1><meta itemprop="sku" content="${product.sku}">
        <div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><meta itemprop="price" content="49.00"><link itemprop="availability" href="http://schema.org/InStock"></div>
        <div itemprop="isRelatedTo" itemscope itemtype="http://schema.org/Product"><meta itemprop="sku" content="not-this-one"></div></div>
        <p id="sold-out" data-id="${soldOut}"></p>${shelf}`,
  };
}

/** A category's page with a list of products in JSON-LD, one of them sold out. @param {Product} product @param {string} soldOut @returns {Place} */
export function category(product, soldOut) {
  const entry = (/** @type {string} */ id, /** @type {boolean} */ available, /** @type {number} */ position) => ({
    '@type': 'ListItem',
    position,
    item: { '@type': 'Product', url: `https://shop.test/products/${id}`, offers: { '@type': 'AggregateOffer', lowPrice: 1, offers: [{ '@type': 'Offer', availability: stock(available) }] } },
  });
  return {
    attributes: '',
    paths: ['collections/something'],
    head: linked({ '@context': 'https://schema.org', '@graph': [{ '@type': 'CollectionPage' }, { '@type': 'ItemList', itemListElement: [entry(soldOut, false, 1), entry(product.id, true, 2)] }] }),
    body: `<h1>Something</h1>${linked({ '@type': 'BreadcrumbList', itemListElement: [{ position: 1, name: 'Home' }, { position: 2, name: product.category }] })}<vitrine-shelf list="popular"></vitrine-shelf>`,
  };
}
