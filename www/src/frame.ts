/** Everything of a shelf but its cards: the heading, the arrows, and the list that scrolls. */
import { make, pieceOf } from './card.js';
import { text } from './texts.js';

/** Draws it. */
function drawFrame(root: ParentNode, language: string): void {
  const [back, on] = [make('button', 'previous'), make('button', 'next')];
  back.setAttribute('aria-label', text('shelf.previous', language));
  on.setAttribute('aria-label', text('shelf.next', language));
  back.type = on.type = 'button';
  const title = make('h2', 'heading');
  title.id = 'heading';
  const list = make('ul', 'list');
  list.setAttribute('role', 'list');
  const section = make('section', 'shelf', make('div', 'head', title, make('div', 'controls', back, on)), list);
  section.setAttribute('aria-labelledby', 'heading');
  root.replaceChildren(section);
}

/** The frame of one shelf. */
export class Frame {
  readonly head: HTMLElement;
  readonly title: HTMLElement;
  readonly list: HTMLElement;
  readonly #root: ParentNode;

  /** Takes over what stands there already, drawn by a server, or draws it. */
  constructor(root: ParentNode, language: string) {
    this.#root = root;
    if (!root.querySelector('[part=shelf]')) drawFrame(root, language);
    this.head = this.#part('head');
    this.title = this.#part('heading');
    const list = (this.list = this.#part('list'));
    const scroll = (way: number): void => {
      const behavior = matchMedia('(prefers-reduced-motion: reduce)').matches ? 'instant' : 'smooth';
      list.scrollBy({ left: way * this.#forwards() * list.clientWidth * 0.85, behavior });
    };
    for (const [name, way] of [['previous', -1], ['next', 1]] as const) {
      this.#part(name).addEventListener('click', ({ currentTarget }) => (currentTarget as Element).getAttribute('aria-disabled') !== 'true' && scroll(way));
    }
    const update = (): void => this.update();
    list.addEventListener('scroll', update, { passive: true });
    new ResizeObserver(update).observe(list);
    list.addEventListener('keydown', (event) => this.#move(event));
  }

  /** Shows the arrows as far as there is something to scroll to. */
  update(): void {
    const { list } = this;
    const hidden = list.scrollWidth - list.clientWidth;
    const at = Math.abs(list.scrollLeft);
    this.#part('controls').hidden = hidden <= 1;
    this.#part('previous').setAttribute('aria-disabled', String(at <= 1));
    this.#part('next').setAttribute('aria-disabled', String(at >= hidden - 1));
  }

  #part(name: string): HTMLElement {
    return this.#root.querySelector(`[part=${name}]`)!;
  }

  #forwards(): number {
    return getComputedStyle(this.list).direction === 'rtl' ? -1 : 1;
  }

  /** Arrow keys, Home and End move between cards. */
  #move(event: KeyboardEvent): void {
    const cards = [...this.list.children];
    const at = cards.findIndex((card) => card.contains(event.target as Node));
    const forwards = this.#forwards();
    const steps: Record<string, number> = { ArrowRight: at + forwards, ArrowLeft: at - forwards, Home: 0, End: cards.length - 1 };
    const wanted = event.altKey || event.ctrlKey || event.metaKey ? undefined : cards[steps[event.key] ?? -1];
    const link = at < 0 || !wanted ? null : pieceOf(wanted, 'link');
    if (!link) return;
    event.preventDefault();
    link.focus();
  }
}
