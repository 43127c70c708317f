/** Which trigger shows, if any. */
import { namesIn } from '../src/parts/triggers.js';
import { choose, type Moment } from '../src/parts/triggers/policy.js';
import { countOf, isLanding } from '../src/parts/triggers/remembered.js';
import type { TriggerName, TriggerReason } from '../src/signals.js';
import { check } from './check.js';

const all: ReadonlySet<TriggerName> = new Set<TriggerName>(['exit-intent', 'abandoned-cart', 'after-purchase', 'inactivity']);
const calm: Moment = { asked: all, shown: new Set(), today: 0, inView: 30, sinceLast: Infinity, inCart: 0, busy: false, onceHolds: true };
const at = (reason: TriggerReason, moment: Partial<Moment> = {}) => choose(reason, { ...calm, ...moment });

check('a sign', [
  ['the pointer shoots out', at('pointer'), 'exit-intent'],
  ['a finger throws the page up', at('scroll'), 'exit-intent'],
  ['the way back led to the first page', at('back'), 'exit-intent'],
  ['nothing happens', at('idle'), 'inactivity'],
  ['nothing happens with a full basket', at('idle', { inCart: 2 }), 'abandoned-cart'],
  ['back from another tab', at('return'), 'exit-intent'],
  ['back from another tab with a full basket', at('return', { inCart: 1 }), 'abandoned-cart'],
  ['an order is confirmed', at('order'), 'after-purchase'],
  ['for a trigger that nobody asked for', at('pointer', { asked: new Set<TriggerName>(['inactivity']) }), undefined],
  ['for one that showed already', at('pointer', { shown: new Set<TriggerName>(['exit-intent']) }), undefined],
  ['the next one where the first showed already', at('idle', { inCart: 2, shown: new Set<TriggerName>(['abandoned-cart']) }), 'inactivity'],
]);

check('silence', [
  ['in the first five seconds', at('pointer', { inView: 4.9 }), undefined],
  ['for a minute after another trigger', at('pointer', { sinceLast: 59 }), undefined],
  ['after three on one day', at('pointer', { today: 3 }), undefined],
  ['while somebody types or pays', at('pointer', { busy: true }), undefined],
  ['where once a visit could not be kept', at('pointer', { onceHolds: false }), undefined],
  ['for who is buying', at('pointer', { intent: { leaving: 0.5, mode: 'buying' } }), undefined],
  ['for who hardly leaves', at('idle', { intent: { leaving: 0.05, mode: 'comparing' }, leastLeaving: 0.06 }), undefined],
  ['but for who leaves as the last twentieth did', at('idle', { intent: { leaving: 0.06, mode: 'comparing' }, leastLeaving: 0.06 }), 'inactivity'],
  ['and where the log told nothing of it', at('idle', { intent: { mode: 'comparing' } }), 'inactivity'],
  ['but an order is thanked for', at('order', { intent: { leaving: 0.05, mode: 'buying' } }), 'after-purchase'],
  ['and not for who is leaving', at('pointer', { intent: { leaving: 0.4, mode: 'leaving' } }), 'exit-intent'],
]);

check('the first page of a visit', [
  ['from a search engine', isLanding('https://www.google.com/', 'shop.test', undefined, 5, 'navigate'), true],
  ['from the shop', isLanding('https://shop.test/a', 'shop.test', undefined, 5, 'navigate'), false],
  ['typed into a new tab', isLanding('', 'shop.test', undefined, 1, 'navigate'), true],
  ['from nowhere, after pages that nobody names', isLanding('', 'shop.test', undefined, 3, 'navigate'), false],
  ['typed, where the browser knows that nothing of the shop lies before', isLanding('', 'shop.test', false, 3, 'navigate'), true],
  ['from nowhere, with a page of the shop before', isLanding('', 'shop.test', true, 3, 'navigate'), false],
  ['loaded again', isLanding('https://www.google.com/', 'shop.test', false, 3, 'reload'), false],
  ['gone back to', isLanding('https://www.google.com/', 'shop.test', false, 3, 'back_forward'), false],
  ['from an app', isLanding('android-app://com.example/', 'shop.test', undefined, 1, 'navigate'), true],
]);

check('a day', [
  ['the same', countOf('Wed-Nov-25-2026 2', 'Wed-Nov-25-2026'), 2],
  ['another', countOf('Tue-Nov-24-2026 2', 'Wed-Nov-25-2026'), 0],
  ['never', countOf(null, 'Wed-Nov-25-2026'), 0],
  ['what is no count', countOf('Wed-Nov-25-2026 many', 'Wed-Nov-25-2026'), 0],
]);

check('asked for', [
  ['by name', namesIn('exit-intent, inactivity'), { 'exit-intent': {}, inactivity: {} }],
  ['what there is not', namesIn('exit-intent popup'), { 'exit-intent': {} }],
  ['nothing', namesIn(''), {}],
]);
