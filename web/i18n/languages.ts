/** Languages of the workspace's own texts, in the order in which they are offered. */
export const interfaceLanguages = ['zh-CN', 'zh-TW', 'en'] as const;
export type InterfaceLanguage = (typeof interfaceLanguages)[number];

/** Each language by its own name. */
export const languageNames: Readonly<Record<InterfaceLanguage, string>> = {
  'zh-CN': '简体中文',
  'zh-TW': '繁體中文',
  en: 'English',
};

const traditionalRegions = /^zh-(tw|hk|mo|hant)/i;

/** The first wanted language that we write; tags as browsers and accounts give them. */
export function chooseLanguage(wanted: readonly string[]): InterfaceLanguage {
  for (const tag of wanted) {
    if (traditionalRegions.test(tag)) return 'zh-TW';
    if (/^zh\b/i.test(tag)) return 'zh-CN';
    if (/^en\b/i.test(tag)) return 'en';
  }
  return 'zh-CN';
}
