// What is stored in each state of consent, read back and compared; storage that is in the way; two tabs; the panel; and that nothing is sent.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';
import { engineNames } from './lib/engines.mjs';
import { site } from './lib/shop.mjs';
import { documentedPolicy, manifest, Stand } from './lib/stand.mjs';
import { products } from './lib/themes.mjs';

const axe = readFileSync(fileURLToPath(new URL('../../www/node_modules/axe-core/axe.min.js', import.meta.url)), 'utf8');
const [product, other] = products;
if (!product || !other) throw new Error('The built shop has too few products.');

const body = '<h1>A shop</h1><vitrine-shelf list="popular" feedback></vitrine-shelf>';

/** Fakes of the consent platforms: `say(true)` is a yes, `say(false)` a no. Before it, nobody has answered. */
const fakes = {
  shopify: `let yes = false;
    window.Shopify = { customerPrivacy: { preferencesProcessingAllowed: () => yes, analyticsProcessingAllowed: () => yes } };
    window.say = (answer) => { yes = answer; document.dispatchEvent(new CustomEvent('visitorConsentCollected', { detail: { preferencesAllowed: answer, analyticsAllowed: answer } })); };`,
  google: `window.dataLayer = []; function gtag() { dataLayer.push(arguments); }
    gtag('consent', 'default', { ad_storage: 'denied', analytics_storage: 'denied', personalization_storage: 'denied' });
    window.say = (answer) => gtag('consent', 'update', { personalization_storage: answer ? 'granted' : 'denied' });`,
  tcf: `let listeners = [];
    window.__tcfapi = (command, version, call) => { if (command === 'addEventListener' && version === 2) { listeners.push(call); call({ eventStatus: 'cmpuishown', gdprApplies: true, purpose: { consents: {} } }, true); } };
    window.say = (answer) => { for (const call of listeners) call({ eventStatus: 'useractioncomplete', gdprApplies: true, purpose: { consents: { 1: answer, 5: answer, 6: answer } } }, true); };`,
  wordpress: `let allowed = false; window.wp_consent_type = 'optin';
    window.wp_has_consent = (category) => category === 'preferences' && allowed;
    window.say = (answer) => { allowed = answer; document.dispatchEvent(new CustomEvent('wp_listen_for_consent_change', { detail: { preferences: answer ? 'allow' : 'deny' } })); };`,
  'set-consent': `window.say = async (answer) => (await window.vitrineReady).setConsent({ storage: answer });`,
};

/** @param {string} script @param {string} [settings] @param {string} [bodies] @returns {import('./lib/stand.mjs').Place} */
const page = (script, settings = '', bodies = body) => ({ head: '<script src="fake.js"></script>', files: { 'fake.js': script, 'axe.js': axe }, settings, body: bodies });

/** Notes every way by which a script could send. */
const hooks = `window.sent = [];
  const first = window.fetch; window.fetch = (input, init) => { const method = init?.method ?? input?.method ?? 'GET'; if (method !== 'GET' || init?.body) sent.push('fetch ' + method); return first(input, init); };
  navigator.sendBeacon = (address) => { sent.push('beacon ' + address); return true; };
  XMLHttpRequest.prototype.open = function (method, address) { sent.push('xhr ' + method + address); };
  for (const name of ['WebSocket', 'EventSource', 'RTCPeerConnection', 'WebTransport']) if (name in window) window[name] = class { constructor() { sent.push(name); } };`;

const profileKey = 'vitrine.profile.1';
const visitKey = 'vitrine.visit.1';

for (const name of engineNames) {
  describe(name, () => {
    /** @type {Stand} */
    let stand;
    before(async () => {
      stand = await Stand.begin(name, {
        empty: { body: '<h1>Nothing</h1>', settings: 'data-consent="auto"' },
        ...Object.fromEntries(Object.entries(fakes).map(([at, script]) => [at, page(script)])),
        gpc: page("Object.defineProperty(Navigator.prototype, 'globalPrivacyControl', { get: () => true, configurable: true });", 'data-consent="granted" data-storage="session"'),
        dnt: page("Object.defineProperty(Navigator.prototype, 'doNotTrack', { get: () => '1', configurable: true });", 'data-consent="granted" data-storage="session"'),
        vouched: page('', 'data-storage="session"'),
        granted: page('', 'data-consent="granted"'),
        framed: { ...page('', 'data-consent="granted"'), policy: `${documentedPolicy}; frame-src 'self'` },
        denied: page('', 'data-consent="denied" data-storage="session"'),
        full: page("Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError'); };", 'data-consent="granted"'),
        blocked: page("for (const name of ['localStorage', 'sessionStorage']) Object.defineProperty(window, name, { get: () => { throw new DOMException('blocked', 'SecurityError'); } });", 'data-consent="granted"'),
        panel: { ...page('', '', '<h1>A shop</h1><vitrine-shelf list="for-you" feedback></vitrine-shelf><vitrine-panel></vitrine-panel>'), head: '<script src="axe.js" defer></script>' },
        sending: page(hooks, 'data-consent="granted"'),
      });
    });
    after(() => stand?.end());

    /** Keys of Vitrine in both stores. */
    const stored = () => stand.tab.run(() => [localStorage, sessionStorage].map((store) => Object.keys(store).filter((key) => key.startsWith('vitrine.')).sort()));
    /** @param {string} id @param {string} [kind] */
    const observe = (id, kind = 'view') => stand.tab.run(async (which, what) => (await /** @type {any} */ (window).vitrineReady).observe({ kind: what, id: which }), id, kind);
    /** @param {boolean} yes */
    const say = (yes) => stand.tab.run((answer) => /** @type {any} */ (window).say(answer), yes);
    const known = () => stand.tab.run(async () => (await /** @type {any} */ (window).vitrineReady).profile.known());
    const clear = async () => {
      await stand.start('empty');
      await stand.tab.run(() => [localStorage, sessionStorage].forEach((store) => store.clear()));
    };

    for (const at of Object.keys(fakes)) {
      test(`${name}: ${at}: nothing is stored before a yes, both with it, nothing after a no`, async () => {
        await clear();
        await stand.start(at);
        await observe(product.id);
        assert.deepEqual(await stored(), [[], []]);
        assert.ok((await stand.cards()).length > 0);
        await say(true);
        await stand.tab.until('it is kept', () => localStorage.length > 0);
        assert.deepEqual(await stored(), [[profileKey], [visitKey]]);
        const text = await stand.tab.run((key) => localStorage.getItem(key) ?? '', profileKey);
        assert.ok(JSON.parse(text).l.flat().length > 0, text);
        await say(false);
        await stand.tab.until('it is gone', () => localStorage.length === 0);
        assert.deepEqual(await stored(), [[], []]);
        await observe(other.id);
        assert.deepEqual(await stored(), [[], []]);
        assert.ok((await stand.cards()).length > 0);
      });
    }

    for (const at of ['gpc', 'dnt', 'denied']) {
      test(`${name}: ${at}: memory only, whatever else is said, and what was stored goes`, async () => {
        await clear();
        await stand.start('granted');
        await observe(product.id);
        assert.deepEqual(await stored(), [[profileKey], [visitKey]]);
        await stand.start(at);
        await observe(other.id);
        // The attribute and the call are one voice, whose last word counts; the browser's is another.
        if (at !== 'denied') await stand.tab.run(async () => (await /** @type {any} */ (window).vitrineReady).setConsent({ storage: true }));
        assert.deepEqual(await stored(), [[], []]);
        assert.ok((await known()).affinities.length > 0);
        assert.ok((await stand.cards()).length > 0);
      });
    }

    test(`${name}: a shop that vouches for the visit stores the visit alone`, async () => {
      await clear();
      await stand.start('vouched');
      await observe(product.id);
      assert.deepEqual(await stored(), [[], [visitKey]]);
    });

    test(`${name}: with a yes the visit and the profile go on from page to page, each event counted once`, async () => {
      await clear();
      await stand.start('granted');
      await observe(product.id, 'add_to_cart');
      const first = (await known()).affinities;
      await stand.start('granted');
      const second = (await known()).affinities;
      assert.deepEqual((await stand.known()).cart, [product.id]);
      assert.deepEqual(second.map((/** @type {any} */ one) => one.name), first.map((/** @type {any} */ one) => one.name));
      for (const [at, { share }] of second.entries()) assert.ok(Math.abs(share - first[at].share) < 0.01, `${share} after ${first[at].share}`);
    });

    for (const at of ['full', 'blocked']) {
      test(`${name}: a ${at} store is as if there were none`, async () => {
        await clear();
        await stand.start(at);
        await observe(product.id);
        const { kept, affinities } = await known();
        assert.deepEqual([kept, affinities.length > 0], [false, true]);
        assert.ok((await stand.cards()).length > 0);
      });
    }

    test(`${name}: a corrupt profile is replaced, one of a newer version is left as it is`, async () => {
      await clear();
      await stand.tab.run((key) => localStorage.setItem(key, '{"v":1,"l":[[['), profileKey);
      await stand.start('granted');
      await observe(product.id);
      assert.equal(await stand.tab.run((key) => JSON.parse(localStorage.getItem(key) ?? '').v, profileKey), 1);
      const newer = '{"v":9,"something":"else"}';
      await clear();
      await stand.tab.run((key, text) => localStorage.setItem(key, text), profileKey, newer);
      await stand.start('granted');
      await observe(product.id);
      assert.equal(await stand.tab.run((key) => localStorage.getItem(key), profileKey), newer);
      assert.ok((await known()).affinities.length > 0);
    });

    test(`${name}: two pages at once lose nothing of each other, and one erases for both`, async () => {
      await clear();
      await stand.start('framed');
      const counts = await stand.tab.run(async (one, two) => {
        const here = await /** @type {any} */ (window).vitrineReady;
        const frame = document.createElement('iframe');
        frame.src = location.href;
        const loaded = new Promise((resolve) => (frame.onload = resolve));
        document.body.append(frame);
        await loaded;
        const there = await /** @type {any} */ (frame.contentWindow).vitrineReady;
        for (let turn = 0; turn < 3; turn++) {
          here.observe({ kind: 'hide', id: one });
          there.profile.own(two);
          here.observe({ kind: 'wishlist', id: two });
        }
        const { hidden, owned } = here.profile.known();
        const stored = JSON.parse(localStorage.getItem('vitrine.profile.1') ?? '');
        there.profile.erase();
        // At once: what is looked at from now on is kept again.
        const erased = localStorage.getItem('vitrine.profile.1');
        for (let tries = 0; tries < 100 && here.profile.known().hidden.length > 0; tries++) await new Promise((resolve) => setTimeout(resolve, 50));
        const left = here.profile.known();
        return { hidden, owned, erased, stored: [stored.h, stored.g], left: [left.hidden, left.owned, left.affinities.length] };
      }, product.id, other.id);
      assert.deepEqual(counts, { hidden: [product.id], owned: [other.id], erased: null, stored: [[product.id], [other.id]], left: [[], [], 0] });
    });

    /** Presses what stands for a key in the panel. @param {string} start */
    const press = (start) =>
      stand.tab.until(
        `the panel has ${start}`,
        (begin) => {
          const found = [...(document.querySelector('vitrine-panel')?.shadowRoot?.querySelectorAll('[data-key]') ?? [])].find((one) => one.getAttribute('data-key')?.startsWith(begin));
          /** @type {HTMLElement | undefined} */ (found)?.click();
          return found !== undefined;
        },
        start,
      );
    const shelf = () => stand.tab.run(() => { const { shows, items } = /** @type {any} */ (document.querySelector('vitrine-shelf')).shelf; return { shows, ids: items.map((/** @type {any} */ one) => one.id) }; });
    const words = () => stand.tab.run(() => /** @type {any} */ (document.querySelector('vitrine-panel'))?.shadowRoot?.textContent ?? '');

    test(`${name}: the panel tells what is known, and each change of it counts at once`, async () => {
      await clear();
      await stand.start('panel');
      for (const { id } of products.slice(0, 3)) await observe(id);
      await stand.cards();
      await stand.tab.until('the panel is drawn', () => (document.querySelector('vitrine-panel')?.shadowRoot?.querySelectorAll('[data-key^=forget]').length ?? 0) > 0);
      assert.match(await words(), /What you seem to like/);
      // What is empty is not told of.
      assert.doesNotMatch(await stand.tab.run(() => /** @type {HTMLElement} */ (document.querySelector('vitrine-panel')?.shadowRoot?.querySelector('.panel'))?.innerText), /Not shown to you/);
      const before = (await known()).affinities.length;
      await press('forget category');
      assert.equal((await known()).affinities.length, before - 1);
      const [first = ''] = (await shelf()).ids;
      await stand.tab.run(async (id) => (await /** @type {any} */ (window).vitrineReady).profile.hide(id), first);
      await stand.tab.until('it is gone', (id) => !(/** @type {any} */ (document.querySelector('vitrine-shelf')).shelf.items.some((/** @type {any} */ one) => one.id === id)), first);
      await press('undo');
      await stand.tab.until('it is back', (id) => /** @type {any} */ (document.querySelector('vitrine-shelf')).shelf.items.some((/** @type {any} */ one) => one.id === id), first);
      assert.equal((await shelf()).shows, 'for-you');
      await press('pause');
      await stand.tab.until('nothing is used', () => /** @type {any} */ (document.querySelector('vitrine-shelf')).shelf.shows === 'popular');
      await observe(other.id);
      await press('pause');
      await stand.tab.until('it is used again', () => /** @type {any} */ (document.querySelector('vitrine-shelf')).shelf.shows === 'for-you');
      assert.deepEqual(await stored(), [[], []]);
      await press('remember');
      await stand.tab.until('it is kept', () => localStorage.getItem('vitrine.profile.1') !== null);
      assert.deepEqual(await stored(), [['vitrine.choice.1', profileKey], [visitKey]]);
      // As the triggers leave it, of which none is asked for here.
      await stand.tab.run(() => localStorage.setItem('vitrine.triggers.1', 'Wed-Nov-25-2026 2'));
      await press('erase');
      await stand.tab.until('everything is forgotten', () => /** @type {any} */ (document.querySelector('vitrine-shelf')).shelf.shows === 'popular');
      assert.deepEqual((await known()).affinities, []);
      assert.equal(await stand.tab.run(() => localStorage.getItem('vitrine.triggers.1')), null);
      await press('opt-out');
      assert.deepEqual(await stored(), [['vitrine.choice.1'], []]);
      await stand.start('panel');
      assert.equal(await observe(product.id), false);
      assert.equal((await known()).paused, true);
      await press('pause');
      assert.deepEqual(await stored(), [[], []]);
    });

    test(`${name}: a card's own button tells why, and takes the product away`, async () => {
      await clear();
      await stand.start('panel');
      await observe(product.id);
      const [first = ''] = await stand.cards();
      await stand.tab.until('the cards have buttons', () => {
        const button = /** @type {HTMLElement | undefined} */ (document.querySelector('vitrine-shelf')?.shadowRoot?.querySelector('[part=options]'));
        button?.focus();
        button?.click();
        return button !== undefined && button !== null;
      });
      const dialog = () => stand.tab.run(() => {
        const found = [...document.body.children].map((one) => one.shadowRoot?.querySelector('dialog')).find((one) => one);
        return found?.open ? (found.textContent ?? '') : '';
      });
      assert.match(await dialog(), /Why this product\?.+Not interested/);
      await stand.tab.run(() => {
        const found = [...document.body.children].map((one) => one.shadowRoot?.querySelector('dialog')).find((one) => one);
        /** @type {HTMLElement | null | undefined} */ (found?.querySelector('[data-key=hide]'))?.click();
      });
      assert.equal(await dialog(), '');
      assert.deepEqual((await known()).hidden, [first]);
    });

    test(`${name}: axe finds nothing in the panel, and at 320 pixels nothing sticks out`, async () => {
      await clear();
      await stand.start('panel');
      for (const { id } of products.slice(0, 3)) await observe(id);
      await stand.cards();
      await stand.tab.until('the panel is drawn', () => (document.querySelector('vitrine-panel')?.shadowRoot?.querySelectorAll('[data-key^=forget]').length ?? 0) > 0);
      const found = await stand.tab.run(async () => {
        const { violations } = await /** @type {any} */ (window).axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] });
        return violations.map((/** @type {any} */ one) => `${one.id}: ${one.nodes.map((/** @type {any} */ node) => node.html).join(' ')}`);
      });
      assert.deepEqual(found, []);
      await stand.tab.resize(320, 700);
      const [wide, inside] = await stand.tab.run(() => [document.querySelector('vitrine-panel')?.scrollWidth ?? 0, document.querySelector('vitrine-panel')?.clientWidth ?? 0]);
      assert.ok((wide ?? 0) <= (inside ?? 0), `${wide} in ${inside}`);
      await stand.tab.resize(1280, 800);
    });

    test(`${name}: a visit of 200 events sends nothing but GETs for files`, async () => {
      await clear();
      const from = stand.server.asked.length;
      await stand.start('sending');
      const sent = await stand.tab.run(async (ids) => {
        const vitrine = await /** @type {any} */ (window).vitrineReady;
        const kinds = ['view', 'add_to_cart', 'remove_from_cart', 'wishlist', 'purchase', 'impression', 'search', 'hide'];
        for (let at = 0; at < 200; at++) {
          vitrine.observe({ kind: at % 3 === 0 ? kinds[(at / 3) % 8] : 'view', id: ids[at % ids.length], dwell: at });
          if (at % 20 === 0) {
            vitrine.noticeInterest({ price: 'high' });
            vitrine.setProfile({ segments: [`s${at}`], affinities: { price: { low: 0.3 } } });
            vitrine.profile.setNovelty(at / 200);
            vitrine.recommend({ list: 'for-you' });
            await new Promise((resolve) => setTimeout(resolve, 20));
          }
        }
        vitrine.profile.export();
        vitrine.setConsent({ storage: false, measurement: true });
        vitrine.profile.erase();
        await new Promise((resolve) => setTimeout(resolve, 500));
        return /** @type {any} */ (window).sent;
      }, products.map(({ id }) => id));
      assert.deepEqual(sent, []);
      const asked = stand.server.asked.slice(from);
      assert.deepEqual(asked.filter(({ method, body: bytes, path }) => method !== 'GET' || bytes > 0 || path.includes('?')), []);
    });

    test(`${name}: nothing of all this printed a failure`, async () => {
      const lines = (await stand.tab.console()).filter((line) => /^(error|rejection):/.test(line));
      assert.deepEqual(lines, []);
    });
  });
}

test('the engine takes nothing from the page that could send', () => {
  const imports = WebAssembly.Module.imports(new WebAssembly.Module(readFileSync(`${site}/${manifest.engine.file}`))).map(({ name, kind }) => `${kind} ${name}`);
  // A sentence to throw and a table to hold: whatever else comes here must be looked at before it is allowed.
  assert.deepEqual(imports.filter((one) => !['function __wbg___wbindgen_throw', 'function __wbindgen_init_externref_table'].includes(one)), []);
});
