// A React page with one shelf; then the same questions as on a server, answered in the page.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { startShelves, VitrineShelf } from 'vitrine/react';
import { answers } from './questions.mjs';

const products = JSON.parse(document.querySelector('#products')?.textContent ?? '[]');
const options = { base: '/vitrine/', shopRoot: '/vitrine/shop/', read: false };
const root = document.querySelector('#root');
if (root) createRoot(root).render(createElement(VitrineShelf, { options, placement: 'product', seeds: products.slice(0, 1) }));

const vitrine = await startShelves(options);
if (!vitrine) throw new Error('Vitrine did not start');
/** @type {any} */ (window).ask = () =>
  answers((request, { events = [], context = {} }) => {
    vitrine.reset();
    vitrine.setContext(context);
    for (const { kind, id } of events) vitrine.observe({ kind, id });
    return vitrine.recommend(request);
  }, products);
