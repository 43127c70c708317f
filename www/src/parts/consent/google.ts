/**
 * Google Consent Mode v2. It has no function that reads, so the data layer is read: the entries `['consent', 'default' | 'update', {…}]`
 * that `gtag()` pushes as `arguments`. https://developers.google.com/tag-platform/security/guides/consent
 *
 * For each key the last `update` wins over every `default`. `personalization_storage` is about the profile, `analytics_storage` about
 * measuring. A key that nobody set says nothing: it grants nothing.
 */
import { fieldsOf } from '../told.js';
import type { Adapter, Answer, PageWindow, Said } from './answer.js';

type Kind = 'default' | 'update';

/** Reads the data layer of a name. */
export function googleConsent(window: PageWindow, layerName: string): Adapter {
  const said: Record<Kind, Map<string, Answer>> = { default: new Map(), update: new Map() };
  let heard: unknown;

  const take = (entry: unknown): boolean => {
    const [word, kind, fields] = [fieldsOf(entry)[0], fieldsOf(entry)[1], fieldsOf(fieldsOf(entry)[2])];
    if (word !== 'consent' || (kind !== 'default' && kind !== 'update')) return false;
    for (const key of ['personalization_storage', 'analytics_storage']) {
      const value = fields[key];
      if (value !== 'granted' && value !== 'denied') continue;
      // A default for some regions may not be for this shopper's: its no counts, its yes does not.
      if (fields['region'] !== undefined && value === 'granted') continue;
      said[kind].set(key, value);
    }
    return true;
  };

  const answer = (key: string): Answer | undefined => said.update.get(key) ?? said.default.get(key);

  return {
    name: 'google',
    read: (): Said | undefined => {
      const [storage, measurement] = [answer('personalization_storage'), answer('analytics_storage')];
      if (!storage && !measurement) return undefined;
      return { ...(storage ? { storage } : {}), ...(measurement ? { measurement } : {}) };
    },
    listen: (changed) => {
      const layer = window[layerName];
      if (layerName === '' || !Array.isArray(layer) || layer === heard) return;
      heard = layer;
      for (const entry of [...(layer as unknown[])]) take(entry);
      const push: (...entries: unknown[]) => number = layer.push;
      const wrapped = function (this: unknown, ...entries: unknown[]): number {
        const length = push.apply(layer, entries);
        try {
          if (entries.map(take).includes(true)) changed();
        } catch {
          // The page's analytics must never feel us.
        }
        return length;
      };
      Reflect.set(layer, 'push', wrapped);
    },
  };
}
