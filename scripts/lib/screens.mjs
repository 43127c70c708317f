// A visit of five minutes in one: three coats, the home page, the drawer, a bundle, an exit; then the same on a phone.
//   node screens.mjs FOLDER      writes its pictures there
// Real pages in real Chromium; only the page's clock is set forward, and the pointer that leaves is told to the page.
import { createRequire } from 'node:module';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import { pages, site } from '../../tests/browser/lib/shop.mjs';
import { startServer } from '../../tests/browser/lib/server.mjs';

const require = createRequire(new URL('../../www/package.json', import.meta.url));
/** @type {typeof import('playwright-core')} */
const { chromium } = require('playwright-core');

const [folder] = process.argv.slice(2);
if (folder === undefined) {
  console.error('error: screens.mjs needs the folder for the pictures.');
  process.exit(2);
}
/** Bytes of a picture at most. */
const most = 200_000;
const home = pages['home'] ?? '/shop/';
const coatsPage = pages['category'] ?? '/shop/';

const server = await startServer({ mounts: { '/': site } });
const browser = await chromium.launch({ executablePath: '/usr/bin/chromium', args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'] });

/** @typedef {import('playwright-core').Page} Page */

/** The page's clock can be set forward. */
const clock = () => {
  const page = /** @type {any} */ (window);
  page.ahead = 0;
  const now = Date.now.bind(Date);
  Date.now = () => now() + page.ahead;
};

/** @param {Page} page @param {string} path */
async function open(page, path) {
  await page.goto(server.origin + path);
  await page.waitForFunction(async () => (await /** @type {any} */ (window).vitrineReady) !== undefined);
  await settled(page);
}

/** Waits until the shelves in view are drawn and their pictures are here. @param {Page} page */
async function settled(page) {
  await page.waitForFunction(() =>
    [...document.querySelectorAll('vitrine-shelf')]
      .filter((shelf) => shelf.getBoundingClientRect().top < innerHeight && shelf.getClientRects().length > 0)
      .every((shelf) => {
        const pictures = [...(shelf.shadowRoot?.querySelectorAll('img') ?? [])].filter((picture) => picture.getBoundingClientRect().left < innerWidth);
        return shelf.hasAttribute('data-state') && pictures.every((picture) => picture.complete);
      }),
  );
  await page.waitForTimeout(400);
}

/** @param {Page} page @param {string} name */
async function picture(page, name) {
  const path = join(folder ?? '', `${name}.jpg`);
  for (const quality of [85, 75, 60]) {
    await page.screenshot({ path, type: 'jpeg', quality, animations: 'disabled' });
    if (statSync(path).size <= most) break;
  }
  console.log(`${path}: ${statSync(path).size} bytes`);
  if (statSync(path).size > most) throw new Error(`${path} is larger than ${most} bytes.`);
}

/** Waits until triggers listen, and sets the clock past the quiet seconds. @param {Page} page */
async function wait(page) {
  await page.waitForFunction(async () => {
    const { triggers } = await /** @type {any} */ (window).vitrineReady;
    await triggers?.({});
    return triggers !== undefined;
  });
  await page.evaluate(() => void (/** @type {any} */ (window).ahead += 20_000));
}

/** Addresses of the first products of the page at hand. @param {Page} page @param {number} count */
function productsOf(page, count) {
  return page.evaluate((number) => {
    const links = [...document.querySelectorAll('main a[href*="/products/"]')].map((link) => new URL(/** @type {HTMLAnchorElement} */ (link).href).pathname);
    return [...new Set(links)].slice(0, number);
  }, count);
}

/** @param {Page} page @param {number} count */
async function lookAtCoats(page, count) {
  await open(page, coatsPage);
  for (const address of await productsOf(page, count)) {
    await open(page, address);
    await page.evaluate(() => void (/** @type {any} */ (window).ahead += 25_000));
  }
}

try {
  const desk = await (await browser.newContext({ viewport: { width: 1280, height: 800 } })).newPage();
  await desk.addInitScript(clock);
  await open(desk, home);
  await lookAtCoats(desk, 3);
  await open(desk, home);
  await desk.evaluate(() => scrollTo({ top: (document.querySelector('vitrine-shelf')?.getBoundingClientRect().top ?? 0) - 120, behavior: 'instant' }));
  await settled(desk);
  await picture(desk, 'home');

  await desk.click('[data-vitrine-drawer]');
  await desk.evaluate(() => scrollTo({ top: 0, behavior: 'instant' }));
  await settled(desk);
  await desk.waitForFunction(() => document.querySelector('.know-log'));
  await wait(desk);
  await desk.evaluate(() => document.querySelector('#know-log')?.scrollIntoView({ block: 'start' }));
  await settled(desk);
  await picture(desk, 'knows');
  await desk.click('.know-close');

  // Not every product is bought together with others.
  await open(desk, coatsPage);
  for (const address of await productsOf(desk, 12)) {
    await open(desk, address);
    await desk.evaluate(() => document.querySelector('vitrine-shelf[bundle]')?.scrollIntoView({ block: 'center', behavior: 'instant' }));
    await settled(desk);
    if (await desk.evaluate(() => document.querySelector('vitrine-shelf[bundle]')?.shadowRoot?.querySelector('.add-all'))) break;
  }
  await picture(desk, 'product');

  await open(desk, home);
  await wait(desk);
  await desk.evaluate(() => {
    const page = /** @type {any} */ (window);
    for (let y = 400; y > 0; y -= 40) {
      page.ahead += 16;
      document.body.dispatchEvent(new PointerEvent('pointermove', { clientX: 500, clientY: y, pointerType: 'mouse', bubbles: true }));
    }
    document.documentElement.dispatchEvent(new MouseEvent('mouseleave', { clientX: 500, clientY: -2 }));
  });
  await desk.waitForSelector('vitrine-offer vitrine-shelf[data-state=ready]');
  await settled(desk);
  await picture(desk, 'exit');

  const phone = await (await browser.newContext({ viewport: { width: 390, height: 760 }, hasTouch: true, isMobile: true })).newPage();
  await phone.addInitScript(clock);
  await lookAtCoats(phone, 2);
  await open(phone, home);
  await phone.evaluate(() => document.querySelector('vitrine-shelf')?.scrollIntoView({ block: 'center', behavior: 'instant' }));
  await settled(phone);
  await picture(phone, 'phone');
  await wait(phone);
  await phone.evaluate(async () => {
    const page = /** @type {any} */ (window);
    for (const top of [0, 700, 1400, 1400, 900, 300]) {
      page.ahead += 80;
      document.body.dispatchEvent(new Event('touchmove', { bubbles: true }));
      scrollTo({ top, behavior: 'instant' });
      document.dispatchEvent(new Event('scroll'));
      await new Promise((resolve) => requestAnimationFrame(resolve));
    }
  });
  await phone.waitForSelector('vitrine-offer vitrine-shelf[data-state=ready]');
  await settled(phone);
  await picture(phone, 'phone-exit');
} finally {
  await browser.close();
  await server.close();
}
