// What a page notes of its shelf from the moment the server's markup is parsed.

/**
 * @param {() => Promise<unknown>} startShelves
 * @returns {{ served: import('../../../www/src/package/markup.js').ServedShelf, onRendered: () => void }}
 */
export function watch(startShelves) {
  const state = /** @type {any} */ (window);
  const shadow = /** @type {ShadowRoot} */ (document.querySelector('vitrine-shelf')?.shadowRoot);
  state.cards = [...shadow.querySelectorAll('li')];
  state.before = shadow.querySelector('ul')?.outerHTML;
  /** Nodes that came or went since. */
  state.changes = 0;
  new MutationObserver((records) => (state.changes += records.length)).observe(shadow, { childList: true, characterData: true, subtree: true });
  // Nor may anything be put beside the shadow root.
  const element = /** @type {Element} */ (document.querySelector('vitrine-shelf'));
  new MutationObserver((records) => (state.changes += records.length)).observe(element, { childList: true });
  return {
    served: JSON.parse(document.querySelector('#served')?.textContent ?? ''),
    onRendered: () => {
      state.vitrine = startShelves();
      state.rendered = true;
    },
  };
}
