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

/** Hours that the shop has to decide about an application, where a platform's documents do not say it. */
export const decisionHoursField: ConnectionField = optionalField(
  'decisionHours',
  'text',
  words('售后申请处理时限（小时）', '售後申請處理時限（小時）', 'Hours to decide about an after-sales request'),
  words(
    '平台接口没有返回这个时限，官方文档也未确认；请按平台商家后台显示的倒计时填写，默认 48 小时。',
    '平台介面沒有回傳這個時限，官方文件也未確認；請依平台商家後台顯示的倒數填寫，預設 48 小時。',
    'The platform’s API does not tell this time and its documents do not confirm it: enter what the seller console counts down from. 48 hours unless you change it.',
  ),
  { defaultValue: '48' },
);

/** The hours of `decisionHoursField`. */
export function decisionHours(settings: ConnectionSettings): number {
  const hours = Number(settings['decisionHours'] ?? '48');
  return Number.isFinite(hours) && hours > 0 && hours <= 720 ? hours : 48;
}

/** A setting, or its field's own value. */
export function settingOf(settings: ConnectionSettings, key: string, otherwise = ''): string {
  const value = settings[key]?.trim();
  return value === undefined || value === '' ? otherwise : value;
}
