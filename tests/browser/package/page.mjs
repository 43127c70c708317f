// What server and browser render alike.
import { createElement } from 'react';
import { VitrineShelf } from 'vitrine/react';
import { options } from './asked.mjs';

/** @param {{ served: Pick<import('../../../www/src/package/markup.js').ServedShelf, 'attributes' | 'inner'>, onRendered?: () => void }} props */
export function Page({ served, onRendered }) {
  return createElement('main', null, createElement('h1', null, 'A coat'), createElement(VitrineShelf, { options, served, ...(onRendered ? { onRendered } : {}) }));
}
