/** A small button on each card of a shelf with `feedback`, and its dialog: why this product, not interested, already own it. */
import type { VitrineShelf } from '../../shelf.js';
import type { Profiled } from './element.js';
import menuCss from './menu.css';
import { button, node, sheetOf } from './nodes.js';
import css from './panel.css';
import type { Say } from './words.js';

/** Puts the buttons on the cards of shelves that are drawn and of those that will be. */
export function offerFeedback(vitrine: Profiled, say: Say): void {
  const sheet = sheetOf(menuCss);
  const dialog = makeDialog(vitrine, say);

  const equip = (shelf: VitrineShelf): void => {
    const { root } = shelf;
    if (!root || !shelf.hasAttribute('feedback')) return;
    const place = root instanceof ShadowRoot ? root : (root.getRootNode() as Document);
    if (!place.adoptedStyleSheets.includes(sheet)) place.adoptedStyleSheets = [...place.adoptedStyleSheets, sheet];
    // A card by the shop's own template is all that its entry holds.
    const cards = (): HTMLElement[] => [...root.querySelectorAll<HTMLElement>('[part=item]')].map((entry) => entry.querySelector<HTMLElement>('[part=card]') ?? entry);
    const items = shelf.shelf?.items ?? [];
    for (const [at, card] of cards().entries()) {
      if (card.querySelector('[part=options]')) continue;
      const title = shelf.shown.find(({ recommendation }) => recommendation?.id === items[at]?.id)?.item.title ?? '';
      const options = button('⋯', 'options', () => {
        // The card may have got another reason since.
        const id = shelf.shelf?.items[cards().indexOf(card)]?.id ?? items[at]?.id;
        if (id !== undefined) dialog.open(id, title, card.querySelector('[part=reason],[data-vitrine~=reason]')?.textContent ?? '', options, shelf);
      }, say('options', { name: title }));
      options.className = 'vitrine-options';
      options.setAttribute('part', 'options');
      options.setAttribute('aria-haspopup', 'dialog');
      card.append(options);
    }
  };

  document.addEventListener('vitrine:rendered', (event) => {
    if (event.target instanceof HTMLElement && 'shelf' in event.target) equip(event.target as VitrineShelf);
  });
  for (const shelf of document.querySelectorAll<VitrineShelf>(':is(vitrine-shelf,vitrine-bundle,vitrine-recent)[feedback]')) equip(shelf);
}

/** One dialog for the whole page. */
function makeDialog(vitrine: Profiled, say: Say): { open(id: string, title: string, reason: string, from: HTMLElement, shelf: VitrineShelf): void } {
  const host = node('div');
  const root = host.attachShadow({ mode: 'open' });
  root.adoptedStyleSheets = [sheetOf(css)];
  const dialog = node('dialog');
  dialog.setAttribute('aria-labelledby', 'title');
  root.append(dialog);
  document.body.append(host);
  let from: HTMLElement | undefined;
  // The card may be gone: then the focus goes to its shelf's first card.
  let shelf: VitrineShelf | undefined;
  dialog.addEventListener('close', () => {
    setTimeout(() => {
      if (from?.isConnected) from.focus();
      else shelf?.root?.querySelector<HTMLElement>('[part=options]')?.focus();
    });
  });
  const done = (work: () => void) => (): void => {
    dialog.close();
    work();
  };

  return {
    open: (id, name, reason, opener, of) => {
      [from, shelf] = [opener, of];
      const title = node('h2', node('bdi', name));
      title.id = 'title';
      const counted = node('p');
      const choices = node('div', button(say('hidden'), 'hide', done(() => vitrine.profile.hide(id))), button(say('owned'), 'own', done(() => vitrine.profile.own(id))), button(say('close'), 'close', done(() => undefined)));
      choices.className = 'row';
      dialog.replaceChildren(node('div', title, node('h3', say('why')), node('p', reason || say('why.none')), counted, choices));
      (dialog.firstElementChild as HTMLElement).className = 'panel';
      dialog.showModal();
      void sources(vitrine, id, of).then((titles) => (counted.textContent = titles.length > 0 ? say('counted', { names: titles.join(', ') }) : ''));
    },
  };
}

/** Titles of the products that moved an item most. */
async function sources(vitrine: Profiled, id: string, shelf: VitrineShelf): Promise<string[]> {
  const parts = vitrine.explain(id, shelf.request)?.parts ?? [];
  const strongest = parts.filter(({ source, value }) => source !== undefined && value > 0).sort((one, other) => other.value - one.value);
  const ids = [...new Set(strongest.map(({ source }) => source ?? ''))].slice(0, 3);
  const items = await vitrine.display(ids).catch(() => []);
  return items.map(({ title }) => title);
}
