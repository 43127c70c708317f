/** Each consent signal with fakes of the exact shapes: granted, denied, not answered, taken back; and several at once. */
import type { Adapter, Said } from '../src/parts/consent/answer.js';
import { type Consent, ConsentKeeper } from '../src/parts/consent/consent.js';
import { googleConsent } from '../src/parts/consent/google.js';
import { shopifyPrivacy } from '../src/parts/consent/shopify.js';
import { browserSignals } from '../src/parts/consent/signals.js';
import { transparencyFramework } from '../src/parts/consent/tcf.js';
import { wordpressConsent } from '../src/parts/consent/wordpress.js';
import { check } from './check.js';

const both = (answer: 'granted' | 'denied' | 'waiting'): Said => ({ storage: answer, measurement: answer });

/** What an adapter says after each of some steps. */
function story(adapter: Adapter, ...steps: (() => void)[]): (Said | undefined)[] {
  adapter.listen(() => undefined);
  const said = [adapter.read()];
  for (const step of steps) {
    step();
    adapter.listen(() => undefined);
    said.push(adapter.read());
  }
  return said;
}

check('browser', [
  ['no signal says nothing', story(browserSignals({ navigator: {} })), [undefined]],
  ['Global Privacy Control denies', story(browserSignals({ navigator: { globalPrivacyControl: true } })), [both('denied')]],
  ['Do Not Track denies', story(browserSignals({ navigator: { doNotTrack: '1' } })), [both('denied')]],
  ['Do Not Track of the window denies', story(browserSignals({ navigator: {}, doNotTrack: '1' })), [both('denied')]],
  ['a signal that is off says nothing', story(browserSignals({ navigator: { globalPrivacyControl: false, doNotTrack: 'unspecified' } })), [undefined]],
]);

/** A Shopify page whose functions answer what `allowed` holds. */
function shopify(allowed: { preferences: unknown; analytics: unknown }) {
  const document = new EventTarget();
  const clock = { now: 0 };
  const customerPrivacy = { preferencesProcessingAllowed: () => allowed.preferences, analyticsProcessingAllowed: () => allowed.analytics };
  const window: { Shopify?: unknown } = { Shopify: { customerPrivacy } };
  const adapter = shopifyPrivacy(window as Record<string, unknown>, document, () => clock.now);
  const collect = (detail?: unknown): void => void document.dispatchEvent(Object.assign(new Event('visitorConsentCollected'), { detail }));
  return { adapter, clock, document, window, collect, allowed };
}

check('shopify', [
  ['a page of another system says nothing', () => story(shopifyPrivacy({}, new EventTarget(), () => 0)), [undefined]],
  ['no is no at once', () => story(shopify({ preferences: false, analytics: false }).adapter), [both('denied')]],
  [
    'a yes is believed when the event came',
    () => {
      const { adapter, collect } = shopify({ preferences: true, analytics: false });
      return story(adapter, () => collect({ preferencesAllowed: true }));
    },
    [{ storage: 'waiting', measurement: 'denied' }, { storage: 'granted', measurement: 'denied' }],
  ],
  [
    'where the event never comes, a yes is believed when it is said again later',
    () => {
      const { adapter, clock } = shopify({ preferences: true, analytics: true });
      return story(adapter, () => (clock.now = 900), () => (clock.now = 1100));
    },
    [both('waiting'), both('waiting'), both('granted')],
  ],
  [
    'a yes that came too early is never one',
    () => {
      const { adapter, clock, allowed } = shopify({ preferences: true, analytics: true });
      return story(adapter, () => Object.assign(allowed, { preferences: false, analytics: false }), () => (clock.now = 5000));
    },
    [both('waiting'), both('denied'), both('denied')],
  ],
  [
    'taken back',
    () => {
      const { adapter, collect, allowed } = shopify({ preferences: true, analytics: true });
      return story(adapter, () => collect(), () => Object.assign(allowed, { preferences: false, analytics: false }));
    },
    [both('waiting'), both('granted'), both('denied')],
  ],
  [
    'the API is asked for where it is not loaded, and awaited',
    () => {
      const asked: unknown[] = [];
      const window: { Shopify: Record<string, unknown> } = { Shopify: { loadFeatures: (features: unknown) => void asked.push(features) } };
      const said = story(shopifyPrivacy(window, new EventTarget(), () => 0), () => (window.Shopify['customerPrivacy'] = { preferencesProcessingAllowed: () => false }));
      return [said, asked];
    },
    [[both('waiting'), { storage: 'denied', measurement: 'waiting' }], [[{ name: 'consent-tracking-api', version: '0.1' }]]],
  ],
]);

/** A page with `gtag()` as Google's own snippet defines it. */
function tagged() {
  const window: { dataLayer: unknown[] } = { dataLayer: [] };
  // eslint-disable-next-line prefer-rest-params
  const gtag: (...values: unknown[]) => void = function () { window.dataLayer.push(arguments); };
  return { window, gtag, adapter: googleConsent(window as unknown as Record<string, unknown>, 'dataLayer') };
}

/** What is said before and after calls of `gtag('consent', …)`. */
const tags = (before: [string, object][], after: [string, object][] = []) => () => {
  const { gtag, adapter } = tagged();
  for (const [kind, fields] of before) gtag('consent', kind, fields);
  return story(adapter, ...after.map(([kind, fields]) => () => gtag('consent', kind, fields)));
};

check('google', [
  ['no entry says nothing', tags([]), [undefined]],
  ['a default that denies', tags([['default', { personalization_storage: 'denied', analytics_storage: 'denied' }]]), [both('denied')]],
  ['unset is not granted', tags([['default', { ad_storage: 'granted', analytics_storage: 'granted' }]]), [{ measurement: 'granted' }]],
  ['an update wins over the default', tags([['default', { personalization_storage: 'denied' }]], [['update', { personalization_storage: 'granted' }]]), [{ storage: 'denied' }, { storage: 'granted' }]],
  ['key by key', tags([['update', { personalization_storage: 'granted' }]], [['update', { analytics_storage: 'denied' }]]), [{ storage: 'granted' }, { storage: 'granted', measurement: 'denied' }]],
  ['the last update wins', tags([['update', { personalization_storage: 'granted' }], ['update', { personalization_storage: 'denied' }]]), [{ storage: 'denied' }]],
  ['a later default wins over no update', tags([['update', { personalization_storage: 'denied' }], ['default', { personalization_storage: 'granted' }]]), [{ storage: 'denied' }]],
  ['a default for a region grants nothing', tags([['default', { personalization_storage: 'granted', region: ['US'] }]]), [undefined]],
  ['nonsense says nothing', tags([['update', { personalization_storage: true }], ['set', { personalization_storage: 'granted' }]]), [undefined]],
  [
    "the page's own push keeps its value",
    () => {
      const { window, adapter } = tagged();
      adapter.listen(() => undefined);
      return [window.dataLayer.push({ event: 'x' }), window.dataLayer.push(null, ['consent', 'update', { personalization_storage: 'granted' }]), adapter.read()];
    },
    [1, 3, { storage: 'granted' }],
  ],
]);

/** What is said after each call that a consent platform makes. */
const tcf = (...calls: [object | null, boolean][]) => () => {
  let call: (data: unknown, worked: boolean) => void = () => undefined;
  const asked: unknown[] = [];
  const window = { __tcfapi: (command: string, apiVersion: number, callback: typeof call) => { asked.push(command, apiVersion); call = callback; } };
  const said = story(transparencyFramework(window), ...calls.map(([data, worked]) => () => call(data, worked)));
  return [asked, said.at(-1)];
};
const purposes = (...numbers: number[]) => ({ consents: Object.fromEntries(numbers.map((number) => [number, true])) });
const listener = ['addEventListener', 2];

check('tcf', [
  ['a page without it says nothing', () => story(transparencyFramework({})), [undefined]],
  ['awaited until it answers', tcf(), [listener, both('waiting')]],
  ['all that is needed', tcf([{ eventStatus: 'tcloaded', gdprApplies: true, purpose: purposes(1, 5, 6, 8) }, true]), [listener, both('granted')]],
  ['storing alone is not enough', tcf([{ eventStatus: 'useractioncomplete', gdprApplies: true, purpose: purposes(1, 8) }, true]), [listener, { storage: 'denied', measurement: 'granted' }]],
  ['while the banner is up it is awaited', tcf([{ eventStatus: 'cmpuishown', gdprApplies: true, purpose: purposes(1, 5, 6, 8) }, true]), [listener, both('waiting')]],
  ['taken back', tcf([{ eventStatus: 'tcloaded', purpose: purposes(1, 5, 6, 8) }, true], [{ eventStatus: 'useractioncomplete', purpose: purposes() }, true]), [listener, both('denied')]],
  ['a failed call says nothing new', tcf([{ eventStatus: 'tcloaded', purpose: purposes(1, 5, 6, 8) }, true], [null, false]), [listener, both('granted')]],
  ['where the GDPR does not apply it says nothing', tcf([{ eventStatus: 'tcloaded', gdprApplies: false }, true]), [listener, {}]],
]);

check('wordpress', [
  ['a page without it says nothing', () => story(wordpressConsent({}, new EventTarget())), [undefined]],
  ['its yes before there is a type is none', () => story(wordpressConsent({ wp_has_consent: () => true }, new EventTarget())), [both('waiting')]],
  [
    'category by category, and taken back',
    () => {
      const allowed = new Set(['preferences']);
      const window = { wp_has_consent: (category: string) => allowed.has(category), wp_consent_type: 'optin' };
      return story(wordpressConsent(window, new EventTarget()), () => allowed.add('statistics'), () => allowed.clear());
    },
    [{ storage: 'granted', measurement: 'denied' }, both('granted'), both('denied')],
  ],
  [
    'its event is heard',
    () => {
      const document = new EventTarget();
      let heard = 0;
      wordpressConsent({}, document).listen(() => (heard += 1));
      document.dispatchEvent(new Event('wp_listen_for_consent_change'));
      return heard;
    },
    1,
  ],
]);

/** The storage that these signals allow together, and who denies. */
const together = (word: string | undefined, ...said: (Said | undefined | Error)[]) => () => {
  const adapters = said.map((one, at): Adapter => ({
    name: `a${at}`,
    read: () => {
      if (one instanceof Error) throw one;
      return one;
    },
    listen: () => undefined,
  }));
  let last: Consent | undefined;
  new ConsentKeeper(adapters, word, (now) => (last = now)).start(() => undefined);
  return [last?.storage, last?.denied.join()];
};

check('several', [
  ['nobody asked: not granted', together('auto'), [false, '']],
  ['one grant', together('auto', { storage: 'granted' }, undefined), [true, '']],
  ['a denial wins', together('granted', { storage: 'denied' }), [false, 'a0']],
  ['one that is awaited wins over a grant', together('granted', { storage: 'waiting' }), [false, '']],
  ['the attribute alone', together('granted'), [true, '']],
  ['the attribute denies', together('denied', { storage: 'granted' }), [false, 'shop']],
  ['a word that is none says nothing', together('yes'), [false, '']],
  ['one that breaks is awaited', together('granted', new Error('broken')), [false, '']],
  [
    'setConsent takes back',
    () => {
      const told: boolean[] = [];
      const keeper = new ConsentKeeper([], undefined, ({ storage }) => told.push(storage));
      keeper.start(() => undefined);
      keeper.set(true);
      keeper.set(undefined, true);
      keeper.set(false);
      return [told, keeper.now.measurement];
    },
    [[false, true, true, false], true],
  ],
]);
