import { words } from '../kit/connection-fields.ts';
import type { ErrorTable } from '../kit/platform-answer.ts';

const token = {
  field: 'accessToken',
  problem: words(
    '店铺授权（access_token）无效或已过期，请商家主账号在宙斯授权页重新授权后填写新的。',
    '店鋪授權（access_token）無效或已過期，請商家主帳號在宙斯授權頁重新授權後填寫新的。',
    'The shop’s access_token is invalid or has expired: authorise again with the seller’s main account and enter the new one.',
  ),
};

/** Error codes of the gateway (a copy of the platform's table, read 2026-11-21) and as public clients meet them; others are told in the platform's own words. */
export const jdErrors: ErrorTable = {
  18: token,
  19: token,
  12: {
    field: 'appSecret',
    problem: words(
      '签名校验失败：App Secret 不正确。',
      '簽章驗證失敗：App Secret 不正確。',
      'The signature was refused: the App Secret is wrong.',
    ),
  },
  8: {
    problem: words(
      '服务器时间与平台相差超过 6 分钟，请校准服务器时间。',
      '伺服器時間與平台相差超過 6 分鐘，請校正伺服器時間。',
      'This server’s clock differs from the platform’s by more than 6 minutes; set it.',
    ),
  },
  2: {
    problem: words(
      '应用今天的接口调用次数已用完，请明天再试或在宙斯控制台申请提高流量。',
      '應用今天的介面呼叫次數已用完，請明天再試或在宙斯控制台申請提高流量。',
      'The app has used up its calls of the day; try again tomorrow or apply for more in the console.',
    ),
  },
  'console-only': {
    reasonKey: 'refused.shop-rule',
    problem: words(
      '退货、换货、维修服务单请在京麦后台处理，接口只能审核取消退款单。',
      '退貨、換貨、維修服務單請在京麥後台處理，介面只能審核取消退款單。',
      'Services (return, exchange, repair) are handled in the seller console; the interface only decides refunds before delivery.',
    ),
  },
};
