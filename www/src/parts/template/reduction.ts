/** How much less a product costs than before. */

/** In whole per cent, as the language writes it: `−20%`; empty where it is less than one. */
export function reductionText(price: number, before: number, language: string): string {
  const share = Math.round((price / before - 1) * 100) / 100;
  if (!(share < 0)) return '';
  const options: Intl.NumberFormatOptions = { style: 'percent' };
  try {
    return new Intl.NumberFormat(language, options).format(share);
  } catch {
    // A wrong language tag must not cost the card.
    return new Intl.NumberFormat(undefined, options).format(share);
  }
}
