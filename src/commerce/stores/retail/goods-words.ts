import type { LocalizedText } from '../../types.ts';
import words from './goods-words.json' with { type: 'json' };

/** Chinese words for everyday goods, options and option values, so that an English catalogue is understood and told in Chinese. */

const goods: Readonly<Record<string, readonly string[]>> = words.goods;
const labels: Readonly<Record<string, Partial<LocalizedText>>> = { ...words.options, ...words.values };

/** What Chinese customers call the goods of an English name; empty for goods that are not everyday ones. */
export function chineseNamesOf(name: string): readonly string[] {
  return goods[name.toLowerCase()] ?? [];
}

/** Chinese words for those of the texts (option names, option values) that have them. */
export function optionLabelsFor(texts: readonly string[]): Readonly<Record<string, Partial<LocalizedText>>> {
  const known = [...new Set(texts)].flatMap((text) => {
    const label = labels[text.toLowerCase()];
    return label === undefined ? [] : [[text, label] as const];
  });
  return Object.fromEntries(known);
}

/** One option name or value in a language; as the catalogue writes it where there is no other word. */
export function optionIn(language: keyof LocalizedText, text: string): string {
  return language === 'en' ? text : (labels[text.toLowerCase()]?.[language] ?? text);
}
