// What server and browser render alike in Vue.
import { createSSRApp, h } from 'vue';
import { VitrineShelf } from 'vitrine/vue';
import { options } from './asked.mjs';

/** @param {Pick<import('../../../www/src/package/markup.js').ServedShelf, 'attributes' | 'inner'>} served @param {() => void} [onRendered] */
export function page(served, onRendered) {
  return createSSRApp({ render: () => h('main', [h('h1', 'A coat'), h(VitrineShelf, { options, served, ...(onRendered ? { onRendered } : {}) })]) });
}
