/** A Vitrine that writes down what it is told, for tests of adapters. */
import type { Told } from '../src/parts/told.js';

/** Products by each of their names. */
const names: Readonly<Record<string, string>> = { 'fell-coat': 'fell-coat', 'FELL-1': 'fell-coat', '11': 'fell-coat', 'wool-hat': 'wool-hat', '22': 'wool-hat' };

export interface Noted extends Told {
  notes: string[];
}

export function noting(page: string[] = []): Noted {
  const notes: string[] = [];
  const find = (id: string): string | undefined => (Object.hasOwn(names, id) ? names[id] : undefined);
  return {
    notes,
    page: { kind: undefined, products: page },
    find,
    observe: ({ kind, id }) => {
      notes.push(`${kind} ${id}`);
      return true;
    },
    setCart: (ids) => void notes.push(`cart ${ids.join(' ')}`),
    setAvailable: (id, available) => void notes.push(`${id} ${available ? 'can be bought' : 'is sold out'}`),
  };
}

/** An event with fields of its own, as Shopify's are. */
export function eventWith(name: string, fields: object): Event {
  return Object.assign(new Event(name, { bubbles: true, cancelable: true }), fields);
}

/** Until everything that was promised is done. */
export const settled = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));
