/** What a click or a choice on a product's page means, by its markup: galleries and options of any theme. */
import type { Filter } from '../../signals.js';

/** Galleries: our own attribute first, then what Shopify's, WooCommerce's and common themes call them. */
const galleries = '[data-vitrine-gallery],media-gallery,.gallery,.product-gallery,.product__media-list,.woocommerce-product-gallery,.product-media,[class*="thumbnail"]';

/** Where options of a product are chosen. */
const forms = 'form[action*="/cart/add"],form.cart,form.variations_form,form.add,variant-selects,variant-radios,[data-vitrine-options],[itemtype$="/Product"] form,product-form';

/** What leads to another product. Shopify's pictures may lie in a folder of the same name. */
const products = 'vitrine-shelf,a[href*="/products/"]:not([href*=".jpg" i],[href*=".jpeg" i],[href*=".png" i],[href*=".webp" i])';

/** Whether a click asked for another picture of a gallery, as a thumbnail, an arrow or a tap on the picture does. */
export function usesGallery(target: Element): boolean {
  const gallery = target.closest(galleries);
  // A gallery of linked products is a list, not a gallery.
  return gallery !== null && target.closest(products) === null && target.closest('a,button,img,picture,video,[role=button]') !== null;
}

/** The option of a product that a changed field chose; `undefined` for any other field, the number of pieces among them. */
export function optionChosen(field: Element): Filter | undefined {
  const { name, value, type } = field as Partial<HTMLInputElement>;
  if (typeof value !== 'string' || typeof name !== 'string' || value === '' || !/^(radio|select-one)$/.test(type ?? '')) return undefined;
  if (/quantity|qty|menge/i.test(name) || field.closest(forms) === null) return undefined;
  return { name: name.slice(0, 60), value: value.slice(0, 80) };
}

/** The filter that a changed field of a filter's form sets: such forms stand in category pages and searches. */
export function filterSet(field: Element): Filter | undefined {
  const { name, value, type, checked } = field as Partial<HTMLInputElement>;
  if (typeof value !== 'string' || typeof name !== 'string' || name === '' || value === '') return undefined;
  if (type === 'password' || field.closest('form[class*="filter" i],form[id*="filter" i],form[class*="facet" i],facet-filters-form,[data-vitrine-filters]') === null) return undefined;
  if ((type === 'checkbox' || type === 'radio') && checked !== true) return undefined;
  return { name: name.slice(0, 60), value: value.slice(0, 80) };
}
