/** Lists on a server or in a Worker: bytes of a model and the engine in, lists and markup out. The same input gives the same list as in a page. */
import { open as openModel, start as startModule } from '../module.js';
import { shelfOf } from '../answer.js';
import { bind } from '../binding.js';
import type { CardContent } from '../card.js';
import { contextNumbers } from '../context.js';
import { checkItem } from '../display.js';
import { type EngineBinding, eventNumbers, unknownItem } from '../engine.js';
import { VitrineError } from '../failures.js';
import { checkManifest, type Manifest } from '../manifest.js';
import { questionOf } from '../question.js';
import type { DisplayItem, EventName, RecommendRequest, Shelf, VisitContext } from '../types.js';
import { addTranslation, translationTag } from '../texts.js';
import { safeUrl } from '../url.js';
import { type ServedCard, type ServedShelf, shelfMarkup } from './markup.js';

export { VitrineError } from '../failures.js';
export { setTexts } from '../texts.js';
export type { ServedCard, ServedShelf } from './markup.js';
export type * from '../types.js';

/** What a visitor did, as far as the server knows and the visitor allowed. */
export interface ServedVisit {
  /** In their order; `seconds` of Unix time, `dwell` in seconds where known. */
  events?: readonly { kind: EventName; id: string; seconds: number; dwell?: number }[];
  context?: VisitContext;
}

/** What a shop is opened from. */
export interface ShopParts {
  /** `model-HASH.vitrine`. */
  model: Uint8Array;
  /** `engine.wasm` of this package: its bytes, or compiled where a runtime forbids compiling. */
  engine: WebAssembly.Module | BufferSource;
  /** `manifest.json` as parsed; cards need it. */
  manifest?: unknown;
  /** Reads another file that the manifest names, for cards: the display shards, each asked for once. */
  read?: (file: string) => Promise<unknown>;
}

/** How a shelf is written. */
export interface MarkupOptions {
  /** Language tag of texts and prices. */
  language: string;
  /** Address that links and pictures start from, such as `https://shop.example/`. */
  shopRoot: string;
  /** ISO 4217; the model's own unless told. */
  currency?: string;
  /** The shop's own heading. */
  heading?: string;
  /** `light`: among the page's own elements, and not in a shadow root. */
  dom?: 'shadow' | 'light';
  /** Cards of the shop's own: what draws them here, with the names that `data-vitrine` gives, and the template that makes the same in the browser. */
  cards?: { template: string; draw(card: ServedCard): string };
  /** For the style sheet, where the Content-Security-Policy asks for a nonce. */
  nonce?: string;
}

let started: Promise<void> | undefined;

/** The engine is started once; each model has memory of its own in it. */
function startOnce(engine: WebAssembly.Module | BufferSource): Promise<void> {
  return (started ??= (async () => startModule(engine instanceof WebAssembly.Module ? engine : await WebAssembly.compile(engine)))());
}

/** An opened model. It keeps nothing of a visit from one call to the next. */
export class Shop {
  readonly #binding: EngineBinding;
  readonly #manifest: Manifest | undefined;
  readonly #read: ShopParts['read'];
  readonly #languages = new Map<string, Promise<void>>();
  readonly #shards = new Map<string, Promise<(DisplayItem | undefined)[]>>();

  private constructor(binding: EngineBinding, parts: ShopParts) {
    this.#binding = binding;
    this.#manifest = parts.manifest === undefined ? undefined : checkManifest(parts.manifest);
    this.#read = parts.read;
  }

  /** Opens a model. Rejects with a `VitrineError` where the bytes are none. */
  static async open(parts: ShopParts): Promise<Shop> {
    await startOnce(parts.engine);
    const engine = openModel(parts.model);
    if (!engine) throw new VitrineError('the model is no whole model of this version of Vitrine. Run vitrine verify on it, and build it again with the version of this package.');
    return new Shop(bind(engine), parts);
  }

  /** How many products the model has. */
  get itemCount(): number {
    return this.#binding.itemCount();
  }

  /** Ranks for a visit. Throws a `VitrineError` for a list or placement that does not exist. */
  recommend(request: RecommendRequest = {}, visit: ServedVisit = {}): Shelf {
    const engine = this.#binding;
    engine.reset();
    engine.setContext(contextNumbers(visit.context ?? {}, this.#manifest?.locales));
    for (const { kind, id, seconds, dwell } of visit.events ?? []) {
      const item = engine.item(id);
      if (item !== unknownItem && Object.hasOwn(eventNumbers, kind)) engine.observe(eventNumbers[kind], item, seconds, dwell ?? -1);
    }
    const question = questionOf(engine, request, []);
    return question ? shelfOf(engine, engine.recommend(question)) : { shows: request.list ?? 'for-you', items: [] };
  }

  /** What cards of these products show, by id; products without such data are left out. */
  async display(ids: readonly string[], shopRoot: string): Promise<Map<string, DisplayItem>> {
    const found = new Map<string, DisplayItem>();
    const address = (value: string): string => safeUrl(value, shopRoot) ?? '';
    for (const id of new Set(ids)) {
      const number = this.#binding.item(id);
      const item = number === unknownItem ? undefined : await this.#item(number);
      if (item) found.set(id, { ...item, url: address(item.url), image: address(item.image) });
    }
    return found;
  }

  /** A shelf as markup that a page shows before any script runs, and that `<vitrine-shelf>` then takes over as it is. */
  async render(request: RecommendRequest, options: MarkupOptions, visit: ServedVisit = {}): Promise<ServedShelf> {
    await this.#learn(options.language);
    const shelf = this.recommend(request, visit);
    const sources = shelf.items.flatMap(({ reason }) => reason.source ?? []);
    const found = await this.display([...shelf.items.map(({ id }) => id), ...sources], options.shopRoot);
    const contents = shelf.items.flatMap((recommendation): CardContent[] => {
      const item = found.get(recommendation.id);
      const sourceTitle = found.get(recommendation.reason.source ?? '')?.title;
      return item ? [{ recommendation, item, ...(sourceTitle === undefined ? {} : { sourceTitle }) }] : [];
    });
    return shelfMarkup({ shelf, request, contents, ...options, currency: options.currency ?? this.#manifest?.currency ?? '' });
  }

  /** Takes in the texts of a language, where the folder has them. */
  async #learn(language: string): Promise<void> {
    const tag = translationTag(language);
    const file = this.#manifest?.parts?.[`texts-${tag}`]?.file;
    if (file === undefined || !this.#read) return;
    let learned = this.#languages.get(tag);
    if (!learned) this.#languages.set(tag, (learned = this.#read(file).then((texts) => addTranslation(tag, texts))));
    await learned;
  }

  async #item(number: number): Promise<DisplayItem | undefined> {
    if (!this.#manifest || !this.#read) throw new VitrineError('cards need display data. Give Shop.open the manifest, and a read function for the files that it names.');
    const { itemsPerShard, shards } = this.#manifest.display;
    const file = shards[Math.floor(number / itemsPerShard)]?.file;
    if (file === undefined) return undefined;
    let shard = this.#shards.get(file);
    if (!shard) {
      const read = this.#read;
      shard = (async () => {
        const content = (await read(file)) as { items?: unknown } | undefined;
        return Array.isArray(content?.items) ? content.items.map(checkItem) : [];
      })();
      this.#shards.set(file, shard);
      shard.catch(() => this.#shards.delete(file));
    }
    return (await shard)[number % itemsPerShard];
  }
}
