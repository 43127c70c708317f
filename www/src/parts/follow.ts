/** The part that follows the page once the first shelves are drawn: what was pushed to its data layer, also before, and where its scripts and the way back go. */
import { listenToLayer } from '../data-layer.js';
import { whenIdle } from '../idle.js';
import type { Sources } from '../sources.js';
import type { Vitrine } from '../vitrine.js';
import { hearLayer } from './data-layer.js';
import { whenAddressChanges } from './soft-navigation.js';
import type { TextOf } from './triggers.js';

/** What the page's start hands over. */
export interface Followed {
  vitrine: Vitrine;
  settings: Readonly<Record<string, string | undefined>>;
  on: Sources;
  warn: (thrown: unknown) => void;
  text: TextOf;
  /** Whose page was read. */
  address: string;
  /** Reads the page anew. */
  read(): void;
  countView(): void;
  /** Counts the page's view, and takes its basket. */
  look(): void;
}

/** Follows the page from now on. */
export function follow({ vitrine, settings, on, warn, text, address, read, countView, look }: Followed): void {
  const change = (): void => void vitrine.dispatchEvent(new Event('change'));
  // The view ends at once: what is told of the next page, perhaps before it is read, is a view of its own.
  const leave = (): void => {
    vitrine.leave();
    vitrine.comeBack();
  };
  whenAddressChanges(address, leave, () => {
    const [before] = vitrine.page.products;
    read();
    // Another variant of the product that was open is no new view.
    if (before !== undefined && before === vitrine.page.products[0]) return;
    look();
    change();
  });
  window.addEventListener('pageshow', (event) => {
    if (!event.persisted) return;
    vitrine.comeBack();
    countView();
    change();
  });
  const layer = settings['layer'] ?? 'dataLayer';
  if (layer !== '' && on('data-layer')) listenToLayer(window as unknown as Record<string, unknown>, layer, (event) => hearLayer(vitrine, event));
  if (!on('signals')) return;
  whenIdle(() => {
    vitrine
      .part<typeof import('./signals.js')>('signals')
      .then((part) => part?.listen(vitrine, settings, (name) => vitrine.part(name), text))
      .catch(warn);
  });
}
