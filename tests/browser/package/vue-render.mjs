// A page that Vue rendered on the server: prints it. Arguments: the built folder, the address of its shop, language, products.
import { renderToString } from 'vue/server-renderer';
import { document, served } from './served.mjs';
import { page } from './vue-page.mjs';

console.log(await document(await renderToString(page(await served())), 'vue-hydrate'));
