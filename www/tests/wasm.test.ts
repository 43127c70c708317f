import { twice } from '../src/wasm.js';
import { check } from './check.js';

/** What happens when the first `failures` tries fail: the tries and renewals in order, and what came out. */
const story = (failures: number) => async () => {
  const told: string[] = [];
  const work = (): string => {
    told.push('try');
    if (told.filter((what) => what === 'try').length <= failures) throw new Error('broken');
    return 'opened';
  };
  try {
    told.push(await twice(work, async () => void told.push('renew')));
  } catch (thrown) {
    told.push((thrown as Error).message);
  }
  return told.join(' ');
};

check('opening', [
  ['that works is done once', story(0), 'try opened'],
  ['that fails is tried on a fresh instance', story(1), 'try renew try opened'],
  ['that fails twice is told', story(2), 'try renew try broken'],
]);
