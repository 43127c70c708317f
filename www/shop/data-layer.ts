/**
 * What a shop tells its analytics: Google Analytics 4 e-commerce events in `window.dataLayer`. No analytics is attached in
 * this shop; Vitrine listens here as it would in a merchant's.
 * https://developers.google.com/analytics/devguides/collection/ga4/ecommerce
 */
import type { Line } from './basket.js';
import { currency, major } from './page.js';

declare global {
  interface Window {
    dataLayer?: unknown[];
  }
}

function item(line: Line): Record<string, unknown> {
  return {
    item_id: line.id,
    item_name: line.title,
    price: major(line.price),
    quantity: line.quantity,
    ...(line.brand === '' ? {} : { item_brand: line.brand }),
    ...(line.category === '' ? {} : { item_category: line.category }),
    ...(line.variant === '' ? {} : { item_variant: line.variant }),
  };
}

/** Pushes one event about some lines. */
export function push(event: string, lines: readonly Line[], more: Readonly<Record<string, unknown>> = {}): void {
  const layer = (window.dataLayer ??= []);
  const value = lines.reduce((sum, line) => sum + major(line.price) * line.quantity, 0);
  const code = currency();
  // GA4 asks for the old e-commerce object to be cleared first.
  layer.push({ ecommerce: null });
  layer.push({
    event,
    ecommerce: { ...(code === '' ? {} : { currency: code }), value: Math.round(value * 100) / 100, ...more, items: lines.map(item) },
  });
}
