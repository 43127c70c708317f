// A React page with one shelf; then the same questions as on a server, answered in the page.
import { createElement } from 'react';
import { createRoot } from 'react-dom/client';
import { startShelves, VitrineShelf } from 'vitrine/react';
import { options, prepare, products } from './asked.mjs';

const root = document.querySelector('#root');
if (root) createRoot(root).render(createElement(VitrineShelf, { options, placement: 'product', seeds: products.slice(0, 1) }));
prepare(await startShelves(options));
