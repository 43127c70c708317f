/** Titles and pictures of products by id, asked of Vitrine once each. */
import type { DisplayItem } from '../../src/types.js';
import type { Vitrine } from '../../src/vitrine.js';
import { fromRoot } from '../lines.js';
import { make } from '../page.js';

/** What is known of products so far. */
export class Titles {
  readonly #items = new Map<string, DisplayItem | undefined>();

  constructor(private readonly vitrine: Vitrine) {}

  /** Asks for what is not known yet. A failure leaves ids in place of titles. */
  async need(ids: Iterable<string>): Promise<void> {
    const missing = [...new Set(ids)].filter((id) => id !== '' && !this.#items.has(id));
    if (missing.length === 0) return;
    try {
      for (const item of await this.vitrine.display(missing)) this.#items.set(item.id, item);
      for (const id of missing) if (!this.#items.has(id)) this.#items.set(id, undefined);
    } catch {
      // Offline without the shard: asked again the next time.
    }
  }

  /** The title, or the id. */
  title(id: string): string {
    return this.#items.get(id)?.title ?? id;
  }

  /** The title as a link to the product's page. */
  link(id: string): HTMLElement {
    const item = this.#items.get(id);
    if (!item) return make('span', 'know-title', id);
    const link = make('a', 'know-title', item.title);
    link.href = fromRoot(item.url);
    return link;
  }

  /** A small picture; an empty tile where there is none. */
  picture(id: string): HTMLElement {
    const address = fromRoot(this.#items.get(id)?.image ?? '');
    const frame = make('span', 'know-picture');
    if (this.#items.get(id)?.image) {
      const picture = make('img');
      picture.alt = '';
      picture.width = 40;
      picture.height = 48;
      picture.decoding = 'async';
      picture.src = address;
      frame.append(picture);
    }
    return frame;
  }
}
