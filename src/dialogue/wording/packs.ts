import type { LocalizedText } from '../../commerce/index.ts';
import { knowledgeWording } from '../../knowledge/index.ts';
import type { ReplyLanguage } from '../../understanding/index.ts';
import en from './en.json' with { type: 'json' };
import simplified from './zh-CN.json' with { type: 'json' };
import traditional from './zh-TW.json' with { type: 'json' };

/** One pack: key → variants of the same saying, with `{placeholder}` or `{placeholder:format}`. */
export type WordingPack = Readonly<Record<string, readonly string[]>>;

/** This room's own packs; the same keys with the same placeholders in each (tested). */
export const dialogueWording: Readonly<Record<ReplyLanguage, WordingPack>> = {
  'zh-CN': simplified,
  'zh-TW': traditional,
  en,
};

/** Everything that can be said; answers from knowledge bring their own words. */
export const packs: Readonly<Record<ReplyLanguage, WordingPack>> = {
  'zh-CN': { ...knowledgeWording['zh-CN'], ...simplified },
  'zh-TW': { ...knowledgeWording['zh-TW'], ...traditional },
  en: { ...knowledgeWording.en, ...en },
};

/** A short word of the packs (a status, a button) in all languages; the key itself where nobody wrote it. */
export function localized(key: string): LocalizedText {
  return {
    'zh-CN': packs['zh-CN'][key]?.[0] ?? key,
    'zh-TW': packs['zh-TW'][key]?.[0] ?? key,
    en: packs.en[key]?.[0] ?? key,
  };
}

export function hasWording(key: string): boolean {
  return packs['zh-CN'][key] !== undefined;
}

/** Joins texts of each language, by default as a list of names. */
export function joinLocalized(
  texts: readonly LocalizedText[],
  separators: LocalizedText = { 'zh-CN': '、', 'zh-TW': '、', en: ', ' },
): LocalizedText {
  const join = (language: ReplyLanguage) => texts.map((text) => text[language]).join(separators[language]);
  return { 'zh-CN': join('zh-CN'), 'zh-TW': join('zh-TW'), en: join('en') };
}

/** The same words in every language (names, numbers). */
export function sameInAll(text: string): LocalizedText {
  return { 'zh-CN': text, 'zh-TW': text, en: text };
}
