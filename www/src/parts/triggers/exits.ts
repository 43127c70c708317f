/** Signs that a shopper is about to leave, as functions of what the pointer and the page did. Times are milliseconds of any clock. */

interface Sample {
  x: number;
  y: number;
  at: number;
}

/** How far back a movement is looked at. */
const window = 150;

/** Pixels a millisecond upwards: from the middle of a window to its top in about half a second. */
const fastest = 0.6;

/** Pixels below the upper edge within which a pointer that left has left at the top. */
const edge = 8;

/**
 * A mouse that shoots out at the top, where tabs and the address are. It does not count when it is slow, goes more to the side than
 * up, leaves at another edge or over the scrollbar, drags something, or vanishes inside the page as it does above an open list of a select.
 */
export class PointerExit {
  #samples: Sample[] = [];

  /** The pointer moved. */
  move(x: number, y: number, at: number): void {
    this.#samples = this.#samples.filter((sample) => at - sample.at <= window);
    this.#samples.push({ x, y, at });
  }

  /** The pointer left the window at this point; says whether it shot out. `width` is the page's, without the scrollbar. */
  leave(x: number, y: number, at: number, width: number): boolean {
    const [first] = this.#samples.filter((sample) => at - sample.at <= window);
    this.#samples = [];
    if (!first || y > edge || x < 0 || x >= width) return false;
    const [up, aside, time] = [first.y - y, Math.abs(x - first.x), Math.max(1, at - first.at)];
    return up / time >= fastest && up > aside;
  }
}

/** Milliseconds after a touch within which scrolling is the finger's. */
const momentum = 1500;

/** Milliseconds within which the way up is made. */
const flick = 400;

/** A finger that throws the page back up after it was read: on a phone the way to the address, the tabs and the menu. */
export class ScrollExit {
  #trail: { top: number; at: number }[] = [];
  #touched = -Infinity;
  #deepest = 0;
  #last = 0;

  /** A finger is on the page. */
  touch(at: number): void {
    this.#touched = at;
  }

  /** The page was scrolled to `top`; `height` is the window's. Says whether that was such a throw. */
  scroll(top: number, at: number, height: number): boolean {
    // Only the way down is reading.
    if (top > this.#last) this.#deepest = Math.max(this.#deepest, top);
    this.#last = top;
    this.#trail = this.#trail.filter((step) => at - step.at <= flick);
    this.#trail.push({ top, at });
    // A script or a link moves the page as well.
    if (at - this.#touched > momentum || this.#deepest < height) return false;
    const highest = Math.max(...this.#trail.map((step) => step.top));
    if (highest - top < Math.max(400, height * 0.75)) return false;
    this.#trail = [];
    this.#deepest = 0;
    return true;
  }
}

/** Seconds away in another tab after which coming back is a sign, and after which it is a new visit in all but name. */
const awayFrom = 5;
const awayTo = 30 * 60;

/** Whether a shopper who was away for so many seconds comes back with other shops in mind. */
export function comesBack(seconds: number): boolean {
  return seconds >= awayFrom && seconds <= awayTo;
}
