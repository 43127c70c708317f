/** The shop's own behaviour on every page; Vitrine is not needed for any of it. */
import type {} from '../src/loader.js';
import { add, basketChanged, lines, pieces } from './basket.js';
import { startSort } from './listing.js';
import { shopRoot } from './page.js';
import { startGallery, startProduct } from './product-page.js';
import { keepOffline } from './offline.js';
import { hearShelves } from './shelves.js';

function showCount(): void {
  const count = pieces(lines());
  for (const place of document.querySelectorAll<HTMLElement>('[data-basket-count]')) {
    place.textContent = String(count);
    place.toggleAttribute('data-filled', count > 0);
  }
}

/** Marks where the visitor is in the header. */
function markPlace(): void {
  for (const link of document.querySelectorAll<HTMLAnchorElement>('.sections a')) {
    if (link.pathname === location.pathname) link.setAttribute('aria-current', 'page');
  }
}

/** Where the drop-in script never came, nobody else tells the shelves to show their own content. */
function showFallbacks(): void {
  if (window.vitrineReady) return;
  for (const shelf of document.querySelectorAll('vitrine-shelf')) {
    shelf.setAttribute('data-state', shelf.childElementCount > 0 ? 'fallback' : 'gone');
  }
}

showCount();
markPlace();
window.addEventListener('load', showFallbacks, { once: true });
document.addEventListener(basketChanged, showCount);
window.addEventListener('storage', showCount);
for (const form of document.querySelectorAll<HTMLFormElement>('form.add')) startProduct(form);
for (const gallery of document.querySelectorAll('.gallery')) startGallery(gallery);
const sort = document.querySelector<HTMLSelectElement>('[data-sort]');
const grid = document.querySelector('[data-grid]');
if (sort && grid) startSort(sort, grid);
hearShelves(add);
keepOffline(shopRoot());
