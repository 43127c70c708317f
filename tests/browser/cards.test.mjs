// Shelves in a page's own DOM, and cards by a shop's own template: what they look like to the page, to its style sheets and to a keyboard.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engineNames } from './lib/engines.mjs';
import { faults } from './lib/faults.mjs';
import { ours, Stand } from './lib/stand.mjs';

const axe = readFileSync(fileURLToPath(new URL('../../www/node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');

/** Rules of a theme that know nothing of shelves, and one that does. */
const theme = `
  h2 { margin: 3rem; font-size: 4rem } ul { padding: 2rem; list-style: square } li { margin: 1rem } p { margin: 2rem 0 }
  button { font-size: 3rem; padding: 2rem } img { border: 5px solid red; width: auto } .card { padding: 30px; background: rgb(9, 9, 9) } .list { color: red }
  vitrine-shelf .vitrine-title a { color: rgb(1, 2, 3) }
`;

const outside = '<h2 id="heading" class="card">Ours</h2><ul id="ours" class="list"><li class="item"><button id="button" class="add">Ours</button></li></ul>';

const template = `<template><link rel="stylesheet" href="card.css"><a class="whole" data-vitrine="link"><span class="frame"><img data-vitrine="image" class="photo"></span><strong data-vitrine="title"></strong></a>
  <p><span data-vitrine="price" class="amount"></span> <s data-vitrine="was"></s> <em data-vitrine="badge"></em></p><small data-vitrine="brand category"></small><p data-vitrine="reason"></p><button type="button" data-vitrine="add"></button></template>`;
const cardStyle = '.frame, .photo { display: block; inline-size: 40px; block-size: 40px } strong { display: block; block-size: 3rem; overflow: hidden } .amount { color: rgb(4, 5, 6) } a, p, button, small { display: block; margin: 0 } [hidden] { display: none } button { min-block-size: 24px } a { min-block-size: 24px }';
const head = '<link rel="stylesheet" href="theme.css"><script src="axe.js" defer></script>';
const files = { 'theme.css': theme, 'axe.js': axe };

/** @type {Record<string, import('./lib/stand.mjs').Place>} */
const places = {
  plain: { head, files, body: outside },
  light: { head, files, body: `<h1>A shop</h1>${outside}<vitrine-shelf list="popular" dom="light"><p id="own">Our own choice</p></vitrine-shelf><p id="after">After</p><vitrine-shelf list="new" dom="light" feedback></vitrine-shelf>` },
  empty: { head, files, body: '<h1>A shop</h1><p id="before">Before</p><vitrine-shelf list="popular" category="Nothing of the kind" dom="light"><p id="own">Our own choice</p></vitrine-shelf><p id="after">After</p>' },
  template: { head: '<script src="axe.js" defer></script><link rel="stylesheet" href="height.css">', files: { 'axe.js': axe, 'card.css': cardStyle, 'height.css': 'vitrine-shelf { --vitrine-card-height: 12rem }' }, body: `<h1>A shop</h1><vitrine-shelf list="popular">${template}</vitrine-shelf><p id="after">After</p>` },
  'template-light': { head: '<script src="axe.js" defer></script><link rel="stylesheet" href="card.css">', files: { 'axe.js': axe, 'card.css': cardStyle }, body: `<h1>A shop</h1><vitrine-shelf list="popular" dom="light">${template}</vitrine-shelf><p id="after">After</p>` },
  hostile: { ...faults['hostile-products'], files: { 'card.css': cardStyle }, body: `<h1>A shop</h1><vitrine-shelf list="popular">${template}</vitrine-shelf>` },
  'no-part': { body: `<h1>A shop</h1><p id="before">Before</p><vitrine-shelf list="popular">${template}<p id="own">Our own choice</p></vitrine-shelf><p id="after">After</p>`, alter: (asked, answer) => (asked.startsWith('part-template') ? { ...answer, status: 404 } : answer) },
};

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    before(async () => void (stand = await Stand.begin(name, places)));
    after(() => stand?.end());

    /** What axe finds. */
    const audit = () =>
      stand.tab.run(async () => {
        const { violations } = await /** @type {any} */ (window).axe.run(document.querySelector('vitrine-shelf'), { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] });
        return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html).join(' ')}`);
      });
    /** Ids that the first shelf ranked, once its cards are those. */
    const drawn = () => stand.tab.until('the shelf is drawn', () => {
      const shelf = /** @type {any} */ (document.querySelector('vitrine-shelf'));
      const ids = shelf?.shelf?.items.map((/** @type {any} */ item) => item.id) ?? [];
      return shelf.root && ids.length > 0 && ids.join() === shelf.shownIds.join() && ids;
    });
    const moves = () => stand.tab.run(() => /** @type {any} */ (window).probe.moves);

    test(`${name}: a light shelf stands in the page, where the page's style sheets reach it`, async () => {
      await stand.start('light');
      await drawn();
      const seen = await stand.tab.run(() => {
        const shelf = /** @type {HTMLElement} */ (document.querySelector('vitrine-shelf'));
        const style = (/** @type {string} */ selector) => getComputedStyle(/** @type {Element} */ (shelf.querySelector(selector)));
        const ids = [...document.querySelectorAll('[id]')].map(({ id }) => id);
        return {
          shadow: shelf.shadowRoot,
          cards: shelf.querySelectorAll('.vitrine-list > .vitrine-item > .vitrine-card').length,
          link: style('.vitrine-title a').color,
          // What a theme says of every list, heading and button does not take the shelf apart.
          margins: [style('.vitrine-heading').marginTop, style('.vitrine-list').paddingLeft, style('.vitrine-item').marginLeft, style('.vitrine-card').paddingTop],
          height: shelf.offsetHeight - parseFloat(style('.vitrine-root').height),
          twice: ids.filter((id, at) => ids.indexOf(id) !== at),
          headings: [...document.querySelectorAll('vitrine-shelf section')].map((section) => document.getElementById(section.getAttribute('aria-labelledby') ?? '')?.textContent),
          own: document.querySelector('#own'),
        };
      });
      assert.equal(seen.shadow, null);
      assert.ok(seen.cards >= 3);
      assert.equal(seen.link, 'rgb(1, 2, 3)');
      assert.deepEqual(seen.margins, ['0px', '4px', '0px', '0px']);
      assert.ok(Math.abs(seen.height) <= 1, `the shelf is ${seen.height} px higher than what is in it`);
      assert.deepEqual([seen.twice, seen.headings, seen.own], [[], ['Popular now', 'New in'], null]);
      assert.deepEqual(await moves(), []);
      assert.deepEqual(await audit(), []);
    });

    test(`${name}: its style sheet changes nothing else of the page`, async () => {
      const look = () => stand.tab.run(() => ['#heading', '#ours', '#ours li', '#button'].map((selector) => {
        const style = getComputedStyle(/** @type {Element} */ (document.querySelector(selector)));
        return ['margin', 'padding', 'display', 'fontSize', 'listStyleType', 'blockSize', 'overflowX', 'backgroundColor', 'boxSizing', 'color'].map((property) => style.getPropertyValue(property.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`)));
      }));
      await stand.start('light');
      await drawn();
      const beside = await look();
      await stand.open('plain');
      assert.deepEqual(beside, await look());
    });

    test(`${name}: a light shelf ranks anew where it stands, and not under the focus`, async () => {
      await stand.start('light');
      const [first = ''] = await drawn();
      const seen = await stand.tab.run(async (one) => {
        const shelf = /** @type {any} */ (document.querySelector('vitrine-shelf'));
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        const cards = [...shelf.querySelectorAll('.vitrine-item')];
        const links = shelf.querySelectorAll('.vitrine-link');
        links[1].focus({ focusVisible: true });
        links[1].dispatchEvent(new KeyboardEvent('keydown', { key: 'End', bubbles: true, cancelable: true }));
        const moved = document.activeElement === links[links.length - 1];
        vitrine.observe({ kind: 'hide', id: one });
        await new Promise((resolve) => setTimeout(resolve, 200));
        const held = cards.every((card, at) => card === shelf.querySelectorAll('.vitrine-item')[at]) && document.activeElement === links[links.length - 1];
        /** @type {HTMLElement} */ (document.activeElement).blur();
        return { moved, held };
      }, first);
      assert.deepEqual(seen, { moved: true, held: true });
      // What comes first then depends on how long the other cards were in view: only the hidden one is surely gone.
      await stand.tab.until('it has ranked anew', (id) => !(/** @type {any} */ (document.querySelector('vitrine-shelf')).shownIds.includes(id)), first);
      assert.equal(await stand.tab.run(() => document.querySelectorAll('vitrine-shelf')[0]?.querySelectorAll('[class^=vitrine-]:not([part])').length), 0);
      assert.deepEqual(await moves(), []);
    });

    test(`${name}: cards of a light shelf have the button with choices, and it opens them`, async () => {
      await stand.start('light');
      await stand.tab.run(() => document.querySelectorAll('vitrine-shelf')[1]?.scrollIntoView({ behavior: 'instant' }));
      const title = await stand.tab.until('the buttons are there', () => {
        const shelf = document.querySelectorAll('vitrine-shelf')[1];
        const buttons = [...(shelf?.querySelectorAll('[part=options]') ?? [])];
        if (buttons.length === 0 || buttons.length !== shelf?.querySelectorAll('.vitrine-item').length) return undefined;
        /** @type {HTMLElement} */ (buttons[0]).click();
        return getComputedStyle(/** @type {Element} */ (buttons[0])).position === 'absolute' && shelf.querySelector('.vitrine-link')?.textContent;
      });
      const dialog = await stand.tab.until('the dialog is open', () => [...document.body.children].map((one) => one.shadowRoot?.querySelector('dialog[open]')).find((one) => one)?.textContent);
      assert.ok(title && String(dialog).includes(String(title)));
    });

    test(`${name}: the page's own content comes back where a light shelf has nothing to show`, async () => {
      await stand.open('empty');
      assert.equal(await stand.state(), 'fallback');
      assert.deepEqual(await stand.inView(), ['h1', '#before', '#own', '#after']);
    });

    for (const at of ['template', 'template-light']) {
      test(`${name}: ${at}: cards are made of the shop's own markup, and act`, async () => {
        const lines = await stand.open(at);
        const [first = '', second = ''] = await drawn();
        const seen = await stand.tab.run(async () => {
          const shelf = /** @type {any} */ (document.querySelector('vitrine-shelf'));
          const [item] = await (await /** @type {any} */ (window).vitrineReady).display([shelf.shelf.items[0]]);
          const card = shelf.root.querySelector('[part=item]');
          const get = (/** @type {string} */ slot) => card.querySelector(`[data-vitrine~=${slot}]`);
          for (let tries = 0; tries < 40 && getComputedStyle(get('price')).color !== 'rgb(4, 5, 6)'; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
          /** @type {unknown[]} */
          const heard = [];
          shelf.addEventListener('vitrine:click', (/** @type {CustomEvent} */ event) => (event.preventDefault(), heard.push(event.detail.item.id)));
          get('title').click();
          const told = {
            title: get('title').textContent === item.title,
            link: get('link').href === item.url,
            image: get('image').src === item.image && get('image').loading,
            price: /^£\d+\.\d\d$/.test(get('price').textContent),
            was: get('was').hidden === !(item.was > item.price) && get('badge').hidden === get('was').hidden,
            brand: get('brand').textContent,
            reason: get('reason').textContent !== '',
            add: [get('add').textContent, get('add').getAttribute('aria-label')],
            color: getComputedStyle(get('price')).color,
            sheets: shelf.root.querySelectorAll('link').length,
            default: shelf.root.querySelectorAll('[part=card]').length,
            height: card.getBoundingClientRect().height,
            heard,
          };
          return { told, item };
        });
        const { item, told } = seen;
        assert.deepEqual({ ...told, heard: told.heard[0], height: 0 }, {
          title: true, link: true, image: 'lazy', price: true, was: true, brand: [item.brand, item.category].filter(Boolean).join(' '), reason: true,
          add: ['Add to basket', `Add to basket: ${item.title}`], color: 'rgb(4, 5, 6)', sheets: at === 'template' ? 1 : 0, default: 0, heard: first, height: 0,
        });
        if (at === 'template') assert.equal(told.height, 192);
        assert.deepEqual((await lines()).filter((line) => /policy|violates|Refused/.test(line)), []);
        assert.deepEqual(await audit(), []);
        // Sold out: its place gets the next card, by the template as well.
        await stand.tab.run(async (id) => (await /** @type {any} */ (window).vitrineReady).setAvailable(id, false), first);
        await stand.tab.until('the sold-out card is gone', (id) => /** @type {any} */ (document.querySelector('vitrine-shelf')).shownIds[0] === id, second);
        const added = await stand.tab.run(async () => {
          const shelf = /** @type {any} */ (document.querySelector('vitrine-shelf'));
          const heard = new Promise((resolve) => shelf.addEventListener('vitrine:add-to-cart', (/** @type {CustomEvent} */ event) => (event.preventDefault(), resolve(event.detail.item.id))));
          shelf.root.querySelector('[data-vitrine~=add]').click();
          return heard;
        });
        assert.equal(added, second);
        assert.deepEqual(ours(await lines()), []);
        assert.deepEqual(await moves(), []);
      });
    }

    test(`${name}: what a hostile title, address or picture holds is text in a template too`, async () => {
      await stand.start('hostile');
      await drawn();
      const seen = await stand.tab.run(async () => {
        const { root } = /** @type {any} */ (document.querySelector('vitrine-shelf'));
        for (const place of root.querySelectorAll('a, button')) place.click();
        await new Promise((resolve) => setTimeout(resolve, 300));
        return { title: root.querySelector('[data-vitrine~=title]').textContent, made: root.querySelectorAll('a[href], [src], script, [onerror], strong *').length, hacked: 'hacked' in window };
      });
      assert.match(seen.title, /<img src=x onerror="window.hacked=1">/);
      assert.deepEqual([seen.made, seen.hacked], [0, false]);
    });

    test(`${name}: where the part for templates can't be had, the page's own content shows and one line says why`, async () => {
      const lines = await stand.open('no-part');
      assert.equal(await stand.state(), 'fallback');
      assert.deepEqual(await stand.inView(), ['h1', '#before', '#own', '#after']);
      const told = ours(await lines());
      assert.equal(told.length, 1, told.join('\n'));
      assert.match(told[0] ?? '', /part-template-\w+\.js was not found/);
    });
  });
}
