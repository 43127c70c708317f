/** Stands for the wasm package, which tests in Node do without: they bring an engine of their own. */
export function start(): Promise<never> {
  return Promise.reject(new Error('there is no wasm in these tests'));
}

/** Never made. */
export class Engine {}

/** Does nothing. */
export function reserve(): void {}
