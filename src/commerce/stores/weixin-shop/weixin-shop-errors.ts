import { words } from '../kit/connection-fields.ts';
import type { ErrorTable } from '../kit/platform-answer.ts';

const stale = {
  field: 'appSecret',
  problem: words(
    '访问凭证无效或已过期。请核对 AppID 与 AppSecret 是否属于同一家微信小店；如刚重置过 AppSecret，请填写新的。',
    '存取憑證無效或已過期。請確認 AppID 與 AppSecret 屬於同一間微信小店；若剛重設過 AppSecret，請填寫新的。',
    'The access token is invalid or has expired. Check that AppID and AppSecret belong to the same shop; if the secret was reset, enter the new one.',
  ),
};

const address = {
  problem: words(
    '服务器出口 IP 不在白名单里。请到微信小店后台「服务 › 开发者 › IP 白名单」加入这台服务器的公网 IP。',
    '伺服器對外 IP 不在白名單內。請到微信小店後台「服務 › 開發者 › IP 白名單」加入這台伺服器的公網 IP。',
    'This server’s address is not on the allow list. Add its public IP in the shop console under “服务 › 开发者 › IP 白名单”.',
  ),
};

/** Error codes of the platform (developers.weixin.qq.com, "全局返回码" and "售后返回码", read 2026-11-21). */
export const weixinShopErrors: ErrorTable = {
  'http-403': address,
  40164: address,
  40001: stale,
  40014: stale,
  42001: stale,
  40125: {
    field: 'appSecret',
    problem: words('AppSecret 不正确。', 'AppSecret 不正確。', 'The AppSecret is wrong.'),
  },
  40013: { field: 'appId', problem: words('AppID 不正确。', 'AppID 不正確。', 'The AppID is wrong.') },
  48001: {
    problem: words(
      '这个账号没有调用该接口的权限。请在微信小店后台确认已开通自研开发能力。',
      '這個帳號沒有呼叫該介面的權限。請在微信小店後台確認已開通自研開發能力。',
      'This account may not call the interface. Check in the shop console that own development is enabled.',
    ),
  },
  45009: {
    problem: words(
      '今天的接口调用次数已用完，明天零点恢复。',
      '今天的介面呼叫次數已用完，明天零點恢復。',
      'Today’s number of calls is used up; it starts anew at midnight.',
    ),
  },
  10021068: {
    reasonKey: 'refused.shop-rule',
    problem: words(
      '平台要求先与买家协商，再拒绝这个售后申请。',
      '平台要求先與買家協商，再拒絕這個售後申請。',
      'The platform wants the shop to negotiate with the buyer before it refuses this request.',
    ),
  },
};
