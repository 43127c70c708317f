// The browser's half of render.mjs.
import { createElement } from 'react';
import { hydrateRoot } from 'react-dom/client';
import { startShelves } from 'vitrine/react';
import { Page } from './page.mjs';
import { watch } from './watched.mjs';

const root = document.querySelector('#root');
const { served, onRendered } = watch(startShelves);
if (root) hydrateRoot(root, createElement(Page, { served, onRendered }));
