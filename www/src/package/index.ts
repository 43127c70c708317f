/** The package's main entry: the same ranking in a page that brings its own code. Imports without an effect, in a browser or not. */
export { VitrineError } from '../failures.js';
export { priceText } from '../price.js';
export { listHeading, reasonText, setTexts, text } from '../texts.js';
export { Vitrine } from '../vitrine.js';
export type { PageFindings } from '../page.js';
export type { StockCheck } from '../vitrine.js';
export type { TextKey, Texts } from '../texts.js';
export type * from '../types.js';
