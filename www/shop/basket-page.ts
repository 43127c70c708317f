/** Fills the basket's page and the order's confirmation. Runs where it stands, before anything below exists, so nothing moves. */
import { basketChanged, lastOrder, lines, pieces, placeOrder, total } from './basket.js';
import { push } from './data-layer.js';
import { drawLine } from './lines.js';
import { money } from './page.js';

/** Focus stays on the button that was used although its line is drawn anew. */
function focusPlace(list: Element): () => void {
  const active = document.activeElement;
  const entry = active?.closest('li');
  if (!active || !entry || !list.contains(entry)) return () => undefined;
  const at = [...list.children].indexOf(entry);
  const name = ['data-less', 'data-more', 'data-remove'].find((attribute) => active.hasAttribute(attribute));
  return () => {
    const next = list.children[Math.min(at, list.children.length - 1)];
    const wanted = next?.querySelector<HTMLElement>(`[${name ?? 'data-remove'}]`) ?? document.querySelector<HTMLElement>('[data-basket-empty] a');
    wanted?.focus();
  };
}

function fillBasket(basket: Element): void {
  const list = basket.querySelector('[data-lines]');
  const template = basket.querySelector<HTMLTemplateElement>('template[data-line]');
  if (!list || !template) return;
  const draw = (): void => {
    const present = lines();
    const restore = focusPlace(list);
    list.replaceChildren(...present.map((line) => drawLine(template, line)));
    basket.querySelector('[data-basket-empty]')?.toggleAttribute('hidden', present.length > 0);
    basket.querySelector('[data-sum]')?.toggleAttribute('hidden', present.length === 0);
    basket.querySelector('[data-sum-count]')?.replaceChildren(String(pieces(present)));
    basket.querySelector('[data-sum-total]')?.replaceChildren(money(total(present)));
    restore();
  };
  draw();
  document.addEventListener(basketChanged, draw);
  // Another tab changed the basket.
  window.addEventListener('storage', draw);
  if (lines().length > 0) push('view_cart', lines());
  basket.querySelector('[data-checkout]')?.addEventListener('click', () => {
    push('begin_checkout', lines());
    if (placeOrder()) location.assign(new URL('../confirmation/', location.href));
  });
}

function fillOrder(area: Element): void {
  const order = lastOrder();
  const list = area.querySelector('[data-order-lines]');
  const template = area.querySelector<HTMLTemplateElement>('template[data-line]');
  if (!order || !list || !template) return;
  const count = pieces(order.lines);
  area
    .querySelector('[data-order-line]')
    ?.replaceChildren(`Order ${order.number}: ${count} ${count === 1 ? 'piece' : 'pieces'}, ${money(total(order.lines))}. As this is a demonstration, nothing was paid and nothing will arrive.`);
  list.replaceChildren(...order.lines.map((line) => drawLine(template, line)));
  push('purchase', order.lines, { transaction_id: order.number });
}

for (const basket of document.querySelectorAll('[data-basket]')) fillBasket(basket);
for (const order of document.querySelectorAll('[data-order]')) {
  fillOrder(order);
  // Browsers may draw a page before this script has come: until now nothing of it was to be seen that could move.
  order.setAttribute('data-filled', '');
}
