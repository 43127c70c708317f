/** Small DOM helpers of the panel: nodes alone, no markup. */

/** An element with children. */
export function node<Name extends keyof HTMLElementTagNameMap>(name: Name, ...children: (Node | string)[]): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  element.append(...children);
  return element;
}

/** A button; `key` finds it again after a new drawing, `label` says more than its text. */
export function button(text: string, key: string, press: () => void, label?: string): HTMLButtonElement {
  const element = node('button', text);
  element.type = 'button';
  element.dataset['key'] = key;
  if (label !== undefined) element.setAttribute('aria-label', label);
  element.addEventListener('click', press);
  return element;
}

/** A style sheet of a text. */
export function sheetOf(css: string): CSSStyleSheet {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  return sheet;
}

/** The language at an element. */
export function languageAt(element: Element): string {
  return element.closest<HTMLElement>('[lang]')?.lang || navigator.language;
}

/** Draws anew, and gives the focus back to what stands for the element that had it, else to the nearest that is left. */
export function keepFocus(root: ShadowRoot, change: () => void): void {
  const active = root.activeElement as HTMLElement | null;
  const key = active?.dataset['key'];
  const section = active?.closest<HTMLElement>('section');
  change();
  if (key === undefined || active?.isConnected) return;
  const same = [...root.querySelectorAll<HTMLElement>('[data-key]')].find((one) => one.dataset['key'] === key);
  (same ?? section?.querySelector<HTMLElement>('[data-key]') ?? section?.querySelector<HTMLElement>('h3'))?.focus();
}
