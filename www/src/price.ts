/** Prices in minor units as the shopper's language writes them. */

/**
 * Digits of minor units where they are not two: ISO 4217, as the exports are read. Browsers round many currencies to whole units
 * on display (forints, rupiahs), so what they show says nothing about what a minor unit is.
 */
const digits: Readonly<Record<string, number>> = Object.fromEntries([
  ...'BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF'.split(' ').map((code) => [code, 0]),
  ...'BHD IQD JOD KWD LYD OMR TND'.split(' ').map((code) => [code, 3]),
]);

const formats = new Map<string, Intl.NumberFormat>();

/** `whole` says that there is nothing behind the decimal point; other amounts keep what they have there, whatever a browser would round. */
function format(currency: string, language: string | undefined, whole: boolean, most: number): Intl.NumberFormat | undefined {
  const key = `${language ?? ''} ${currency} ${whole}`;
  let made = formats.get(key);
  if (!made) {
    const options: Intl.NumberFormatOptions = { style: 'currency', currency };
    if (!whole) Object.assign(options, { minimumFractionDigits: most, maximumFractionDigits: most });
    try {
      made = new Intl.NumberFormat(language, options);
    } catch {
      // A wrong language tag or currency code must not cost the shelf.
      try {
        made = new Intl.NumberFormat(undefined, options);
      } catch {
        return undefined;
      }
    }
    formats.set(key, made);
  }
  return made;
}

/** An amount in minor units as a number of whole ones: `4999` in `GBP` is `49.99`. */
export function majorUnits(minor: number, currency: string): number {
  return minor / 10 ** (digits[currency.toUpperCase()] ?? 2);
}

/** `4999` in `GBP` for `en-GB` is `£49.99`; yen have no minor unit, so `4999` in `JPY` is `￥4,999`. */
export function priceText(minor: number, currency: string, language?: string): string {
  if (!Number.isFinite(minor)) return '';
  const most = digits[currency.toUpperCase()] ?? 2;
  const amount = minor / 10 ** most;
  return format(currency, language, Number.isInteger(amount), most)?.format(amount) ?? (minor / 100).toFixed(2);
}
