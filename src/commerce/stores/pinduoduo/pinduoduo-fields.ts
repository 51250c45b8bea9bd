import { words } from '../kit/connection-fields.ts';
import type { ErrorTable } from '../kit/platform-answer.ts';
import {
  accessTokenField,
  appKeyField,
  appSecretField,
  decisionHoursField,
  priceUnitField,
  refreshTokenField,
  unitField,
} from '../kit/shared-fields.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';

/** What the owner fills in; every help says where it stands in the platform's own console. */
export const pinduoduoFields: readonly ConnectionField[] = [
  appKeyField(
    'clientId',
    'client_id',
    words(
      '拼多多开放平台「控制台 › 应用管理」里的 client_id。订单应用上线须部署在多多云，云外解密额度极低。',
      '拼多多開放平台「控制台 › 應用管理」裡的 client_id。訂單應用上線須部署在多多雲，雲外解密額度極低。',
      'client_id under “控制台 › 应用管理” of the Pinduoduo open platform. Apps for orders have to run in the platform’s cloud (多多云) when they go live.',
    ),
  ),
  appSecretField('clientSecret', 'client_secret'),
  accessTokenField,
  refreshTokenField(),
  unitField(
    'amountUnit',
    words('接口金额单位', '介面金額單位', 'Unit of amounts'),
    words(
      '官方接口文档需登录后可见，未能核实；公开 SDK 显示订单与售后列表金额为元。请对照一笔订单核对。',
      '官方介面文件需登入後可見，未能核實；公開 SDK 顯示訂單與售後列表金額為元。請對照一筆訂單確認。',
      'The interface pages need a sign-in and could not be confirmed; public SDKs say 元 for orders and refunds. Compare one order.',
    ),
    ['yuan', 'fen'],
  ),
  priceUnitField,
  decisionHoursField,
];

/** Error codes as public clients meet them; others are told in the platform's own words. */
export const pinduoduoErrors: ErrorTable = {
  10019: {
    field: 'accessToken',
    problem: words(
      '店铺授权（access_token）已过期，请重新授权。',
      '店鋪授權（access_token）已過期，請重新授權。',
      'The shop’s access_token has expired; authorise again.',
    ),
  },
  10018: {
    field: 'accessToken',
    problem: words(
      '店铺授权（access_token）无效，请重新授权。',
      '店鋪授權（access_token）無效，請重新授權。',
      'The shop’s access_token is invalid; authorise again.',
    ),
  },
  20004: {
    field: 'clientSecret',
    problem: words(
      '签名校验失败：client_secret 不正确。',
      '簽章驗證失敗：client_secret 不正確。',
      'The signature was refused: the client_secret is wrong.',
    ),
  },
  20005: {
    problem: words(
      '服务器出口 IP 不在白名单里，请在应用管理中添加。',
      '伺服器對外 IP 不在白名單內，請在應用管理中新增。',
      'This server’s address is not on the app’s allow list; add it there.',
    ),
  },
};
