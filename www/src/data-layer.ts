/**
 * Listens to a Google Analytics 4 data layer: shops push what happens there already.
 * https://developers.google.com/analytics/devguides/collection/ga4/ecommerce
 */
import type { EventName } from './types.js';

/** One product of a pushed event. */
export interface LayerItem {
  id: string;
  /** Its other names, where shops keep one beside `item_id`. */
  others?: string[];
  price?: number;
  quantity: number;
}

/** A pushed event that says something about the visit. */
export interface LayerEvent {
  /** GA4's own name. */
  name: string;
  /** What it means to the visit; `cart` lists the whole basket, `list` only shows products. */
  kind: EventName | 'cart' | 'list';
  items: LayerItem[];
  transaction?: string;
  query?: string;
}

const kinds: Readonly<Record<string, LayerEvent['kind']>> = {
  view_item: 'view',
  add_to_cart: 'add_to_cart',
  remove_from_cart: 'remove_from_cart',
  purchase: 'purchase',
  add_to_wishlist: 'wishlist',
  search: 'search',
  view_search_results: 'search',
  view_cart: 'cart',
  begin_checkout: 'cart',
  view_item_list: 'list',
  select_item: 'list',
};

type Fields = Record<string, unknown>;

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null;
}

/** A price that may be text: `"49.00"`, `"1,299.00"`, `"49,90"`. */
export function readPrice(value: unknown): number | undefined {
  if (typeof value === 'string') {
    const digits = value.replace(/[^\d.,-]/g, '');
    // A comma followed by one or two last digits is a decimal comma.
    const plain = /,\d{1,2}$/.test(digits) ? digits.replace(/\./g, '').replace(',', '.') : digits.replace(/,/g, '');
    return plain === '' ? undefined : readPrice(Number(plain));
  }
  return typeof value === 'number' && Number.isFinite(value) && value >= 0 ? value : undefined;
}

function readItems(value: unknown): LayerItem[] {
  if (!Array.isArray(value)) return [];
  const items: LayerItem[] = [];
  for (const item of value.slice(0, 200) as unknown[]) {
    if (!isFields(item)) continue;
    const names = ['item_id', 'id', 'item_sku', 'sku', 'item_group_id'].map((name) => item[name]);
    const told = names.filter((name) => (typeof name === 'string' && name.trim() !== '') || typeof name === 'number');
    const [id, ...others] = new Set(told.map((name) => String(name).trim()));
    if (id === undefined) continue;
    const price = readPrice(item['price']);
    const quantity = Math.max(1, Math.floor(Number(item['quantity'])) || 1);
    items.push({ id, quantity, ...(others.length > 0 ? { others } : {}), ...(price === undefined ? {} : { price }) });
  }
  return items;
}

/** What one entry of a data layer says; `undefined` for everything else that stands there. Never throws. */
export function readPush(entry: unknown): LayerEvent | undefined {
  try {
    if (!isFields(entry)) return undefined;
    let name: unknown = entry['event'];
    let fields: unknown = entry;
    // gtag() pushes its Arguments object: 'event', name, parameters.
    if (entry[0] === 'event') {
      name = entry[1];
      fields = entry[2] ?? {};
    }
    if (typeof name !== 'string' || !isFields(fields)) return undefined;
    const kind = Object.hasOwn(kinds, name) ? kinds[name] : undefined;
    if (kind === undefined) return undefined;
    const commerce = isFields(fields['ecommerce']) ? fields['ecommerce'] : fields;
    // What Vitrine's own shelves report is not news to Vitrine: that they were seen or used. A shop's own event may name such a list too.
    const list = commerce['item_list_id'] ?? fields['item_list_id'];
    if (kind === 'list' && typeof list === 'string' && list.startsWith('rec_')) return undefined;
    const items = readItems(commerce['items'] ?? fields['items']);
    const event: LayerEvent = { name, kind, items };
    const transaction = commerce['transaction_id'] ?? fields['transaction_id'];
    if (typeof transaction === 'string' || typeof transaction === 'number') event.transaction = String(transaction);
    const query = fields['search_term'];
    if (typeof query === 'string') event.query = query;
    return items.length > 0 || kind === 'search' ? event : undefined;
  } catch {
    return undefined;
  }
}

const wrapped = new WeakSet<object>();

/** Replays what the layer holds and hears what comes; the page's own `push` keeps its effect and its value. */
export function listenToLayer(target: Record<string, unknown>, name: string, hear: (event: LayerEvent) => void): void {
  const layer = (target[name] ??= []);
  if (!Array.isArray(layer) || wrapped.has(layer)) return;
  wrapped.add(layer);
  const read = (entry: unknown): void => {
    const event = readPush(entry);
    if (!event) return;
    try {
      hear(event);
    } catch {
      // The page's analytics must never feel us.
    }
  };
  const push: (...entries: unknown[]) => number = layer.push;
  for (const entry of [...(layer as unknown[])]) read(entry);
  const heard = function (this: unknown, ...entries: unknown[]): number {
    const length = push.apply(layer, entries);
    for (const entry of entries) read(entry);
    return length;
  };
  // A frozen layer, to which nothing can be pushed either, is left as it is.
  Reflect.set(layer, 'push', heard);
}
