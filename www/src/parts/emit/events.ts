/**
 * What shelves tell a GA4 data layer, in the shape that Google names.
 * https://developers.google.com/analytics/devguides/collection/ga4/reference/events?client_type=gtm#view_item_list
 */
import { majorUnits } from '../../price.js';
import type { DisplayItem, ListName, Placement } from '../../types.js';

/** One product of an event. */
export interface GoogleItem {
  item_id: string;
  item_name: string;
  /** Place in the list, from 0. */
  index: number;
  item_brand?: string;
  item_category?: string;
  item_category2?: string;
  item_category3?: string;
  item_category4?: string;
  item_category5?: string;
  /** In whole units of the currency. */
  price?: number;
  quantity: 1;
}

/** The parameters of an event. */
export interface GoogleList {
  item_list_id: string;
  item_list_name: string;
  currency?: string;
  items: GoogleItem[];
}

/** Levels of a category that Google takes. */
const categoryKeys = ['item_category', 'item_category2', 'item_category3', 'item_category4', 'item_category5'] as const;

/** By the prefix `rec_` our own adapter knows that it hears Vitrine itself. */
export function listId(placement: Placement | undefined, list: ListName): string {
  return `rec_${placement ?? 'other'}_${list}`;
}

/** A card as an item; `bySku` names it by its stock-keeping unit where it has one, as some shops' own events do. */
export function itemOf(item: DisplayItem, index: number, currency: string, bySku: boolean): GoogleItem {
  const { id, title, brand, category, price, sku } = item;
  const told: GoogleItem = { item_id: (bySku ? sku : undefined) ?? id, item_name: title, index, quantity: 1 };
  if (brand !== undefined) told.item_brand = brand;
  category?.split('>').slice(0, categoryKeys.length).forEach((level, at) => {
    const key = categoryKeys[at];
    if (key) told[key] = level.trim();
  });
  if (Number.isFinite(price) && currency !== '') told.price = majorUnits(price, currency);
  return told;
}

/** The parameters. The currency stands there where a price does. */
export function listOf(id: string, name: string, currency: string, items: GoogleItem[]): GoogleList {
  const priced = items.some(({ price }) => price !== undefined);
  return { item_list_id: id, item_list_name: name, ...(priced ? { currency } : {}), items };
}
