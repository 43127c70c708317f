/**
 * WooCommerce's page events: the classic ones, which jQuery sends to the body, and those of its blocks, which the browser sends.
 * https://developer.woocommerce.com/docs/cart-and-checkout-dom-events
 *
 * A block's event names no product, so the block cart's own store is read (`wc/store/cart`), or the button that was used last.
 */
import { handleInPath } from '../url.js';
import { type Fields, fieldsOf, quietly, texts, type Told } from './told.js';

/** Milliseconds in which a block's event belongs to the button used before it. */
const clickedLately = 15_000;

/** What the adapter needs around it; tests bring their own. */
export interface WooPage {
  body: Pick<HTMLElement, 'addEventListener'>;
  /** Whatever the page put there: `jQuery`, `wp`. */
  window: { jQuery?: unknown; wp?: unknown };
  now: () => number;
}

/** Names of the product that a button or a link stands for, the most telling first. */
function namesAt(element: unknown): string[] {
  if (typeof (element as Element | undefined)?.getAttribute !== 'function') return [];
  const told = element as Element;
  const name = told.getAttribute('name');
  const form = told.closest?.('form.cart');
  return texts([
    told.getAttribute('data-product_sku'),
    told.getAttribute('data-product_id'),
    name === 'add-to-cart' || name === 'product_id' ? told.getAttribute('value') : undefined,
    ...['[name="add-to-cart"]', '[name="product_id"]', '[name="variation_id"]'].map((field) => (form?.querySelector(field) as HTMLInputElement | null)?.value),
    handleInPath(told.getAttribute('href') ?? ''),
  ]);
}

/** Hears the page that Vitrine runs in. */
export function hear(vitrine: Told): void {
  listen(vitrine, { body: document.body, window: window as WooPage['window'], now: () => Date.now() });
}

/** Listens. */
export function listen(vitrine: Told, page: WooPage): void {
  const first = (names: readonly string[]): string | undefined => names.map((name) => vitrine.find(name)).find((id) => id !== undefined);
  const tell = (kind: 'add_to_cart' | 'remove_from_cart', names: readonly string[]): void => {
    const id = first(names);
    if (id !== undefined) vitrine.observe({ kind, id });
  };
  let clicked: { names: string[]; at: number } | undefined;

  const jQuery = page.window.jQuery as ((target: unknown) => { on?: (name: string, work: (...values: unknown[]) => void) => unknown }) | undefined;
  if (typeof jQuery === 'function') {
    const body = jQuery(page.body);
    // (event, fragments, hash of the cart, button in a jQuery list)
    const button = (values: unknown[]): unknown => fieldsOf(values[3])[0] ?? values[3];
    body.on?.('added_to_cart', quietly((...values) => tell('add_to_cart', namesAt(button(values)))));
    body.on?.('removed_from_cart', quietly((...values) => tell('remove_from_cart', namesAt(button(values)))));
    body.on?.('wc_cart_emptied', quietly(() => vitrine.setCart([])));
  }

  /** The block cart's lines; `undefined` where there is no such store. */
  const lines = (): unknown[] | undefined => {
    const data = fieldsOf(fieldsOf(page.window.wp)['data']);
    const select = data['select'] as ((name: string) => { getCartData?: () => unknown } | undefined) | undefined;
    const items = fieldsOf(select?.('wc/store/cart')?.getCartData?.())['items'];
    return Array.isArray(items) ? items : undefined;
  };
  let seen: unknown[] | undefined;
  quietly(() => (seen = lines()))();
  const compare = (): void => {
    const now = lines();
    // The store begins with an empty list of its own, before it has asked the server: only a change says something.
    if (now === seen || now === undefined) return;
    seen = now;
    vitrine.setCart(
      now.slice(0, 500).flatMap((line) => {
        const { sku, id, permalink } = fieldsOf(line) as Fields;
        return first(texts([sku, id, handleInPath(String(permalink ?? ''))])) ?? [];
      }),
    );
  };
  const subscribe = fieldsOf(fieldsOf(page.window.wp)['data'])['subscribe'] as ((call: () => void) => unknown) | undefined;
  subscribe?.(quietly(compare));

  page.body.addEventListener(
    'click',
    quietly((event: Event) => {
      const target = event.target as Element | null;
      const used = target?.closest?.('[data-product_id],[data-product_sku],.single_add_to_cart_button');
      if (used) clicked = { names: namesAt(used), at: page.now() };
    }),
    true,
  );
  for (const [name, kind] of [['wc-blocks_added_to_cart', 'add_to_cart'], ['wc-blocks_removed_from_cart', 'remove_from_cart']] as const) {
    page.body.addEventListener(
      name,
      quietly(() => {
        if (clicked && page.now() - clicked.at < clickedLately) tell(kind, clicked.names);
        clicked = undefined;
      }),
    );
  }
  // The form of a product's page loads the next page; its scripts stop it where a variation is not chosen yet.
  page.body.addEventListener(
    'submit',
    quietly((event: Event) => {
      const form = event.target as Element | null;
      if (event.defaultPrevented || !form?.matches?.('form.cart')) return;
      tell('add_to_cart', namesAt((event as SubmitEvent).submitter ?? form.querySelector('[name="add-to-cart"]')));
    }),
  );
}
