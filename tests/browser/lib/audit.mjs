// How a page is looked at for who can't see it, can't point, or needs it large: axe, what Tab reaches, what sticks out of the window.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';

const require = createRequire(new URL('../../../www/package.json', import.meta.url));
const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

/** The standard's levels that must hold, and axe's own advice. */
const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];

/**
 * Gives every page axe, and whatever else a test wants in its head.
 * @param {import('./server.mjs').Server} server
 * @param {Record<string, string>} [scripts] Texts of scripts that run first, by name.
 * @param {(page: string) => string} [change]
 */
export function equip(server, scripts = {}, change = (page) => page) {
  const { options } = server;
  options.pages = { ...options.pages, '/axe.js': axe };
  for (const [file, text] of Object.entries(scripts)) options.pages[`/${file}`] = text;
  const first = Object.keys(scripts).map((file) => `<script src="/${file}"></script>`).join('');
  options.alter = (_, answer) => {
    if (!answer.type.startsWith('text/html')) return answer;
    const page = String(answer.content).replace('<head>', `<head>${first}`).replace('</head>', '<script src="/axe.js" defer></script></head>');
    return { ...answer, content: change(page) };
  };
}

/** What axe finds on the page at hand. @param {import('./engines.mjs').Tab} tab @returns {Promise<string[]>} */
export function audit(tab) {
  return tab.run(async (runOnly) => {
    const { violations } = await /** @type {any} */ (window).axe.run(document, { runOnly });
    return violations.flatMap((/** @type {any} */ one) => one.nodes.map((/** @type {any} */ node) => `${one.id} at ${node.target.flat().join(' ')}: ${node.failureSummary.replace(/\s+/g, ' ')}`));
  }, levels);
}

/** Texts and controls of the page that stick out at its sides, or are cut off by a frame that does not scroll. @param {import('./engines.mjs').Tab} tab @returns {Promise<string[]>} */
export function cutOff(tab) {
  return tab.run(() => {
    /** @type {string[]} */
    const found = [];
    const { scrollWidth, clientWidth } = document.documentElement;
    if (scrollWidth > clientWidth) found.push(`the page is ${scrollWidth} wide in ${clientWidth}`);
    /** @param {Element} element @returns {Element | null} */
    const above = (element) => element.assignedSlot ?? element.parentElement ?? /** @type {ShadowRoot} */ (element.getRootNode()).host ?? null;
    /** @param {Document | ShadowRoot} root */
    const look = (root) => {
      for (const element of root.querySelectorAll('*')) {
        if (element.shadowRoot) look(element.shadowRoot);
        const text = [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.nodeValue?.trim());
        if (!(text || element.matches('button, input, select, img')) || !element.checkVisibility({ visibilityProperty: true, opacityProperty: true })) continue;
        if (element.closest('.hidden, .skip, [part~=hidden], [aria-hidden=true], svg, option, script, style')) continue;
        const box = element.getBoundingClientRect();
        if (box.width === 0 || box.height === 0) continue;
        // What scrolls sideways shows everything in the end.
        let scrolls = false;
        let hides = false;
        for (let frame = /** @type {Element | null} */ (element); frame && frame !== document.documentElement; frame = above(frame)) {
          const { overflowX, textOverflow, webkitLineClamp } = getComputedStyle(frame);
          if (overflowX === 'auto' || overflowX === 'scroll') scrolls = true;
          // A title of more than its lines is written out on the product's page, and ends with a mark here.
          if (textOverflow === 'ellipsis' || (webkitLineClamp ?? 'none') !== 'none') hides = true;
          const frameBox = frame.getBoundingClientRect();
          if (!scrolls && !hides && frame !== element && ['hidden', 'clip'].includes(overflowX) && (box.left < frameBox.left - 2 || box.right > frameBox.right + 2)) {
            found.push(`${element.localName}.${element.className} “${element.textContent?.trim().slice(0, 30)}” is cut off by ${frame.localName}.${frame.className}`);
          }
          if (overflowX === 'hidden' || overflowX === 'clip') scrolls = true;
        }
        if (!scrolls && (box.left < -1 || box.right > clientWidth + 1)) found.push(`${element.localName}.${element.className} “${element.textContent?.trim().slice(0, 30)}” reaches from ${Math.round(box.left)} to ${Math.round(box.right)} of ${clientWidth}`);
      }
    };
    look(document);
    return found;
  });
}

/** Runs in the page, before the tour: how many places Tab should reach, and the means to say where the focus is. @param {import('./engines.mjs').Tab} tab @returns {Promise<string[]>} */
export function tabStops(tab) {
  return tab.run(() => {
    const page = /** @type {any} */ (window);
    const names = new Map();
    /** @param {Element} element */
    page.nameOf = (element) => {
      // The panel draws some of its buttons anew, and tells them apart by these.
      const { key } = /** @type {HTMLElement} */ (element).dataset;
      if (key !== undefined) return `button for ${key}`;
      if (!names.has(element)) names.set(element, `${names.size}: ${element.localName}.${element.className} ${(element.getAttribute('aria-label') ?? element.textContent ?? '').trim().slice(0, 30)}`);
      return names.get(element);
    };
    /** The element that has the focus, inside all shadow roots. */
    page.focused = () => {
      let element = document.activeElement;
      while (element?.shadowRoot?.activeElement) element = element.shadowRoot.activeElement;
      return element;
    };
    /** @type {string[]} */
    const stops = [];
    /** @type {Set<string>} */
    const groups = new Set();
    /** @param {ParentNode} root */
    const look = (root) => {
      for (const element of root.querySelectorAll('*')) {
        const own = /** @type {HTMLElement} */ (element);
        const candidate = own.matches('a[href], button, input, select, textarea, summary, [tabindex]') && own.tabIndex >= 0 && !own.matches(':disabled') && !own.closest('[inert]');
        // Of radio buttons that belong together one is reached.
        const group = own instanceof HTMLInputElement && own.type === 'radio' ? `${own.form?.className} ${own.name}` : undefined;
        if (candidate && own.checkVisibility({ visibilityProperty: true, contentVisibilityAuto: false }) && own.getClientRects().length > 0 && !(group && groups.has(group))) {
          if (group) groups.add(group);
          stops.push(group ? `radio ${group}` : page.nameOf(own));
        }
        if (own.shadowRoot) look(own.shadowRoot);
      }
    };
    look(document);
    return stops;
  });
}

/** Where the focus is, and whether one sees it there. @param {import('./engines.mjs').Tab} tab @returns {Promise<{ name: string, trouble: string }>} */
export function focusSeen(tab) {
  return tab.run(async () => {
    const page = /** @type {any} */ (window);
    await new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    const element = /** @type {HTMLElement | null} */ (page.focused());
    if (!element || element === document.body || element === document.documentElement) return { name: '', trouble: '' };
    const group = element instanceof HTMLInputElement && element.type === 'radio' ? `radio ${element.form?.className} ${element.name}` : undefined;
    const name = group ?? page.nameOf(element);
    const place = (element instanceof HTMLInputElement ? element.labels?.[0] : undefined) ?? element.closest('label') ?? element;
    const box = place.getBoundingClientRect();
    // A card is framed as a whole: the outline may stand on what is around the link, or on what the link draws over it.
    const card = element.closest('.card, .item') ?? place;
    const framed = [element, place, card, place.parentElement ?? place, card.firstElementChild ?? card].some((one) =>
      [getComputedStyle(one), getComputedStyle(one, '::after')].some(({ outlineStyle, outlineWidth }) => outlineStyle !== 'none' && parseFloat(outlineWidth) >= 1),
    );
    const inside = box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth;
    // What lies above it there: a header that sticks to the window must not cover the whole of it.
    const points = [0.1, 0.5, 0.9].flatMap((down) => [0.1, 0.5, 0.9].map((along) => [box.left + box.width * along, box.top + box.height * down]));
    const covered = points.every(([x = 0, y = 0]) => {
      let hit = document.elementFromPoint(x, y);
      while (hit?.shadowRoot) {
        const deeper = hit.shadowRoot.elementFromPoint(x, y);
        if (!deeper || deeper === hit) break;
        hit = deeper;
      }
      return hit === null || !(place.contains(hit) || hit.contains(place) || element.contains(hit));
    });
    const trouble = !inside ? `is outside the window (${Math.round(box.left)}, ${Math.round(box.top)})` : !framed ? 'has no outline' : covered ? 'lies below something else' : '';
    return { name, trouble };
  });
}
