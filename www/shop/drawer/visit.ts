/** The visit so far: what was looked at, for how long, and what lies in the basket. */
import type { VisitSummary } from '../../src/types.js';
import { make } from '../page.js';
import type { Titles } from './titles.js';
import { count, deed } from './words.js';

const shownSteps = 8;

/** Ids whose titles the section needs. */
export function visitIds(visit: VisitSummary): string[] {
  return [...visit.path.slice(-shownSteps).map((event) => event.id), ...visit.cart];
}

/** Draws the section's content, newest step first. */
export function drawVisit(visit: VisitSummary, titles: Titles): Node[] {
  const { path, cart } = visit;
  const nodes: Node[] = [];
  if (path.length === 0) nodes.push(make('p', 'know-quiet', 'Nothing yet. Open a product, and it will stand here.'));
  const list = make('ol', 'know-path');
  for (const event of path.slice(-shownSteps).reverse()) {
    const text = make('span', 'know-text', titles.link(event.id), make('span', 'know-quiet', deed(event.kind, event.dwell)));
    list.append(make('li', '', titles.picture(event.id), text));
  }
  if (path.length > 0) nodes.push(list);
  const earlier = path.length - shownSteps;
  if (earlier > 0) nodes.push(make('p', 'know-quiet', `And ${count(earlier, 'earlier step')}.`));
  nodes.push(make('p', 'know-quiet', `Seen on shelves and passed over: ${count(visit.shown.length, 'product')}.`));
  if (cart.length > 0) {
    nodes.push(make('p', '', make('strong', '', 'In the basket: '), cart.map((id) => titles.title(id)).join(', '), '.'));
  }
  return nodes;
}
