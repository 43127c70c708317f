// Three real browsers behind one small interface. A missing one is an error, never a skipped test.
import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { createRequire } from 'node:module';
import { connect, createServer } from 'node:net';
import { probe } from './probe.mjs';

const require = createRequire(new URL('../../../www/package.json', import.meta.url));

/** How long a condition may take on a slow machine. */
const patience = 60_000;

/** @typedef {{ media?: 'screen' | 'print', colorScheme?: 'light' | 'dark', forcedColors?: 'active' | 'none', reducedMotion?: 'reduce' | 'no-preference' }} Media */
/**
 * @typedef {object} Driver
 * @property {(address: string) => Promise<void>} goto
 * @property {(script: string) => Promise<unknown>} run Value of an expression, awaited.
 * @property {(width: number, height: number) => Promise<void>} resize
 * @property {(key: 'Tab' | 'Shift+Tab' | 'Escape' | 'Enter') => Promise<void>} press As the keyboard does.
 * @property {() => Promise<void>} close
 * @property {(media: Media) => Promise<void>} [emulate] Only Chromium's driver can.
 * @property {boolean} [needsProbe] Whether the server must hand the probe out.
 */

/** @param {string} path @param {string} name */
function demand(path, name) {
  if (!existsSync(path)) throw new Error(`${name} is missing: there is no ${path}. 'scripts/setup packages' installs it.`);
  return path;
}

/**
 * @param {string[]} lines @param {string[]} elsewhere
 * @returns {Promise<Driver>}
 */
async function openChromium(lines, elsewhere) {
  const executablePath = demand('/usr/bin/chromium', 'Chromium');
  /** @type {typeof import('playwright-core')} */
  const { chromium } = require('playwright-core');
  const quiet = ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking'];
  const browser = await chromium.launch({ executablePath, args: [...quiet, '--disable-component-update', '--disable-sync'] });
  const context = await browser.newContext({ viewport: { width: 1280, height: 800 } });
  const page = await context.newPage();
  page.setDefaultTimeout(patience);
  await page.addInitScript(probe);
  page.on('console', (message) => lines.push(message.text()));
  page.on('pageerror', (error) => lines.push(String(error)));
  context.on('request', (request) => elsewhere.push(request.url()));
  return {
    goto: async (address) => void (await page.goto(address)),
    run: (script) => page.evaluate(script),
    resize: (width, height) => page.setViewportSize({ width, height }),
    press: (key) => page.keyboard.press(key),
    emulate: (media) => page.emulateMedia(media),
    close: () => browser.close(),
  };
}

/**
 * The SHA-384 of nothing. A script that was on its way when the page was left is empty to Firefox, which then complains of its integrity; a
 * served file is never empty.
 */
const cutOffLoad = 'The computed hash is “OLBgp1GsljhM2TJ+sbHjaiH9txEUvgdDTAzHv2P24donTt6/529l+9Ua0vFImLlb”';

/**
 * @param {string[]} lines @param {string[]} elsewhere
 * @returns {Promise<Driver>}
 */
async function openFirefox(lines, elsewhere) {
  const executablePath = demand('/usr/bin/firefox-esr', 'Firefox');
  /** @type {typeof import('puppeteer-core')} */
  const puppeteer = require('puppeteer-core');
  const browser = await puppeteer.launch({ browser: 'firefox', executablePath, headless: true });
  const page = await browser.newPage();
  page.setDefaultTimeout(patience);
  await page.setViewport({ width: 1280, height: 800 });
  // A window behind others shows no focus.
  await page.bringToFront();
  await page.evaluateOnNewDocument(probe);
  const keep = (/** @type {string} */ line) => void (line.includes(cutOffLoad) || lines.push(line));
  page.on('console', (message) => keep(message.text()));
  page.on('pageerror', (error) => keep(String(error)));
  page.on('request', (request) => elsewhere.push(request.url()));
  return {
    goto: async (address) => void (await page.goto(address)),
    run: (script) => page.evaluate(script),
    resize: (width, height) => page.setViewport({ width, height }),
    press: async (key) => {
      const [last = '', held] = /** @type {import('puppeteer-core').KeyInput[]} */ (key.split('+').reverse());
      if (held) await page.keyboard.down(held);
      await page.keyboard.press(/** @type {import('puppeteer-core').KeyInput} */ (last));
      if (held) await page.keyboard.up(held);
    },
    close: () => browser.close(),
  };
}

/** @returns {Promise<Driver>} */
async function openWebKit() {
  const driverPath = demand('/usr/bin/WebKitWebDriver', "WebKitGTK's driver");
  const binary = ['/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', '/usr/lib/x86_64-linux-gnu/webkit2gtk-4.0/MiniBrowser'].find(existsSync);
  const { display, stop } = await startDisplay();
  const { Builder, Capabilities, Key } = require('selenium-webdriver');
  const capabilities = new Capabilities({
    browserName: 'MiniBrowser',
    'webkitgtk:browserOptions': { binary: binary ?? demand('/usr/lib/x86_64-linux-gnu/webkit2gtk-4.1/MiniBrowser', 'MiniBrowser'), args: ['--automation'] },
  });
  const port = await freePort();
  const service = spawn(driverPath, [`--port=${port}`], { stdio: 'ignore', env: { ...process.env, DISPLAY: display } });
  await listening(port);
  const driver = await new Builder().usingServer(`http://127.0.0.1:${port}`).withCapabilities(capabilities).build();
  await driver.manage().setTimeouts({ script: patience, pageLoad: patience });
  await driver.manage().window().setRect({ x: 0, y: 0, width: 1280, height: 900 });
  return {
    needsProbe: true,
    goto: (target) => driver.get(target),
    run: async (script) => {
      const answer = await driver.executeAsyncScript(
        `const done = arguments[arguments.length - 1];
         (async () => (${script}))().then((value) => done({ value }), (error) => done({ error: String(error) + ' ' + (error && error.stack) }));`,
      );
      if (answer.error !== undefined) throw new Error(answer.error);
      return answer.value;
    },
    resize: async (width, height) => {
      // The window's frame counts: grow it by what is missing inside.
      await driver.manage().window().setRect({ width, height });
      const [inner, innerTall] = await driver.executeScript('return [innerWidth, innerHeight]');
      if (inner !== width || innerTall !== height) {
        await driver.manage().window().setRect({ width: width + (width - inner), height: height + (height - innerTall) });
      }
    },
    press: async (key) => {
      const [last = '', held] = key.split('+').reverse();
      const codes = { Tab: Key.TAB, Escape: Key.ESCAPE, Enter: Key.ENTER };
      const code = codes[/** @type {keyof typeof codes} */ (last)];
      const actions = driver.actions();
      await (held ? actions.keyDown(Key.SHIFT).sendKeys(code).keyUp(Key.SHIFT) : actions.sendKeys(code)).perform();
    },
    close: async () => {
      await driver.quit().catch(() => undefined);
      service.kill();
      stop();
    },
  };
}

/** A virtual display of our own, where there is none. */
async function startDisplay() {
  if (process.env['DISPLAY']) return { display: process.env['DISPLAY'], stop: () => undefined };
  const server = spawn(demand('/usr/bin/Xvfb', 'Xvfb'), ['-displayfd', '3', '-screen', '0', '1600x1200x24', '-nolisten', 'tcp'], {
    stdio: ['ignore', 'ignore', 'ignore', 'pipe'],
  });
  const pipe = /** @type {import('node:stream').Readable} */ (server.stdio[3]);
  const number = await new Promise((resolve, reject) => {
    pipe.once('data', (chunk) => resolve(String(chunk).trim()));
    server.once('exit', () => reject(new Error('Xvfb did not start.')));
  });
  return { display: `:${number}`, stop: () => void server.kill() };
}

/** A port that nobody listens on. @returns {Promise<number>} */
function freePort() {
  return new Promise((resolve) => {
    const server = createServer();
    server.listen(0, '127.0.0.1', () => {
      const { port } = /** @type {import('node:net').AddressInfo} */ (server.address());
      server.close(() => resolve(port));
    });
  });
}

/** Waits until somebody listens on a port. @param {number} port */
async function listening(port) {
  const end = Date.now() + patience;
  for (;;) {
    const open = await new Promise((resolve) => {
      const socket = connect(port, '127.0.0.1');
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false));
      socket.once('connect', () => socket.destroy());
    });
    if (open) return;
    if (Date.now() >= end) throw new Error(`Nobody listens on port ${port}; the browser's driver did not start.`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}

/** Openers by name. */
const openers = { chromium: openChromium, firefox: openFirefox, webkit: openWebKit };

/** @typedef {keyof typeof openers} EngineName */

/** All three; `VITRINE_ENGINES=chromium` picks some while one works on a test. */
export const engineNames = /** @type {EngineName[]} */ (process.env['VITRINE_ENGINES']?.split(',') ?? ['chromium', 'firefox', 'webkit']);

/** One browser with one tab, looking at one server. */
export class Tab {
  /** Console lines and errors since the tab was opened. @type {string[]} */
  lines = [];
  /** Addresses that the browser asked for, where it says so. @type {string[]} */
  requested = [];
  /** @type {Driver} */
  #driver = /** @type {Driver} */ (/** @type {unknown} */ (undefined));
  origin = '';

  /**
   * @param {EngineName} name
   * @returns {Promise<Tab>}
   */
  static async open(name) {
    const tab = new Tab();
    tab.#driver = await openers[name](tab.lines, tab.requested);
    return tab;
  }

  /** Whether the server must put the probe into pages. */
  get needsProbe() {
    return this.#driver.needsProbe === true;
  }

  /** Opens a page; it is loaded when this is done. @param {string} path */
  async goto(path) {
    await this.#keepLines();
    await this.#driver.goto(this.origin + path);
    await this.until('the page is loaded', () => document.readyState === 'complete');
  }

  async #keepLines() {
    if (!this.needsProbe || this.origin === '') return;
    const lines = await this.#driver.run('globalThis.probe ? globalThis.probe.lines.splice(0) : []').catch(() => []);
    this.lines.push(.../** @type {string[]} */ (lines));
  }

  /** Console lines so far. */
  async console() {
    await this.#keepLines();
    return this.lines;
  }

  /**
   * Calls a function in the page.
   * @template Result
   * @template {unknown[]} Arguments
   * @param {(...values: Arguments) => Result} work
   * @param {Arguments} values
   * @returns {Promise<Awaited<Result>>}
   */
  async run(work, ...values) {
    return /** @type {Promise<Awaited<Result>>} */ (this.#driver.run(`(${work.toString()})(...${JSON.stringify(values)})`));
  }

  /**
   * Waits until a function in the page gives something true, and gives that.
   * @template Result
   * @template {unknown[]} Arguments
   * @param {string} what
   * @param {(...values: Arguments) => Result} work
   * @param {Arguments} values
   * @returns {Promise<Awaited<Result>>}
   */
  async until(what, work, ...values) {
    const end = Date.now() + patience;
    for (;;) {
      // A page that is being left has nothing to say.
      const found = await this.run(work, ...values).catch((error) => {
        if (Date.now() >= end) throw error;
        return undefined;
      });
      if (found) return /** @type {Awaited<Result>} */ (found);
      if (Date.now() >= end) throw new Error(`Waited ${patience / 1000} s in vain until ${what}.`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }

  /** @param {number} width @param {number} height */
  async resize(width, height) {
    await this.#driver.resize(width, height);
  }

  /** Presses a key as the keyboard does. @param {Parameters<Driver['press']>[0]} key */
  async press(key) {
    await this.#driver.press(key);
  }

  /** Shows the page as on paper, in the dark or in the system's colours, where the driver can. @param {Media} media */
  async emulate(media) {
    await this.#driver.emulate?.(media);
  }

  async close() {
    await this.#driver.close();
  }
}
