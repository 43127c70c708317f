/** Tracks of pointers and fingers, as browsers report them, and what they are taken for. */
import { comesBack, PointerExit, ScrollExit } from '../src/parts/triggers/exits.js';
import { check } from './check.js';

type Point = readonly [x: number, y: number, at: number];

/** Whether a pointer that made this track, the last point being where it left the window, shot out. */
const left = (track: readonly Point[], width = 1265) => (): boolean => {
  const exit = new PointerExit();
  for (const [x, y, at] of track.slice(0, -1)) exit.move(x, y, at);
  const [x, y, at] = track.at(-1) ?? [0, 0, 0];
  return exit.leave(x, y, at, width);
};

/** A straight track from one point to another, a sample every 16 ms. */
function line(from: readonly [number, number], to: readonly [number, number], time: number): Point[] {
  const steps = Math.max(1, Math.round(time / 16));
  return Array.from({ length: steps + 1 }, (_, step) => {
    const share = step / steps;
    return [from[0] + (to[0] - from[0]) * share, from[1] + (to[1] - from[1]) * share, 10_000 + time * share] as const;
  });
}

/** A hand that heads for a tab: it speeds up and slows down, and wavers. Noted from a mouse at 60 frames a second. */
const recorded: Point[] = [
  [702, 513, 20_000], [703, 498, 20_016], [705, 468, 20_033], [708, 419, 20_050], [711, 352, 20_066],
  [713, 270, 20_083], [716, 181, 20_100], [716, 103, 20_116], [717, 48, 20_133], [718, -2, 20_150],
];

check('a pointer that leaves', [
  ['shoots out at the top', left(line([640, 400], [660, -1], 300)), true],
  ['as a hand does it', left(recorded), true],
  ['above the first pixels, where a browser reports none outside', left(line([640, 400], [660, 3], 300)), true],
  ['creeps out at the top', left(line([640, 400], [640, -1], 2000)), false],
  ['was fast, then rested below the edge', left([...line([640, 400], [640, 40], 200), [640, 38, 11_400], [640, -1, 11_800]]), false],
  ['goes more to the side than up', left(line([100, 300], [900, -1], 300)), false],
  ['leaves at the side', left(line([640, 400], [1400, 380], 300)), false],
  ['leaves at the bottom', left(line([640, 400], [640, 801], 300)), false],
  ['leaves over the scrollbar', left(line([1250, 400], [1270, -1], 300)), false],
  ['vanishes inside, above the open list of a select', left(line([640, 400], [640, 200], 150)), false],
  ['was never seen before', left([[640, -1, 10_000]]), false],
  ['left long after it was seen last', left([[640, 400, 10_000], [640, 300, 10_016], [640, -1, 12_000]]), false],
]);

/** What a window of 700 pixels says to such a scroll, touched at these times; how often it is a sign. */
const thrown = (track: readonly (readonly [top: number, at: number])[], touches: readonly number[]) => (): number => {
  const exit = new ScrollExit();
  const waiting = [...touches];
  let signs = 0;
  for (const [top, at] of track) {
    while ((waiting[0] ?? Infinity) <= at) exit.touch(waiting.shift() ?? 0);
    if (exit.scroll(top, at, 700)) signs += 1;
  }
  return signs;
};
const roll = (from: number, to: number, began: number, time: number): (readonly [number, number])[] =>
  Array.from({ length: Math.round(time / 16) + 1 }, (_, step) => [from + ((to - from) * step * 16) / time, began + step * 16] as const);
const read = roll(0, 2000, 0, 6000);

check('a page scrolled by a finger', [
  ['read, then thrown back up', thrown([...read, ...roll(2000, 900, 6100, 350)], [0, 6050]), 1],
  ['thrown up all the way is one sign', thrown([...read, ...roll(2000, 0, 6100, 600)], [0, 6050]), 1],
  ['read, then moved up slowly', thrown([...read, ...roll(2000, 900, 6100, 3000)], [0, 6050, 7000, 8000]), 0],
  ['moved by a script or a wheel', thrown([...read, ...roll(2000, 0, 9000, 300)], [0]), 0],
  ['thrown up before anything was read', thrown([...roll(0, 600, 0, 400), ...roll(600, 0, 500, 200)], [0, 450]), 0],
  ['a little way up', thrown([...read, ...roll(2000, 1700, 6100, 100)], [0, 6050]), 0],
  ['thrown down', thrown([...read, ...roll(2000, 4000, 6100, 400)], [0, 6050]), 0],
]);

check('another tab', [
  ['for a moment', comesBack(2), false],
  ['for a while', comesBack(40), true],
  ['for an hour', comesBack(3600), false],
]);
