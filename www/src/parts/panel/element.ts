/** `<vitrine-panel>`: what is known of the shopper, in plain words, and their hand on it. */
import type { DisplayItem } from '../../types.js';
import type { Vitrine } from '../../vitrine.js';
import type { KnownProfile, ProfileMethods } from '../profile/api.js';
import { button, keepFocus, node, sheetOf } from './nodes.js';
import css from './panel.css';
import { factWords, type Say, strengthWord } from './words.js';

/** A Vitrine with the part of the profile. */
export type Profiled = Vitrine & ProfileMethods;

declare global {
  interface HTMLElementTagNameMap {
    'vitrine-panel': VitrinePanel;
  }
}

/** Likings that are listed at most: the strongest. */
const mostLikings = 24;

let vitrine: Profiled | undefined;
let say: Say = (key) => key;
let sheet: CSSStyleSheet | undefined;

/** Whom the panels of this page are about, in which words. */
export function panelsAbout(profiled: Profiled, words: Say): void {
  vitrine = profiled;
  say = words;
}

/** A section with a heading that can take the focus when its last button goes. */
function section(heading: string, ...children: Node[]): HTMLElement {
  const title = node('h3', heading);
  title.tabIndex = -1;
  return node('section', title, ...children);
}

/** The panel. It shows what is so at any moment; every change counts at once. Part: `panel`. */
export class VitrinePanel extends HTMLElement {
  readonly #root = this.attachShadow({ mode: 'open' });
  readonly #likings = node('ul');
  readonly #facts = node('div');
  readonly #away = node('ul');
  readonly #state = node('p');
  readonly #status = node('p');
  readonly #dial = node('input');
  readonly #remember = node('input');
  readonly #pause = button('', 'pause', () => vitrine?.profile.setPaused(!vitrine.profile.known().paused));
  #sections: { likings: HTMLElement; away: HTMLElement } | undefined;
  #waiting = false;
  readonly #titles = new Map<string, string>();

  connectedCallback(): void {
    if (!this.#sections) this.#build();
    for (const name of ['change', 'profile', 'consent', 'segments']) vitrine?.addEventListener(name, this.#later);
    this.#draw();
  }

  disconnectedCallback(): void {
    for (const name of ['change', 'profile', 'consent', 'segments']) vitrine?.removeEventListener(name, this.#later);
  }

  #later = (): void => {
    if (this.#waiting) return;
    this.#waiting = true;
    queueMicrotask(() => {
      this.#waiting = false;
      if (this.isConnected) this.#draw();
    });
  };

  #build(): void {
    this.#root.adoptedStyleSheets = [(sheet ??= sheetOf(css))];
    this.#state.className = 'soft';
    this.#status.setAttribute('role', 'status');
    for (const list of [this.#likings, this.#away]) list.setAttribute('role', 'list');

    Object.assign(this.#dial, { type: 'range', min: '-1', max: '1', step: '0.1' });
    this.#dial.setAttribute('aria-label', say('novelty'));
    this.#dial.dataset['key'] = 'dial';
    this.#dial.addEventListener('input', () => {
      this.#dial.setAttribute('aria-valuetext', this.#dialWords(Number(this.#dial.value)));
      vitrine?.profile.setNovelty(Number(this.#dial.value));
    });
    const ends = node('div', node('span', say('novelty.familiar')), this.#dial, node('span', say('novelty.new')));
    const automatic = button(say('novelty.auto'), 'auto', () => vitrine?.profile.setNovelty(undefined));
    ends.className = 'row';

    this.#remember.type = 'checkbox';
    this.#remember.dataset['key'] = 'remember';
    this.#remember.addEventListener('change', () => vitrine?.profile.choose(this.#remember.checked));
    const erase = button(say('erase'), 'erase', () => {
      vitrine?.profile.erase();
      this.#status.textContent = say('erased');
    });
    const buttons = node('div', this.#pause, button(say('download'), 'download', () => this.#download()), erase, button(say('opt-out'), 'opt-out', () => vitrine?.profile.choose(false)));
    buttons.className = 'row';

    const likings = section(say('likes'), this.#likings);
    const away = section(say('away'), this.#away);
    this.#sections = { likings, away };
    const heading = node('h2', say('heading'));
    heading.id = 'heading';
    const panel = node(
      'section',
      node('section', heading, node('p', say('intro')), this.#state),
      section(say('controls'), node('label', this.#remember, say('remember')), buttons, this.#status),
      likings,
      section(say('visit'), this.#facts),
      section(say('novelty'), ends, node('div', automatic)),
      away,
    );
    panel.className = 'panel';
    panel.setAttribute('part', 'panel');
    panel.setAttribute('aria-labelledby', 'heading');
    this.#root.replaceChildren(panel);
  }

  #dialWords(value: number): string {
    return value < -0.2 ? say('novelty.familiar') : value > 0.2 ? say('novelty.new') : say('some');
  }

  #draw(): void {
    if (!vitrine || !this.#sections) return;
    const known = vitrine.profile.known();
    const { denied } = vitrine.consent;
    const refused = denied.some((name) => name !== 'shopper');
    this.#state.textContent = [refused ? say('signal') : say(known.kept ? 'kept' : 'memory'), ...(known.paused ? [say('paused')] : [])].join(' ');
    this.#remember.checked = known.kept;
    // A box that could never be ticked is shown as it is, and the line above says why.
    this.#remember.disabled = refused;
    this.#pause.textContent = say(known.paused ? 'resume' : 'pause');
    this.#dial.value = String(known.novelty.value);
    this.#dial.setAttribute('aria-valuetext', this.#dialWords(known.novelty.value));
    keepFocus(this.#root, () => {
      this.#likings.replaceChildren(...this.#drawLikings(known));
      this.#away.replaceChildren(...this.#drawAway(known));
    });
    const lines = [say('viewed', { count: String(vitrine.session().path.filter(({ kind }) => kind !== 'impression').length) }), say('visits', { count: String(known.visits) }), say('orders', { count: String(known.orders.length) })];
    if (known.segments.length > 0) lines.push(say('groups', { names: known.segments.join(', ') }));
    this.#facts.replaceChildren(...lines.map((line) => node('p', line)));
    this.#sections.away.hidden = known.hidden.length + known.owned.length === 0;
    if (known.affinities.length === 0) this.#likings.replaceChildren(node('li', say('likes.none')));
  }

  #drawLikings(known: KnownProfile): Node[] {
    return known.affinities
      .toSorted((one, other) => Math.abs(other.share) - Math.abs(one.share))
      .slice(0, mostLikings)
      .map(({ class: of, name, share }) => {
        const words = factWords(of, name, say);
        const value = node('bdi', words);
        const line = node('span', `${say(`class.${of}`)}: `, value, ` (${say(strengthWord(share))})`);
        const forget = button(say('forget'), `forget ${of} ${name}`, () => vitrine?.profile.forget(of, name), say('with', { action: say('forget'), name: words }));
        return node('li', line, forget);
      });
  }

  #drawAway(known: KnownProfile): Node[] {
    const lines = [
      ...known.hidden.map((id) => ({ id, what: say('hidden'), undo: () => vitrine?.profile.hide(id, false) })),
      ...known.owned.map((id) => ({ id, what: say('owned'), undo: () => vitrine?.profile.own(id, false) })),
    ];
    const unknown = lines.map(({ id }) => id).filter((id) => !this.#titles.has(id));
    if (unknown.length > 0) void this.#learnTitles(unknown);
    return lines.map(({ id, what, undo }) => {
      const title = this.#titles.get(id) ?? id;
      const line = node('span', node('bdi', title), ` (${what})`);
      return node('li', line, button(say('undo'), `undo ${what} ${id}`, undo, say('with', { action: say('undo'), name: title })));
    });
  }

  async #learnTitles(ids: string[]): Promise<void> {
    for (const id of ids) this.#titles.set(id, id);
    const items: DisplayItem[] = (await vitrine?.display(ids).catch(() => [])) ?? [];
    for (const { id, title } of items) this.#titles.set(id, title);
    this.#later();
  }

  /** A file that the browser makes itself: nothing is fetched. */
  #download(): void {
    const link = node('a');
    link.href = URL.createObjectURL(new Blob([vitrine?.profile.export() ?? ''], { type: 'application/json' }));
    link.download = 'vitrine-profile.json';
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
  }
}
