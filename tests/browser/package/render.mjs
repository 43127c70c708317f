// A page rendered on the server: prints it. Arguments: the built folder, the address of its shop, language, products.
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { openFolder } from 'vitrine/server';
import { Page } from './page.mjs';

const [folder = '', shopRoot = '', language = '', ...products] = process.argv.slice(2);
const shop = await openFolder(folder);
const { attributes, inner } = await shop.render({ placement: 'product', seeds: products.slice(0, 1) }, { language, shopRoot, nonce: 'served' });
const data = JSON.stringify({ attributes, inner }).replaceAll('<', '\\u003c');
console.log(`<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>A coat</title></head><body>
<div id="root">${renderToString(createElement(Page, { served: { attributes, inner } }))}</div>
<script type="application/json" id="served">${data}</script><script type="module" src="/built/hydrate.js"></script></body></html>`);
