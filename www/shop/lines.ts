/** Draws basket lines from the page's own template. */
import { type Line, setQuantity } from './basket.js';
import { push } from './data-layer.js';
import { money, shopRoot } from './page.js';

/** An address relative to the shop's root, as an absolute one; only web addresses and embedded pictures pass. */
export function fromRoot(address: string): string {
  try {
    const absolute = new URL(address, shopRoot());
    const embedded = absolute.protocol === 'data:' && absolute.pathname.startsWith('image/');
    return embedded || absolute.protocol === 'https:' || absolute.protocol === 'http:' ? absolute.href : '';
  } catch {
    return '';
  }
}

/** One line as a list entry, with working buttons where the template has them. */
export function drawLine(template: HTMLTemplateElement, line: Line): HTMLElement {
  const copy = template.content.cloneNode(true) as DocumentFragment;
  const entry = copy.querySelector('li') ?? document.createElement('li');
  const part = <Kind extends Element>(selector: string): Kind | null => entry.querySelector<Kind>(selector);
  const address = fromRoot(line.url);
  for (const link of entry.querySelectorAll('a')) link.href = address;
  const picture = part<HTMLImageElement>('img');
  if (picture) picture.src = fromRoot(line.picture);
  part('.line-name')?.append(line.title);
  part('.line-variant')?.append(line.variant);
  part('.line-price')?.append(line.quantity > 1 ? `${line.quantity} × ${money(line.price)}` : money(line.price));
  part('output')?.append(String(line.quantity));
  const change = (selector: string, label: string, step: number): void => {
    const button = part<HTMLButtonElement>(selector);
    button?.setAttribute('aria-label', `${label}: ${line.title}`);
    button?.addEventListener('click', () => {
      const quantity = Math.min(Math.max(line.quantity + step, 0), 99);
      const moved = Math.abs(quantity - line.quantity);
      if (moved === 0) return;
      setQuantity(line.id, line.variant, quantity);
      push(step > 0 ? 'add_to_cart' : 'remove_from_cart', [{ ...line, quantity: moved }]);
    });
  };
  change('[data-less]', 'One less', -1);
  change('[data-more]', 'One more', 1);
  change('[data-remove]', 'Remove', -line.quantity);
  return entry;
}
