/** The part that draws shelves with `dom="light"` among the page's own elements, whose style sheets then reach them. */
import type { LightPart } from '../shelf-parts.js';
import type { VitrineShelf } from '../shelf.js';
import { prefix, scoped } from './light/scope.js';

const isLight = (shelf: Element): boolean => shelf.matches('[dom=light]');
const rootOf = (shelf: Element): HTMLElement | null => shelf.querySelector(':scope>[part=root]');

/** Ids of headings are the page's own, so each is another. */
let headings = 0;

const sheets = new Map<string, CSSStyleSheet>();

/** Puts rules where the shelf stands, once: into the document, or the shadow root of an element of the shop's. */
function style(place: Document | ShadowRoot, rules: string): void {
  if (rules === '') return;
  let sheet = sheets.get(rules);
  if (!sheet) {
    sheets.set(rules, (sheet = new CSSStyleSheet()));
    sheet.replaceSync(scoped(rules));
  }
  if (!place.adoptedStyleSheets.includes(sheet)) place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
}

/** What such a shelf does. */
export function extend(): LightPart {
  /** What stood in each element, which comes back where there is nothing to show. */
  const own = new WeakMap<Element, ChildNode[]>();

  const open = (shelf: VitrineShelf, rules: readonly string[]): HTMLElement | undefined => {
    if (!isLight(shelf)) return undefined;
    const place = shelf.getRootNode() as Document | ShadowRoot;
    for (const text of rules) style(place, text);
    const found = rootOf(shelf);
    if (found) return found;
    const content = [...shelf.childNodes].filter((node) => !(node instanceof HTMLTemplateElement));
    own.set(shelf, content);
    for (const node of content) node.remove();
    const root = document.createElement('div');
    root.className = `${prefix}root`;
    root.setAttribute('part', 'root');
    shelf.append(root);
    return root;
  };

  return {
    open,
    dress: (shelf) => {
      const root = isLight(shelf) ? rootOf(shelf) : null;
      for (const element of root?.querySelectorAll<HTMLElement>('[part]') ?? []) {
        const [part] = (element.getAttribute('part') ?? '').split(' ');
        // What has such a name already, or is the shop's own.
        if (element.classList[0] !== part) continue;
        element.className = [...element.classList].map((name) => prefix + name).join(' ');
      }
      const title = root?.querySelector('#heading');
      if (!title) return;
      title.id = `${prefix}heading-${++headings}`;
      title.closest('section')?.setAttribute('aria-labelledby', title.id);
    },
    served: (shelf) => (isLight(shelf) ? (rootOf(shelf) ?? undefined) : undefined),
    close: (shelf) => {
      const root = isLight(shelf) ? rootOf(shelf) : null;
      root?.replaceWith(...(own.get(shelf) ?? []));
      return root !== null;
    },
  };
}
