/** Failures as sentences: what went wrong and how to mend it. The page prints the first one and stays whole. */

/** A failure whose message is a whole sentence for the shop's developer. */
export class VitrineError extends Error {
  override name = 'VitrineError';
}

/** The sentence for anything that was thrown. */
export function sentence(thrown: unknown): string {
  // By name: loader and runtime are two bundles with a class each.
  if (thrown instanceof Error && thrown.name === 'VitrineError') return thrown.message;
  return `something unexpected failed (${thrown instanceof Error ? thrown.message : String(thrown)}). The page is unchanged.`;
}

/** Why WebAssembly code could not be compiled, told from the browser's error. */
export function compileFailure(thrown: unknown, file: string): VitrineError {
  const told = thrown instanceof Error ? `${thrown.name}: ${thrown.message}` : String(thrown);
  // Each browser words it differently: Chromium names 'unsafe-eval', Firefox says "blocked by CSP", WebKit "Refused to create".
  if (/unsafe-eval|CSP|Content.Security.Policy|Refused/i.test(told)) {
    return new VitrineError(
      `the page's Content-Security-Policy blocks WebAssembly. Add 'wasm-unsafe-eval' to its script-src.`,
    );
  }
  return new VitrineError(`${file} could not be compiled (${told}). Upload again the whole folder that vitrine build wrote.`);
}

/** A function that prints the first sentence that it is given and no other. */
export function warnOnce(): (thrown: unknown) => void {
  let warned = false;
  return (thrown) => {
    if (warned) return;
    warned = true;
    console.warn(`Vitrine: ${sentence(thrown)}`);
  };
}
