/**
 * The IAB's Transparency and Consent Framework, by `__tcfapi('addEventListener', 2, …)`.
 * https://github.com/InteractiveAdvertisingBureau/GDPR-Transparency-and-Consent-Framework (CMP API v2)
 *
 * Vitrine is the shop's own code and no vendor, so purposes are a hint: 1 (store on a device), 5 and 6 (a profile for content, and its use)
 * for the profile, 1 and 8 (measure content) for measuring. Where the GDPR does not apply the framework says nothing.
 */
import { fieldsOf } from '../told.js';
import { type Adapter, answerOf, type PageWindow, type Said } from './answer.js';

/** Reads `window.__tcfapi`. */
export function transparencyFramework(window: PageWindow): Adapter {
  let said: Said = { storage: 'waiting', measurement: 'waiting' };
  let heard: unknown;
  return {
    name: 'tcf',
    read: () => (typeof window['__tcfapi'] === 'function' ? said : undefined),
    listen: (changed) => {
      const api = window['__tcfapi'];
      // The stub's queue is taken over by the real function: one listener is enough, however often the function is replaced.
      if (typeof api !== 'function' || heard !== undefined) return;
      heard = api;
      Reflect.apply(api, window, [
        'addEventListener',
        2,
        (data: unknown, worked: unknown) => {
          const { eventStatus, gdprApplies, purpose } = fieldsOf(data);
          if (worked !== true) return;
          if (gdprApplies === false) {
            said = {};
          } else if (eventStatus === 'tcloaded' || eventStatus === 'useractioncomplete') {
            const consents = fieldsOf(fieldsOf(purpose)['consents']);
            const all = (...numbers: number[]): boolean => numbers.every((number) => consents[number] === true);
            said = { storage: answerOf(all(1, 5, 6)), measurement: answerOf(all(1, 8)) };
          } else {
            // `cmpuishown`: the shopper is being asked, perhaps anew. What they said before holds until they have answered.
            return;
          }
          changed();
        },
      ]);
    },
  };
}
