/** The part that hears a GA4 data layer. Fetched once the first shelves are drawn: what was pushed before is replayed. */
import { type LayerEvent, listenToLayer } from '../data-layer.js';
import type { Vitrine } from '../vitrine.js';

/** Turns one entry of the data layer into events. */
export function hearLayer(vitrine: Pick<Vitrine, 'find' | 'observe' | 'observeOrder' | 'setCart'>, event: LayerEvent): void {
  // What a search found was shown, not opened.
  if (event.kind === 'list' || event.kind === 'search') return;
  const ids = event.items.map(({ id, others }) => [id, ...(others ?? [])].find((name) => vitrine.find(name) !== undefined) ?? id);
  if (event.kind === 'purchase') vitrine.observeOrder(ids, event.transaction);
  else if (event.kind === 'cart') vitrine.setCart(ids);
  else for (const id of ids) vitrine.observe({ kind: event.kind, id });
}

/** Hears the layer of this name. */
export function listen(vitrine: Vitrine, name: string): void {
  listenToLayer(window as unknown as Record<string, unknown>, name, (event) => hearLayer(vitrine, event));
}
