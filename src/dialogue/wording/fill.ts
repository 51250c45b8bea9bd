import type { SayingParameters } from '../types.ts';
import { type FormatOptions, formatDate, formatMoney } from './format.ts';
import { packs } from './packs.ts';

/**
 * Puts values into a template's placeholders. `{name}` takes the value as it is, `{name:money}`, `{name:date}` and
 * `{name:date-time}` format it, any other format is the beginning of a key: `{arrival:arrival}` with "at-once" gives the
 * words of `arrival.at-once`, which may hold placeholders of their own.
 */
export function fill(template: string, parameters: SayingParameters, options: FormatOptions): string {
  return template.replace(
    /\{([\w-]+)(?::([\w-]+))?\}/g,
    (place: string, name: string, format: string | undefined, at: number) => {
      const value = fillOne(name, format, parameters, options);
      return options.language === 'en' ? value : setApart(value, template[at - 1], template[at + place.length]);
    },
  );
}

/** Latin words and numbers stand apart from the Chinese characters around them. */
function setApart(value: string, before: string | undefined, behind: string | undefined): string {
  const isFar = (character: string | undefined) => character !== undefined && /\p{Script=Han}/u.test(character);
  const start = isFar(before) && /^[\p{Script=Latin}\d#]/u.test(value) ? ' ' : '';
  const end = isFar(behind) && /[\p{Script=Latin}\d]$/u.test(value) ? ' ' : '';
  return `${start}${value}${end}`;
}

/** Names of a template's placeholders with their formats, sorted; equal in all languages. */
export function placeholdersOf(template: string): readonly string[] {
  return [...template.matchAll(/\{([\w-]+(?::[\w-]+)?)\}/g)].map((match) => match[1] ?? '').sort();
}

function fillOne(
  name: string,
  format: string | undefined,
  parameters: SayingParameters,
  options: FormatOptions,
): string {
  // Names of the catalogue come as `item` with `item.zh-TW` and `item.en` beside it where those differ.
  const value = parameters[`${name}.${options.language}`] ?? parameters[name];
  if (value === undefined) return '';
  if (typeof value === 'object') return value[options.language];
  const currency = typeof parameters.currency === 'string' ? parameters.currency : options.currency;
  switch (format) {
    case undefined:
      return String(value);
    case 'money':
      return formatMoney(Number(value), currency, options.language);
    case 'date':
      return formatDate(String(value), options, false);
    case 'date-time':
      return formatDate(String(value), options, true);
    default: {
      const words = packs[options.language][`${format}.${value}`]?.[0];
      return words === undefined ? String(value) : fill(words, parameters, options);
    }
  }
}
