/** What an adapter needs of a Vitrine; tests bring their own. */
import type { Vitrine } from '../vitrine.js';

/** Who is told what happens. */
export type Told = Pick<Vitrine, 'find' | 'observe' | 'setCart' | 'setAvailable' | 'page'>;

/** Fields of anything that a page hands over. */
export type Fields = Record<string, unknown>;

/** The value's fields; none where it is no object. */
export function fieldsOf(value: unknown): Fields {
  return typeof value === 'object' && value !== null ? (value as Fields) : {};
}

/** Non-empty texts and numbers among values, as texts. */
export function texts(values: readonly unknown[]): string[] {
  return values.filter((value) => (typeof value === 'string' && value !== '') || typeof value === 'number').map(String);
}

/** A listener that can't disturb the page which called it. */
export function quietly<Arguments extends unknown[]>(work: (...values: Arguments) => unknown): (...values: Arguments) => void {
  return (...values) => {
    try {
      void Promise.resolve(work(...values)).catch(() => undefined);
    } catch {
      // The page's own work goes on.
    }
  };
}
