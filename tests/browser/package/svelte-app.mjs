// The page of App.svelte; then the same questions as on a server, answered in the page.
import { mount } from 'svelte';
import { startShelves } from 'vitrine/svelte';
import App from './App.svelte';
import { options, products, prepare } from './asked.mjs';

mount(App, { target: /** @type {Element} */ (document.querySelector('#root')), props: { options, seeds: products.slice(0, 1).join() } });
prepare(await startShelves(options));
