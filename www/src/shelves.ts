/** Keeps all shelves of a page: ranks them together, so that no product stands in two, and draws near ones first. */
import type { CardContent } from './card.js';
import { whenIdle } from './idle.js';
import { bring } from './shelf-parts.js';
import type { VitrineShelf } from './shelf.js';
import type { DisplayItem, ListName, Placement, Recommendation, RecommendRequest, Shelf } from './types.js';
import type { Vitrine } from './vitrine.js';

/** What the keeper needs of a shelf. */
export type KeptShelf = Pick<VitrineShelf, 'wish' | 'otherwise' | 'held' | 'shownIds' | 'hold' | 'take' | 'abandon'> & Partial<Pick<VitrineShelf, 'adopt'>>;

/** Fewest products of its own kind that a shelf shows where the rest would repeat another shelf. */
const fewestOwn = 3;

/**
 * A list that ran dry may have turned into one that stands on the page already; two shelves of one kind help nobody.
 * Then only what is of the kind that was asked for stays, if it is enough for a shelf.
 */
export function withoutRepeat(shelf: Shelf, asked: ListName | undefined, shown: ReadonlySet<ListName>): Shelf {
  if (asked === undefined || shelf.shows === asked || !shown.has(shelf.shows)) return shelf;
  const own = shelf.items.filter((item) => item.list === asked);
  return { shows: asked, items: own.length >= fewestOwn ? own : [] };
}

/**
 * Ranks shelves in their order on the page: each leaves out what those before it show, and what held ones keep.
 * `answer` gets each ranking; a failed one is told and its shelf abandoned.
 *
 * A shelf that has nothing to show may name a list to show in its place; a later shelf of that list then has nothing to show.
 */
export function rankTogether<Kept extends KeptShelf>(
  shelves: readonly Kept[],
  recommend: Vitrine['recommend'],
  answer: (kept: Kept, shelf: Shelf, request: RecommendRequest) => void,
  fail: (thrown: unknown) => void,
): void {
  const taken = new Set(shelves.filter((kept) => kept.held).flatMap((kept) => kept.shownIds));
  const kinds = new Set<ListName>();
  const stoodIn = new Set<ListName>();
  for (const kept of shelves) {
    const served = kept.adopt?.();
    if (served) {
      for (const { id } of served.items) taken.add(id);
      kinds.add(served.shows);
      continue;
    }
    if (kept.held) {
      kept.hold();
      continue;
    }
    const exclude = [...taken];
    let request: RecommendRequest = { ...kept.wish(), exclude };
    let shelf: Shelf;
    try {
      if (request.list !== undefined && stoodIn.has(request.list)) shelf = { shows: request.list, items: [] };
      else shelf = withoutRepeat(recommend(request), request.list, kinds);
      const { otherwise } = kept;
      if (shelf.items.length === 0 && otherwise?.list !== undefined) {
        request = { ...otherwise, exclude };
        shelf = withoutRepeat(recommend(request), request.list, kinds);
        if (shelf.items.length > 0) stoodIn.add(otherwise.list);
      }
    } catch (thrown) {
      fail(thrown);
      kept.abandon();
      continue;
    }
    for (const { id } of shelf.items) taken.add(id);
    if (shelf.items.length > 0) kinds.add(shelf.shows);
    answer(kept, shelf, request);
  }
}

/** Milliseconds that a card must be in view to count as seen. */
const seenAfter = 1000;

/** The shelves of one page. */
export class ShelfKeeper {
  readonly #shelves = new Set<VitrineShelf>();
  readonly #near = new WeakSet<VitrineShelf>();
  readonly #waiting = new Map<VitrineShelf, () => void>();
  readonly #nearby: IntersectionObserver;
  readonly #inView: IntersectionObserver;
  readonly #ids = new WeakMap<Element, string>();
  readonly #timers = new Map<Element, ReturnType<typeof setTimeout>>();
  readonly #seen = new Set<string>();
  #scheduled = false;

  constructor(
    readonly vitrine: Vitrine,
    private readonly warn: (thrown: unknown) => void,
  ) {
    this.#nearby = new IntersectionObserver((entries) => this.#approach(entries), { rootMargin: '100% 0px' });
    this.#inView = new IntersectionObserver((entries) => this.#see(entries), { threshold: 0.5 });
    vitrine.addEventListener('change', () => this.schedule());
  }

  /** @internal */
  join(shelf: VitrineShelf): void {
    this.#shelves.add(shelf);
    this.#nearby.observe(shelf);
    this.schedule();
  }

  /** @internal */
  leave(shelf: VitrineShelf): void {
    this.#shelves.delete(shelf);
    this.#waiting.delete(shelf);
    this.#nearby.unobserve(shelf);
  }

  /** Ranks all shelves soon: once, however many events come together. */
  schedule(): void {
    if (this.#scheduled) return;
    this.#scheduled = true;
    queueMicrotask(() => {
      this.#scheduled = false;
      this.#rank();
    });
  }

  /** The page's category for shelves of category pages, where the model has it. */
  categoryOf(placement: Placement | undefined): string | undefined {
    const { category } = this.vitrine.page;
    return placement === 'category' && category !== undefined && this.vitrine.hasCategory(category) ? category : undefined;
  }

  /** @internal Counts a card as seen once half of it was in view for a second. */
  watch(card: Element, id: string): void {
    if (this.#seen.has(id)) return;
    this.#ids.set(card, id);
    this.#inView.observe(card);
  }

  #rank(): void {
    const inOrder = [...this.#shelves].filter((shelf) => this.#equipped(shelf)).sort((one, other) =>
      one.compareDocumentPosition(other) & Node.DOCUMENT_POSITION_FOLLOWING ? -1 : 1,
    );
    const recommend = this.vitrine.recommend.bind(this.vitrine);
    const answer = (kept: VitrineShelf, shelf: Shelf, request: RecommendRequest): void => {
      const turn = kept.take(shelf, request);
      this.#waiting.delete(kept);
      if (shelf.items.length === 0) return;
      const draw = (): void => void this.#draw(kept, turn, shelf, request);
      if (this.#near.has(kept)) draw();
      else this.#waiting.set(kept, draw);
    };
    rankTogether(inOrder, recommend, answer, this.warn);
    this.#drawWhenIdle();
  }

  /** Whether all parts of the script that a shelf needs are here; once they are, all shelves are ranked anew. Where one can't be had, the page's own content shows. */
  #equipped(shelf: VitrineShelf): boolean {
    const missing = bring((selector) => shelf.matches(selector), (name) => this.vitrine.part(name));
    missing?.then(
      () => this.schedule(),
      (thrown) => {
        this.warn(thrown);
        shelf.abandon();
      },
    );
    return !missing;
  }

  /** Shelves far below come when the browser has nothing else to do, unless the visitor saves data. */
  #drawWhenIdle(): void {
    const { connection } = navigator as { connection?: { saveData?: boolean } };
    if (this.#waiting.size === 0 || connection?.saveData) return;
    whenIdle(() => {
      for (const shelf of [...this.#waiting.keys()]) this.#drawNow(shelf);
    });
  }

  #approach(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      const shelf = target as VitrineShelf;
      this.#nearby.unobserve(shelf);
      this.#drawNow(shelf);
    }
  }

  #drawNow(shelf: VitrineShelf): void {
    this.#near.add(shelf);
    const draw = this.#waiting.get(shelf);
    this.#waiting.delete(shelf);
    draw?.();
  }

  async #draw(kept: VitrineShelf, turn: number, shelf: Shelf, request: RecommendRequest): Promise<void> {
    try {
      // What the shop calls sold out is ranked anew without: that answer draws this shelf.
      if (await this.vitrine.askStock(shelf.items.map(({ id }) => id))) return;
      kept.render(turn, shelf, await kept.complete(request, await this.#contents(shelf.items)));
    } catch (thrown) {
      this.warn(thrown);
      kept.abandon();
    }
  }

  async #contents(items: readonly Recommendation[]): Promise<CardContent[]> {
    const sources = items.flatMap(({ reason }) => reason.source ?? []);
    const found = await this.vitrine.display([...items, ...new Set(sources)]);
    const byId = new Map<string, DisplayItem>(found.map((item) => [item.id, item]));
    return items.flatMap((recommendation) => {
      const item = byId.get(recommendation.id);
      const sourceTitle = byId.get(recommendation.reason.source ?? '')?.title;
      return item ? [{ recommendation, item, ...(sourceTitle === undefined ? {} : { sourceTitle }) }] : [];
    });
  }

  #see(entries: IntersectionObserverEntry[]): void {
    for (const { target, isIntersecting } of entries) {
      clearTimeout(this.#timers.get(target));
      this.#timers.delete(target);
      if (!isIntersecting) continue;
      const timer = setTimeout(() => {
        this.#timers.delete(target);
        this.#inView.unobserve(target);
        const id = this.#ids.get(target);
        if (id === undefined || this.#seen.has(id) || !target.isConnected) return;
        this.#seen.add(id);
        this.vitrine.observe({ kind: 'impression', id });
      }, seenAfter);
      this.#timers.set(target, timer);
    }
  }
}
