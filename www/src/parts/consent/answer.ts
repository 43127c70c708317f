/** What a consent signal says, and how an adapter tells it. */

/** `waiting`: somebody here asks the shopper, and has no answer yet. Nothing is stored meanwhile. */
export type Answer = 'granted' | 'denied' | 'waiting';

/** What one signal says of storing and of measuring; a part that it says nothing of is left out. */
export interface Said {
  storage?: Answer;
  measurement?: Answer;
}

/**
 * One kind of signal. `read` says what it says now: `undefined` where the page has no such signal. `listen` calls back when that may have
 * changed; it is called once, and again when the signal shows up later. Neither may throw: the caller guards them all the same.
 */
export interface Adapter {
  name: string;
  read(): Said | undefined;
  listen(changed: () => void): void;
}

/** Whatever the page put there. */
export type PageWindow = Record<string, unknown>;

/** Yes or no as an answer. */
export function answerOf(yes: boolean): Answer {
  return yes ? 'granted' : 'denied';
}
