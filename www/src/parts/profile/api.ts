/** What the part of the profile adds to a Vitrine. */
import type { FactClass } from '../../types.js';
import type { Consent } from '../consent/consent.js';
import type { Lifecycle, Order, ValueTier } from './profile.js';

/** What a customer-data platform or the shop itself knows; it stays in this page's memory. */
export interface ToldProfile {
  /** Names of segments, which `segments()` then tells as well. */
  segments?: readonly string[];
  /** Likings by class and name, −1 to 1. */
  affinities?: Partial<Record<FactClass, Readonly<Record<string, number>>>>;
  /** −1 (only what is familiar) to 1 (adventurous). */
  novelty?: number;
}

/** What is known, in one piece: for the panel, and as what a shopper exports. */
export interface KnownProfile {
  /** Whether it is kept on the device. */
  kept: boolean;
  paused: boolean;
  lifecycle: Lifecycle;
  value: ValueTier;
  visits: number;
  orders: readonly Order[];
  /** Shares of all interest in a class, −1 to 1, the strongest first. */
  affinities: readonly { class: FactClass; name: string; share: number }[];
  /** −1 to 1; `set` where the shopper chose it. */
  novelty: { value: number; set: boolean };
  hidden: readonly string[];
  owned: readonly string[];
  segments: readonly string[];
}

/** The shopper's own hand on the profile; `<vitrine-panel>` uses it, and a shop's own page may. Each change counts at once. */
export interface ProfileControl {
  known(): KnownProfile;
  /** Forgets one liking. */
  forget(of: FactClass, name: string): void;
  /** Sets the dial; `undefined` goes back to what was learned. */
  setNovelty(value: number | undefined): void;
  /** Nothing is learned and nothing used while it is paused. */
  setPaused(paused: boolean): void;
  /** “Not interested”. */
  hide(id: string, hidden?: boolean): void;
  /** “Already own it”. */
  own(id: string, owned?: boolean): void;
  /** Whether it may be kept: the shopper's word, which is remembered; `false` erases everything and pauses. */
  choose(remembered: boolean): void;
  /** Erases everything, on the device and in every open tab. */
  erase(): void;
  /** Everything that is known of the shopper, as JSON. */
  export(): string;
}

/** Added to a Vitrine once the part of the profile is there. */
export interface ProfileMethods {
  /** What may be stored and measured now. */
  readonly consent: Consent;
  /** The shop's word on consent. Signals of the page that say no win over a yes. */
  setConsent(word: { storage?: boolean; measurement?: boolean }): void;
  /** Takes what a customer-data platform knows; each call replaces the one before. */
  setProfile(told: ToldProfile): void;
  /** Tells of an interest that no event tells: a filter, a search. The weight is 0.5 unless told; a product's view is worth up to 1. */
  noticeInterest(interest: Partial<Record<FactClass, string>>, weight?: number): void;
  /** Names of the segments that the shopper is in now. A `segments` event tells of a change. */
  segments(): readonly string[];
  readonly profile: ProfileControl;
}
