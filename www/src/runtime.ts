/** The ES module `runtime-HASH.js`: API, adapters, elements. */
export { VitrineError } from './failures.js';
export { readPage } from './page.js';
export { loadTexts } from './parts.js';
export { VitrineBundle, VitrineRecent, VitrineShelf } from './shelf.js';
export { defineElements, keepProfile, readThisPage, start } from './start.js';
export { setTexts, text } from './texts.js';
export { Vitrine } from './vitrine.js';
export type { CardEventDetail } from './shelf.js';
export type { PageFindings } from './page.js';
export type { KnownProfile, ProfileControl, ProfileMethods, ToldProfile } from './parts/profile/api.js';
export type { Condition, SegmentDefinition } from './parts/profile/segments.js';
export type { StockCheck } from './vitrine.js';
export type { TextKey, Texts } from './texts.js';
export type * from './signals.js';
export type * from './types.js';
