// A Vue page with one shelf; then the same questions as on a server, answered in the page.
import { createApp, h } from 'vue';
import { startShelves, VitrineShelf } from 'vitrine/vue';
import { options, products, prepare } from './asked.mjs';

createApp({ render: () => h(VitrineShelf, { options, placement: 'product', seeds: products.slice(0, 1) }) }).mount('#root');
prepare(await startShelves(options));
