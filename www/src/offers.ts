/** Whether a product can be bought, as the page that it stands on says at this moment: the model may be a day old. */

/** A product by any of its names, and whether it can be bought now. */
export interface Offered {
  ids: string[];
  available: boolean;
}

/** schema.org's values, feeds' and Open Graph's, without spaces, hyphens and underscores. */
const yes = /^(instock|limitedavailability|onlineonly|preorder|presale|backorder|madetoorder|availablefororder|available)$/;
const no = /^(outofstock|oos|soldout|discontinued|unavailable)$/;

/** What one value says: `https://schema.org/InStock`, `InStock`, `in stock`; `undefined` for anything else. */
function readAvailability(value: unknown): boolean | undefined {
  if (typeof value !== 'string') return undefined;
  const word = value.slice(value.lastIndexOf('/') + 1).replace(/[\s_-]/g, '').toLowerCase();
  return yes.test(word) ? true : no.test(word) ? false : undefined;
}

/** A product can be bought where one of its variants can; `undefined` where its offers say nothing. */
export function canBeBought(values: readonly unknown[]): boolean | undefined {
  const read = values.map(readAvailability).filter((one) => one !== undefined);
  return read.length === 0 ? undefined : read.includes(true);
}
