// A page that React rendered on the server: prints it. Arguments: the built folder, the address of its shop, language, products.
import { createElement } from 'react';
import { renderToString } from 'react-dom/server';
import { Page } from './page.mjs';
import { document, served } from './served.mjs';

const { attributes, inner } = await served();
console.log(await document(renderToString(createElement(Page, { served: { attributes, inner } })), 'hydrate'));
