/** A product's page: choices, availability, the button, the pictures. */
import { add, type Line } from './basket.js';
import { push } from './data-layer.js';
import { make, money, say, shopRoot } from './page.js';

interface Variant {
  title: string;
  options: string[];
  price: number | null;
  was: number | null;
  available: boolean;
}

function readVariants(text: string | undefined): Variant[] {
  try {
    return JSON.parse(text ?? '[]') as Variant[];
  } catch {
    return [];
  }
}

function chosen(form: HTMLFormElement): string[] {
  return [...form.querySelectorAll<HTMLInputElement>('input[type="radio"]:checked')].map((input) => input.value);
}

/** The variant of exactly these options; a product without options has one. */
function find(variants: readonly Variant[], options: readonly string[]): Variant | undefined {
  if (options.length === 0) return variants.find((variant) => variant.available) ?? variants[0];
  return variants.find((variant) => options.every((value, at) => variant.options[at] === value));
}

/** Marks choices that the rest of the choice rules out, without taking them away. */
function markUnavailable(form: HTMLFormElement, variants: readonly Variant[]): void {
  const options = chosen(form);
  for (const input of form.querySelectorAll<HTMLInputElement>('input[type="radio"]')) {
    const at = Number(input.name.replace('option-', ''));
    const wanted = options.map((value, other) => (other === at ? input.value : value));
    input.toggleAttribute('data-gone', !(find(variants, wanted)?.available ?? false));
  }
}

function showPrice(page: Element, variant: Variant): void {
  const place = page.querySelector('.price');
  if (!place || variant.price === null) return;
  place.replaceChildren(make('span', 'now', money(variant.price)));
  if (variant.was !== null) place.append(' ', make('s', '', make('span', 'hidden', 'was '), money(variant.was)));
  if (!variant.available) place.append(' ', make('span', 'gone', 'Sold out'));
}

function lineOf(form: HTMLFormElement, variant: Variant | undefined, quantity: number): Line {
  const told = (name: string): string => form.dataset[name] ?? '';
  return {
    id: told('product'),
    variant: variant?.title ?? '',
    title: told('title'),
    price: variant?.price ?? (Number(told('price')) || 0),
    url: told('url'),
    picture: told('picture'),
    quantity,
    brand: told('brand'),
    category: told('category'),
  };
}

/** Starts the form of a product's page and reports the view. */
export function startProduct(form: HTMLFormElement): void {
  const variants = readVariants(form.dataset['variants']);
  const button = form.querySelector<HTMLButtonElement>('[data-add-to-cart]');
  const update = (): void => {
    const variant = find(variants, chosen(form));
    markUnavailable(form, variants);
    if (button && button.dataset['never'] === undefined) {
      button.disabled = !(variant?.available ?? false);
      button.textContent = variant?.available ? 'Add to basket' : variant ? 'Sold out' : 'Not made like this';
    }
    if (variant) showPrice(form.closest('.buy') ?? form, variant);
  };
  // Where nothing can be bought at all the page has said so already.
  if (button?.disabled) button.dataset['never'] = '';
  form.addEventListener('change', update);
  if (variants.length > 1) markUnavailable(form, variants);
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    const variant = find(variants, chosen(form));
    if (!variant?.available) return;
    const quantity = Number(form.querySelector<HTMLSelectElement>('select[name="quantity"]')?.value) || 1;
    const line = lineOf(form, variant, quantity);
    add(line);
    push('add_to_cart', [line]);
    say(`${line.title} is in your basket.`, { text: 'See the basket', address: new URL('cart/', shopRoot()).href });
  });
  push('view_item', [lineOf(form, find(variants, chosen(form)), 1)]);
}

/** Small pictures move the row of large ones; without this they are plain links to them. */
export function startGallery(gallery: Element): void {
  const row = gallery.querySelector<HTMLElement>('.pictures');
  if (!row) return;
  for (const link of gallery.querySelectorAll<HTMLAnchorElement>('.thumbnails a')) {
    link.addEventListener('click', (event) => {
      const picture = document.getElementById(link.hash.slice(1));
      if (!picture) return;
      event.preventDefault();
      const calm = matchMedia('(prefers-reduced-motion: reduce)').matches;
      row.scrollTo({ left: picture.offsetLeft - row.offsetLeft, behavior: calm ? 'instant' : 'smooth' });
    });
  }
}
