/**
 * What the shop's folder is bundled from, for `www/build.mjs`: paths are relative to `www/`, results to `www/dist/`.
 * Scripts are classic ones (`iife`): `early.js` and `basket-page.js` must run where they stand, before what follows is laid out.
 */
export const shopEntries = [
  { entry: 'shop/early.ts', outfile: 'shop/early.js', format: 'iife' },
  { entry: 'shop/shop.ts', outfile: 'shop/shop.js', format: 'iife' },
  { entry: 'shop/basket-page.ts', outfile: 'shop/basket-page.js', format: 'iife' },
  { entry: 'shop/drawer.ts', outfile: 'shop/drawer.js', format: 'iife' },
  { entry: 'shop/service-worker.ts', outfile: 'shop/service-worker.js', format: 'iife' },
  { entry: 'shop/shop.css', outfile: 'shop/shop.css' },
];
