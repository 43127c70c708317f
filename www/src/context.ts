/** Circumstances by name, as pages and people write them, and by number, as the engine counts them. */
import { type EngineBinding, type EngineContext, unknownItem } from './engine.js';
import type { VisitContext } from './types.js';

const devices = ['phone', 'tablet', 'desktop'] as const;
const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const;
const referrers = ['direct', 'search', 'social', 'email', 'advertisement', 'other'] as const;

function whole(value: number | undefined, from: number, to: number): number | undefined {
  return value !== undefined && Number.isInteger(value) && value >= from && value <= to ? value : undefined;
}

function position<Name extends string>(names: readonly Name[], name: Name | undefined): number | undefined {
  const at = name === undefined ? -1 : names.indexOf(name);
  return at < 0 ? undefined : at;
}

/** The entries that have a value. */
function known<Fields extends object>(fields: { [Name in keyof Fields]: Fields[Name] | undefined }): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Fields;
}

/** Class of the model's locales, behind those of facts (`crates/wasm/src/binding.rs`). */
const localeClass = 4;

/** A language tag as the model counts it: language and region alone, in small letters. */
function locale(engine: EngineBinding, tag: string | undefined): number | undefined {
  const [, language = '', region = ''] = /^([a-z]+)(?:-[a-z]{4})?(-(?:[a-z]{2}|\d{3}))?\b/.exec(tag?.toLowerCase() ?? '') ?? [];
  const number = engine.valueOf(localeClass, language + region);
  return number === unknownItem ? undefined : number;
}

/** For the engine; whatever has no such name or lies outside its range is unknown. */
export function contextNumbers(context: VisitContext, engine: EngineBinding): EngineContext {
  const month = whole(context.month, 1, 12);
  return known<EngineContext>({
    device: position(devices, context.device),
    hour: whole(context.hour, 0, 23),
    weekday: position(weekdays, context.weekday),
    month: month === undefined ? undefined : month - 1,
    referrer: position(referrers, context.referrer),
    locale: locale(engine, context.locale),
  });
}

/** For the page. */
export function contextNames(context: EngineContext, engine: EngineBinding): VisitContext {
  return known<VisitContext>({
    device: devices[context.device ?? -1],
    hour: context.hour,
    weekday: weekdays[context.weekday ?? -1],
    month: context.month === undefined ? undefined : context.month + 1,
    referrer: referrers[context.referrer ?? -1],
    locale: context.locale === undefined ? undefined : engine.nameOf(localeClass, context.locale),
  });
}
