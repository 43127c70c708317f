// A page that Svelte rendered on the server: prints it. Arguments: the built folder, the address of its shop, language, products.
import { render } from 'svelte/server';
import { options } from './asked.mjs';
import { document, served } from './served.mjs';
import Served from './Served.svelte';

console.log(await document(render(Served, { props: { options, html: (await served()).html } }).body, 'svelte-hydrate'));
