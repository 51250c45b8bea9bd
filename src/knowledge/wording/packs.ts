import type { LocalizedText } from '../../commerce/index.ts';
import { inEach, type Language } from '../facts/texts.ts';
import en from './en.json' with { type: 'json' };
import simplified from './zh-CN.json' with { type: 'json' };
import traditional from './zh-TW.json' with { type: 'json' };

/** Wordings of this room's answers: key → variants with `{placeholders}`; the dialogue loads them beside its own packs. */
export const knowledgeWording: Readonly<Record<Language, Readonly<Record<string, readonly string[]>>>> = {
  'zh-CN': simplified,
  'zh-TW': traditional,
  en,
};

/** A line or word that becomes part of an answer's parameters; the first variant, filled. */
export function phrase(
  key: string,
  parameters: Readonly<Record<string, string | number | LocalizedText>> = {},
): LocalizedText {
  return inEach((language) => fill(knowledgeWording[language][key]?.[0] ?? key, parameters, language));
}

/** Puts the parameters into a wording; a placeholder without a parameter stays visible. */
export function fill(
  wording: string,
  parameters: Readonly<Record<string, string | number | LocalizedText>>,
  language: Language,
): string {
  return wording.replace(/\{([\w-]+)\}/g, (whole, name: string) => {
    const value = parameters[name];
    if (value === undefined) return whole;
    return typeof value === 'object' ? value[language] : String(value);
  });
}
