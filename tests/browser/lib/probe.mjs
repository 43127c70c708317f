// What every page runs first: it notes console lines, errors, and whatever moves without being asked to.

/**
 * @typedef {{ lines: string[], moves: string[], shift: number }} Probe
 */

/** Runs in the page. */
export function probe() {
  const page = /** @type {Window & { probe?: Probe }} */ (window);
  if (page.probe) return;
  /** @type {Probe} */
  const noted = { lines: [], moves: [], shift: 0 };
  page.probe = noted;
  for (const level of /** @type {const} */ (['debug', 'log', 'info', 'warn', 'error'])) {
    const print = console[level].bind(console);
    console[level] = (...parts) => {
      noted.lines.push(parts.map(String).join(' '));
      print(...parts);
    };
  }
  window.addEventListener('error', (event) => noted.lines.push(`error: ${event.message} (${event.filename}:${event.lineno}:${event.colno}) ${event.error?.stack ?? ""}`));
  window.addEventListener('unhandledrejection', (event) => noted.lines.push(`rejection: ${String(event.reason)}`));
  document.addEventListener('securitypolicyviolation', (event) => noted.lines.push(`policy: ${event.violatedDirective} ${event.blockedURI}`));
  if (PerformanceObserver.supportedEntryTypes.includes('layout-shift')) {
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) {
        const shift = /** @type {PerformanceEntry & { value: number, hadRecentInput: boolean, sources: { node?: Node }[] }} */ (entry);
        if (shift.hadRecentInput) continue;
        noted.shift += shift.value;
        const names = shift.sources.map(({ node }) => (node instanceof Element ? `${node.localName}.${node.className}` : String(node?.nodeName)));
        noted.moves.push(`layout-shift ${shift.value}: ${names.join(', ')}`);
      }
    }).observe({ type: 'layout-shift', buffered: true });
  }
  // Places of the page's own content, in the document's coordinates, frame by frame.
  /** @type {Map<Element, number>} */
  const places = new Map();
  const selector = 'main > *, main h1, main h2, .band, .tile, main li, vitrine-shelf, footer';
  /** Headers that stick to the window move with it. @type {(element: Element | null) => boolean} */
  const sticks = (element) => element !== null && (['sticky', 'fixed'].includes(getComputedStyle(element).position) || sticks(element.parentElement));
  const look = () => {
    if (document.readyState !== 'loading') {
      for (const element of document.querySelectorAll(selector)) {
        const box = element.getBoundingClientRect();
        // Nobody sees what a browser leaves undrawn outside the window, and its place is a guess.
        const drawn = element.checkVisibility({ contentVisibilityAuto: true });
        const inView = drawn && box.height > 0 && box.bottom > 0 && box.top < innerHeight;
        const top = box.top + scrollY;
        const before = places.get(element);
        if (inView && before !== undefined && Math.abs(before - top) > 1 && !sticks(element)) {
          noted.moves.push(`${element.localName}.${element.className} from ${before} to ${top}`);
        }
        if (inView) places.set(element, top);
        else places.delete(element);
      }
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
}

/** The same as text, for a script file. */
export const probeText = `(${probe.toString()})();`;
