import { words } from '../kit/connection-fields.ts';
import type { ErrorTable } from '../kit/platform-answer.ts';

const session = {
  field: 'sessionKey',
  problem: words(
    '店铺授权（SessionKey）无效或已过期。请店铺主账号重新授权应用，并填写新的 SessionKey。',
    '店鋪授權（SessionKey）無效或已過期。請店鋪主帳號重新授權應用，並填寫新的 SessionKey。',
    'The shop’s authorisation (SessionKey) is invalid or has expired. Let the shop’s main account authorise the app again and enter the new key.',
  ),
};

const key = {
  field: 'appKey',
  problem: words('App Key 不正确。', 'App Key 不正確。', 'The App Key is wrong.'),
};

const permission = {
  problem: words(
    '应用没有调用该接口的权限。请在开放平台应用控制台申请「订单」「退款」权限包；聊天机器人类应用通常无法获得订单权限。',
    '應用沒有呼叫該介面的權限。請在開放平台應用控制台申請「訂單」「退款」權限包；聊天機器人類應用通常無法取得訂單權限。',
    'The app may not call this interface. Apply for the order and refund permissions in the open platform’s console; apps of the chat-bot category usually get none.',
  ),
};

/** Error codes of TOP, and sub-codes where they say more (open.taobao.com, "API 错误码", read 2026-11-21). */
export const taobaoErrors: ErrorTable = {
  11: permission,
  12: permission,
  25: {
    field: 'appSecret',
    problem: words(
      '签名校验失败：App Secret 不正确，或与 App Key 不是同一个应用。',
      '簽章驗證失敗：App Secret 不正確，或與 App Key 不是同一個應用。',
      'The signature was refused: the App Secret is wrong or belongs to another app.',
    ),
  },
  26: session,
  27: session,
  28: key,
  29: key,
  31: {
    problem: words(
      '服务器时间与平台相差超过 10 分钟，请校准服务器时间。',
      '伺服器時間與平台相差超過 10 分鐘，請校正伺服器時間。',
      'This server’s clock differs from the platform’s by more than 10 minutes; set it.',
    ),
  },
  'sms-code-needed': {
    reasonKey: 'refused.shop-rule',
    problem: words(
      '这笔退款需要短信验证码，请在千牛里操作。',
      '這筆退款需要簡訊驗證碼，請在千牛操作。',
      'This refund needs a code by SMS: do it in 千牛.',
    ),
  },
  'isv.trade-status-error': {
    reasonKey: 'refused.order-packed',
    problem: words(
      '订单状态已变化，不能再操作。',
      '訂單狀態已變化，無法再操作。',
      'The order has moved on; this is no longer possible.',
    ),
  },
};
