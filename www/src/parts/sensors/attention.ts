/**
 * How much more of looking a deed on a product's page is worth than its seconds: a shopper who turns the pictures over, chooses a size or reads
 * to the end means it more than one who left the page open. The sum is bounded, so that playing with a page does not outweigh a visit.
 */

/** What counts, with seconds for each time and how often it counts on one view. */
const worth = {
  picture: { seconds: 4, times: 3 },
  option: { seconds: 6, times: 2 },
  depth: { seconds: 6, times: 1 },
} as const;

/** A deed that adds attention. */
export type Deed = keyof typeof worth;

/** Seconds that one view can gain at most. */
export const attentionLimit = Object.values(worth).reduce((sum, { seconds, times }) => sum + seconds * times, 0);

/** Share of a page's height after which it counts as read to the end. */
export const deepEnough = 0.75;

/** Counts the deeds of one view. */
export class Attention {
  readonly #counts = new Map<Deed, number>();
  /** Seconds added so far. */
  seconds = 0;

  /** Seconds that this deed adds; none once it has counted often enough. */
  add(deed: Deed): number {
    const count = this.#counts.get(deed) ?? 0;
    if (count >= worth[deed].times) return 0;
    this.#counts.set(deed, count + 1);
    this.seconds += worth[deed].seconds;
    return worth[deed].seconds;
  }

  /** Another product is looked at now. */
  restart(): void {
    this.#counts.clear();
    this.seconds = 0;
  }
}
