// What each runtime is asked, and its answers as one text.

/** @typedef {import('../../../www/src/types.js').RecommendRequest} Request */
/** @typedef {import('../../../www/src/package/server.js').ServedVisit} Visit */

/** @type {Visit['context']} */
const evening = { device: 'phone', hour: 20, weekday: 'friday', month: 11, referrer: 'social' };

/**
 * @param {(request: Request, visit: Visit) => unknown} recommend
 * @param {string[]} products Some of the shop.
 */
export function answers(recommend, products) {
  const [first = '', second = ''] = products;
  const view = { kind: /** @type {const} */ ('view'), id: first, seconds: 1_800_000_000 };
  /** @type {[Request, Visit][]} */
  const questions = [
    [{ list: 'popular', limit: 20 }, {}],
    [{ list: 'trending' }, { context: evening }],
    [{ placement: 'product', seeds: [first], limit: 12 }, { context: evening }],
    [{ list: 'similar', seeds: [second], exclude: [first] }, {}],
    [{ list: 'bought-together', seeds: products, fill: false }, {}],
    [{ limit: 100 }, { events: [view], context: evening }],
    [{ placement: 'home' }, { events: [view] }],
  ];
  return questions.map(([request, visit]) => JSON.stringify(recommend(request, visit))).join('\n');
}
