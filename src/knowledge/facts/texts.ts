import type { LocalizedText } from '../../commerce/index.ts';

export type Language = keyof LocalizedText;
const languages: readonly Language[] = ['zh-CN', 'zh-TW', 'en'];

/** An amount in minor units as text: ¥129.00, $50.88. */
export function moneyText(amount: number, currency: string): LocalizedText {
  const sign = currencySigns[currency] ?? `${currency} `;
  return same(`${sign}${(amount / 100).toFixed(2)}`);
}

/** Writes amounts of one currency. */
export function moneyTextOf(currency: string): (amount: number) => LocalizedText {
  return (amount) => moneyText(amount, currency);
}

/** The same words in every language (names, numbers). */
export function same(text: string): LocalizedText {
  return { 'zh-CN': text, 'zh-TW': text, en: text };
}

/** Builds a text of each language on its own. */
export function inEach(build: (language: Language) => string): LocalizedText {
  return { 'zh-CN': build('zh-CN'), 'zh-TW': build('zh-TW'), en: build('en') };
}

/** A list of names or clauses, joined as each language does. */
export function joined(texts: readonly LocalizedText[], separators: LocalizedText = nameSeparators): LocalizedText {
  return inEach((language) => texts.map((text) => text[language]).join(separators[language]));
}

/** Without the full stop at its end, for use inside a sentence. */
export function clause(text: LocalizedText): LocalizedText {
  return inEach((language) => text[language].trim().replace(/[。.]+$/, ''));
}

/** Lines of a list under each other, each with a bullet. */
export function bulleted(texts: readonly LocalizedText[]): LocalizedText {
  return inEach((language) => texts.map((text) => `· ${text[language]}`).join('\n'));
}

/** Every language's version, for matching a customer's words in whatever language. */
export function everyText(text: LocalizedText | Partial<LocalizedText>): readonly string[] {
  return [...new Set(languages.flatMap((language) => text[language] ?? []))];
}

export const nameSeparators: LocalizedText = { 'zh-CN': '、', 'zh-TW': '、', en: ', ' };
const currencySigns: Readonly<Record<string, string>> = {
  CNY: '¥',
  USD: '$',
  TWD: 'NT$',
  HKD: 'HK$',
  EUR: '€',
  GBP: '£',
};
