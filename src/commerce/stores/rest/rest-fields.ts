import { optionalField, requiredField, words } from '../kit/connection-fields.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';

const documented = words(
  '写法和示例见文档「Shops elsewhere」的 REST/JSON 一节。',
  '寫法和範例見文件「Shops elsewhere」的 REST/JSON 一節。',
  'See the section REST/JSON of “Shops elsewhere” in the documentation.',
);

/** A help followed by where the format is described. */
function asDocumented(simplified: string, traditional: string, english: string) {
  return words(
    `${simplified}${documented['zh-CN']}`,
    `${traditional}${documented['zh-TW']}`,
    `${english} ${documented.en}`,
  );
}

/** What the owner of a shop with an interface of its own fills in. */
export const restFields: readonly ConnectionField[] = [
  requiredField(
    'url',
    'url',
    words('接口地址', '介面網址', 'Address of the interface'),
    words(
      '所有路径之前的部分，例如 https://shop.example.com/api。',
      '所有路徑之前的部分，例如 https://shop.example.com/api。',
      'What stands before every path, e.g. https://shop.example.com/api.',
    ),
  ),
  optionalField(
    'authorization',
    'secret',
    words('授权头的值', '授權標頭的值', 'Value of the authorisation header'),
    words(
      '原样发送，例如 Bearer 加空格再加密钥。',
      '原樣傳送，例如 Bearer 加空格再加金鑰。',
      'Sent as it stands here, e.g. Bearer, a space and the key.',
    ),
  ),
  optionalField(
    'headerName',
    'text',
    words('授权头的名称', '授權標頭的名稱', 'Name of the authorisation header'),
    words('例如 X-Api-Key。', '例如 X-Api-Key。', 'For example X-Api-Key.'),
    { defaultValue: 'Authorization' },
  ),
  optionalField(
    'ordersPath',
    'text',
    words('订单变更列表的路径', '訂單變更列表的路徑', 'Path of the orders changed since'),
    asDocumented(
      '{since} 是时间，{cursor} 是下一页的位置；按变更时间从旧到新排列。',
      '{since} 是時間，{cursor} 是下一頁的位置；按變更時間由舊到新排列。',
      '{since} is the time, {cursor} the place of the next page; oldest change first.',
    ),
    { defaultValue: '/orders?changedSince={since}&cursor={cursor}' },
  ),
  optionalField(
    'orderPath',
    'text',
    words('单个订单的路径', '單筆訂單的路徑', 'Path of one order'),
    words('{id} 是订单号。', '{id} 是訂單編號。', '{id} is the order’s number.'),
    { defaultValue: '/orders/{id}' },
  ),
  optionalField(
    'productsPath',
    'text',
    words('商品列表的路径', '商品列表的路徑', 'Path of the products'),
    words(
      '没有商品接口就填一个减号（-）；{cursor} 是下一页的位置。',
      '沒有商品介面就填一個減號（-）；{cursor} 是下一頁的位置。',
      'A minus sign (-) where there is none; {cursor} is the place of the next page.',
    ),
    { defaultValue: '/products?cursor={cursor}' },
  ),
  optionalField(
    'mapping',
    'json',
    words('字段映射（JSON）', '欄位對應（JSON）', 'Mapping of fields (JSON)'),
    asDocumented(
      '只写与默认格式不同的字段。',
      '只寫與預設格式不同的欄位。',
      'Only what differs from the simple format.',
    ),
  ),
  optionalField(
    'statuses',
    'json',
    words('订单状态对照（JSON）', '訂單狀態對照（JSON）', 'Words of states (JSON)'),
    asDocumented(
      '左边是店铺系统的状态词，右边是 Peakdesk 的状态；没有写到的词按「处理中」对待。',
      '左邊是商店系統的狀態詞，右邊是 Peakdesk 的狀態；沒有寫到的詞按「處理中」對待。',
      'The shop’s word and the state it means; a word that is not there counts as being worked on.',
    ),
  ),
  optionalField(
    'moneyUnit',
    'choice',
    words('金额单位', '金額單位', 'Unit of amounts'),
    words('接口返回的金额用什么单位。', '介面回傳的金額用什麼單位。', 'How the interface writes amounts.'),
    {
      defaultValue: 'minor',
      choices: [
        { value: 'minor', label: words('最小单位（分）', '最小單位（分）', 'Smallest unit (cents)') },
        { value: 'major', label: words('元（可带小数）', '元（可帶小數）', 'Whole unit with decimals') },
      ],
    },
  ),
  optionalField(
    'currency',
    'text',
    words('币种', '幣別', 'Currency'),
    words('订单没有写明币种时使用。', '訂單沒有寫明幣別時使用。', 'Where an order names none, and of the products.'),
    { defaultValue: 'CNY' },
  ),
  optionalField(
    'timeZone',
    'text',
    words('时区', '時區', 'Time zone'),
    words(
      '时间里没有写时区时使用，例如 Asia/Shanghai。',
      '時間裡沒有寫時區時使用，例如 Asia/Taipei。',
      'For times that name none, e.g. Asia/Shanghai.',
    ),
    { defaultValue: 'UTC' },
  ),
  optionalField(
    'writes',
    'json',
    words('写操作（JSON）', '寫入操作（JSON）', 'Writes (JSON)'),
    asDocumented(
      '取消、改地址、退款怎么写回店铺系统；没有写到的由人工处理。',
      '取消、改地址、退款怎麼寫回商店系統；沒有寫到的由人工處理。',
      'How to cancel, change an address and refund; what is not there is left to people.',
    ),
  ),
  optionalField(
    'webhookSecret',
    'secret',
    words('推送密钥', '推送金鑰', 'Secret of pushes'),
    asDocumented(
      '店铺系统按 Standard Webhooks 签名推送时使用，whsec_ 加 Base64。',
      '商店系統按 Standard Webhooks 簽名推送時使用，whsec_ 加 Base64。',
      'Where the shop pushes, signed after Standard Webhooks: whsec_ and base64.',
    ),
  ),
];
