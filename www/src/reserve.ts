/**
 * Space for shelves, and changes of it that nobody sees.
 *
 * A shelf's height follows from its card width alone, so a stylesheet can keep the space before any script runs. Space
 * is given back, or taken later, only where that moves nothing in view.
 */

/** Width of a card; a shop sets `--vitrine-card-width` to change it. */
export const cardWidth = 'var(--vitrine-card-width,clamp(9.5rem,44vw,13rem))';

/** Height of a card's picture over its width; a shop sets `--vitrine-image-ratio`. */
export const imageRatio = 'var(--vitrine-image-ratio,1.25)';

/** Heights in rem: the row of the heading, and the room of the list for focus rings above and below the cards. */
const headHeight = 3.25;
const [listAbove, listBelow] = [0.25, 0.5];

/** Below a card's picture, in rem: two lines of title, the price, two lines of reason, the button, and the spaces between them. */
const textHeight = 0.5 + 2.6 + 0.15 + 1.4 + 0.15 + 2.2 + 0.5 + 2.4;

/** Height of a whole card; a shop whose own cards are higher or lower sets `--vitrine-card-height`. */
const cardHeight = `var(--vitrine-card-height,calc(${cardWidth}*${imageRatio} + ${textHeight}rem))`;

/** Height of a whole shelf. */
export const shelfHeight = `calc(${cardHeight} + ${headHeight + listAbove + listBelow}rem)`;

/** The same measures for the shelf's own style sheet. */
export const shelfMeasures = `.shelf{--card:${cardWidth};--picture:calc(${cardWidth}*${imageRatio});--height:${cardHeight};--head:${headHeight}rem;--above:${listAbove}rem;--below:${listBelow}rem}`;

/** Rules for the page itself: the same text that a shop may put into its own stylesheet to have the space from the first paint on. */
export const reserveRules = `:is(vitrine-shelf,vitrine-bundle,vitrine-recent){display:flow-root;min-block-size:${shelfHeight}}:is(vitrine-shelf,vitrine-bundle,vitrine-recent)[data-state=gone]{display:none!important}:is(vitrine-shelf,vitrine-bundle,vitrine-recent)[data-state=fallback]{min-block-size:0}`;

/** Keeps the space from now on. */
export function reserve(): void {
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(`@layer vitrine{${reserveRules}}`);
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
}

/** Whether a change of the element's height, here and now, would move nothing that is in view. */
function isQuiet(element: Element): boolean {
  if (document.visibilityState === 'hidden') return true;
  // Before the first paint nothing can move. The paint entry comes late, so only a document still loading counts.
  if (document.readyState === 'loading' && performance.getEntriesByType('paint').length === 0) return true;
  const next = element.nextElementSibling;
  if (element.getClientRects().length > 0) {
    const box = element.getBoundingClientRect();
    return box.top >= innerHeight || (box.bottom <= 0 && CSS.supports('overflow-anchor', 'auto'));
  }
  if (next && next.getClientRects().length > 0) return next.getBoundingClientRect().top >= innerHeight;
  return (element.parentElement?.getBoundingClientRect().bottom ?? 0) >= innerHeight;
}

const waiting = new WeakMap<Element, () => void>();

/** Calls `change` once it moves nothing in view: now, or when the element has left the window. A later call replaces an earlier one. */
export function whenQuiet(element: Element, change: () => void): void {
  waiting.get(element)?.();
  if (isQuiet(element)) {
    change();
    return;
  }
  const watched = element.getClientRects().length > 0 ? element : (element.nextElementSibling ?? element.parentElement ?? element);
  const observer = new IntersectionObserver(() => {
    if (!isQuiet(element)) return;
    stop();
    change();
  });
  const stop = (): void => {
    observer.disconnect();
    waiting.delete(element);
  };
  waiting.set(element, stop);
  observer.observe(watched);
}

/** Forgets a change that waits. */
export function cancelQuiet(element: Element): void {
  waiting.get(element)?.();
}

/**
 * Gives the element up: its own content shows at once in the space that was kept, and the rest of the space goes once nobody
 * sees it move. Without such content the whole element goes then.
 */
export function giveUp(element: HTMLElement): void {
  const keeps = element.querySelector(':scope>:not(template)') ?? (element.textContent ?? '').trim();
  if (!keeps) {
    whenQuiet(element, () => element.setAttribute('data-state', 'gone'));
    return;
  }
  element.style.setProperty('min-block-size', `${element.offsetHeight}px`);
  element.setAttribute('data-state', 'fallback');
  whenQuiet(element, () => element.style.removeProperty('min-block-size'));
}
