/** The profile: what events say, how it fades, how it is stored, and who is in which segment. */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import * as of from '../src/parts/profile/profile.js';
import { segmentsOf } from '../src/parts/profile/segments.js';
import { decodeProfile, encodeProfile, mostBytes, profileKey, readProfile, writeProfile } from '../src/parts/profile/stored.js';
import { check } from './check.js';

const day = 86_400;
const coat: of.Liking[] = [{ class: 'category', name: 'Clothing > Coats' }, { class: 'brand', name: 'Fell' }];

/** A profile after some changes at given times. */
function after(...steps: [seconds: number, work: (profile: of.Profile) => void][]): of.Profile {
  const profile = of.emptyProfile();
  for (const [seconds, work] of steps) {
    of.fade(profile, seconds);
    work(profile);
    profile.updated = seconds;
  }
  return profile;
}
const weight = (profile: of.Profile): number | undefined => profile.likings.category.get('Clothing > Coats');

check('likings', [
  ['halve in thirty days', weight(after([day, (one) => of.like(one, coat, 2)], [31 * day, () => undefined])), 1],
  ['go when they are faint', weight(after([day, (one) => of.like(one, coat, 2)], [600 * day, () => undefined])), undefined],
  ['a look says less than a minute', [of.weightOf('view', 0), of.weightOf('view', 60), of.weightOf('view', 6000)], [1 / 3, 1, 1]],
  ['what is not wanted counts against', weight(after([day, (one) => of.like(one, coat, of.weightOf('hide', -1))])), -3],
  ['the strongest are kept, and a newcomer among them', () => {
    const profile = after([day, (one) => { for (let at = 0; at < 200; at++) of.like(one, [{ class: 'brand', name: `b${at}` }], at === 0 ? 50 : 1 + at / 1000); }]);
    return [profile.likings.brand.size, profile.likings.brand.has('b0'), profile.likings.brand.has('b199')];
  }, [of.mostOf.brand, true, true]],
  ['no weight that is no number, no endless name', after([day, (one) => { of.like(one, coat, NaN); of.like(one, [{ class: 'brand', name: 'x'.repeat(500) }], 1); }]).likings.brand.size, 0],
  ['shares of one class stay below one', of.sharesOf(after([day, (one) => of.like(one, coat, 6)])).map(({ share }) => share), [0.75, 0.75]],
]);

const visits = (...days: number[]): of.Profile => after(...days.map((one): [number, (profile: of.Profile) => void] => [one * day, (profile) => of.beginVisit(profile, one * day)]));
/** As a keeper does it: a visit begins before the time of its last event is set. */
function visited(...days: number[]): of.Profile {
  const profile = of.emptyProfile();
  for (const one of days) {
    of.beginVisit(profile, one * day);
    profile.updated = one * day + 60;
  }
  return profile;
}
const bought = (profile: of.Profile, ...orders: [at: number, tier: number][]): of.Profile => {
  for (const [at, tier] of orders) of.noteOrder(profile, at * day, `p${at}`, tier);
  return profile;
};
check('lifecycle', [
  ['one visit is new', of.lifecycleOf(visits(1)), 'new'],
  ['within half an hour it is the same visit', visited(1, 1.01).visits, 1],
  ['two are returning', of.lifecycleOf(visited(1, 3)), 'returning'],
  ['three orders are loyal', of.lifecycleOf(bought(visited(1, 3), [1, 1], [2, 1], [3, 1])), 'loyal'],
  ['back after a hundred days is lapsed', of.lifecycleOf(visited(1, 101)), 'lapsed'],
  ['value by the tiers that were bought', [of.valueTierOf(visited(1)), of.valueTierOf(bought(visited(1), [1, 0])), of.valueTierOf(bought(visited(1), [1, 1], [2, 2])), of.valueTierOf(bought(visited(1), [1, 3], [2, 2]))], ['none', 'low', 'medium', 'high']],
  ['products within a minute are one order', () => {
    const profile = of.emptyProfile();
    of.noteOrder(profile, 1000, 'a', 1);
    of.noteOrder(profile, 1002, 'b', 3);
    return profile.orders;
  }, [{ seconds: 1000, value: 0, tier: 2, ids: ['a', 'b'] }]],
]);

check('novelty', [
  ['nothing opened', of.noveltyOf(of.emptyProfile()), 0],
  ['always the same is cautious', of.noveltyOf({ ...of.emptyProfile(), familiar: 30 }) < -0.3, true],
  ['always something else is adventurous', of.noveltyOf({ ...of.emptyProfile(), unfamiliar: 30 }) > 0.5, true],
  ['the shopper’s own word wins', of.noveltyOf({ ...of.emptyProfile(), unfamiliar: 30, dial: -1 }), -1],
]);

/** As full as a profile can be. */
function full(): of.Profile {
  const profile = visited(1, 3);
  const long = (kind: string, at: number): string => `${kind}${at}`.padEnd(of.longestName, '…');
  for (const class_ of of.classes) for (let at = 0; at < of.mostOf[class_]; at++) of.like(profile, [{ class: class_, name: long(class_, at) }], 1 + at / 100);
  for (let at = 0; at < 100; at++) for (let item = 0; item < 60; item++) of.noteOrder(profile, at * 1000, `${at}-${item}`.padEnd(90, 'x'), 1);
  profile.hidden = Array.from({ length: of.mostProducts }, (_, at) => long('h', at).slice(0, 90));
  profile.owned = profile.hidden;
  return profile;
}
const sample = (): of.Profile => ({ ...bought(after([day, (one) => of.like(one, coat, 2)]), [1, 2]), visits: 2, first: 5, last: day, before: 9, dial: 0.5, hidden: ['a'], owned: ['b'], paused: true, familiar: 2, unfamiliar: 1 });

check('stored', [
  ['comes back whole', decodeProfile(encodeProfile(sample())), sample()],
  ['stays within its bound, and is read again', () => { const text = encodeProfile(full()); return [text.length <= mostBytes, (decodeProfile(text) as of.Profile).likings.brand.size > 2]; }, [true, true]],
  ['nothing', decodeProfile(null), undefined],
  ...['', '{', 'null', '3', '[]', '{"v":0}', '{"v":"1"}'].map((text) => [`unreadable ${text}`, decodeProfile(text), undefined] as const),
  ['of a newer version', decodeProfile('{"v":2,"x":[1]}'), 'newer'],
  ['parts that are broken are left out', decodeProfile('{"v":1,"t":"x","l":[[["a",1],["b"],3,["c","d"]],5],"o":[[1],[0,0,0,[]],7],"h":[1,"ok"],"n":-4}'), { ...of.emptyProfile(), likings: { ...of.emptyProfile().likings, category: new Map([['a', 1]]) }, orders: [{ seconds: 1, value: 0, tier: -1, ids: [] }], hidden: ['ok'] }],
  ['a blocked store is an empty one', [readProfile(() => { throw new Error('blocked'); }), writeProfile(() => { throw new Error('blocked'); }, sample())], [undefined, false]],
]);

test('stored: any text is read without a throw, and what is read stays within its bound', () => {
  let seed = 1;
  const random = (below: number): number => (seed = (seed * 48_271) % 2_147_483_647) % below;
  const text = encodeProfile(sample());
  for (let turn = 0; turn < 3000; turn++) {
    const letters = [...text];
    for (let changes = 1 + random(4); changes > 0; changes--) letters.splice(random(letters.length), random(3), String.fromCharCode(32 + random(95)));
    const read = decodeProfile(letters.join(''));
    if (read && read !== 'newer') assert.ok(encodeProfile(read).length <= mostBytes);
  }
});

const around = { profile: bought(visited(1, 3), [1, 3]), context: { device: 'phone', hour: 20 } as const, viewed: ['Clothing > Coats', 'Clothing > Coats > Parkas', 'Home'] };
const holds = (...conditions: object[]): boolean => segmentsOf([{ name: 's', all: conditions }], around).length > 0;
check('segments', [
  ['a word', [holds({ field: 'lifecycle', is: 'returning' }), holds({ field: 'lifecycle', is: 'new' })], [true, false]],
  ['bounds', [holds({ field: 'orders', atLeast: 1 }), holds({ field: 'visits', atLeast: 2, atMost: 2 }), holds({ field: 'daysSinceVisit', atMost: 1 })], [true, true, false]],
  ['a category with those below it', [holds({ field: 'views', name: 'Clothing > Coats', atLeast: 2 }), holds({ field: 'views', name: 'Clothing > Coat', atLeast: 1 })], [true, false]],
  ['all of them', holds({ field: 'device', is: 'phone' }, { field: 'hour', atLeast: 21 }), false],
  ['one of several', segmentsOf([{ name: 'evening', any: [{ field: 'hour', atLeast: 18 }, { field: 'device', is: 'desktop' }] }], around), ['evening']],
  ['what is unknown never holds', [holds({ field: 'referrer', is: 'search' }), holds({ field: 'moon', is: 'full' }), holds({ field: 'value' }), holds()], [false, false, false, false]],
  ['nonsense never throws', [undefined, 3, {}, [null, 3, { name: 5 }, { name: 'x', all: 'y' }, { name: 'x', all: [null, 4] }]].flatMap((one) => segmentsOf(one, around)), []],
]);

test('the key carries the version', () => assert.equal(profileKey, 'vitrine.profile.1'));
