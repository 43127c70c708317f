/** The part that keeps consent, profile and segments. Fetched beside the first shelves, which do not wait for it. */
import type { Vitrine } from '../vitrine.js';
import { privacyAsked } from '../privacy.js';
import type { PageWindow } from './consent/answer.js';
import { googleConsent } from './consent/google.js';
import { shopifyPrivacy } from './consent/shopify.js';
import { browserSignals } from './consent/signals.js';
import { transparencyFramework } from './consent/tcf.js';
import { wordpressConsent } from './consent/wordpress.js';
import { explainFor } from './explain.js';
import type { ProfileMethods } from './profile/api.js';
import { ProfileKeeper } from './profile/keeper.js';

/** Fetches other parts of the folder. */
export interface PartSource {
  importPart<Module>(name: string): Promise<Module | undefined>;
  fetchPart(name: string): Promise<Response | undefined>;
}

/** Keeps the profile of a page from now on, and adds `ProfileMethods` to its Vitrine. */
export function keep(vitrine: Vitrine, settings: Readonly<Record<string, string | undefined>>, parts: PartSource): void {
  const page = window as unknown as PageWindow;
  const adapters = [
    browserSignals(page),
    shopifyPrivacy(page, document, () => performance.now()),
    googleConsent(page, settings['layer'] ?? 'dataLayer'),
    transparencyFramework(page),
    wordpressConsent(page, document),
  ];
  const around = { now: () => Date.now() / 1000, store: () => localStorage, session: () => sessionStorage, began: performance.timeOrigin / 1000, privacyAsked: () => privacyAsked(page) };
  const keeper = new ProfileKeeper(vitrine, around, adapters, { word: settings['consent'], vouched: settings['storage'] === 'session' });
  const methods: { [Name in keyof ProfileMethods]: PropertyDescriptor } = {
    consent: { get: () => keeper.consent.now },
    setConsent: { value: ({ storage, measurement }: { storage?: boolean; measurement?: boolean }) => keeper.consent.set(storage, measurement) },
    setProfile: { value: keeper.setProfile.bind(keeper) },
    noticeInterest: { value: keeper.noticeInterest.bind(keeper) },
    segments: { value: () => keeper.segments },
    profile: { value: keeper },
  };
  Object.defineProperties(vitrine, methods);
  explainFor(vitrine);
  keeper.start();

  document.addEventListener('visibilitychange', () => (document.visibilityState === 'hidden' ? keeper.rest() : keeper.wake()));
  window.addEventListener('pagehide', () => keeper.rest());
  window.addEventListener('pageshow', (event) => event.persisted && keeper.wake());
  window.addEventListener('storage', ({ key }) => keeper.hearStore(key));

  const asked = new Set<string>();
  const offer = <Module>(name: string, selector: string, begin: (part: Module) => unknown): void => {
    if (asked.has(name) || document.querySelector(selector) === null) return;
    asked.add(name);
    void parts
      .importPart<Module>(name)
      .then((part) => part && begin(part))
      .catch(() => undefined);
  };
  const look = (): void => {
    offer<typeof import('./panel.js')>('panel', 'vitrine-panel,[feedback]', (part) => part.definePanel(vitrine, parts));
    offer<typeof import('./reorder.js')>('reorder', '[data-vitrine-rank]', (part) => part.rankLists(vitrine));
  };
  if (settings['emit'] !== undefined) {
    void parts
      .importPart<typeof import('./emit.js')>('emit')
      .then((part) => part?.emit(vitrine, settings, () => keeper.consent.now.measurement))
      .catch(() => undefined);
  }
  look();
  // A page may bring them later.
  vitrine.addEventListener('change', look);
}
