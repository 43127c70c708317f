// The browser's half of render.mjs.
import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { startShelves } from 'vitrine/react';
import { Page } from './page.mjs';

const root = document.querySelector('#root');
const state = /** @type {any} */ (window);
const shadow = /** @type {ShadowRoot} */ (document.querySelector('vitrine-shelf')?.shadowRoot);
state.cards = [...shadow.querySelectorAll('li')];
state.before = shadow.querySelector('ul')?.outerHTML;
/** Nodes that came or went since the server's markup was parsed. */
state.changes = 0;
new MutationObserver((records) => (state.changes += records.length)).observe(shadow, { childList: true, characterData: true, subtree: true });
const served = JSON.parse(document.querySelector('#served')?.textContent ?? '');
/** Started by the shelf. */
const onRendered = () => {
  state.vitrine = startShelves();
  state.rendered = true;
};
if (root) hydrateRoot(root, createElement(Page, { served, onRendered }));
