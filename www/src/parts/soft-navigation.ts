/** Pages that change without being loaded: a script draws another one and changes the address. */

/** Milliseconds after a new address, until which a framework has drawn the page and its head. */
const drawnAfter = 150;

/**
 * Calls `leave` at once where another path is gone to, and `look` when the page of a new path or query is drawn. A change of the
 * fragment alone is the same page. `read` is the address whose page was read last: it may have changed since.
 */
export function whenAddressChanges(read: string, leave: () => void, look: () => void): void {
  let { pathname, search } = new URL(read);
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = (): void => {
    if (location.pathname !== pathname) leave();
    else if (location.search === search) return;
    ({ pathname, search } = location);
    clearTimeout(timer);
    timer = setTimeout(look, drawnAfter);
  };
  check();
  const { navigation } = window as unknown as { navigation?: EventTarget };
  if (navigation) {
    navigation.addEventListener('currententrychange', check);
    return;
  }
  // Where the browser does not tell of script-made changes, their function is heard; its effect and value stay.
  for (const name of ['pushState', 'replaceState'] as const) {
    const change = history[name].bind(history);
    history[name] = (...values) => {
      change(...values);
      check();
    };
  }
  window.addEventListener('popstate', check);
}
