/** How a trigger shows unless the shop shows it: a modal dialog or a quiet strip, with a title, a shelf and a button that closes it. */
import type { TriggerName } from '../../signals.js';
import type { ListName, Placement } from '../../types.js';
import css from './offer.css';

/** What to show. */
export interface OfferContent {
  name: TriggerName;
  as: 'dialog' | 'strip';
  title: string;
  /** What the closing button is called. */
  close: string;
  list: ListName;
  /** Stands above the shelf in the place of the list's name. */
  heading?: string | undefined;
  placement?: Placement | undefined;
  seeds?: readonly string[] | undefined;
  limit: number;
}

let sheet: CSSStyleSheet | undefined;

function styles(): CSSStyleSheet {
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(css);
  }
  return sheet;
}

function element<Name extends keyof HTMLElementTagNameMap>(name: Name, className: string, ...children: (Node | string)[]): HTMLElementTagNameMap[Name] {
  const made = document.createElement(name);
  made.className = className;
  made.part.add(className);
  made.append(...children);
  return made;
}

/** The shelf stands in the page itself, so that it ranks with the others and the page's own styles reach it. */
function shelfOf({ list, limit, placement, seeds, heading }: OfferContent): HTMLElement {
  const shelf = document.createElement('vitrine-shelf');
  shelf.setAttribute('list', list);
  shelf.setAttribute('limit', String(limit));
  if (heading) shelf.setAttribute('heading', heading);
  if (placement) shelf.setAttribute('placement', placement);
  if (seeds && seeds.length > 0) shelf.setAttribute('seeds', seeds.join());
  return shelf;
}

/** The one that has the focus, inside of shadow trees too. */
function focused(): HTMLElement | undefined {
  let active: Element | null = document.activeElement;
  while (active?.shadowRoot?.activeElement) active = active.shadowRoot.activeElement;
  return active instanceof HTMLElement && active !== document.body ? active : undefined;
}

/**
 * Shows the offer at the end of the page; gives the function that closes it. `closed` is called once, however it is closed.
 *
 * The dialog is the browser's own: everything else is inert, Escape closes it, the focus begins on its title and goes back to where it was.
 * The strip is a labelled region, takes no focus, and closes by its button or by Escape inside of it.
 */
export function show(content: OfferContent, closed: () => void): () => void {
  const host = document.createElement('vitrine-offer');
  host.setAttribute('trigger', content.name);
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [styles()];
  const title = element('h2', 'title', content.title);
  title.id = 'title';
  const button = element('button', 'close', '×');
  button.type = 'button';
  button.setAttribute('aria-label', content.close);
  const inside = element('div', 'inside', element('div', 'head', title, button), document.createElement('slot'));
  const modal = content.as === 'dialog';
  const frame = element(modal ? 'dialog' : 'section', 'offer', inside);
  frame.setAttribute('aria-labelledby', 'title');
  root.append(frame);
  host.append(shelfOf(content));
  const before = focused();
  const { style } = document.documentElement;
  const padding = style.scrollPaddingBlockEnd;
  let open = true;
  const close = (): void => {
    if (!open) return;
    open = false;
    const hadFocus = host.matches(':focus-within') || root.activeElement !== null;
    if (frame instanceof HTMLDialogElement && frame.open) frame.close();
    host.remove();
    style.scrollPaddingBlockEnd = padding;
    if ((modal || hadFocus) && before?.isConnected) before.focus({ preventScroll: true });
    closed();
  };
  button.addEventListener('click', close);
  frame.addEventListener('close', close);
  // A click beside the dialog is a click on its backdrop, which belongs to the dialog itself.
  if (modal) frame.addEventListener('click', ({ target }) => target === frame && close());
  host.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    close();
  });
  // Nothing to show, or the shelf could not be drawn: then there is no offer either.
  new MutationObserver(() => host.querySelector('[data-state=gone],[data-state=fallback]') && close()).observe(host, { attributes: true, subtree: true, attributeFilter: ['data-state'] });
  document.body.append(host);
  if (frame instanceof HTMLDialogElement) {
    frame.showModal();
    title.tabIndex = -1;
    title.focus({ preventScroll: true });
  } else {
    // What has the focus is not hidden behind the strip when it is scrolled to.
    style.scrollPaddingBlockEnd = `${frame.offsetHeight}px`;
  }
  return close;
}
