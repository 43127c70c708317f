/** The shelf's style sheet for a page that has the shelf among its own elements. */

/** What begins the names of classes there: `card` is a name that themes have as well. */
export const prefix = 'vitrine-';

const shelves = ':where(vitrine-shelf,vitrine-bundle,vitrine-recent)';
const light = '[dom=light]';

/**
 * The same rules for what stands in such shelves and nowhere else. Our own sheets, as the build makes them small: no selector holds a comma within
 * brackets. Each rule counts as much as in a shadow root, so that one class more in a theme's selector wins.
 */
export function scoped(rules: string): string {
  return rules.replace(/(^|[{}])([^{}@]+)(?=\{)/g, (_, before: string, selectors: string) => {
    const each = selectors.split(',').map((selector) => {
      const named = selector.trim().replace(/\.(?=[a-z])/g, `.${prefix}`);
      const host = /^:host(?:\((.*?\)?)\))?/.exec(named);
      if (!host) return `:where(${light}) ${named}`;
      return `${shelves}:where(${light}${host[1] ?? ''})${named.slice(host[0].length)}`;
    });
    return before + each.join(',');
  });
}
