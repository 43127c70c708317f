// A page whose shelves a server drew among the page's own elements, and of the shop's own cards: prints it. Arguments: the built folder, the address of its shop.
import { openFolder } from 'vitrine/server';

const [folder = '', shopRoot = ''] = process.argv.slice(2);
const shop = await openFolder(folder);
const options = { language: 'en', shopRoot, nonce: 'served' };
const light = await shop.render({ list: 'popular' }, { ...options, dom: 'light' });
const template = '<link rel="stylesheet" href="/card.css"><a data-vitrine="link"><b class="name" data-vitrine="title"></b></a><span data-vitrine="price"></span><p data-vitrine="reason"></p>';
const own = await shop.render({ list: 'new' }, {
  ...options,
  cards: {
    template,
    draw: ({ url, title, price, reason, escape }) =>
      `<a data-vitrine="link" href="${escape(url)}"><b class="name" data-vitrine="title">${escape(title)}</b></a><span data-vitrine="price">${escape(price)}</span><p data-vitrine="reason">${escape(reason)}</p>`,
  },
});
console.log(`<!doctype html><html lang="en"><head><meta charset="utf-8"><title>A shop</title></head><body data-vitrine-page="home"><h1>A shop</h1>
${light.html}
${own.html}
</body></html>`);
