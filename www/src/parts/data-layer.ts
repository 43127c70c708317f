/** What a GA4 data layer tells of the visit. */
import type { LayerEvent } from '../data-layer.js';
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
