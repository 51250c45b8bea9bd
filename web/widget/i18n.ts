import { en } from './texts/en.ts';
import { zhCn } from './texts/zh-cn.ts';
import { zhTw } from './texts/zh-tw.ts';

export type TextKey = keyof typeof zhCn;
/** All words of one language. */
export type Texts = Readonly<Record<TextKey, string>>;
/** The words for a key, with `{name}` filled in. */
export type Translate = (key: TextKey, values?: Readonly<Record<string, string | number>>) => string;

export const widgetLanguages = ['zh-CN', 'zh-TW', 'en'] as const;
export type WidgetLanguage = (typeof widgetLanguages)[number];

export const texts: Readonly<Record<WidgetLanguage, Texts>> = { 'zh-CN': zhCn, 'zh-TW': zhTw, en };

/** Gives the words of one language. */
export function translator(language: WidgetLanguage): Translate {
  return (key, values = {}) =>
    texts[language][key].replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? ''));
}

/** The first wanted language that the window speaks; the shops are Chinese first. Tags as pages and browsers give them. */
export function chooseLanguage(wanted: readonly (string | undefined)[]): WidgetLanguage {
  for (const tag of wanted) {
    if (!tag) continue;
    if (/^zh\b.*\b(tw|hk|mo|hant)\b/i.test(tag)) return 'zh-TW';
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'zh-CN';
}
