/** What cards show, fetched in shards of neighbouring item numbers and kept. */
import { VitrineError } from './failures.js';
import { fetchFile } from './files.js';
import type { Manifest } from './manifest.js';
import type { DisplayItem } from './types.js';

/** The display data of one built folder. */
export class DisplayShards {
  readonly #shards = new Map<number, Promise<(DisplayItem | undefined)[]>>();

  constructor(
    private readonly base: URL,
    private readonly manifest: Manifest,
  ) {}

  /** Display data by item number, in the order asked for; `undefined` for a number that no shard holds. */
  async items(numbers: readonly number[]): Promise<(DisplayItem | undefined)[]> {
    const size = this.manifest.display.itemsPerShard;
    const shards = await Promise.all(numbers.map((number) => this.#shard(Math.floor(number / size))));
    return numbers.map((number, at) => shards[at]?.[number % size]);
  }

  #shard(index: number): Promise<(DisplayItem | undefined)[]> {
    let shard = this.#shards.get(index);
    if (!shard) {
      shard = this.#fetch(index);
      this.#shards.set(index, shard);
      // A failed fetch is tried again the next time, when the network may be back.
      shard.catch(() => this.#shards.delete(index));
    }
    return shard;
  }

  async #fetch(index: number): Promise<(DisplayItem | undefined)[]> {
    const file = this.manifest.display.shards[index];
    if (!file) return [];
    const response = await fetchFile(this.base, file);
    let shard: { items?: unknown };
    try {
      shard = (await response.json()) as { items?: unknown };
    } catch {
      throw new VitrineError(`${file.file} is not JSON. Upload again the whole folder that vitrine build wrote.`);
    }
    return Array.isArray(shard?.items) ? shard.items.map(checkItem) : [];
  }
}

/** A display item of which every field has the type it should; `undefined` where the card would have no title. */
export function checkItem(value: unknown): DisplayItem | undefined {
  const fields = (value ?? {}) as Record<string, unknown>;
  const string = (name: string): string => (typeof fields[name] === 'string' ? fields[name] : '');
  if (string('id') === '' || string('title') === '') return undefined;
  const item: DisplayItem = {
    id: string('id'),
    title: string('title'),
    url: string('url'),
    image: string('image'),
    alt: string('alt'),
    price: typeof fields['price'] === 'number' ? fields['price'] : NaN,
  };
  if (typeof fields['was'] === 'number') item.was = fields['was'];
  for (const name of ['brand', 'category', 'benefit', 'sku'] as const) {
    if (string(name) !== '') item[name] = string(name);
  }
  return item;
}
