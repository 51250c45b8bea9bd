import { AppError } from '../../../platform/index.ts';
import type { LocalizedText } from '../../types.ts';
import type { ConnectionField, ConnectionSettings } from '../remote/remote-platform.ts';
import { optionalField, requiredField, settingOf, words } from './connection-fields.ts';
import { toMinor } from './money.ts';

/** Fields of the connection form that several platforms have, with what is the same in their help. */

const units = {
  fen: words('分', '分', 'Fen'),
  yuan: words('元', '元', 'Yuan'),
  seconds: words('秒', '秒', 'Seconds'),
  milliseconds: words('毫秒', '毫秒', 'Milliseconds'),
} as const;

/** A name that is the same in every language, such as `App Key`. */
export function sameWords(name: string): LocalizedText {
  return words(name, name, name);
}

/** The app's number, shown where `help` says. */
export function appKeyField(key: string, name: string, help: LocalizedText): ConnectionField {
  return requiredField(key, 'text', sameWords(name), help);
}

/** The app's secret, which stands on the same page as its number; `more` is what else there is to know. */
export function appSecretField(key: string, name: string, more: LocalizedText = sameWords('')): ConnectionField {
  const help = words(
    `同一页面的 ${name}${more['zh-CN']}。`,
    `同一頁面的 ${name}${more['zh-TW']}。`,
    `${name} on the same page${more.en}.`,
  );
  return requiredField(key, 'secret', sameWords(name), help);
}

/** The access token that the shop's authorisation of the app has brought. */
export const accessTokenField: ConnectionField = requiredField(
  'accessToken',
  'secret',
  words('Access Token', 'Access Token', 'Access token'),
  words(
    '店铺主账号授权应用后得到的 access_token。',
    '店鋪主帳號授權應用後取得的 access_token。',
    'The access_token of the shop’s authorisation (main account).',
  ),
);

const refreshToken = words('Refresh Token', 'Refresh Token', 'Refresh token');

/** The refresh token that comes with an access token; `more` is what else there is to know. */
export function refreshTokenField(more: LocalizedText = sameWords('')): ConnectionField {
  const help = words(
    `授权时一并返回；填写后到期自动续期。${more['zh-CN']}`,
    `授權時一併回傳；填寫後到期自動續期。${more['zh-TW']}`,
    `Comes with the authorisation; with it the access is renewed by itself.${more.en === '' ? '' : ` ${more.en}`}`,
  );
  return optionalField('refreshToken', 'secret', refreshToken, help);
}

/** A refresh token that is all that the owner enters, where `help` says when. */
export function onlyRefreshTokenField(isRequired: boolean, help: LocalizedText): ConnectionField {
  const field = isRequired ? requiredField : optionalField;
  return field('refreshToken', 'secret', refreshToken, help);
}

/** Where buyers send goods back: a number of the platform's, found where `help` says. */
export function returnAddressField(key: string, help: LocalizedText): ConnectionField {
  return optionalField(key, 'text', words('退货地址编号', '退貨地址編號', 'Id of the return address'), help);
}

/** The platform's number of a reason for refusals, which its documents do not fix. */
export function refusalReasonField(key: string, help: LocalizedText): ConnectionField {
  return optionalField(
    key,
    'text',
    words('拒绝售后的原因编号', '拒絕售後的原因編號', 'Reason number for refusals'),
    help,
  );
}

/** A unit that the documents leave open: the first one is taken unless the owner chooses another. */
export function unitField<Key extends keyof typeof units>(
  key: string,
  label: LocalizedText,
  help: LocalizedText,
  [first, ...others]: readonly [Key, ...Key[]],
): ConnectionField {
  const choices = [first, ...others].map((value) => ({ value, label: units[value] }));
  return optionalField(key, 'choice', label, help, { defaultValue: first, choices });
}

/** Unit of the prices of goods, where only public SDKs and copies of the documents tell it. */
export const priceUnitField: ConnectionField = unitField(
  'priceUnit',
  words('商品价格单位', '商品價格單位', 'Unit of the prices of goods'),
  words(
    '商品接口的价格单位只见于公开 SDK 与文档副本（分）；请对照后台的一件商品核对，若差一百倍请改选。',
    '商品介面的價格單位只見於公開 SDK 與文件副本（分）；請對照後台的一件商品確認，若差一百倍請改選。',
    'Only public SDKs and copies of the documents tell the unit (分); compare one product with the console and choose the other if prices are a hundred times off.',
  ),
  ['fen', 'yuan'],
);

/** A price by the unit of `priceUnitField`, in minor units; AppError 'unavailable' where it is no price in that unit. */
export function priceOf(settings: ConnectionSettings, told: string | number): number {
  const price = toMinor(told, settingOf(settings, 'priceUnit', 'fen') === 'yuan' ? 2 : 0);
  if (price !== undefined && price >= 0) return price;
  throw new AppError('unavailable', `a product costs "${told}", which is no price in the unit of priceUnit`);
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
