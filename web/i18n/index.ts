import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import { chooseLanguage, type InterfaceLanguage, interfaceLanguages } from './languages.ts';
import simplified from './workspace/zh-CN.json';
import type { WorkspaceWords } from './workspace-words.ts';

export { chooseLanguage, type InterfaceLanguage, interfaceLanguages, languageNames } from './languages.ts';

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'workspace';
    resources: { workspace: WorkspaceWords };
    returnNull: false;
  }
}

const storageKey = 'peakdesk.language';

const loaders: Readonly<Record<InterfaceLanguage, () => Promise<WorkspaceWords>>> = {
  'zh-CN': async () => simplified,
  'zh-TW': async () => (await import('./workspace/zh-TW.json')).default,
  en: async () => (await import('./workspace/en.json')).default,
};

/** Starts the texts in the language chosen before, else in the browser's. */
export async function startWords(): Promise<void> {
  await i18next.use(initReactI18next).init({
    lng: 'zh-CN',
    fallbackLng: 'zh-CN',
    defaultNS: 'workspace',
    ns: ['workspace'],
    resources: { 'zh-CN': { workspace: simplified } },
    interpolation: { escapeValue: false },
    returnNull: false,
  });
  await showLanguage(storedLanguage() ?? chooseLanguage(navigator.languages));
}

/** Language in which the workspace is shown now. */
export function currentLanguage(): InterfaceLanguage {
  return chooseLanguage([i18next.language ?? 'zh-CN']);
}

/** Whether somebody has chosen a language in this browser. */
export function storedLanguage(): InterfaceLanguage | undefined {
  const stored = localStorage.getItem(storageKey);
  return interfaceLanguages.find((language) => language === stored);
}

/** Changes the language and remembers it. */
export async function chooseInterfaceLanguage(language: InterfaceLanguage): Promise<void> {
  localStorage.setItem(storageKey, language);
  await showLanguage(language);
}

/** Changes the language without remembering it, e.g. to that of the account. */
export async function showLanguage(language: InterfaceLanguage): Promise<void> {
  if (!i18next.hasResourceBundle(language, 'workspace'))
    i18next.addResourceBundle(language, 'workspace', await loaders[language]());
  await i18next.changeLanguage(language);
  document.documentElement.lang = language;
}
