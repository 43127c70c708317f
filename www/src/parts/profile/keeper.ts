/** Keeps the profile: learns from each event, tells the engine, and stores it where that is allowed. */
import { factNames, unknownItem } from '../../engine.js';
import { storageKey } from '../../storage.js';
import type { FactClass, PathEvent } from '../../types.js';
import type { Vitrine } from '../../vitrine.js';
import type { Adapter, Answer } from '../consent/answer.js';
import { type Consent, ConsentKeeper } from '../consent/consent.js';
import { dayKey } from '../triggers/remembered.js';
import type { KnownProfile, ProfileControl, ToldProfile } from './api.js';
import * as of from './profile.js';
import { factsOf, setTaste, type Taste, valueOf } from './questions.js';
import { segmentsOf } from './segments.js';
import { choiceKey, profileKey, readProfile, remove, type Store, writeProfile } from './stored.js';

/** Written and removed at once: tells other tabs that everything was erased. */
const erasedKey = 'vitrine.erased';

/** Where time and memory come from; tests bring their own. */
export interface ProfileSurroundings {
  /** Unix time in seconds. */
  now(): number;
  store(): Store;
  /** Where the visit may lie, from an earlier page. */
  session(): Store;
  /** When this page began, in Unix seconds: events before it were counted by the pages before. */
  began: number;
  /** Whether the browser asks that nothing be stored. */
  privacyAsked(): boolean;
}

/** What the keeper needs of a Vitrine. */
export type Kept = Pick<Vitrine, 'inner' | 'hear' | 'paused' | 'renew' | 'unwanted' | 'dispatchEvent' | 'display' | 'manifest' | 'context' | 'reset'>;

/** The profile of one page. */
export class ProfileKeeper implements ProfileControl {
  readonly consent: ConsentKeeper;
  #profile = of.emptyProfile();
  /** Whether it is written, and whether it was. */
  #keeps = false;
  #written = false;
  #choice: Answer | undefined;
  #told: ToldProfile = {};
  /** What this page's events have said so far. */
  readonly #counted = new Map<PathEvent, number>();
  readonly #noticed: [of.Liking[], number][] = [];
  readonly #numbers = new Map<string, number>();
  #segments: string[] = [];

  constructor(
    private readonly vitrine: Kept,
    private readonly around: ProfileSurroundings,
    adapters: readonly Adapter[],
    /** `data-consent`, and whether the shop vouches for the tab's memory of the visit by `data-storage="session"`. */
    private readonly settings: { word?: string | undefined; vouched: boolean },
  ) {
    const shopper: Adapter = {
      name: 'shopper',
      read: () => (this.#choice ? { storage: this.#choice } : undefined),
      listen: () => undefined,
    };
    this.consent = new ConsentKeeper([...adapters, shopper], settings.word, (now) => this.#allow(now));
  }

  /** Begins: counts what happened already, then asks for consent. */
  start(later?: (work: () => void, milliseconds: number) => unknown): void {
    if (!this.around.privacyAsked()) this.#choice = this.#readChoice();
    this.#changeMemory((profile, now) => {
      of.beginVisit(profile, now);
      for (const event of this.vitrine.inner.visit.path) this.#count(profile, event);
    });
    this.vitrine.hear = (event) => this.#hear(event);
    this.consent.start(later);
    this.#use();
    this.vitrine.renew();
  }

  /** The page goes out of view: what its open product got of time counts. */
  rest(): void {
    if (!this.#paused) this.#change((profile) => this.#countTimes(profile));
  }

  /** The page came back, perhaps after others went on. */
  wake(): void {
    this.consent.look();
    if (this.#keeps) this.#reload();
  }

  /** Another tab changed the store. */
  hearStore(key: string | null): void {
    if (key === erasedKey || key === null) this.#wipe();
    else if (key === choiceKey && !this.around.privacyAsked()) {
      this.#choice = this.#readChoice();
      this.consent.look();
    } else if (key === profileKey && this.#keeps) this.#reload();
  }

  setProfile(told: ToldProfile): void {
    this.#told = told;
    this.#use();
    this.vitrine.renew();
  }

  noticeInterest(interest: Partial<Record<FactClass, string>>, weight = 0.5): void {
    if (this.#paused) return;
    const likings = factNames.flatMap((class_): of.Liking[] => {
      const number = this.#numberOf(class_, interest[class_] ?? '');
      return number === unknownItem ? [] : [{ class: class_, name: this.vitrine.inner.binding.nameOf(factNames.indexOf(class_), number) }];
    });
    if (likings.length === 0) return;
    this.#noticed.push([likings, weight]);
    this.#noticed.splice(0, this.#noticed.length - 20);
    this.#change((profile) => of.like(profile, likings, weight));
    this.vitrine.renew();
  }

  /** The segments' names. */
  get segments(): readonly string[] {
    return this.#segments;
  }

  known(): KnownProfile {
    const profile = this.#profile;
    return {
      kept: this.#keeps,
      paused: this.#paused,
      lifecycle: of.lifecycleOf(profile),
      value: of.valueTierOf(profile),
      visits: profile.visits,
      orders: profile.orders,
      affinities: of.sharesOf(profile),
      novelty: { value: of.noveltyOf(profile), set: profile.dial !== undefined },
      hidden: profile.hidden,
      owned: profile.owned,
      segments: this.#segments,
    };
  }

  forget(class_: FactClass, name: string): void {
    this.#changeAndRank((profile) => profile.likings[class_].delete(name));
  }

  setNovelty(value: number | undefined): void {
    this.#changeAndRank((profile) => {
      profile.dial = value === undefined || !Number.isFinite(value) ? undefined : Math.max(-1, Math.min(1, value));
    });
  }

  setPaused(paused: boolean): void {
    if (!paused && this.#choice === 'denied') {
      this.#choice = undefined;
      remove(this.around.store, choiceKey);
      this.consent.look();
    }
    this.#changeAndRank((profile) => {
      profile.paused = paused;
    });
  }

  hide(id: string, hidden = true): void {
    this.#changeAndRank((profile) => {
      if (hidden === profile.hidden.includes(id)) return;
      of.like(profile, this.#factsOf(id), of.weightOf('hide', -1) * (hidden ? 1 : -1));
      profile.hidden = hidden ? [...profile.hidden, id].slice(-of.mostProducts) : profile.hidden.filter((other) => other !== id);
      if (!hidden) this.#forgetEvents('hide', id);
    });
  }

  own(id: string, owned = true): void {
    this.#changeAndRank((profile) => {
      if (owned !== profile.owned.includes(id)) profile.owned = owned ? [...profile.owned, id].slice(-of.mostProducts) : profile.owned.filter((other) => other !== id);
    });
  }

  choose(remembered: boolean): void {
    this.#choice = remembered ? 'granted' : 'denied';
    this.consent.look();
    // A choice is a thing to remember, but not against the browser's own signal.
    if (!this.around.privacyAsked()) {
      try {
        this.around.store().setItem(choiceKey, this.#choice);
      } catch {
        // Full or blocked: it holds for this page.
      }
    }
    if (remembered && this.#profile.paused) this.setPaused(false);
    this.#use();
    this.vitrine.renew();
  }

  erase(): void {
    remove(this.around.store, profileKey);
    remove(this.around.store, dayKey);
    try {
      this.around.store().setItem(erasedKey, String(this.around.now()));
    } catch {
      // Full or blocked: then other tabs hear of the removed key at least.
    }
    remove(this.around.store, erasedKey);
    this.#wipe();
  }

  export(): string {
    const { path, cart, bought, hidden } = this.vitrine.inner.session();
    return JSON.stringify({ ...this.known(), consent: this.consent.now, visit: { path, cart, bought, hidden } }, undefined, 2);
  }

  get #paused(): boolean {
    return this.#profile.paused || this.#choice === 'denied';
  }

  #readChoice(): Answer | undefined {
    try {
      const choice = this.around.store().getItem(choiceKey);
      return choice === 'granted' || choice === 'denied' ? choice : undefined;
    } catch {
      return undefined;
    }
  }

  /** What consent says has changed. */
  #allow({ storage, denied }: Consent): void {
    const { visit } = this.vitrine.inner;
    if (storage && !this.#keeps) this.#beginKeeping();
    else if (!storage) {
      const kept = this.#keeps;
      this.#keeps = false;
      if (denied.length > 0) this.#withdraw(kept);
    }
    const mode = storage || (this.settings.vouched && denied.length === 0) ? 'session' : 'memory';
    if (visit.setMode(mode)) this.vitrine.renew();
    this.#tell('consent');
  }

  /** A denial leaves nothing behind, in no tab. What this page knows it goes on knowing, unless it had been kept. */
  #withdraw(kept: boolean): void {
    if (kept) {
      this.erase();
      return;
    }
    remove(this.around.store, profileKey);
    remove(this.around.session, storageKey);
  }

  /** From now on it is stored: what was stored before counts, and what this page saw since. */
  #beginKeeping(): void {
    const stored = readProfile(this.around.store);
    if (stored === 'newer') return;
    this.#keeps = true;
    this.#written = stored !== undefined;
    this.#change((profile, now) => {
      if (!stored) return;
      of.beginVisit(profile, now);
      for (const event of [...this.#counted.keys()]) {
        if (event.seconds < this.around.began) continue;
        this.#counted.delete(event);
        this.#count(profile, event);
      }
      for (const [likings, weight] of this.#noticed) of.like(profile, likings, weight);
    });
  }

  /** Changes the newest profile there is: another tab may have written since. */
  #change(work: (profile: of.Profile, now: number) => void): void {
    if (this.#keeps) {
      const stored = readProfile(this.around.store);
      if (stored === 'newer') this.#keeps = false;
      else if (stored) this.#profile = stored;
      // Somebody erased it.
      else if (this.#written) this.#profile = of.emptyProfile();
    }
    this.#changeMemory(work);
    // A store that is full or blocked is as if there were none.
    if (this.#keeps) this.#keeps = this.#written = writeProfile(this.around.store, this.#profile);
    this.#use();
  }

  #changeMemory(work: (profile: of.Profile, now: number) => void): void {
    const now = this.around.now();
    const before = this.#profile.updated;
    if (before > 0) of.fade(this.#profile, now);
    this.#profile.updated = before;
    work(this.#profile, now);
    this.#profile.updated = Math.max(before, now);
  }

  #changeAndRank(work: (profile: of.Profile) => void): void {
    this.#change(work);
    this.vitrine.renew();
  }

  #reload(): void {
    const stored = readProfile(this.around.store);
    if (stored === 'newer') return;
    if (stored) this.#profile = stored;
    else if (this.#written) this.#wipe();
    this.#use();
    this.vitrine.renew();
  }

  /** Forgets everything in this page and tab. */
  #wipe(): void {
    this.#profile = of.emptyProfile();
    this.#counted.clear();
    this.#noticed.length = 0;
    this.#told = {};
    this.#written = false;
    this.#use();
    this.vitrine.reset();
  }

  #hear(event: PathEvent): void {
    if (this.#paused) return;
    this.#change((profile) => {
      this.#countTimes(profile);
      this.#count(profile, event);
    });
    if (event.kind === 'purchase') void this.#price(event);
  }

  /** An order's value is the sum of what its products cost here now. */
  async #price(event: PathEvent): Promise<void> {
    try {
      const [item] = await this.vitrine.display([event.id]);
      if (!item || !Number.isFinite(item.price)) return;
      this.#change(({ orders }) => {
        const order = orders.findLast(({ ids }) => ids.includes(event.id));
        if (order) order.value += item.price;
      });
    } catch {
      // The value stays unknown.
    }
  }

  /** Counts an event for the first time. */
  #count(profile: of.Profile, event: PathEvent): void {
    // A search that led to no product tells of no liking.
    if (event.id === '') return;
    const likings = this.#factsOf(event.id);
    const weight = of.weightOf(event.kind, event.dwell);
    if (event.kind === 'view') of.countNovelty(profile, likings);
    if (weight !== 0) of.like(profile, likings, weight);
    if (event.kind === 'purchase') of.noteOrder(profile, event.seconds, event.id, this.#tierOf(event.id));
    if (event.kind === 'hide' && !profile.hidden.includes(event.id)) profile.hidden = [...profile.hidden, event.id].slice(-of.mostProducts);
    this.#counted.set(event, weight);
  }

  /** Adds what views got of time since they were counted. */
  #countTimes(profile: of.Profile): void {
    for (const [event, before] of this.#counted) {
      const weight = event.kind === 'view' ? of.weightOf('view', event.dwell) : before;
      if (weight <= before) continue;
      of.like(profile, this.#factsOf(event.id), weight - before);
      this.#counted.set(event, weight);
    }
  }

  /** Takes events out of the visit, so that the engine forgets them as well. */
  #forgetEvents(kind: PathEvent['kind'], id: string): void {
    const path = this.vitrine.inner.visit.path as PathEvent[];
    for (let at = path.length - 1; at >= 0; at--) if (path[at]?.kind === kind && path[at]?.id === id) path.splice(at, 1);
  }

  /** What is true of a product, by name; nothing for one of a sensitive category. */
  #factsOf(id: string): of.Liking[] {
    const { binding } = this.vitrine.inner;
    const item = binding.item(id);
    if (item === unknownItem) return [];
    return factsOf(binding.ask, item).flatMap((number, at): of.Liking[] => {
      const class_ = factNames[Math.min(at, 3)];
      if (number === unknownItem || class_ === undefined) return [];
      const name = binding.nameOf(Math.min(at, 3), number);
      this.#numbers.set(`${class_} ${name}`, number);
      return name === '' ? [] : [{ class: class_, name }];
    });
  }

  #tierOf(id: string): number {
    const { binding } = this.vitrine.inner;
    const item = binding.item(id);
    const tier = item === unknownItem ? unknownItem : (factsOf(binding.ask, item)[2] ?? unknownItem);
    return tier === unknownItem ? -1 : tier;
  }

  #numberOf(class_: FactClass, name: string): number {
    const key = `${class_} ${name}`;
    const known = this.#numbers.get(key);
    if (known !== undefined) return known;
    const number = name === '' ? unknownItem : valueOf(this.vitrine.inner.binding.ask, factNames.indexOf(class_), name);
    this.#numbers.set(key, number);
    return number;
  }

  /** Tells the engine and the page what is known now. */
  #use(): void {
    const { binding } = this.vitrine.inner;
    const profile = this.#profile;
    // A category that has become sensitive since: the model has it, and gives no number for it.
    for (const name of [...profile.likings.category.keys()]) {
      if (this.#numberOf('category', name) === unknownItem && binding.category(name) !== undefined) profile.likings.category.delete(name);
    }
    const weights = new Map<string, Taste>();
    const add = (class_: FactClass, name: string, weight: number): void => {
      const value = this.#numberOf(class_, name);
      const key = `${class_} ${value}`;
      const before = weights.get(key)?.[2] ?? 0;
      if (value !== unknownItem && Number.isFinite(weight)) weights.set(key, [factNames.indexOf(class_), value, Math.max(-1, Math.min(1, before + weight))]);
    };
    if (!this.#paused) {
      for (const { class: class_, name, share } of of.sharesOf(profile)) add(class_, name, share);
      for (const class_ of factNames) for (const [name, weight] of Object.entries(this.#told.affinities?.[class_] ?? {})) add(class_, name, Number(weight));
    }
    const novelty = this.#paused ? 0 : (profile.dial ?? this.#told.novelty ?? of.noveltyOf(profile));
    setTaste(binding.ask, [...weights.values()], novelty);
    this.vitrine.paused = this.#paused;
    this.vitrine.unwanted.clear();
    for (const id of [...profile.hidden, ...profile.owned]) {
      const item = binding.item(id);
      if (item !== unknownItem) this.vitrine.unwanted.add(item);
    }
    this.#useSegments();
    this.#tell('profile');
  }

  #useSegments(): void {
    const { visit } = this.vitrine.inner;
    const viewed = visit.path.filter(({ kind }) => kind === 'view').map(({ id }) => this.#factsOf(id).find((one) => one.class === 'category')?.name ?? '');
    const found = this.#paused ? [] : segmentsOf(this.vitrine.manifest.segments, { profile: this.#profile, context: this.vitrine.context(), viewed });
    const segments = [...new Set([...(this.#told.segments ?? []), ...found])];
    const changed = segments.join('\n') !== this.#segments.join('\n');
    this.#segments = segments;
    if (changed) this.#tell('segments');
  }

  #tell(name: 'consent' | 'profile' | 'segments'): void {
    this.vitrine.dispatchEvent(new Event(name));
  }
}
