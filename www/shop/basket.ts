/** The basket: lines in `localStorage`, on this device only. */
import { shopRoot } from './page.js';

/** One product in one variant. Addresses are relative to the shop's root; prices are in minor units. */
export interface Line {
  id: string;
  variant: string;
  title: string;
  price: number;
  url: string;
  picture: string;
  quantity: number;
  brand: string;
  category: string;
}

/** An order that was placed: a basket with a number. */
export interface PlacedOrder {
  number: string;
  lines: Line[];
}

/** Name of the document's event after each change of the basket. */
export const basketChanged = 'shop:basket';

const mostLines = 100;
const mostPieces = 99;

/** Two shops on one origin keep two baskets. */
function key(name: string): string {
  return `vitrine-shop.${name}:${shopRoot().pathname}`;
}

let unsaved: Line[] | undefined;

function text(value: unknown): string {
  return typeof value === 'string' ? value.slice(0, 2000) : '';
}

/** A line of which every field has its type; `undefined` where it can't be one. */
function readLine(value: unknown): Line | undefined {
  if (typeof value !== 'object' || value === null) return undefined;
  const fields = value as Record<string, unknown>;
  const [price, quantity] = [Number(fields['price']), Math.floor(Number(fields['quantity']))];
  if (text(fields['id']) === '' || !Number.isFinite(price) || price < 0 || !(quantity >= 1)) return undefined;
  return {
    id: text(fields['id']),
    variant: text(fields['variant']),
    title: text(fields['title']),
    price,
    url: text(fields['url']),
    picture: text(fields['picture']),
    quantity: Math.min(quantity, mostPieces),
    brand: text(fields['brand']),
    category: text(fields['category']),
  };
}

function readLines(stored: unknown): Line[] {
  return Array.isArray(stored) ? stored.slice(0, mostLines).flatMap((value) => readLine(value) ?? []) : [];
}

/** The basket's lines, oldest first. */
export function lines(): Line[] {
  if (unsaved) return unsaved;
  try {
    return readLines(JSON.parse(localStorage.getItem(key('basket')) ?? '[]'));
  } catch {
    return [];
  }
}

function save(changed: Line[]): void {
  try {
    localStorage.setItem(key('basket'), JSON.stringify(changed));
    unsaved = undefined;
  } catch {
    // Storage is blocked or full: the basket lasts as long as the page.
    unsaved = changed;
  }
  document.dispatchEvent(new CustomEvent(basketChanged));
}

/** Puts pieces into the basket, onto the same product and variant where it is there already. */
export function add(line: Line): void {
  const present = lines();
  const same = present.find((other) => other.id === line.id && other.variant === line.variant);
  if (same) same.quantity = Math.min(same.quantity + line.quantity, mostPieces);
  else present.push(line);
  save(present.slice(0, mostLines));
}

/** Sets a line's pieces; 0 removes it. */
export function setQuantity(id: string, variant: string, quantity: number): void {
  const present = lines();
  const same = present.find((other) => other.id === id && other.variant === variant);
  if (!same) return;
  same.quantity = Math.min(Math.max(quantity, 0), mostPieces);
  save(present.filter((line) => line.quantity > 0));
}

/** Pieces in all lines. */
export function pieces(of: readonly Line[]): number {
  return of.reduce((sum, line) => sum + line.quantity, 0);
}

/** Price of all lines in minor units. */
export function total(of: readonly Line[]): number {
  return of.reduce((sum, line) => sum + line.price * line.quantity, 0);
}

/** Turns the basket into an order that the confirmation can show; `undefined` for an empty one. Nothing is sent. */
export function placeOrder(): PlacedOrder | undefined {
  const ordered = lines();
  if (ordered.length === 0) return undefined;
  const order = { number: `V${Date.now().toString(36).toUpperCase()}`, lines: ordered };
  try {
    sessionStorage.setItem(key('order'), JSON.stringify(order));
  } catch {
    // Without storage the confirmation can only say thank you.
  }
  save([]);
  return order;
}

/** The order placed last in this tab. */
export function lastOrder(): PlacedOrder | undefined {
  try {
    const stored = JSON.parse(sessionStorage.getItem(key('order')) ?? 'null') as { number?: unknown; lines?: unknown } | null;
    const order = { number: text(stored?.number), lines: readLines(stored?.lines) };
    return order.number !== '' && order.lines.length > 0 ? order : undefined;
  } catch {
    return undefined;
  }
}
