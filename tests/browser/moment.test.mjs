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
const coats = named('Winter coats').slice(0, 3);
const dresses = named('Summer dresses').slice(0, 3);
const warm = named('Warm accessories');
const summer = [...named('Sandals'), ...named('Beachwear')];

/** A page that takes itself for another device at another hour. @param {boolean} phone @param {number} hour */
const moment = (phone, hour) => ({
  head: '<script src="moment.js"></script>',
  body: '<h1>A shop</h1><vitrine-shelf list="for-you" limit="12"></vitrine-shelf><vitrine-shelf list="also-bought" limit="12"></vitrine-shelf>',
  files: {
    'moment.js': `Date.prototype.getHours = () => ${hour};
      const media = window.matchMedia.bind(window);
      window.matchMedia = (query) => (query.includes('min-width:600px') ? { matches: ${!phone} && query.includes('not (pointer:coarse)') } : media(query));`,
  },
});

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    before(async () => {
      stand = await Stand.begin(name, { phone: moment(true, 20), desktop: moment(false, 12) });
    });
    after(() => stand?.end());

    /** What a page shows after three views, and what it takes itself for. @param {string} at @param {string[]} viewed */
    const page = async (at, viewed) => {
      await stand.start(at);
      const { device, hour, shown } = await stand.tab.run(async (ids) => {
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        vitrine.reset();
        for (const id of ids) vitrine.observe({ kind: 'view', id });
        const { device, hour } = vitrine.context();
        const shown = ['for-you', 'also-bought'].flatMap((list) => vitrine.recommend({ list, limit: 12 }).items.map((/** @type {any} */ item) => item.id));
        return { device, hour, shown };
      }, viewed);
      await stand.tab.until('the shelf follows', (id) => [.../** @type {any} */ (document.querySelector('[list=for-you]')).shelf.items].some((/** @type {any} */ item) => item.id === id), shown[0]);
      return { device, hour, count: (/** @type {string[]} */ ids) => shown.filter((/** @type {string} */ id) => ids.includes(id)).length };
    };

    test(`${name}: coats on a phone at 20:00 lead to warm accessories`, async () => {
      const evening = await page('phone', coats);
      assert.deepEqual([evening.device, evening.hour], ['phone', 20]);
      assert.ok(evening.count(warm) >= 3, `${evening.count(warm)} warm accessories`);
      assert.equal(evening.count(summer), 0);
      // The same three at lunch on a computer lead to fewer of them.
      const lunch = await page('desktop', coats);
      assert.ok(lunch.count(warm) < evening.count(warm), `${lunch.count(warm)} at lunch, ${evening.count(warm)} in the evening`);
    });

    test(`${name}: dresses on a computer at 12:30 lead to sandals and beachwear`, async () => {
      const lunch = await page('desktop', dresses);
      assert.deepEqual([lunch.device, lunch.hour], ['desktop', 12]);
      assert.ok(lunch.count(summer) >= 3, `${lunch.count(summer)} sandals and beachwear`);
      assert.equal(lunch.count(warm), 0);
    });
  });
}
