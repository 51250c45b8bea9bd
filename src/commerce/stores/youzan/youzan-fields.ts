import { requiredField, words } from '../kit/connection-fields.ts';
import type { ErrorTable } from '../kit/platform-answer.ts';
import { appKeyField, appSecretField, decisionHoursField, priceUnitField } from '../kit/shared-fields.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';

const where = words(
  '有赞云控制台「应用 › 应用概况」',
  '有贊雲控制台「應用 › 應用概況」',
  '“应用 › 应用概况” of the Youzan cloud console',
);

/** What the owner fills in; every help says where it stands in the platform's own console. */
export const youzanFields: readonly ConnectionField[] = [
  appKeyField(
    'clientId',
    'client_id',
    words(
      `${where['zh-CN']}里的 client_id（自用型应用）。`,
      `${where['zh-TW']}裡的 client_id（自用型應用）。`,
      `client_id on ${where.en} (an app for own use).`,
    ),
  ),
  appSecretField(
    'clientSecret',
    'client_secret',
    words('，推送验签也用它', '，推送驗簽也用它', '; pushes are verified with it, too'),
  ),
  requiredField(
    'kdtId',
    'text',
    words('店铺 ID（kdt_id）', '店鋪 ID（kdt_id）', 'Shop id (kdt_id)'),
    words(
      '有赞店铺后台「设置 › 店铺信息」里的店铺 ID。',
      '有贊店鋪後台「設定 › 店鋪資訊」裡的店鋪 ID。',
      'The id under “设置 › 店铺信息” of the shop.',
    ),
  ),
  priceUnitField,
  decisionHoursField,
];

const token = {
  field: 'clientSecret',
  problem: words(
    '无法换取访问令牌：请核对 client_id、client_secret 和店铺 ID，并确认应用已授权给这家店铺。',
    '無法換取存取權杖：請確認 client_id、client_secret 和店鋪 ID，並確認應用已授權給這間店鋪。',
    'No token could be had: check client_id, client_secret and the shop id, and that the app is authorised for this shop.',
  ),
};

/** Error codes (doc.youzanyun.com, as of the interfaces' pages, read 2026-11-21). */
export const youzanErrors: ErrorTable = {
  'token-refused': token,
  4201: token,
  4203: token,
  103010039: {
    reasonKey: 'refused.shop-rule',
    problem: words(
      '售后单已有更新，请刷新后重试。',
      '售後單已有更新，請重新整理後重試。',
      'The case has moved on; look again.',
    ),
  },
  102010002: {
    reasonKey: 'refused.shop-rule',
    problem: words(
      '售后单已有更新，请刷新后重试。',
      '售後單已有更新，請重新整理後重試。',
      'The case has moved on; look again.',
    ),
  },
  102090108: {
    reasonKey: 'refused.shop-rule',
    problem: words(
      '店铺余额不足，无法退款，请先充值。',
      '店鋪餘額不足，無法退款，請先儲值。',
      'The shop’s balance does not suffice for the refund.',
    ),
  },
  'console-only': {
    reasonKey: 'refused.shop-rule',
    problem: words('请在有赞后台处理这一步。', '請在有贊後台處理這一步。', 'Do this step in the Youzan console.'),
  },
};
