/** Whether a shopper must not be disturbed: who types, pays or has something else open. */

/** Milliseconds after a key within which somebody types. */
const typing = 3000;

/** Pages of a checkout by their address, on any platform. */
const checkoutPath = /\/(checkouts?|payments?|onepage)(\/|$)/i;

/** Checkouts by their markup. */
const checkoutMarks = '[data-vitrine-page="checkout"],[autocomplete*="cc-number"],body.woocommerce-checkout,form[name="checkout"]';

/** Whatever lies above a page. */
const layers = 'dialog[open],[role="dialog"],[role="alertdialog"],[aria-modal="true"]';

/** Whether the focus is where something is written or chosen. */
function focusWrites(): boolean {
  let active = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active?.matches('input:not([type=button],[type=submit],[type=checkbox],[type=radio]),textarea,select,[contenteditable]:not([contenteditable=false])') === true;
}

/** Whether something is open above the page. A strip of ours counts as well: only one shows. */
export function layerOpen(): boolean {
  return [...document.querySelectorAll(layers)].some((layer) => layer.checkVisibility?.({ visibilityProperty: true, opacityProperty: true }) ?? true);
}

/** Whether this page belongs to a checkout; the confirmation of an order no longer does. */
export function inCheckout(confirmed: boolean): boolean {
  return !confirmed && (checkoutPath.test(location.pathname) || document.querySelector(checkoutMarks) !== null);
}

/** Whether the shopper must be left alone; `lastKey` is when a key was pressed. */
export function busy(now: number, lastKey: number, confirmed: boolean): boolean {
  return now - lastKey < typing || focusWrites() || inCheckout(confirmed) || layerOpen();
}
