import { AppError } from '../../../platform/index.ts';
import type { LocalizedText } from '../../types.ts';
import type { ConnectionField, ConnectionSettings } from '../remote/remote-platform.ts';

/** The setting by which an owner allows addresses in a network of their own. */
export const allowPrivateKey = 'allowPrivateNetwork';

/** Where the address is the owner's to choose, so is whether it may be in a network of their own. */
export const allowPrivateField: ConnectionField = {
  key: allowPrivateKey,
  kind: 'switch',
  label: { 'zh-CN': '允许访问内网地址', 'zh-TW': '允許連線內網位址', en: 'Allow private addresses' },
  help: {
    'zh-CN': '店铺系统部署在自己的内网时打开；在公网上的店铺请保持关闭。',
    'zh-TW': '商店系統架設在自己的內網時開啟；在公開網路上的商店請保持關閉。',
    en: 'Switch on if your shop runs in your own network; leave it off for shops on the internet.',
  },
  isRequired: false,
  defaultValue: 'false',
};

/** What somebody else is reached with: its fields, and the name that its errors carry. */
export type SettingsOwner = { name: string; fields: readonly ConnectionField[] };

/**
 * Typed values with the stored secrets beside them; with another address every secret has to be typed anew. `stored` are the values
 * kept for the same owner. AppError 'invalid' for a field that there is not.
 */
export function typedSettings(
  { name, fields }: SettingsOwner,
  typed: ConnectionSettings,
  stored: ConnectionSettings | undefined,
): ConnectionSettings {
  const known = new Set(fields.map((field) => field.key));
  const unknown = Object.keys(typed).find((key) => !known.has(key));
  if (unknown !== undefined)
    throw new AppError('invalid', `${name} has no field '${unknown}' (it has ${[...known].join(', ')})`, {
      field: `settings.${unknown}`,
    });
  const trimmed = Object.fromEntries(Object.entries(typed).map(([key, value]) => [key, value.trim()]));
  if (stored === undefined || !isSamePlace(fields, stored, trimmed)) return trimmed;
  const secret = secretKeys(fields);
  const kept = Object.entries(stored).filter(([key]) => secret.has(key) && (trimmed[key] ?? '') === '');
  return { ...trimmed, ...Object.fromEntries(kept) };
}

/** The first field that has to be filled in and is not. */
export function missingField(
  fields: readonly ConnectionField[],
  settings: ConnectionSettings,
): { ok: false; field: string; problem: LocalizedText } | undefined {
  const field = fields.find(
    (one) => one.isRequired && one.defaultValue === undefined && (settings[one.key] ?? '') === '',
  );
  if (field === undefined) return undefined;
  const { label } = field;
  return {
    ok: false,
    field: field.key,
    problem: {
      'zh-CN': `请填写“${label['zh-CN']}”。`,
      'zh-TW': `請填寫「${label['zh-TW']}」。`,
      en: `Please fill in “${label.en}”.`,
    },
  };
}

/** Settings as a screen may see them: values of fields that are no secrets, and which secrets have one. */
export function withoutSecrets(
  fields: readonly ConnectionField[],
  settings: ConnectionSettings,
): { settings: ConnectionSettings; filledSecrets: readonly string[] } {
  const secret = secretKeys(fields);
  const entries = Object.entries(settings);
  return {
    settings: Object.fromEntries(entries.filter(([key]) => !secret.has(key))),
    filledSecrets: entries.filter(([key, value]) => secret.has(key) && value !== '').map(([key]) => key),
  };
}

/** Settings with the fields' own values where nothing is set. */
export function withDefaults(fields: readonly ConnectionField[], settings: ConnectionSettings): ConnectionSettings {
  const own = fields.flatMap(({ key, defaultValue }) => (defaultValue === undefined ? [] : [[key, defaultValue]]));
  return { ...Object.fromEntries(own), ...settings };
}

function secretKeys(fields: readonly ConnectionField[]): ReadonlySet<string> {
  return new Set(fields.filter((field) => field.kind === 'secret').map((field) => field.key));
}

function isSamePlace(fields: readonly ConnectionField[], one: ConnectionSettings, other: ConnectionSettings): boolean {
  const origin = (text = '') => (URL.canParse(text) ? new URL(text).origin : text);
  return fields
    .filter((field) => field.kind === 'url')
    .every(({ key, defaultValue }) => origin(one[key] ?? defaultValue) === origin(other[key] ?? defaultValue));
}
