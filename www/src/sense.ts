/** What the browser says of the visit without a prompt and without identifying anyone: device class, local time, referrer class. */
import { localeNumber } from './context.js';
import type { EngineContext } from './engine.js';
import type { Manifest } from './manifest.js';

/** Values of the dimension `device`. */
const [phone, tablet, desktop] = [0, 1, 2];

/** Values of the dimension `referrer`. */
const [direct, search, social, email, advertisement, other] = [0, 1, 2, 3, 4, 5];

/** Whole words of host names by which a referrer is known: `x.com` is not in `wix.com`. Mail comes first, because it lives below the names of search engines. */
const hosts: readonly (readonly [number, RegExp])[] = [
  [email, /\b((mail|gmail|webmail|outlook)\.|google\.android\.gm)/],
  [search, /\b(google|bing|duckduckgo|ecosia|yahoo|baidu|yandex|qwant|startpage|search)\./],
  [social, /\b((instagram|facebook|tiktok|pinterest|youtube|reddit|twitter|linkedin|lnkd)\.|t\.co|x\.com)/],
];

/**
 * Parts of a landing address by which paid and mailed visits are known: click identifiers, and the media of Google's default channel
 * grouping. https://support.google.com/analytics/answer/9756891. `fbclid` and `igshid` stand in links that nobody paid for as well.
 */
const addresses: readonly (readonly [number, RegExp])[] = [
  [email, /\b(utm_(medium=(e.{0,3}mail|newsletter)|source=newsletter)|mc_eid=|_kx=)/i],
  [advertisement, /\b(([dg]clid|[gw]braid|msclkid|ttclid|twclid|li_fat_id|epik)=|utm_medium=(paid|ppc|retarget|display|banner|interstitial|[^&]*cp))/i],
  [social, /\b(utm_medium=(social|sm\b)|fbclid=|igshid=)/i],
];

function firstMatch(classes: typeof hosts, text: string): number | undefined {
  return classes.find(([, marks]) => marks.test(text))?.[0];
}

/** The class of the page that led to `location`; unknown for a page of the shop itself, which says nothing about how the visit began. */
export function referrerClass(location: { search: string; host: string }, referrer: string): number | undefined {
  const told = firstMatch(addresses, location.search);
  if (told !== undefined || referrer === '') return told ?? direct;
  const host = /^[^/]*\/\/([^/]*)/.exec(referrer)?.[1] ?? '';
  return host === location.host ? undefined : (firstMatch(hosts, host) ?? other);
}

/** A coarse pointer makes a touch device; its shorter side tells a phone from a tablet. */
function deviceClass(): number {
  const matches = (query: string): boolean => matchMedia(query).matches;
  if (matches('(min-width:600px) and (not (pointer:coarse))')) return desktop;
  return matches('(min-width:600px) and (min-height:600px)') ? tablet : phone;
}

/** The context of this page; where there is no document, local time and language alone. */
export function sense({ locales, otherSeasons }: Pick<Manifest, 'locales' | 'otherSeasons'>): EngineContext {
  const now = new Date();
  // Effects of months are learned from the shop's half of the world: on the other one the same season comes half a year later.
  const later = otherSeasons && Intl.DateTimeFormat().resolvedOptions().timeZone.match(otherSeasons) ? 6 : 0;
  return {
    hour: now.getHours(),
    // JavaScript's week begins on Sunday, ours on Monday.
    weekday: (now.getDay() + 6) % 7,
    month: (now.getMonth() + later) % 12,
    locale: localeNumber(locales, globalThis.navigator?.language),
    ...(globalThis.document && { device: deviceClass(), referrer: referrerClass(location, document.referrer) }),
  };
}
