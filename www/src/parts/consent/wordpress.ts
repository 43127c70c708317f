/**
 * The WP Consent API: `wp_has_consent('preferences')` is about the profile, `'statistics'` about measuring.
 * https://wordpress.org/plugins/wp-consent-api/
 *
 * Its trap: while no banner has set a type of consent (`window.wp_consent_type`, `window.wp_fallback_consent_type`), the function says yes
 * to everything. So until there is a type, which the event `wp_consent_type_defined` tells, the answer is awaited.
 */
import { type Adapter, type Answer, answerOf, type PageWindow, type Said } from './answer.js';

/** Reads `window.wp_has_consent`; `document` is where its events arrive. */
export function wordpressConsent(window: PageWindow, document: Pick<EventTarget, 'addEventListener'>): Adapter {
  let listening = false;
  const has = (category: string): Answer => answerOf(Reflect.apply(window['wp_has_consent'] as () => unknown, window, [category]) === true);
  return {
    name: 'wordpress',
    read: (): Said | undefined => {
      if (typeof window['wp_has_consent'] !== 'function') return undefined;
      const type = window['wp_consent_type'] ?? window['wp_fallback_consent_type'];
      if (typeof type !== 'string' || type === '') return { storage: 'waiting', measurement: 'waiting' };
      return { storage: has('preferences'), measurement: has('statistics') };
    },
    listen: (changed) => {
      if (listening) return;
      listening = true;
      // The cookie that the function reads is written after the event in some versions.
      for (const name of ['wp_listen_for_consent_change', 'wp_consent_type_defined']) {
        document.addEventListener(name, () => {
          changed();
          setTimeout(changed);
        });
      }
    },
  };
}
