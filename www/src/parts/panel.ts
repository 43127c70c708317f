/** The part with `<vitrine-panel>` and the feedback of cards; fetched where a page has one of them. */
import { translationTag } from '../texts.js';
import { panelsAbout, type Profiled, VitrinePanel } from './panel/element.js';
import { offerFeedback } from './panel/menu.js';
import { languageAt } from './panel/nodes.js';
import { sayIn } from './panel/words.js';
import type { PartSource } from './profile.js';

/** Defines the element, in the page's language. */
export async function definePanel(vitrine: unknown, parts: Pick<PartSource, 'fetchPart'>): Promise<void> {
  const tag = translationTag(languageAt(document.querySelector('vitrine-panel') ?? document.documentElement));
  const say = sayIn(await parts.fetchPart(`panel-${tag}`).then((found) => found?.json()).catch(() => undefined));
  panelsAbout(vitrine as Profiled, say);
  if (!customElements.get('vitrine-panel')) customElements.define('vitrine-panel', VitrinePanel);
  offerFeedback(vitrine as Profiled, say);
}
