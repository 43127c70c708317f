import { basket, bound, decodeVisit, encodeVisit, pathLimit, readVisit, type Store, storageKey, writeVisit } from '../src/storage.js';
import type { PathEvent } from '../src/types.js';
import { VisitMemory } from '../src/visit.js';
import { check } from './check.js';

const event = (kind: PathEvent['kind'], id: string, seconds = 1): PathEvent => ({ kind, id, seconds, dwell: -1 });

class FakeStore implements Store {
  readonly values = new Map<string, string>();
  constructor(private readonly room = Infinity) {}
  getItem(key: string): string | null {
    return this.values.get(key) ?? null;
  }
  setItem(key: string, value: string): void {
    if (value.length > this.room) throw new DOMException('full', 'QuotaExceededError');
    this.values.set(key, value);
  }
  removeItem(key: string): void {
    this.values.delete(key);
  }
}

const blocked = (): Store => {
  throw new DOMException('blocked', 'SecurityError');
};
const path = (text: string | null): unknown => decodeVisit(text).path;

check('stored visit', [
  ['comes back', decodeVisit(encodeVisit({ path: [event('view', 'a')], orders: ['7'] })), { path: [event('view', 'a')], orders: ['7'] }],
  ['absent', path(null), []],
  ['no JSON', path('{'), []],
  ['null', path('null'), []],
  ['other shapes', path('{"e":[1,[0],["view","a",1],[0,5,1],[99,"a",1],[0,"a","x"]],"o":3}'), []],
  ['a good event among bad ones', path('{"e":[null,[0,"a",1,"x"]]}'), [event('view', 'a')]],
  ['an id of a megabyte', path(JSON.stringify({ e: [[0, 'x'.repeat(1_000_000), 1, -1]] })), []],
  ['a thousand events', (path(JSON.stringify({ e: Array.from({ length: 1000 }, () => [0, 'a', 1, -1]) })) as unknown[]).length, pathLimit],
  ['blocked when read', readVisit(blocked), undefined],
  ['blocked when written', writeVisit(blocked, { path: [], orders: [] }), false],
  [
    'a full store gets the half that matters',
    () => {
      const store = new FakeStore(1500);
      const visit = { path: Array.from({ length: pathLimit }, (_, at) => event('view', `product-number-${at}`)), orders: [] };
      return [writeVisit(() => store, visit), decodeVisit(store.getItem(storageKey)).path.at(-1)?.id];
    },
    [true, `product-number-${pathLimit - 1}`],
  ],
]);

check('bounds', [
  [
    'cards merely seen are forgotten first, what is in the basket last',
    () => {
      const events = [event('add_to_cart', 'a'), event('view', 'b'), event('impression', 'c'), event('view', 'd')];
      bound(events, 2);
      return events.map(({ id }) => id);
    },
    ['a', 'd'],
  ],
  ['basket', basket([event('add_to_cart', 'a'), event('add_to_cart', 'b'), event('remove_from_cart', 'a')]), ['b']],
]);

function visit(mode: 'memory' | 'session', store: () => Store = () => new FakeStore()) {
  const state = { now: 1000, visible: true, failed: 0 };
  const memory = new VisitMemory(
    mode,
    { now: () => state.now, store, visible: () => state.visible },
    () => void state.failed++,
  );
  return { state, memory };
}

check('visit', [
  [
    'the next view ends the time of the one before',
    () => {
      const { state, memory } = visit('memory');
      memory.record('view', 'a');
      state.now += 5000;
      memory.record('view', 'b');
      return memory.path.map(({ id, dwell }) => [id, dwell]);
    },
    [['a', 5], ['b', -1]],
  ],
  [
    'time in a hidden tab does not count',
    () => {
      const { state, memory } = visit('memory');
      memory.record('view', 'a');
      state.now += 2000;
      memory.setVisible(false);
      state.now += 60_000;
      memory.setVisible(true);
      state.now += 1000;
      memory.close();
      return memory.path[0]?.dwell;
    },
    3,
  ],
  [
    'one view told twice counts once',
    () => {
      const { memory } = visit('memory');
      return [memory.record('view', 'a') !== undefined, memory.record('view', 'a') !== undefined];
    },
    [true, false],
  ],
  [
    'one click told twice counts once, a second click later counts',
    () => {
      const { state, memory } = visit('memory');
      const told = [memory.record('add_to_cart', 'a') !== undefined, memory.record('add_to_cart', 'a') !== undefined];
      state.now += 3000;
      return [...told, memory.record('add_to_cart', 'a') !== undefined];
    },
    [true, false, true],
  ],
  [
    'coming back to a product is a new view',
    () => {
      const { memory } = visit('memory');
      memory.record('view', 'a');
      memory.record('view', 'b');
      memory.record('view', 'a');
      return memory.path.map(({ id }) => id);
    },
    ['a', 'b', 'a'],
  ],
  ['an order counts once', () => { const { memory } = visit('memory'); return [memory.newOrder('7'), memory.newOrder('7'), memory.newOrder('8')]; }, [true, false, true]],
  [
    'the next page goes on where this one ended',
    () => {
      const store = new FakeStore();
      const first = visit('session', () => store);
      first.memory.record('view', 'a');
      first.state.now += 4000;
      first.memory.close();
      const second = visit('session', () => store);
      second.memory.record('view', 'b');
      return second.memory.path.map(({ id, dwell }) => [id, dwell]);
    },
    [['a', 4], ['b', -1]],
  ],
  [
    'the visit keeps how it began, though later pages see the shop itself or nothing',
    () => {
      const store = new FakeStore();
      const search = 1;
      const first = visit('session', () => store);
      const told = [first.memory.referrer(search)];
      first.memory.record('view', 'a');
      const second = visit('session', () => store);
      return [...told, second.memory.referrer(undefined), second.memory.referrer(0), second.memory.referrer(3)];
    },
    [1, 1, 1, 3],
  ],
  [
    'in memory mode nothing is stored',
    () => {
      const store = new FakeStore();
      visit('memory', () => store).memory.record('view', 'a');
      return store.values.size;
    },
    0,
  ],
  [
    'a blocked store is told once and costs nothing',
    () => {
      const { state, memory } = visit('session', blocked);
      memory.record('view', 'a');
      memory.record('view', 'b');
      return [state.failed, memory.mode, memory.path.length];
    },
    [1, 'memory', 2],
  ],
  [
    'forgetting empties the device',
    () => {
      const store = new FakeStore();
      const { memory } = visit('session', () => store);
      memory.record('view', 'a');
      memory.reset();
      return [store.values.size, memory.path.length];
    },
    [0, 0],
  ],
]);
