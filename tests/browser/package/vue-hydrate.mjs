// The browser's half of vue-render.mjs.
import { startShelves } from 'vitrine/vue';
import { watch } from './watched.mjs';
import { page } from './vue-page.mjs';

const { served, onRendered } = watch(startShelves);
page(served, onRendered).mount('#root');
