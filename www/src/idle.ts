/** Work that can wait. */

/** Calls when the browser has nothing else to do. */
export function whenIdle(call: () => void): void {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(call, { timeout: 3000 });
  else setTimeout(call, 1000);
}
