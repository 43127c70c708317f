// What every page that was rendered on a server shares. Arguments: the built folder, the address of its shop, language, products.
import { openFolder } from 'vitrine/server';

const [folder = '', shopRoot = '', language = '', ...products] = process.argv.slice(2);

/** The shelf of all pages, and its markup. @type {Promise<import('../../../www/src/package/markup.js').ServedShelf> | undefined} */
let drawn;

/** Ranks and draws once. */
export const served = () => (drawn ??= openFolder(folder).then((shop) => shop.render({ placement: 'product', seeds: products.slice(0, 1) }, { language, shopRoot, nonce: 'served' })));

/** The whole page. @param {string} body @param {string} script Which of the built ones takes over. */
export async function document(body, script) {
  const { attributes, inner, html } = await served();
  const data = JSON.stringify({ attributes, inner, html }).replaceAll('<', '\\u003c');
  return `<!doctype html><html lang="${language}"><head><meta charset="utf-8"><title>A coat</title></head><body>
<div id="root">${body}</div>
<script type="application/json" id="served">${data}</script><script type="module" src="/built/${script}.js"></script></body></html>`;
}
