/** The circumstances of the visit, and selects to try others: the shelves are ranked anew at once. */
import type { VisitContext } from '../../src/types.js';
import type { Vitrine } from '../../src/vitrine.js';
import { make } from '../page.js';
import { type Choice, circumstances, inWords } from './words.js';

/** Key in `sessionStorage` under which a tried context goes along to the next page. */
const key = 'vitrine-shop.context';

type Tried = Partial<Record<keyof VisitContext, string | number>>;

function readTried(): Tried {
  const tried: Tried = {};
  try {
    const stored = JSON.parse(sessionStorage.getItem(key) ?? '{}') as Record<string, unknown>;
    for (const [name, , choices] of circumstances) {
      const known = choices.find(([value]) => value === stored[name]);
      if (known) tried[name] = known[0];
    }
  } catch {
    // Nothing stored, or nothing readable.
  }
  return tried;
}

function writeTried(tried: Tried): void {
  try {
    if (Object.keys(tried).length === 0) sessionStorage.removeItem(key);
    else sessionStorage.setItem(key, JSON.stringify(tried));
  } catch {
    // Storage is blocked: the choice lasts as long as the page.
  }
}

/** The section of the drawer. */
export class ContextSection {
  readonly #selects = new Map<keyof VisitContext, HTMLSelectElement>();
  readonly #back = make('button', 'plain', 'Back to what is sensed');
  readonly #sensed: VisitContext;
  #tried = readTried();
  readonly nodes: Node[];

  constructor(private readonly vitrine: Vitrine) {
    this.#sensed = { ...vitrine.context() };
    const rows = make('div', 'know-rows');
    for (const [name, heading, choices] of circumstances) rows.append(this.#row(name, heading, choices));
    this.#back.type = 'button';
    this.#back.addEventListener('click', () => {
      this.#selects.get('device')?.focus();
      this.forget();
      this.vitrine.setContext(undefined);
    });
    const lead = make('p', 'know-quiet', 'Read from the clock, the window and the link that led here. Try another moment, and the shelves follow.');
    this.nodes = [lead, rows, this.#back];
    this.#show();
    if (this.#isTrying()) this.#apply();
  }

  /** Takes every try back without a word to Vitrine. */
  forget(): void {
    this.#tried = {};
    writeTried(this.#tried);
    this.#show();
  }

  #isTrying(): boolean {
    return Object.keys(this.#tried).length > 0;
  }

  #row(name: keyof VisitContext, heading: string, choices: readonly Choice[]): HTMLElement {
    const select = make('select');
    select.id = `know-${name}`;
    const option = (value: string, text: string): void => {
      const entry = make('option', '', text);
      entry.value = value;
      select.append(entry);
    };
    // A page of the shop that led to another one says nothing about how the visit began.
    const unknown = name === 'referrer' ? 'A page of this shop' : undefined;
    option('', `${inWords(choices, this.#sensed[name], unknown)} (sensed)`);
    for (const [value, text] of choices) option(String(value), text);
    select.addEventListener('change', () => {
      const chosen = choices.find(([value]) => String(value) === select.value);
      if (chosen) this.#tried[name] = chosen[0];
      else delete this.#tried[name];
      writeTried(this.#tried);
      this.#show();
      this.#apply();
    });
    this.#selects.set(name, select);
    const label = make('label', '', heading);
    label.htmlFor = select.id;
    return make('div', '', label, select);
  }

  #apply(): void {
    // Every value comes from the table of circumstances, so the whole is a context.
    this.vitrine.setContext(this.#isTrying() ? ({ ...this.#sensed, ...this.#tried } as VisitContext) : undefined);
  }

  #show(): void {
    for (const [name, select] of this.#selects) {
      select.value = String(this.#tried[name] ?? '');
      select.toggleAttribute('data-tried', this.#tried[name] !== undefined);
    }
    this.#back.hidden = !this.#isTrying();
  }
}
