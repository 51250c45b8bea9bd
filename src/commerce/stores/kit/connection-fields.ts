import type { LocalizedText } from '../../types.ts';
import type { ConnectionField, ConnectionSettings } from '../remote/remote-platform.ts';

/** A text in the three languages, in the order zh-CN, zh-TW, en. */
export function words(simplified: string, traditional: string, english: string): LocalizedText {
  return { 'zh-CN': simplified, 'zh-TW': traditional, en: english };
}

/** A field that has to be filled in. */
export function requiredField(
  key: string,
  kind: ConnectionField['kind'],
  label: LocalizedText,
  help: LocalizedText,
): ConnectionField {
  return { key, kind, label, help, isRequired: true };
}

/** A field that may stay empty, or has a value of its own. */
export function optionalField(
  key: string,
  kind: ConnectionField['kind'],
  label: LocalizedText,
  help: LocalizedText,
  more: Pick<ConnectionField, 'choices' | 'defaultValue'> = {},
): ConnectionField {
  return { key, kind, label, help, isRequired: false, ...more };
}

/** A setting, or its field's own value. */
export function settingOf(settings: ConnectionSettings, key: string, otherwise = ''): string {
  const value = settings[key]?.trim();
  return value === undefined || value === '' ? otherwise : value;
}

/** A setting that is a table in one line, `101=applied; 102=success`: the word for a name, or undefined. */
export function wordOf(settings: ConnectionSettings, key: string, name: string): string | undefined {
  return settingOf(settings, key)
    .split(';')
    .map((part) => part.split('=').map((word) => word.trim()))
    .find(([first]) => first === name)?.[1];
}
