/** Global Privacy Control and Do Not Track as an adapter: it denies or says nothing. */
import { privacyAsked } from '../../privacy.js';
import type { Adapter } from './answer.js';

/** Reads `navigator.globalPrivacyControl` and `doNotTrack`. */
export function browserSignals(page: { navigator?: unknown; doNotTrack?: unknown }): Adapter {
  return {
    name: 'browser',
    read: () => (privacyAsked(page) ? { storage: 'denied', measurement: 'denied' } : undefined),
    // Neither signal has an event; what is asked again from time to time is enough.
    listen: () => undefined,
  };
}
