// The browser's half of svelte-render.mjs.
import { hydrate } from 'svelte';
import { startShelves } from 'vitrine/svelte';
import { options } from './asked.mjs';
import Served from './Served.svelte';
import { watch } from './watched.mjs';

const { served, onRendered } = watch(startShelves);
document.querySelector('vitrine-shelf')?.addEventListener('vitrine:rendered', onRendered, { once: true });
hydrate(Served, { target: /** @type {Element} */ (document.querySelector('#root')), props: { options, html: served.html } });
