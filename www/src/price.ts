/** Prices in minor units as the shopper's language writes them. */

const formats = new Map<string, Intl.NumberFormat>();

function format(currency: string, language: string | undefined): Intl.NumberFormat | undefined {
  const key = `${language ?? ''} ${currency}`;
  let made = formats.get(key);
  if (!made) {
    try {
      made = new Intl.NumberFormat(language, { style: 'currency', currency });
    } catch {
      // A wrong language tag or currency code must not cost the shelf.
      try {
        made = new Intl.NumberFormat(undefined, { style: 'currency', currency });
      } catch {
        return undefined;
      }
    }
    formats.set(key, made);
  }
  return made;
}

/** `4999` in `GBP` for `en-GB` is `£49.99`; yen have no minor unit, so `4999` in `JPY` is `￥4,999`. */
export function priceText(minor: number, currency: string, language?: string): string {
  if (!Number.isFinite(minor)) return '';
  const writer = format(currency, language);
  if (!writer) return (minor / 100).toFixed(2);
  const digits = writer.resolvedOptions().maximumFractionDigits ?? 2;
  return writer.format(minor / 10 ** digits);
}
