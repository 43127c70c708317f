/**
 * Shopify's standard storefront events: DOM events that themes send and that bubble to the document. `Shopify.actions` fills the
 * basket where the shop asks for that. https://shopify.dev/docs/api/storefront-events-and-actions
 *
 * Shapes that were only seen in themes and not in Shopify's reference: `detail.items` of a cart event (the lines of `/cart.js`), a
 * line's key `VARIANT:HASH`, and `cart.lines` as a list or as `{ nodes }`.
 */
import { handleInPath } from '../url.js';
import { type Fields, fieldsOf, quietly, texts, type Told } from './told.js';

/** What the adapter needs around it; tests bring their own. */
export interface ShopifyPage {
  document: Pick<Document, 'addEventListener'>;
  window: { Shopify?: unknown; addEventListener: Window['addEventListener'] };
  fetch: (address: string) => Promise<Response>;
  open: (address: string) => void;
}

/** The digits of `gid://shopify/ProductVariant/123`, `123` or of a line's key `123:4d2f…`. */
function number(id: unknown): string | undefined {
  return /^(?:gid:\/\/shopify\/\w+\/)?(\d+)(?:[:?].*)?$/.exec(String(id))?.[1];
}

/** The lines of a cart, which come as a list, as `{ nodes }` or as `{ edges: [{ node }] }`. */
function linesOf(value: unknown): Fields[] {
  const { nodes, edges } = fieldsOf(value);
  const lines = Array.isArray(value) ? value : Array.isArray(nodes) ? nodes : Array.isArray(edges) ? edges.map((edge) => fieldsOf(edge)['node']) : [];
  return lines.slice(0, 500).map(fieldsOf);
}

/** Hears the page that Vitrine runs in. */
export function hear(vitrine: Told, settings: Readonly<Record<string, string | undefined>>): void {
  const page: ShopifyPage = { document, window: window as ShopifyPage['window'], fetch: (address) => fetch(address), open: (address) => location.assign(address) };
  listen(vitrine, page, settings['basket'] === 'shopify');
}

/** Listens; with `basket` cards put their products into Shopify's cart, and its whole content is read from `/cart.js`. */
export function listen(vitrine: Told, page: ShopifyPage, basket: boolean): void {
  /** The model's names of products by the numbers of their variants and their own. */
  const products = new Map<string, string>();

  /** The model's name of something that Shopify names in one way or another. */
  const known = (...names: unknown[]): string | undefined => {
    for (const name of texts(names)) {
      const found = vitrine.find(name) ?? products.get(number(name) ?? '') ?? vitrine.find(number(name) ?? '');
      if (found !== undefined) return found;
    }
    return undefined;
  };

  const learn = (product: Fields, ...variants: unknown[]): string | undefined => {
    const id = known(product['handle'], product['id'], ...variants.map((variant) => fieldsOf(variant)['sku']));
    for (const one of [product, ...variants.map(fieldsOf)]) {
      const digits = number(one['id']);
      if (id !== undefined && digits !== undefined) products.set(digits, id);
    }
    return id;
  };

  /** The product of a line as `/cart.js` and the Storefront API give it. */
  const productOf = (line: Fields): string | undefined => {
    const merchandise = fieldsOf(line['merchandise']);
    const product = fieldsOf(merchandise['product']);
    const id = known(line['handle'], product['handle'], line['sku'], merchandise['sku'], line['product_id'], product['id'], line['variant_id']);
    for (const variant of [line['variant_id'], merchandise['id'], line['merchandiseId']]) {
      const digits = number(variant);
      if (id !== undefined && digits !== undefined) products.set(digits, id);
    }
    return id ?? known(merchandise['id'], line['merchandiseId'], number(line['key'] ?? line['id']));
  };

  /** Takes a whole cart, if each of its lines says what it is; says whether it did. */
  const takeCart = (lines: Fields[], quantity: unknown): boolean => {
    const identified = lines.every((line) => texts([line['handle'], fieldsOf(fieldsOf(line['merchandise'])['product'])['handle']]).length > 0);
    if (!identified || (lines.length === 0 && quantity !== 0)) return false;
    vitrine.setCart(lines.flatMap((line) => productOf(line) ?? []));
    return true;
  };

  /** The product that an element on the page stands for: its card's link, else the page's own. */
  const productAt = (target: unknown): string | undefined => {
    if (typeof Element === 'function' && target instanceof Element) {
      for (let element: Element | null = target; element && element.localName !== 'main' && element.localName !== 'body'; element = element.parentElement) {
        const handles = new Set([...element.querySelectorAll('a[href*="/products/"]')].map((link) => handleInPath(link.getAttribute('href') ?? '')));
        // A wider element holds other products as well.
        if (handles.size > 0) return handles.size === 1 ? known(...handles) : undefined;
      }
    }
    return vitrine.page.products[0];
  };

  const shop = (): Fields => fieldsOf(page.window.Shopify);
  const root = (): string => texts([fieldsOf(shop()['routes'])['root']])[0] ?? '/';

  const readCart = async (): Promise<void> => {
    const cart = fieldsOf(await (await page.fetch(`${root()}cart.js`)).json());
    takeCart(linesOf(cart['items']), cart['item_count']);
  };

  const on = (name: string, work: (event: Fields) => unknown): void => page.document.addEventListener(name, quietly((event: Event) => work(event as unknown as Fields)));

  // The event also comes for each card that scrolls into view, in lists and in recommendations: only a page or a dialog was opened.
  on('shopify:product:view', (event) => {
    const product = fieldsOf(event['product']);
    const id = learn(product, event['selectedVariant'], product['selectedVariant'], ...linesOf(product['variants']));
    if (id === undefined) return;
    if (typeof product['availableForSale'] === 'boolean') vitrine.setAvailable(id, product['availableForSale']);
    if (event['context'] === 'page' || event['context'] === 'dialog') vitrine.observe({ kind: 'view', id });
  });

  on('shopify:product:select', async (event) => {
    const answer = fieldsOf(await event['promise']);
    learn(fieldsOf(event['product']), answer['variant'], answer['selectedVariant'], fieldsOf(answer['product'])['selectedVariant']);
  });

  on('shopify:cart:lines-update', async (event) => {
    const lines = linesOf(event['lines']);
    // Read now: when the cart has answered, the theme may have drawn its markup anew.
    const ids = lines.map((line) => productOf(line) ?? (event['action'] === 'add' && lines.length === 1 ? productAt(event['target']) : undefined));
    const answer = fieldsOf(await event['promise']);
    if (linesOf(answer['userErrors']).length > 0 || fieldsOf(answer['detail'])['didError'] === true) return;
    const items = fieldsOf(answer['detail'])['items'];
    const cart = fieldsOf(answer['cart']);
    if (Array.isArray(items) && takeCart(linesOf(items), items.length)) return;
    if (takeCart(linesOf(cart['lines'] ?? cart['items']), cart['totalQuantity'] ?? cart['item_count'])) return;
    lines.forEach((line, at) => {
      const id = ids[at];
      const gone = event['action'] === 'remove' || line['quantity'] === 0;
      if (id !== undefined && (gone || event['action'] === 'add')) vitrine.observe({ kind: gone ? 'remove_from_cart' : 'add_to_cart', id });
    });
    if (basket) await readCart();
  });

  on('shopify:cart:view', (event) => {
    const cart = fieldsOf(event['cart']);
    takeCart(linesOf(cart['lines']), event['cart'] === null ? 0 : cart['totalQuantity']);
  });

  if (!basket) return;
  quietly(readCart)();
  page.window.addEventListener('pageshow', quietly((event: PageTransitionEvent) => event.persisted && readCart()));

  /** Puts a card's product into the cart, or opens its page where a variant must be chosen first or Shopify says no. */
  const fill = async (item: Fields): Promise<void> => {
    const address = String(item['url']);
    try {
      const product = fieldsOf(await (await page.fetch(`${root()}products/${encodeURIComponent(handleInPath(address) ?? String(item['id']))}.js`)).json());
      const variants = linesOf(product['variants']);
      const { updateCart, openCart } = fieldsOf(shop()['actions']) as Record<string, ((payload?: unknown, options?: unknown) => Promise<unknown>) | undefined>;
      const [variant] = variants;
      if (variants.length !== 1 || variant?.['available'] === false || !updateCart) throw new Error();
      learn(product, variant);
      const merchandiseId = `gid://shopify/ProductVariant/${String(variant?.['id'])}`;
      const answer = fieldsOf(await updateCart({ lines: [{ merchandiseId, quantity: 1 }] }));
      if (linesOf(answer['userErrors']).length > 0) throw new Error();
      await openCart?.();
    } catch {
      vitrine.observe({ kind: 'remove_from_cart', id: String(item['id']) });
      page.open(address);
    }
  };
  let filling = Promise.resolve();
  on('vitrine:add-to-cart', (event) => {
    // Somebody else took care of it already.
    if (event['defaultPrevented'] === true) return;
    (event as unknown as Event).preventDefault();
    const { item } = fieldsOf(event['detail']);
    filling = filling.then(() => fill(fieldsOf(item)));
    return filling;
  });
}
