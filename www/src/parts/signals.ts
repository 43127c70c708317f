/**
 * The sensors: what a page notices beside the products that are opened. Fetched when the browser is idle; nothing here is needed for a shelf.
 *
 * It becomes attention (seconds more of looking), interests of the profile where there is one, and `vitrine.signals()`. Nothing is stored or sent.
 */
import { listenToLayer } from '../data-layer.js';
import type { Filter, Signals, TriggersAsked } from '../signals.js';
import type { Vitrine } from '../vitrine.js';
import { Attention, deepEnough, type Deed } from './sensors/attention.js';
import { type Interest, interestOf } from './sensors/interest.js';
import { filterSet, optionChosen, usesGallery } from './sensors/page-use.js';
import { filtersAdded, filtersOf, searchedFor } from './sensors/query.js';
import { fieldsOf, quietly } from './told.js';
import type { ask, TextOf } from './triggers.js';

/** Fetches another part of the folder. */
export type LoadPart = (name: string) => Promise<unknown>;

/** How much a chosen filter, a chosen option and a search say of a liking, beside a view's 1 at most. */
const weights = { filter: 0.5, option: 0.3, search: 0.5 } as const;

/** Milliseconds that a shelf must be in view to count as seen. */
const seenAfter = 1000;

const searchesKept = 10;
const filtersKept = 20;

/** Appends to a bounded list; the same entry twice stands there once, as the latest. */
function keep<Entry>(list: Entry[], entry: Entry, most: number): void {
  const text = JSON.stringify(entry);
  const at = list.findIndex((other) => JSON.stringify(other) === text);
  if (at >= 0) list.splice(at, 1);
  list.push(entry);
  if (list.length > most) list.shift();
}

/** Counts shelves that were in view for a second, until one of their cards is opened. */
class PassedShelves {
  readonly #passed = new Set<Element>();
  readonly #timers = new Map<Element, ReturnType<typeof setTimeout>>();
  readonly #inView = new IntersectionObserver(
    (entries) => {
      for (const { target, isIntersecting } of entries) {
        clearTimeout(this.#timers.get(target));
        if (isIntersecting) this.#timers.set(target, setTimeout(() => this.#passed.add(target), seenAfter));
      }
    },
    { threshold: 0.5 },
  );

  constructor() {
    const selector = 'vitrine-shelf,vitrine-bundle,vitrine-recent';
    for (const shelf of document.querySelectorAll(selector)) this.#inView.observe(shelf);
    document.addEventListener('vitrine:rendered', ({ target }) => target instanceof Element && this.#inView.observe(target));
    for (const name of ['vitrine:click', 'vitrine:add-to-cart']) {
      document.addEventListener(name, ({ target }) => {
        if (!(target instanceof Element)) return;
        this.#inView.unobserve(target);
        clearTimeout(this.#timers.get(target));
        this.#passed.delete(target);
      });
    }
  }

  get count(): number {
    return this.#passed.size;
  }
}

/** The sensors of one page. */
class Sensors {
  readonly #attention = new Attention();
  readonly #shelves = new PassedShelves();
  readonly #searches: string[] = [];
  readonly #filters: Filter[] = [];
  readonly #options = new Map<string, string>();
  #depth = 0;
  #pictures = 0;
  #cart = '';
  #cartValue: number | undefined;
  #restored = false;
  #query = '';
  #product: string | undefined;

  constructor(private readonly vitrine: Vitrine) {
    this.#product = vitrine.page.products[0];
    this.#readQuery();
    this.#priceCart();
    vitrine.addEventListener('change', () => this.#follow());
    const hear = (name: string, work: (event: Event) => void): void => document.addEventListener(name, quietly(work), { capture: true, passive: true });
    hear('click', ({ target }) => target instanceof Element && this.#click(target));
    hear('change', ({ target }) => target instanceof Element && this.#change(target));
    hear('submit', ({ target }) => target instanceof HTMLFormElement && this.#search(searchedFor(new URLSearchParams(texts(target)).toString())));
    // Shopify's standard event: https://shopify.dev/docs/api/storefront-events-and-actions
    hear('shopify:search:update', (event) => this.#search(wordsOf(event)));
    hear('scroll', () => this.#scroll());
    this.#scroll();
    window.addEventListener('pageshow', ({ persisted }) => (this.#restored ||= persisted));
  }

  /** What the sensors noticed so far. */
  read(): Signals {
    const { connection } = navigator as { connection?: { effectiveType?: string; saveData?: boolean } };
    const opened = new Map<string, number>();
    for (const { kind, id } of this.vitrine.session().path) if (kind === 'view') opened.set(id, (opened.get(id) ?? 0) + 1);
    return {
      locale: navigator.language,
      timeZone: Intl.DateTimeFormat().resolvedOptions().timeZone,
      ...(connection?.effectiveType === undefined ? {} : { connection: connection.effectiveType }),
      saveData: connection?.saveData === true,
      scrollDepth: this.#depth,
      pictures: this.#pictures,
      options: [...this.#options].map(([name, value]) => ({ name, value })),
      searches: [...this.#searches],
      filters: [...this.#filters],
      shelvesPassed: this.#shelves.count,
      ...(this.#cartValue === undefined ? {} : { cartValue: this.#cartValue }),
      returns: [...opened.values()].filter((times) => times > 1).length,
      restored: this.#restored,
      attention: this.#attention.seconds,
    };
  }

  /** Takes what a data layer says of a search. */
  hearSearch(words: string | undefined): void {
    this.#search(words);
  }

  /** The page may be another one now. */
  #follow(): void {
    const [product] = this.vitrine.page.products;
    if (product !== this.#product) {
      this.#product = product;
      this.#attention.restart();
      this.#options.clear();
      this.#depth = this.#pictures = 0;
    }
    this.#readQuery();
    this.#priceCart();
  }

  #readQuery(): void {
    const { search } = location;
    const before = this.#query;
    if (search === before) return;
    // At once, since a search changes the visit, and whoever hears of that comes back here.
    this.#query = search;
    // The query of a product's page chooses a variant or comes from a campaign.
    if (this.#product === undefined) for (const filter of before === '' ? filtersOf(search) : filtersAdded(before, search)) this.#filter(filter);
    this.#search(searchedFor(search));
  }

  #priceCart(): void {
    const { cart } = this.vitrine.session();
    const key = cart.join('\n');
    if (key === this.#cart) return;
    this.#cart = key;
    this.#cartValue = cart.length === 0 ? 0 : undefined;
    if (cart.length === 0) return;
    void this.vitrine
      .display(cart)
      .then((items) => {
        if (key === this.#cart && items.length === cart.length) this.#cartValue = items.reduce((sum, { price }) => sum + price, 0);
      })
      .catch(() => undefined);
  }

  #click(target: Element): void {
    if (this.#product === undefined || !usesGallery(target)) return;
    this.#pictures += 1;
    this.#attend('picture');
  }

  #change(field: Element): void {
    const option = this.#product === undefined ? undefined : optionChosen(field);
    const filter = option ?? filterSet(field);
    if (filter === undefined) return;
    if (!option) {
      this.#filter(filter);
      return;
    }
    this.#options.set(option.name, option.value);
    this.#attend('option');
    this.#notice(interestOf(option), weights.option);
  }

  #scroll(): void {
    const { scrollHeight } = document.documentElement;
    this.#depth = Math.max(this.#depth, Math.min(1, (scrollY + innerHeight) / Math.max(1, scrollHeight)));
    // A page that is no higher than the window was not read by scrolling.
    if (this.#depth >= deepEnough && scrollY > innerHeight / 2) this.#attend('depth');
  }

  #filter(filter: Filter): void {
    keep(this.#filters, filter, filtersKept);
    this.#notice(interestOf(filter), weights.filter);
  }

  #search(words: string | undefined): void {
    if (words === undefined || words === this.#searches.at(-1)) return;
    keep(this.#searches, words, searchesKept);
    // That there was one tells of the visit's intent; the words stay here.
    this.vitrine.observe({ kind: 'search' });
    if (this.vitrine.hasCategory(words)) this.#notice({ category: words }, weights.search);
  }

  #attend(deed: Deed): void {
    if (this.#product === undefined) return;
    const seconds = this.#attention.add(deed);
    if (seconds > 0) this.vitrine.attend(seconds);
  }

  #notice(interest: Interest | undefined, weight: number): void {
    if (interest) this.vitrine.noticeInterest?.(interest, weight);
  }
}

/** The text fields of a form, without those that hide what is typed. */
function texts(form: HTMLFormElement): [string, string][] {
  return [...form.querySelectorAll<HTMLInputElement>('input[type=search][name],input[type=text][name],input:not([type])[name]')].map(({ name, value }) => [name, value]);
}

/** The words of Shopify's event, which stand in the event itself. */
function wordsOf(event: Event): string | undefined {
  const search = fieldsOf((event as unknown as Record<string, unknown>)['search'] ?? event);
  const words = search['query'] ?? search['term'];
  return typeof words === 'string' && words.trim() !== '' ? words.trim().slice(0, 80) : undefined;
}

/** Starts the sensors, and the triggers where the page asks for them. */
export function listen(vitrine: Vitrine, settings: Readonly<Record<string, string | undefined>>, load: LoadPart, text: TextOf): void {
  const sensors = new Sensors(vitrine);
  vitrine.signals = () => sensors.read();
  const layer = settings['layer'] ?? 'dataLayer';
  if (layer !== '') {
    listenToLayer(window as unknown as Record<string, unknown>, layer, ({ kind, query }) => kind === 'search' && sensors.hearSearch(query?.trim().slice(0, 80) || undefined));
  }
  const triggers = (): Promise<{ ask: typeof ask } | undefined> => load('triggers') as Promise<{ ask: typeof ask } | undefined>;
  const asking = (asked: TriggersAsked | string): Promise<void> => triggers().then((part) => part?.ask(vitrine, asked, text), () => undefined);
  vitrine.triggers = asking;
  if (settings['triggers'] || document.querySelector('vitrine-trigger')) void asking(settings['triggers'] ?? '');
}
