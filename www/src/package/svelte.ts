/** Shelves in Svelte, which takes the elements as they are: `<vitrine-shelf use:shelves={{ base: '/vitrine/' }} placement="product"></vitrine-shelf>`. */
import { type ShelfOptions, startShelves } from './elements.js';

export { startShelves } from './elements.js';

/** A Svelte action: starts Vitrine once for the page. Actions do not run on the server. */
export function shelves(_element: Element, options: ShelfOptions): void {
  void startShelves(options);
}
