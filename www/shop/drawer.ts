/** "What Vitrine knows": a panel that shows the live visit, the moment, why each item ranks, what it took and what was sent. */
import type {} from '../src/loader.js';
import type { Vitrine } from '../src/vitrine.js';
import { ContextSection } from './drawer/context.js';
import { ChangeLog } from './drawer/log.js';
import { makePanel, type Panel } from './drawer/panel.js';
import { drawSignals } from './drawer/signals.js';
import { Titles } from './drawer/titles.js';
import { drawTraffic, TrafficCounter } from './drawer/traffic.js';
import { drawVisit, visitIds } from './drawer/visit.js';
import { shownShelves, WhySection, whyIds } from './drawer/why.js';
import { clockStep, count, milliseconds } from './drawer/words.js';
import { keptOffline } from './offline.js';
import { make, say, shopRoot } from './page.js';

/** Focus stays where it was although what held it is drawn anew. */
function keepFocus(place: HTMLElement, change: () => void): void {
  const active = document.activeElement;
  const key = place.contains(active) ? active?.closest<HTMLElement>('[data-key]')?.dataset['key'] : undefined;
  change();
  if (key === undefined) return;
  for (const details of place.querySelectorAll<HTMLElement>('[data-key]')) {
    if (details.dataset['key'] === key) details.querySelector<HTMLElement>('summary')?.focus({ preventScroll: true });
  }
}

/** The line about the network: whether everything is kept for when it is off. */
function offlineLine(): string {
  if (!navigator.onLine) return 'The network is off, and the shop goes on.';
  const kept = document.documentElement.dataset['offline'];
  return kept === undefined ? 'Keeping a copy of the shop for when the network is off …' : `Works without network: ${count(Number(kept), 'file')} kept here.`;
}

class Drawer {
  readonly #panel: Panel = makePanel(() => this.#draw());
  readonly #traffic = new TrafficCounter(() => this.#figuresLater());
  readonly #why = new WhySection();
  #vitrine: Vitrine | undefined;
  #titles: Titles | undefined;
  #context: ContextSection | undefined;
  #log: ChangeLog | undefined;
  #waiting = false;
  #counting = false;
  #run = 0;
  readonly #clockStep = clockStep();

  constructor() {
    for (const opener of document.querySelectorAll<HTMLElement>('[data-open-drawer]')) {
      opener.addEventListener('click', () => this.#panel.open(true));
    }
    if (document.documentElement.classList.contains('drawer-open')) this.#panel.open(false);
    document.addEventListener('vitrine:rendered', () => {
      this.#log?.follow(shownShelves());
      this.#later();
    });
    for (const name of ['click', 'change', 'scroll']) document.addEventListener(name, () => this.#figuresLater(), { passive: true });
    document.addEventListener(keptOffline, () => this.#figuresLater());
    for (const name of ['online', 'offline']) window.addEventListener(name, () => this.#figuresLater());
  }

  /** Fills the drawer from now on; `undefined` where Vitrine could not start. */
  attach(vitrine: Vitrine | undefined): void {
    if (!vitrine) {
      this.#panel.place('visit').replaceChildren(make('p', 'know-quiet', 'Vitrine could not start here. The shop works without it.'));
      for (const name of ['log', 'signals', 'context', 'why', 'memory'] as const) this.#panel.place(name).parentElement?.remove();
      this.#panel.reveal();
      return;
    }
    this.#vitrine = vitrine;
    for (const name of ['change', 'ranked']) vitrine.addEventListener(name, () => this.#later());
    this.#titles = new Titles(vitrine);
    this.#log = new ChangeLog(vitrine);
    this.#context = new ContextSection(vitrine);
    this.#panel.place('context').replaceChildren(...this.#context.nodes);
    this.#panel.place('memory').replaceChildren(...this.#memory(vitrine));
    this.#later();
  }

  /** Once before the next frame, however much changed. */
  #later(): void {
    if (this.#waiting || !this.#panel.isOpen()) return;
    this.#waiting = true;
    setTimeout(() => {
      this.#waiting = false;
      void this.#draw();
    }, 60);
  }

  #figuresLater(): void {
    if (this.#counting || !this.#panel.isOpen()) return;
    this.#counting = true;
    setTimeout(() => {
      this.#counting = false;
      this.#drawFigures();
    }, 200);
  }

  async #draw(): Promise<void> {
    const [vitrine, titles] = [this.#vitrine, this.#titles];
    this.#drawFigures();
    if (!vitrine || !titles) return;
    this.#run += 1;
    const run = this.#run;
    const visit = vitrine.session();
    const shelves = shownShelves();
    await titles.need([...visitIds(visit), ...(this.#log?.ids() ?? []), ...whyIds(shelves, vitrine)]);
    // A newer drawing has begun meanwhile.
    if (run !== this.#run) return;
    this.#panel.place('visit').replaceChildren(...drawVisit(visit, titles));
    this.#panel.place('log').replaceChildren(...(this.#log?.draw(titles) ?? []));
    const why = this.#panel.place('why');
    keepFocus(why, () => why.replaceChildren(...this.#why.draw(shelves, vitrine, titles)));
    this.#panel.reveal();
  }

  #drawFigures(): void {
    const time = make('p', 'know-figure', make('strong', '', milliseconds(this.#vitrine?.lastRanking?.milliseconds, this.#clockStep)), ' for the last ranking');
    const [sent, requests] = drawTraffic(this.#traffic.now());
    this.#panel
      .place('figures')
      .replaceChildren(make('div', 'know-tiles', sent ?? '', time), requests ?? '', make('p', 'know-quiet know-steady', offlineLine()));
    if (this.#vitrine) this.#panel.place('signals').replaceChildren(...drawSignals(this.#vitrine));
  }

  #memory(vitrine: Vitrine): Node[] {
    const text =
      vitrine.storage === 'session'
        ? 'This shop asks for the visit to be kept in this tab’s session storage (data-storage="session" on the script tag), so that it goes along from page to page. It is gone when the tab closes. Without that setting nothing is stored at all.'
        : 'In memory only: it is gone with this page.';
    const reset = make('button', 'button quiet', 'Forget this visit');
    reset.type = 'button';
    reset.dataset['vitrineReset'] = '';
    reset.addEventListener('click', () => {
      this.#context?.forget();
      vitrine.reset();
      say('The visit is forgotten.');
      this.#later();
    });
    const how = make('a', '', 'How it works');
    how.href = new URL('how-it-works/', shopRoot()).href;
    return [make('p', 'know-quiet', text), make('p', 'know-actions', reset, how)];
  }
}

const drawer = new Drawer();
// The drop-in script is a module and sets its promise before this event.
const attach = (): void => void window.vitrineReady?.then((vitrine) => drawer.attach(vitrine));
if (window.vitrineReady) attach();
else document.addEventListener('DOMContentLoaded', attach, { once: true });
