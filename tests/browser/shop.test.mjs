// The demonstration shop in three real browsers, under a strict policy: pages, shelves that follow the visit, nothing that moves or leaves.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { engineNames } from './lib/engines.mjs';
import { Visit, pages } from './lib/shop.mjs';

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Visit} */
    let visit;
    before(async () => {
      visit = await Visit.begin(name);
    });
    after(() => visit?.end());

    /** Three winter coats. @type {string[]} */
    let coats = [];
    test(`${name}: a new visitor sees what is popular, and is told so`, async () => {
      await visit.open(pages['home'] ?? '');
      const { heading, shows, cards } = await visit.shelf('for-you');
      assert.equal(shows, 'popular');
      assert.match(heading, /popular/i);
      assert.ok(cards.length >= 6, `${cards.length} cards`);
      for (const card of cards) assert.match(card.reason, /^Popular/, card.title);
      coats = await visit.products(pages['category'] ?? '', 3);
    });

    test(`${name}: every kind of page is whole, and nothing on it moves`, async () => {
      for (const [kind, path] of Object.entries({ ...pages, product: coats[0] ?? '' })) {
        await visit.open(path);
        const before = await visit.tab.run(() => document.querySelectorAll('main h1').length);
        assert.equal(before, 1, `${kind} has one heading`);
        await visit.shelves();
        assert.deepEqual(await visit.moves(), [], `something moved on ${kind}`);
      }
      await visit.hold();
    });

    test(`${name}: a product page shows what goes with its product`, async () => {
      const coat = await visit.view(coats[0] ?? '');
      const shelf = await visit.shelf('viewed-next');
      assert.equal(shelf.shows, 'viewed-next');
      const [first] = shelf.cards;
      assert.ok(first && first.reason.includes(coat.title), `“${first?.reason}” does not name ${coat.title}`);
    });

    test(`${name}: three coats change the shelves of the home page, with reasons that name them`, async () => {
      /** @type {string[]} */
      const titles = [];
      for (const path of coats) titles.push((await visit.view(path)).title);
      await visit.open(pages['home'] ?? '');
      const { shows, cards } = await visit.shelf('for-you');
      assert.equal(shows, 'for-you');
      const naming = cards.filter(({ reason }) => titles.some((title) => reason.includes(title)));
      assert.ok(naming.length >= 3, `only these reasons name a coat: ${cards.map(({ reason }) => reason).join('; ')}`);
      const recent = await visit.shelf('recently-viewed');
      assert.deepEqual(recent.cards.slice(0, 3).map(({ title }) => title), titles.toReversed());
      assert.deepEqual(await visit.moves(), []);
    });

    test(`${name}: another path gives another order`, async () => {
      const order = async () => (await visit.shelf('for-you')).cards.map(({ id }) => id);
      await visit.open(pages['home'] ?? '');
      const forwards = await order();
      for (const path of coats.toReversed()) await visit.view(path);
      await visit.open(pages['home'] ?? '');
      assert.notDeepEqual(await order(), forwards);
    });

    test(`${name}: the basket changes the shelves, and what lies in it is offered nowhere`, async () => {
      const coat = await visit.view(coats[1] ?? '');
      const read = async () => JSON.stringify((await visit.shelves()).map(({ cards }) => cards.map(({ id, reason }) => [id, reason])));
      const before = await read();
      await visit.tab.run(() => /** @type {HTMLButtonElement} */ (document.querySelector('[data-add-to-cart]')).click());
      await visit.tab.until('Vitrine has heard of the basket', async () => (await /** @type {any} */ (window).vitrineReady).session().cart.length === 1);
      await visit.tab.until('the shelves follow', async () => document.querySelector('[data-basket-count]')?.textContent === '1');
      await visit.settled();
      assert.notEqual(await read(), before);
      for (const path of [pages['home'] ?? '', pages['cart'] ?? '']) {
        await visit.open(path);
        const shelves = await visit.shelves();
        assert.ok(shelves.length > 0);
        for (const shelf of shelves) assert.ok(!shelf.cards.some(({ id }) => id === coat.id), `${shelf.shows} offers what is in the basket`);
        const reasons = shelves.flatMap(({ cards }) => cards.map(({ reason }) => reason));
        assert.ok(reasons.some((reason) => reason.includes(coat.title)), `no reason on ${path} names ${coat.title}: ${reasons.join('; ')}`);
      }
      assert.deepEqual(await visit.moves(), []);
    });

    test(`${name}: no product stands on two shelves of a page`, async () => {
      for (const path of [pages['home'] ?? '', coats[0] ?? '', pages['cart'] ?? '']) {
        await visit.open(path);
        const ids = (await visit.shelves()).flatMap(({ cards }) => cards.map(({ id }) => id));
        assert.equal(new Set(ids).size, ids.length, path);
      }
    });

    test(`${name}: placing the order leads to a confirmation with shelves`, async () => {
      await visit.open(pages['cart'] ?? '');
      await visit.tab.run(() => /** @type {HTMLButtonElement} */ (document.querySelector('[data-checkout]')).click());
      await visit.tab.until('the confirmation is open', () => location.pathname.endsWith('/confirmation/') && document.readyState === 'complete');
      await visit.tab.until('Vitrine has heard of the order', async () => (await /** @type {any} */ (window).vitrineReady).session().bought.length === 1);
      await visit.settled();
      assert.ok((await visit.shelves()).length > 0);
    });

    test(`${name}: every score can be explained, and the parts add up`, async () => {
      await visit.open(pages['home'] ?? '');
      const explained = await visit.tab.run(async () => {
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        const shelf = vitrine.recommend({ list: 'for-you' });
        return shelf.items.map((/** @type {any} */ item) => ({ score: item.score, parts: vitrine.explain(item.id, { list: 'for-you' }).parts }));
      });
      assert.ok(explained.length > 0);
      for (const { score, parts } of explained) {
        const sum = parts.reduce((/** @type {number} */ total, /** @type {{ value: number }} */ part) => total + part.value, 0);
        assert.ok(Math.abs(sum - score) <= Math.abs(score) * 1e-4, `${sum} instead of ${score}`);
      }
    });

    test(`${name}: the moment changes what is popular, and the cards say so`, async () => {
      const [summer, winter] = await visit.tab.run(async () => {
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        const moments = [
          { month: 6, hour: 13, device: 'desktop' },
          { month: 12, hour: 20, device: 'phone' },
        ];
        return moments.map((moment) => {
          vitrine.setContext(moment);
          return vitrine.recommend({ list: 'popular', limit: 12 }).items.map((/** @type {any} */ item) => ({ id: item.id, kind: item.reason.kind }));
        });
      });
      await visit.tab.run(async () => (await /** @type {any} */ (window).vitrineReady).setContext(undefined));
      assert.notDeepEqual(summer, winter);
      const kinds = [...summer, ...winter].map(({ kind }) => kind);
      assert.ok(kinds.includes('context'), kinds.join());
    });

    test(`${name}: the drawer shows the visit, why things rank, and that nothing was sent`, async () => {
      const coat = await visit.view(coats[2] ?? '');
      await visit.open(pages['home'] ?? '');
      await visit.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('[data-vitrine-drawer]')).click());
      const text = await visit.tab.until(
        'the drawer names the visit',
        (title) => {
          const told = /** @type {HTMLElement | null} */ (document.querySelector('#know'))?.innerText ?? '';
          return told.includes(title) && /For you/.test(told) ? told : '';
        },
        coat.title,
      );
      assert.match(text, /0 bytes\s+sent from this page/);
      assert.match(text, /(ms|µs)\s+for the last ranking/);
      assert.match(text, /none with anything in it to send/);
      await visit.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('[data-vitrine-drawer]')).click());
    });

    test(`${name}: at a phone's width nothing sticks out`, async () => {
      await visit.tab.resize(390, 844);
      for (const [kind, path] of Object.entries({ ...pages, product: coats[0] ?? '' })) {
        await visit.open(path);
        // The window of WebKitGTK's test browser is not narrower than its toolbar.
        const inner = await visit.tab.run(() => innerWidth);
        assert.ok(inner === 390 || (name === 'webkit' && inner < 450), `${inner}`);
        await visit.shelves();
        const [wide, window] = await visit.tab.run(() => [document.documentElement.scrollWidth, document.documentElement.clientWidth]);
        assert.ok((wide ?? 0) <= (window ?? 0), `${kind} is ${wide} wide in ${window}`);
        assert.deepEqual(await visit.moves(), [], `something moved on ${kind}`);
      }
      await visit.tab.resize(1280, 800);
    });

    test(`${name}: the console stayed empty and nothing left the browser`, () => visit.hold());
  });
}
