/** Circumstances by name, as pages and people write them, and by number, as the engine counts them. */
import type { EngineContext } from './engine.js';
import type { VisitContext } from './types.js';

const devices = ['phone', 'tablet', 'desktop'] as const;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const referrers = ['direct', 'search', 'social', 'email', 'advertisement', 'other'] as const;

function whole(value: number | undefined, from: number, to: number): number | undefined {
  return Number.isInteger(value) && value! >= from && value! <= to ? value : undefined;
}

function position(names: readonly string[], name: string | undefined): number | undefined {
  const at = names.indexOf(name!);
  return at < 0 ? undefined : at;
}

/** A language tag by its place among the model's locales, which are language and region alone. */
export function localeNumber(locales: readonly string[] | undefined, tag: string | undefined): number | undefined {
  return position(locales ?? [], tag?.toLowerCase().replace(/-[a-z]{4}\b/, ''));
}

/** For the engine; whatever has no such name or lies outside its range is unknown. `locales` as the manifest names them. */
export function contextNumbers(context: VisitContext, locales: readonly string[] | undefined): EngineContext {
  const month = whole(context.month, 1, 12);
  return {
    device: position(devices, context.device),
    hour: whole(context.hour, 0, 23),
    weekday: position(weekdays, context.weekday),
    month: month && month - 1,
    referrer: position(referrers, context.referrer),
    locale: localeNumber(locales, context.locale),
  };
}

/** For the page: what is known, and nothing else. */
export function contextNames(context: EngineContext, locales: readonly string[] | undefined): VisitContext {
  const named = {
    device: devices[context.device ?? -1],
    hour: context.hour,
    weekday: weekdays[context.weekday ?? -1],
    month: context.month === undefined ? undefined : context.month + 1,
    referrer: referrers[context.referrer ?? -1],
    locale: locales?.[context.locale ?? -1],
  };
  // JSON has no place for what is undefined.
  return JSON.parse(JSON.stringify(named)) as VisitContext;
}
