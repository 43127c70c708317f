// The worked example of what the moment does (row C3): winter coats on a phone in the evening, summer dresses on a computer at lunch.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { engineNames } from './lib/engines.mjs';
import { site } from './lib/shop.mjs';
import { Stand, manifest } from './lib/stand.mjs';

/** @type {{ id: string, category: string }[]} */
const products = manifest.display.shards.flatMap((/** @type {{ file: string }} */ { file }) => JSON.parse(readFileSync(`${site}/${file}`, 'utf8')).items.filter(Boolean));
/** @param {string} name */
const named = (name) => products.filter(({ category }) => category?.endsWith(name)).map(({ id }) => id);
const warm = named('Warm accessories');
const summer = [...named('Sandals'), ...named('Beachwear')];

/** Cards that a shopper sees of a shelf at once. */
const limit = 6;

/** A page that takes itself for another device at another hour and season, on a Wednesday. @param {boolean} phone @param {number} hour @param {number} month @param {string} zone */
const moment = (phone, hour, month, zone = 'Europe/London') => ({
  head: '<script src="moment.js"></script>',
  body: `<h1>A shop</h1><vitrine-shelf list="for-you" limit="${limit}"></vitrine-shelf><vitrine-shelf list="also-bought" limit="${limit}"></vitrine-shelf>`,
  files: {
    'moment.js': `Object.assign(Date.prototype, { getHours: () => ${hour}, getMonth: () => ${month - 1}, getDay: () => 3 });
      const options = Intl.DateTimeFormat.prototype.resolvedOptions;
      Intl.DateTimeFormat.prototype.resolvedOptions = function () { return { ...options.call(this), timeZone: '${zone}' }; };
      const media = window.matchMedia.bind(window);
      window.matchMedia = (query) => (query.includes('min-width:600px') ? { matches: ${!phone} && query.includes('not (pointer:coarse)') } : media(query));`,
  },
});

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    before(async () => {
      stand = await Stand.begin(name, { phone: moment(true, 20, 11), desktop: moment(false, 12, 6), winter: moment(false, 12, 11), sydney: moment(false, 12, 11, 'Australia/Sydney') });
    });
    after(() => stand?.end());

    /** What a page shows after views of a category's three best known, and what it takes itself for. @param {string} at @param {string} category */
    const page = async (at, category) => {
      await stand.start(at);
      const { device, hour, shown } = await stand.tab.run(
        async (category, limit) => {
          const vitrine = await /** @type {any} */ (window).vitrineReady;
          vitrine.reset();
          for (const { id } of vitrine.recommend({ list: 'popular', category, limit: 3 }).items) vitrine.observe({ kind: 'view', id });
          const { device, hour } = vitrine.context();
          const shown = ['for-you', 'also-bought'].flatMap((list) => vitrine.recommend({ list, limit }).items);
          return { device, hour, shown: /** @type {{ id: string, reason: { kind: string } }[]} */ (shown.map(({ id, reason }) => ({ id, reason }))) };
        },
        category,
        limit,
      );
      await stand.tab.until('the shelf follows', (id) => /** @type {any} */ (document.querySelector('[list=for-you]')).shelf.items.some((/** @type {any} */ item) => item.id === id), shown[0]?.id);
      return { device, hour, of: (/** @type {string[]} */ ids) => shown.filter(({ id }) => ids.includes(id)) };
    };
    /** Cards whose reason is the moment. @param {{ reason: { kind: string } }[]} cards */
    const ofTheMoment = (cards) => cards.filter(({ reason }) => reason.kind === 'context').length;

    test(`${name}: coats on a phone at 20:00 lead to warm accessories`, async () => {
      const evening = await page('phone', 'Winter coats');
      assert.deepEqual([evening.device, evening.hour], ['phone', 20]);
      assert.ok(evening.of(warm).length >= 3, `${evening.of(warm).length} warm accessories`);
      assert.equal(evening.of(summer).length, 0);
      // The same three at lunch on a computer lead there for their own sake alone.
      assert.ok(ofTheMoment(evening.of(warm)) >= 2, JSON.stringify(evening.of(warm)));
      assert.equal(ofTheMoment((await page('winter', 'Winter coats')).of(warm)), 0);
    });

    test(`${name}: the season is that of the half of the world where the page is`, async () => {
      const month = async (/** @type {string} */ at) => {
        await stand.start(at);
        return stand.tab.run(async () => (await /** @type {any} */ (window).vitrineReady).context().month);
      };
      assert.deepEqual([await month('winter'), await month('sydney')], [11, 5]);
    });

    test(`${name}: dresses on a computer at 12:30 lead to sandals and beachwear`, async () => {
      const lunch = await page('desktop', 'Summer dresses');
      assert.deepEqual([lunch.device, lunch.hour], ['desktop', 12]);
      assert.ok(lunch.of(summer).length >= 3, `${lunch.of(summer).length} sandals and beachwear`);
      assert.equal(lunch.of(warm).length, 0);
    });
  });
}
