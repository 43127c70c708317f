// What the pages of all frameworks start Vitrine with, and how they are asked.
import { answers } from './questions.mjs';

/** The same for all shelves of a page. */
export const options = { base: '/vitrine/', shopRoot: '/vitrine/shop/', read: false };

/** Some of the shop, as the page names them. @type {string[]} */
export const products = JSON.parse(globalThis.document?.querySelector('#products')?.textContent ?? '[]');

/** Lets a test ask the page. @param {import('../../../www/src/vitrine.js').Vitrine | undefined} vitrine */
export function prepare(vitrine) {
  if (!vitrine) throw new Error('Vitrine did not start');
  /** @type {any} */ (window).ask = () =>
    answers((request, { events = [], context = {} }) => {
      vitrine.reset();
      vitrine.setContext(context);
      for (const { kind, id } of events) vitrine.observe({ kind, id });
      return vitrine.recommend(request);
    }, products);
}
