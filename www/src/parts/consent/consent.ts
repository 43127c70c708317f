/**
 * May anything be stored? Asks everybody who has a say; the strictest answer wins.
 *
 * A denial wins over everything, then an answer that is still awaited, then a grant; whoever is silent does not count, and where nobody
 * grants nothing is granted. A signal that throws is one whose answer is awaited. Shelves work in every state.
 */
import type { Adapter, Answer, Said } from './answer.js';

/** What is allowed now. */
export interface Consent {
  /** Whether the profile and the visit may be kept on the device. */
  storage: boolean;
  /** Whether results may be measured, on the device. */
  measurement: boolean;
  /** Who said no, or has not answered yet; a denial of the storage is final where this names somebody. */
  denied: string[];
  /** Who has answered at all, by name. */
  asked: string[];
}

/** `data-consent`, or what `setConsent` was told. `auto` says nothing. */
export type ShopWord = 'granted' | 'denied' | 'auto';

/** When signals that show up late, or have no event, are looked at again: milliseconds after the start. */
const looks = [0, 300, 1100, 3000, 8000];

/** Keeps the answer up to date. */
export class ConsentKeeper {
  #said: Said = {};
  #now: Consent = { storage: false, measurement: false, denied: [], asked: [] };
  #told: string | undefined;

  constructor(
    private readonly adapters: readonly Adapter[],
    word: string | undefined,
    /** Hears every change, and the first answer. */
    private readonly changed: (consent: Consent) => void,
  ) {
    if (word === 'granted' || word === 'denied') this.#said = { storage: word, measurement: word };
  }

  /** What is allowed now. */
  get now(): Consent {
    return this.#now;
  }

  /** Begins: looks now, and again later. */
  start(later: (work: () => void, milliseconds: number) => unknown = setTimeout): void {
    this.look();
    for (const milliseconds of looks) later(() => this.look(), milliseconds);
  }

  /** What the shop or the shopper says; it stands beside the signals and wins over none. */
  set(storage: boolean | undefined, measurement?: boolean): void {
    const answer = (value: boolean | undefined, before: Answer | undefined): Answer | undefined => (value === undefined ? before : value ? 'granted' : 'denied');
    const said: { [Name in keyof Said]: Answer | undefined } = { storage: answer(storage, this.#said.storage), measurement: answer(measurement, this.#said.measurement) };
    this.#said = Object.fromEntries(Object.entries(said).filter(([, value]) => value !== undefined));
    this.look();
  }

  /** Asks everybody. */
  look(): void {
    const all = [{ name: 'shop', said: this.#said }, ...this.adapters.map((adapter) => ({ name: adapter.name, said: this.#ask(adapter) }))];
    const strictest = (part: keyof Said): Answer | undefined => {
      const answers = all.map(({ said }) => said?.[part]);
      return (['denied', 'waiting', 'granted'] as const).find((answer) => answers.includes(answer));
    };
    const now: Consent = {
      storage: strictest('storage') === 'granted',
      measurement: strictest('measurement') === 'granted',
      denied: all.filter(({ said }) => said?.storage === 'denied').map(({ name }) => name),
      asked: all.filter(({ said }) => said !== undefined && Object.keys(said).length > 0).map(({ name }) => name),
    };
    const told = JSON.stringify(now);
    if (told === this.#told) return;
    this.#told = told;
    this.#now = now;
    this.changed(now);
  }

  #ask(adapter: Adapter): Said | undefined {
    try {
      adapter.listen(() => this.look());
      return adapter.read();
    } catch {
      return { storage: 'waiting', measurement: 'waiting' };
    }
  }
}
