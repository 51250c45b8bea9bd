import { words } from '../kit/connection-fields.ts';
import type { ErrorTable } from '../kit/platform-answer.ts';

const authorisation = {
  field: 'shopId',
  problem: words(
    '店铺授权已失效或被关闭。请在抖店后台「服务市场 › 我的服务」重新授权应用，并核对店铺 ID。',
    '店鋪授權已失效或被關閉。請在抖店後台「服務市場 › 我的服務」重新授權應用，並確認店鋪 ID。',
    'The shop’s authorisation has ended or was closed. Authorise the app again in the shop console and check the shop id.',
  ),
};
const secret = {
  field: 'appSecret',
  problem: words(
    '签名校验失败：App Secret 不正确，或与 App Key 不匹配。',
    '簽章驗證失敗：App Secret 不正確，或與 App Key 不相符。',
    'The signature was refused: the App Secret is wrong or does not fit the App Key.',
  ),
};
const key = {
  field: 'appKey',
  problem: words(
    'App Key 不正确，应为 19 位纯数字。',
    'App Key 不正確，應為 19 位純數字。',
    'The App Key is wrong; it has 19 digits.',
  ),
};
const token = {
  problem: words(
    '访问令牌已失效，正在自动续期；若持续出现请重新授权。',
    '存取權杖已失效，正在自動續期；若持續出現請重新授權。',
    'The access token has ended and is renewed by itself; authorise again if this stays.',
  ),
};

/** Error codes of 抖店 (op.jinritemai.com/docs/guide-docs/212/1427, read 2026-11-21): sub-codes where there are any. */
export const douyinErrors: ErrorTable = {
  'isv.signature-invalid': secret,
  'isv.signature-missing': secret,
  'dop.token-generate-failed:app-secret-invalid': secret,
  'isv.app-id-invalid': key,
  'isv.app-id-missing': key,
  'isv.access-token-expired': token,
  'isv.access-token-no-existed': token,
  'isv.access-token-invalid': token,
  'dop.authorization-no-existed': authorisation,
  'dop.authorization-closed': authorisation,
  'dop.token-generate-failed:no-authorization': authorisation,
  'dop.token-generate-failed:grant-type-invalid': {
    problem: words(
      '应用类型不符：自用型应用才能用店铺 ID 直接换取令牌，工具型应用请填写授权得到的 Refresh Token。',
      '應用類型不符：自用型應用才能用店鋪 ID 直接換取權杖，工具型應用請填寫授權取得的 Refresh Token。',
      'Only an app for own use gets its token by the shop id; for others enter the refresh token of the authorisation.',
    ),
  },
  'isv.app-permissions-insufficient': {
    problem: words(
      '应用没有该接口的权限包，请在开放平台控制台申请订单与售后权限。',
      '應用沒有該介面的權限包，請在開放平台控制台申請訂單與售後權限。',
      'The app lacks the permission for this interface; apply for orders and after-sales in the console.',
    ),
  },
  'isv.timestamp-invalid': {
    problem: words(
      '服务器时间与平台相差过大，请校准服务器时间。',
      '伺服器時間與平台相差過大，請校正伺服器時間。',
      'This server’s clock differs too much from the platform’s; set it.',
    ),
  },
  30002: {
    problem: words(
      '服务器出口 IP 不在应用的 IP 白名单里，请在开放平台控制台加入。',
      '伺服器對外 IP 不在應用的 IP 白名單內，請在開放平台控制台加入。',
      'This server’s address is not on the app’s allow list; add it in the console.',
    ),
  },
  'isv.business-failed:11001': {
    reasonKey: 'refused.shop-rule',
    problem: words(
      '这张售后单不支持通过接口处理，请在抖店后台人工审核。',
      '這張售後單不支援透過介面處理，請在抖店後台人工審核。',
      'This case cannot be handled by the interface; do it in the shop console.',
    ),
  },
  'isv.business-failed:20309541': {
    reasonKey: 'refused.shop-rule',
    problem: words(
      '售后单状态已变化，请刷新后再操作。',
      '售後單狀態已變化，請重新整理後再操作。',
      'The case has moved on; look again.',
    ),
  },
};
