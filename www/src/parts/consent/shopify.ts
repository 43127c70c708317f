/**
 * Shopify's customer privacy API. `preferencesProcessingAllowed()` is about the profile, `analyticsProcessingAllowed()` about measuring.
 * https://shopify.dev/docs/api/customer-privacy
 *
 * Its traps: the event never comes where no banner is shown, so the functions are asked again; and the functions may say yes before the
 * shopper's choice is known, so a yes counts once the event came or once it was said a second time, `settled` milliseconds later.
 */
import { fieldsOf } from '../told.js';
import type { Adapter, Answer, PageWindow, Said } from './answer.js';

/** Milliseconds after which a yes that nobody took back is believed. */
export const settled = 1000;

/** Reads `window.Shopify`; `document` is where its events arrive. */
export function shopifyPrivacy(window: PageWindow, document: Pick<EventTarget, 'addEventListener'>, now: () => number): Adapter {
  let collected = false;
  let listening = false;
  /** Since when each function has said yes without a break. */
  const since = new Map<string, number>();

  const ask = (privacy: object, name: string): Answer => {
    const work = fieldsOf(privacy)[name];
    const yes = typeof work === 'function' && Reflect.apply(work, privacy, []) === true;
    if (!yes) {
      since.delete(name);
      return typeof work === 'function' ? 'denied' : 'waiting';
    }
    if (!since.has(name)) since.set(name, now());
    return collected || now() - (since.get(name) ?? 0) >= settled ? 'granted' : 'waiting';
  };

  return {
    name: 'shopify',
    read: (): Said | undefined => {
      const shop = window['Shopify'];
      if (typeof shop !== 'object' || shop === null) return undefined;
      const privacy = fieldsOf(shop)['customerPrivacy'];
      if (typeof privacy !== 'object' || privacy === null) {
        // A page that only names a theme or a route has no such API, and no shopper to ask.
        return typeof fieldsOf(shop)['loadFeatures'] === 'function' ? { storage: 'waiting', measurement: 'waiting' } : undefined;
      }
      return { storage: ask(privacy, 'preferencesProcessingAllowed'), measurement: ask(privacy, 'analyticsProcessingAllowed') };
    },
    listen: (changed) => {
      if (listening) return;
      listening = true;
      document.addEventListener('visitorConsentCollected', (event) => {
        collected = true;
        // A detail that says no wins over functions that lag behind.
        const { preferencesAllowed } = fieldsOf((event as CustomEvent).detail);
        if (preferencesAllowed === false) since.clear();
        changed();
      });
      document.addEventListener('shopifyCustomerPrivacyApiLoaded', () => changed());
      const shop = fieldsOf(window['Shopify']);
      if (shop['customerPrivacy'] === undefined && typeof shop['loadFeatures'] === 'function') {
        Reflect.apply(shop['loadFeatures'], window['Shopify'], [[{ name: 'consent-tracking-api', version: '0.1' }], () => changed()]);
      }
    },
  };
}
