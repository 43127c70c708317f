/** What the drawer says of a re-ranking. */
import { inPlaces, movesBetween } from '../shop/drawer/moves.js';
import { check } from './check.js';

check('moves', [
  ['none', movesBetween(['a', 'b'], ['a', 'b']), []],
  ['what is new comes first, then what rose, fell and went', movesBetween(['a', 'b', 'c'], ['d', 'b', 'a']).map(inPlaces), ['new at 1', 'down from 1 to 3', 'gone from 3']],
  ['the widest step first', movesBetween(['a', 'b', 'c', 'd'], ['d', 'c', 'a', 'b']).map(({ id }) => id), ['d', 'c', 'a', 'b']],
  ['up', inPlaces({ id: 'a', from: 4, to: 1 }), 'up from 4 to 1'],
]);
