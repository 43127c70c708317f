/** The English words of bundles. Translations stand in the folder's texts; a shop sets its own with `setTexts`. */
export const english = {
  'bundle.this': 'This product',
  'bundle.total': 'Together {price}',
  'bundle.add-all': 'Add all {count} to basket',
  'bundle.add-both': 'Add both to basket',
  'bundle.add-more': 'Add {count} more to basket',
  'bundle.added': 'In your basket',
  'bundle.add.label': '{action}: {titles}',
};

/** A key of the bundles' texts. */
export type BundleTextKey = keyof typeof english;
