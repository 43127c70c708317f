import { bind, questions } from '../src/binding.js';
import { checkItem } from '../src/display.js';
import { type FlatEngine, listNames } from '../src/engine.js';
import { type KeptShelf, rankTogether, withoutRepeat } from '../src/shelves.js';
import type { ListName, RecommendRequest, Shelf } from '../src/types.js';
import { check } from './check.js';

const shelf = (shows: ListName, ...ids: string[]): Shelf => ({
  shows,
  items: ids.map((id, item) => ({ id, item, score: 1, list: shows, reason: { kind: 'popular' } })),
});

class FakeShelf implements KeptShelf {
  answer: string[] | undefined;
  abandoned = false;
  held = false;
  otherwise: RecommendRequest | undefined;
  constructor(readonly list: ListName, public shownIds: string[] = []) {}
  wish(): RecommendRequest {
    return this.list === 'bought-together' ? { list: this.list, fill: false } : { list: this.list };
  }
  hold(): void {}
  take(): number {
    return 0;
  }
  abandon(): void {
    this.abandoned = true;
  }
}

/** Ranks from a fixed order: the first two that are not taken. */
function rank(shelves: FakeShelf[]): (string[] | undefined)[] {
  const recommend = (request: RecommendRequest = {}): Shelf => {
    if (request.fill === false) return shelf('bought-together');
    if (request.list === 'new') throw new Error('no such list');
    return shelf(request.list ?? 'for-you', ...['a', 'b', 'c', 'd', 'e'].filter((id) => !request.exclude?.includes(id)).slice(0, 2));
  };
  rankTogether(shelves, recommend, (kept, found) => void (kept.answer = found.items.map(({ id }) => id)), () => undefined);
  return shelves.map(({ answer }) => answer);
}

check('shelves of one page', [
  ['no product stands twice', rank([new FakeShelf('popular'), new FakeShelf('similar')]), [['a', 'b'], ['c', 'd']]],
  [
    'a held shelf keeps its cards, and nobody else takes them',
    () => {
      const held = new FakeShelf('similar', ['a']);
      held.held = true;
      return rank([new FakeShelf('popular'), held]);
    },
    [['b', 'c'], undefined],
  ],
  [
    'a failing one costs only itself',
    () => {
      const failing = new FakeShelf('new');
      return [rank([failing, new FakeShelf('popular')]), failing.abandoned];
    },
    [[undefined, ['a', 'b']], true],
  ],
  ['nothing bought together leaves the others all products', rank([new FakeShelf('bought-together'), new FakeShelf('similar')]), [[], ['a', 'b']]],
  [
    'another list stands in for it, and stands nowhere else',
    () => {
      const bundle = new FakeShelf('bought-together');
      bundle.otherwise = { list: 'viewed-next' };
      return rank([bundle, new FakeShelf('viewed-next'), new FakeShelf('similar')]);
    },
    [['a', 'b'], [], ['c', 'd']],
  ],
]);

const mixed: Shelf = { shows: 'popular', items: [...shelf('trending', 'a', 'b', 'c').items, ...shelf('popular', 'd', 'e', 'f', 'g').items] };
const ids = (found: Shelf): unknown => [found.shows, found.items.map(({ id }) => id)];
check('a list that ran dry', [
  ['shows what it turned into', ids(withoutRepeat(mixed, 'trending', new Set())), ['popular', ['a', 'b', 'c', 'd', 'e', 'f', 'g']]],
  ['keeps its own where the other stands already', ids(withoutRepeat(mixed, 'trending', new Set<ListName>(['popular']))), ['trending', ['a', 'b', 'c']]],
  ['vanishes where it has none', ids(withoutRepeat(shelf('popular', 'a', 'b'), 'trending', new Set<ListName>(['popular']))), ['trending', []]],
]);

const card = { id: 'a', title: 'A', url: '/a', image: '/a.svg', alt: '', price: 100 };
check('display data', [
  ['whole', checkItem({ ...card, was: 200, brand: 'B' }), { ...card, was: 200, brand: 'B' }],
  ['fields of the wrong type are dropped', checkItem({ ...card, was: '200', brand: 7, url: null }), { ...card, url: '' }],
  ['no title, no card', checkItem({ id: 'a' }), undefined],
  ['nothing', checkItem(null), undefined],
]);

const optionsOf = (fill: { fill?: boolean }): unknown => {
  let options: unknown;
  const engine: FlatEngine = { ask: (_, numbers) => ((options = numbers[3]), new Float64Array()) };
  bind(engine).recommend({ seeds: [], exclude: [], limit: 2, ...fill });
  return options;
};
check('options of a flat question', [
  ['other lists fill up', optionsOf({}), 0],
  ['other lists do not', optionsOf({ fill: false }), 1],
]);

const flat = (numbers: number[]): FlatEngine => ({ ask: (question) => (question === questions.placementList ? Float64Array.of(3) : Float64Array.from(numbers)) });
const request = { seeds: [], exclude: [], limit: 8 };
check('flat answers', [
  [
    'with reason',
    bind(flat([1, 7, 0.5, 1, 3, 9, -1, 0.4])).recommend({ ...request, placement: 'cart' }),
    { shows: 'viewed-next', items: [{ item: 7, score: 0.5, list: 'viewed-next', reason: { kind: 'goes-with', source: 9, value: 0.4 } }] },
  ],
  ['without', bind(flat([6, 7, 0.5, 6, -1, -1, -1, -1])).recommend(request), { shows: 'popular', items: [{ item: 7, score: 0.5, list: 'popular' }] }],
  [
    'a list that does not exist',
    () => bind(flat([])).recommend({ ...request, list: 'best' as ListName }),
    `there is no list type “best”; the list types are ${listNames.join(', ')}.`,
  ],
]);
