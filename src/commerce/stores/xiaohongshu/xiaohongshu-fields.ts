import { words } from '../kit/connection-fields.ts';
import type { ErrorTable } from '../kit/platform-answer.ts';
import {
  appKeyField,
  appSecretField,
  onlyRefreshTokenField,
  priceUnitField,
  refusalReasonField,
  returnAddressField,
  unitField,
} from '../kit/shared-fields.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';

/** What the owner fills in; every help says where it stands in the platform's own console. */
export const xiaohongshuFields: readonly ConnectionField[] = [
  appKeyField(
    'appId',
    'App ID',
    words(
      '小红书电商开放平台「控制台 › 应用管理」里的 appId。',
      '小紅書電商開放平台「控制台 › 應用管理」裡的 appId。',
      'appId under “控制台 › 应用管理” of the Xiaohongshu open platform.',
    ),
  ),
  appSecretField('appSecret', 'App Secret'),
  onlyRefreshTokenField(
    true,
    words(
      '店铺主账号授权应用后，用授权码换取的 refreshToken；之后自动续期。',
      '店鋪主帳號授權應用後，用授權碼換取的 refreshToken；之後自動續期。',
      'The refreshToken of the shop’s authorisation; the access is renewed by it.',
    ),
  ),
  unitField(
    'orderTimeUnit',
    words('订单查询时间单位', '訂單查詢時間單位', 'Unit of order times'),
    words(
      '官方文档没有写明订单列表 startTime/endTime 的单位（示例为 10 位秒）；若同步不到订单请改为毫秒。',
      '官方文件沒有寫明訂單列表 startTime/endTime 的單位（範例為 10 位秒）；若同步不到訂單請改為毫秒。',
      'The documents do not say the unit of startTime/endTime of the order list (their example has 10 digits, seconds). Choose milliseconds if no orders arrive.',
    ),
    ['seconds', 'milliseconds'],
  ),
  priceUnitField,
  returnAddressField(
    'returnAddressId',
    words(
      '同意寄回时使用的商家地址编号（sellerAddressRecordId），在「店铺 › 地址管理」维护。',
      '同意寄回時使用的商家地址編號（sellerAddressRecordId），在「店鋪 › 地址管理」維護。',
      'Seller address for returns (sellerAddressRecordId), kept under “店铺 › 地址管理”.',
    ),
  ),
  refusalReasonField(
    'rejectReason',
    words(
      '接口 afterSale.rejectReasons 返回的编号；平台没有固定默认值。',
      '介面 afterSale.rejectReasons 回傳的編號；平台沒有固定預設值。',
      'A number that afterSale.rejectReasons names; the platform fixes no default.',
    ),
  ),
];

/** The platform publishes no table of codes; these are what public clients meet. Others are told in the platform's own words. */
export const xiaohongshuErrors: ErrorTable = {
  '-1': {
    problem: words('平台系统繁忙，请稍后再试。', '平台系統忙碌，請稍後再試。', 'The platform is busy; try later.'),
  },
  'token-refused': {
    field: 'refreshToken',
    problem: words(
      '店铺授权已失效，请重新授权应用并填写新的 Refresh Token。',
      '店鋪授權已失效，請重新授權應用並填寫新的 Refresh Token。',
      'The shop’s authorisation has ended: authorise again and enter the new refresh token.',
    ),
  },
};
