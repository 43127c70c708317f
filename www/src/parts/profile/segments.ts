/** Named groups of shoppers: their definitions come with the build (`segments` of manifest.json) and are decided on the device. */
import type { VisitContext } from '../../types.js';
import { lifecycleOf, type Profile, sharesOf, valueTierOf } from './profile.js';

/** One condition. A field that nobody knows never holds. */
export interface Condition {
  field: 'lifecycle' | 'value' | 'orders' | 'visits' | 'daysSinceVisit' | 'affinity' | 'views' | 'device' | 'referrer' | 'hour' | (string & {});
  /** For `affinity`: the liking (“Clothing > Coats”); for `views`: the category that was viewed. */
  name?: string;
  is?: string | number | boolean;
  atLeast?: number;
  atMost?: number;
}

/** A segment: every condition of `all` holds, and one of `any` where there are some. One without conditions holds for nobody. */
export interface SegmentDefinition {
  name: string;
  all?: Condition[];
  any?: Condition[];
}

/** What conditions are held against. */
export interface Circumstances {
  profile: Profile;
  context: VisitContext;
  /** Categories of the products viewed in this visit, one for each view; empty where it may not be told. */
  viewed: readonly string[];
}

/** A field's value: a word, a number, or both where a word has an amount behind it. */
function valueOf(condition: Condition, { profile, context, viewed }: Circumstances): { word?: string | undefined; amount?: number | undefined } {
  const { name } = condition;
  switch (condition.field) {
    case 'lifecycle':
      return { word: lifecycleOf(profile) };
    case 'value':
      return { word: valueTierOf(profile), amount: profile.orders.reduce((sum, order) => sum + order.value, 0) };
    case 'orders':
      return { amount: profile.orders.length };
    case 'visits':
      return { amount: profile.visits };
    case 'daysSinceVisit':
      return profile.visits > 1 ? { amount: (profile.last - profile.before) / 86_400 } : {};
    case 'affinity':
      return name === undefined ? {} : { amount: Math.max(...sharesOf(profile).filter((one) => one.name === name).map(({ share }) => share), 0) };
    case 'views':
      return { amount: name === undefined ? viewed.length : viewed.filter((one) => one === name || one.startsWith(`${name} > `)).length };
    case 'device':
      return { word: context.device };
    case 'referrer':
      return { word: context.referrer };
    case 'hour':
      return { amount: context.hour };
    default:
      return {};
  }
}

function holds(condition: unknown, around: Circumstances): boolean {
  if (typeof condition !== 'object' || condition === null) return false;
  const asked = condition as Condition;
  const { word, amount } = valueOf(asked, around);
  const bounds = [asked.is, asked.atLeast, asked.atMost];
  if ((word === undefined && amount === undefined) || bounds.every((bound) => bound === undefined)) return false;
  if (asked.is !== undefined && asked.is !== word && asked.is !== amount) return false;
  if (asked.atLeast !== undefined && !(amount !== undefined && amount >= asked.atLeast)) return false;
  return asked.atMost === undefined || (amount !== undefined && amount <= asked.atMost);
}

/** Names of the segments that hold, in the order of their definitions. Never throws: what is no definition holds for nobody. */
export function segmentsOf(definitions: unknown, around: Circumstances): string[] {
  if (!Array.isArray(definitions)) return [];
  return definitions.flatMap((definition: unknown) => {
    const { name, all, any } = (typeof definition === 'object' && definition !== null ? definition : {}) as Partial<Record<string, unknown>>;
    const [every, some] = [all, any].map((list) => (Array.isArray(list) ? (list as unknown[]) : []));
    if (typeof name !== 'string' || !every || !some || every.length + some.length === 0) return [];
    return every.every((one) => holds(one, around)) && (some.length === 0 || some.some((one) => holds(one, around))) ? [name] : [];
  });
}
