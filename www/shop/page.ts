/** What the shop's scripts know about the page that they run in. */

/** Key in `sessionStorage` under which the drawer keeps whether it is open. */
export const drawerKey = 'vitrine-shop.drawer';

/** Address of the shop's root. */
export function shopRoot(): URL {
  return new URL(document.body.dataset['root'] ?? './', document.baseURI);
}

/** ISO 4217 code; empty where the catalogue has none. */
export function currency(): string {
  return document.body.dataset['currency'] ?? '';
}

/** Digits after the decimal point of the shop's currency. */
function decimals(): number {
  const digits = Number(document.body.dataset['decimals']);
  return Number.isInteger(digits) && digits >= 0 && digits <= 4 ? digits : 2;
}

const signs: Readonly<Record<string, string>> = { GBP: '£', EUR: '€', USD: '$', CAD: 'CA$', AUD: 'A$', NZD: 'NZ$', JPY: '¥', INR: '₹' };

/** A price in minor units as the pages write it. */
export function money(minor: number): string {
  const digits = decimals();
  const [whole = '0', fraction] = major(minor).toFixed(digits).split('.');
  const shown = whole.replace(/\B(?=(\d{3})+$)/g, ',') + (fraction === undefined ? '' : `.${fraction}`);
  const code = currency();
  const sign = signs[code];
  if (sign !== undefined) return sign + shown;
  return code === '' ? shown : `${shown}\u00a0${code}`;
}

/** The same price in pounds, euros, yen: what Google Analytics 4 wants. */
export function major(minor: number): number {
  return minor / 10 ** decimals();
}

/** An element with a class and a text; children are appended as they are. */
export function make<Name extends keyof HTMLElementTagNameMap>(
  name: Name,
  className = '',
  ...children: (Node | string)[]
): HTMLElementTagNameMap[Name] {
  const element = document.createElement(name);
  if (className !== '') element.className = className;
  element.append(...children);
  return element;
}

/** Says something to everyone: as a short note on the page and to screen readers. */
export function say(message: string, link?: { text: string; address: string }): void {
  const toast = document.querySelector<HTMLElement>('[data-toast]');
  if (!toast) return;
  toast.replaceChildren(message);
  if (link) {
    const anchor = make('a', '', link.text);
    anchor.href = link.address;
    toast.append(' ', anchor);
  }
  toast.classList.add('shown');
  clearTimeout(Number(toast.dataset['timer']));
  toast.dataset['timer'] = String(setTimeout(() => toast.classList.remove('shown'), 6000));
}
