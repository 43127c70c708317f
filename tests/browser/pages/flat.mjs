// The engine of `www/pkg/module.js` with a method for each question (`crates/wasm/src/binding.rs`), every option of a request among them.

/** @typedef {{ ask(question: number, numbers: Float64Array): Float64Array }} Asked */

const single = new Float32Array(1);
const bits = new Uint32Array(single.buffer);

/** A 32-bit float from its bits. @param {number} value */
function fromBits(value) {
  bits[0] = value;
  return single[0] ?? 0;
}

export class Engine {
  /** @param {Asked} asked */
  constructor(asked) {
    this.asked = asked;
  }

  /** @param {number} question @param {number[]} numbers */
  #ask(question, ...numbers) {
    return this.asked.ask(question, Float64Array.from(numbers));
  }

  /** @param {number} placement */
  placementList(placement) {
    return this.#ask(4, placement)[0] ?? 0;
  }

  /** @param {number} kind @param {number} item @param {number} seconds @param {number} dwell */
  observe(kind, item, seconds, dwell) {
    this.#ask(5, kind, item, seconds, dwell);
  }

  /** @param {number} list @param {Uint32Array} items @param {number} seeds @param {number} category @param {number} limit @param {number} options */
  recommend(list, items, seeds, category, limit, options) {
    return this.#ask(6, list, category, limit, options, seeds, ...items);
  }

  /** @param {number} item */
  explain(item) {
    return this.#ask(7, item);
  }

  /** @param {Uint8Array} values */
  setContext(values) {
    this.#ask(8, ...values);
  }

  /** Dial and weights as the bits of 32-bit floats. @param {Uint32Array} numbers */
  setTaste(numbers) {
    this.#ask(9, ...Array.from(numbers, (value, at) => (at % 3 === 0 ? fromBits(value) : value)));
  }

  /** @param {number} item @param {number} days */
  rememberPurchase(item, days) {
    this.#ask(10, item, days);
  }

  reset() {
    this.#ask(14);
  }

  intent() {
    return this.#ask(16);
  }
}
