/** One way to state many small cases: a name, what comes out, what should. */
import assert from 'node:assert/strict';
import { test } from 'node:test';

/** Each case is a test of its own: name, found, expected. A function's result is what it returns or the message that it throws. */
export function check(group: string, cases: readonly (readonly [name: string, found: unknown, expected: unknown])[]): void {
  for (const [name, found, expected] of cases) {
    test(`${group}: ${name}`, async () => {
      assert.deepEqual(await (typeof found === 'function' ? outcome(found as () => unknown) : found), expected);
    });
  }
}

function outcome(call: () => unknown): unknown {
  try {
    return call();
  } catch (thrown) {
    return thrown instanceof Error ? thrown.message : String(thrown);
  }
}
