/** The drawer's frame: the button at the bottom edge, the panel, its sections; opening, closing, keyboard. */
import { drawerKey, make } from '../page.js';

/** The parts of the drawer that others fill. */
export interface Panel {
  button: HTMLButtonElement;
  element: HTMLElement;
  /** The place of a section's content, by name. */
  place(name: SectionName): HTMLElement;
  isOpen(): boolean;
  open(focus: boolean): void;
  close(): void;
  /** Shows the sections, which wait unseen until all are filled: so none of them pushes another down. */
  reveal(): void;
}

/** The sections, top to bottom. */
export type SectionName = 'figures' | 'visit' | 'log' | 'signals' | 'context' | 'why' | 'memory';

const headings: Readonly<Record<SectionName, string>> = {
  figures: 'On this page',
  visit: 'Your visit',
  log: 'What moved, and why',
  signals: 'What this page noticed',
  context: 'The moment',
  why: 'Why these products',
  memory: 'Where it is kept',
};

function remember(open: boolean): void {
  try {
    if (open) sessionStorage.setItem(drawerKey, 'open');
    else sessionStorage.removeItem(drawerKey);
  } catch {
    // Storage is blocked: the drawer starts closed on each page.
  }
}

/** Builds the drawer closed and puts it at the end of the page. */
export function makePanel(changed: () => void): Panel {
  const button = make('button', 'know-button', make('span', 'know-dot'), 'What Vitrine knows');
  button.type = 'button';
  button.dataset['vitrineDrawer'] = '';
  button.ariaExpanded = 'false';
  button.setAttribute('aria-controls', 'know');
  const close = make('button', 'know-close', '×');
  close.type = 'button';
  close.ariaLabel = 'Close';
  const title = make('h2', '', 'What Vitrine knows');
  title.id = 'know-title';
  const body = make('div', 'know-body waiting');
  const places = new Map<SectionName, HTMLElement>();
  for (const [name, heading] of Object.entries(headings) as [SectionName, string][]) {
    const place = make('div', 'know-content');
    const head = make('h3', '', heading);
    head.id = `know-${name}`;
    const section = make('section', `know-section know-${name}`, head, place);
    section.setAttribute('aria-labelledby', head.id);
    body.append(section);
    places.set(name, place);
  }
  const element = make('aside', 'know', make('div', 'know-head', title, close), body);
  element.id = 'know';
  element.hidden = true;
  element.setAttribute('aria-labelledby', title.id);

  const isOpen = (): boolean => !element.hidden;
  const set = (open: boolean): void => {
    element.hidden = !open;
    button.ariaExpanded = String(open);
    document.documentElement.classList.toggle('drawer-open', open);
    remember(open);
  };
  const panel: Panel = {
    button,
    element,
    place: (name) => places.get(name) ?? body,
    isOpen,
    open(focus) {
      set(true);
      changed();
      if (focus) close.focus();
    },
    reveal: () => body.classList.remove('waiting'),
    close() {
      const inside = element.contains(document.activeElement);
      set(false);
      if (inside) button.focus();
    },
  };
  button.addEventListener('click', () => (isOpen() ? panel.close() : panel.open(true)));
  close.addEventListener('click', () => panel.close());
  element.addEventListener('keydown', (event) => {
    // An open select takes Escape for itself.
    if (event.key !== 'Escape' || event.defaultPrevented) return;
    event.preventDefault();
    panel.close();
  });
  // Before the footer in reading order: the button comes right after the page's own content.
  const frame = make('div', 'know-frame', button, element);
  document.querySelector('main')?.after(frame);
  return panel;
}
