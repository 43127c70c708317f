/** Seconds that a page was in view since a moment: time in a background tab does not count. */
export class VisibleClock {
  #sum = 0;
  #since: number | undefined;

  /** `now` in milliseconds; `visible` whether the page is in view. */
  constructor(
    private readonly now: () => number,
    visible: boolean,
  ) {
    if (visible) this.#since = now();
  }

  /** The page came into view or left it. */
  setVisible(visible: boolean): void {
    if (visible === (this.#since !== undefined)) return;
    if (this.#since === undefined) {
      this.#since = this.now();
    } else {
      this.#sum += this.now() - this.#since;
      this.#since = undefined;
    }
  }

  /** Starts again at zero. */
  restart(): void {
    this.#sum = 0;
    if (this.#since !== undefined) this.#since = this.now();
  }

  /** Counts a time that was not passed. */
  add(milliseconds: number): void {
    this.#sum += milliseconds;
  }

  /** Seconds in view so far. */
  seconds(): number {
    return (this.#sum + (this.#since === undefined ? 0 : this.now() - this.#since)) / 1000;
  }
}
