/** Addresses from data: only web addresses may reach a link or a picture. */

/** The absolute address, or `undefined` where it is none or leads anywhere but to http or https. */
export function safeUrl(value: unknown, base: string | URL): string | undefined {
  if (typeof value !== 'string' || value === '') return undefined;
  let address: URL;
  try {
    address = new URL(value, base);
  } catch {
    return undefined;
  }
  return address.protocol === 'https:' || address.protocol === 'http:' ? address.href : undefined;
}

/** The product's handle in an address such as `/collections/coats/products/fell-parka?variant=1`. */
export function handleInPath(address: string): string | undefined {
  const found = /\/products?\/([^/?#]+?)(?:\.html?)?(?:[/?#]|$)/i.exec(address)?.[1];
  if (found === undefined || /^index$/i.test(found)) return undefined;
  try {
    return decodeURIComponent(found);
  } catch {
    return found;
  }
}
