/** Pages that change without being loaded: a script draws another one and changes the address. */

/** Milliseconds after a new address, until which a framework has drawn the page and its head. */
const drawnAfter = 150;

/** Calls `look` once the page of a new path or query is drawn. A change of the fragment alone is the same page. */
export function whenAddressChanges(look: () => void): void {
  const page = (): string => location.pathname + location.search;
  let seen = page();
  let timer: ReturnType<typeof setTimeout> | undefined;
  const check = (): void => {
    if (page() === seen) return;
    seen = page();
    clearTimeout(timer);
    timer = setTimeout(look, drawnAfter);
  };
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
