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

function decoded(text: string | undefined): string | undefined {
  if (text === undefined || text === '') return undefined;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** The product's handle in an address such as `/collections/coats/products/fell-parka?variant=1` or `/product/fell-parka/`. */
export function handleInPath(address: string): string | undefined {
  const found = /\/(?:products?|produkte?|produits?|productos?|prodott[oi]|produtos?)\/([^/?#]+?)(?:\.html?)?(?:[/?#]|$)/i.exec(address)?.[1];
  return found === undefined || /^index$/i.test(found) ? undefined : decoded(found);
}

/**
 * Names that an address may give a product where it has no such word: `/coats/fell-parka.html`, `/p/fell-parka`, `?sku=FELL-1`. They are
 * guesses: only one that the model knows makes the page a product's.
 */
export function guessesIn(address: string): string[] {
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return [];
  }
  const last = /([^/]+?)(?:\.html?)?\/?$/i.exec(url.pathname)?.[1];
  const asked = ['sku', 'product_id', 'product', 'pid'].map((name) => url.searchParams.get(name));
  return [...asked, decoded(last)].filter((name): name is string => name != null && name !== '' && !/^index$/i.test(name));
}
