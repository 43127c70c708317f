/** Shelves in React: `<VitrineShelf>` renders the element, on the server as well, and starts Vitrine in the browser. */
import { createElement, type ReactElement, useEffect, useRef } from 'react';
import type { CardEventDetail } from '../shelf.js';
import type { ListName, Placement, Shelf } from '../types.js';
import { type ShelfOptions, startShelves } from './elements.js';
import type { ServedShelf } from './markup.js';

export { startShelves } from './elements.js';

/** The element's attributes, and what it tells. */
export interface VitrineShelfProps {
  /** How Vitrine starts, the same for all shelves of a page; above all `base`, the folder that `vitrine build` wrote. */
  options: ShelfOptions;
  placement?: Placement;
  list?: ListName;
  limit?: number;
  category?: string;
  seeds?: readonly string[];
  heading?: string;
  /** `light`: among the page's own elements. */
  dom?: 'shadow' | 'light';
  /** What the server ranked and drew; the element takes it over as it is. */
  served?: Pick<ServedShelf, 'attributes' | 'inner'>;
  onRendered?: (shelf: Shelf) => void;
  /** Gives `false` to keep the link from being followed. */
  onCardClick?: (detail: CardEventDetail) => boolean | void;
  /** Gives `false` once the product lies in the shop's basket; else its page is opened. */
  onAddToCart?: (detail: CardEventDetail) => boolean | void;
}

/** A shelf. */
export function VitrineShelf(props: VitrineShelfProps): ReactElement {
  const { options, served, placement, list, limit, category, seeds, heading, dom } = props;
  const element = useRef<HTMLElement>(null);
  const told = useRef(props);
  told.current = props;
  useEffect(() => {
    const shelf = element.current;
    if (!shelf) return undefined;
    const controller = new AbortController();
    const { signal } = controller;
    shelf.addEventListener('vitrine:rendered', (event) => told.current.onRendered?.(event.detail.shelf), { signal });
    shelf.addEventListener('vitrine:click', (event) => void (told.current.onCardClick?.(event.detail) === false && event.preventDefault()), { signal });
    shelf.addEventListener('vitrine:add-to-cart', (event) => void (told.current.onAddToCart?.(event.detail) === false && event.preventDefault()), { signal });
    void startShelves(options);
    return () => controller.abort();
    // Options hold for the page, from the first shelf on.
  }, []);
  const own = { placement, list, limit, category, seeds: seeds?.join(','), heading, dom };
  return createElement('vitrine-shelf', {
    ref: element,
    ...(served ? { ...served.attributes, dangerouslySetInnerHTML: { __html: served.inner } } : own),
    // The browser has taken the template into a shadow root before React looks.
    suppressHydrationWarning: true,
  });
}
