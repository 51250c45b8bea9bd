import { optionalField, requiredField, words } from '../kit/connection-fields.ts';
import type { ErrorTable } from '../kit/platform-answer.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';

/** What the owner fills in; every help says where it stands in the shop's own back office. */
export const woocommerceFields: readonly ConnectionField[] = [
  requiredField(
    'url',
    'url',
    words('店铺网址', '商店網址', 'Shop address'),
    words(
      '店铺首页地址，例如 https://shop.example.com，必须是 https。',
      '商店首頁網址，例如 https://shop.example.com，必須是 https。',
      'The shop’s address, e.g. https://shop.example.com; https only.',
    ),
  ),
  requiredField(
    'consumerKey',
    'secret',
    words('Consumer key', 'Consumer key', 'Consumer key'),
    words(
      'WordPress 后台「WooCommerce › 设置 › 高级 › REST API」新建密钥，权限选「读/写」；以 ck_ 开头。',
      'WordPress 後台「WooCommerce › 設定 › 進階 › REST API」新增金鑰，權限選「讀取/寫入」；以 ck_ 開頭。',
      'WooCommerce › Settings › Advanced › REST API: add a key with permission Read/Write; begins with ck_.',
    ),
  ),
  requiredField(
    'consumerSecret',
    'secret',
    words('Consumer secret', 'Consumer secret', 'Consumer secret'),
    words(
      '与 Consumer key 同时显示，只显示一次；以 cs_ 开头。',
      '與 Consumer key 同時顯示，只顯示一次；以 cs_ 開頭。',
      'Shown once together with the consumer key; begins with cs_.',
    ),
  ),
  optionalField(
    'webhookSecret',
    'secret',
    words('Webhook 密钥', 'Webhook 密鑰', 'Webhook secret'),
    words(
      '「高级 › Webhooks」里自己填写的密钥（Secret），两边一致；主题建议选「订单已更新」「产品已更新」。',
      '「進階 › Webhooks」裡自行填寫的密鑰（Secret），兩邊一致；主題建議選「訂單已更新」「商品已更新」。',
      'The secret you choose under Advanced › Webhooks, the same on both sides; topics “Order updated” and “Product updated”.',
    ),
  ),
  optionalField(
    'refundThrough',
    'choice',
    words('退款方式', '退款方式', 'How refunds are paid'),
    words(
      '支付插件支持原路退款时选「原路退款」；否则 WooCommerce 只登记退款，需人工打款。',
      '支付外掛支援原路退款時選「原路退款」；否則 WooCommerce 只登記退款，需人工付款。',
      'Choose the payment gateway where it can refund; otherwise WooCommerce only records the refund and people pay it.',
    ),
    {
      defaultValue: 'gateway',
      choices: [
        { value: 'gateway', label: words('原路退款', '原路退款', 'Payment gateway') },
        { value: 'manual', label: words('只登记', '只登記', 'Record only') },
      ],
    },
  ),
];

const keys = {
  field: 'consumerKey',
  problem: words(
    '密钥不正确，或没有「读/写」权限。',
    '金鑰不正確，或沒有「讀取/寫入」權限。',
    'The key is wrong or lacks the permission Read/Write.',
  ),
};

/** Codes of WooCommerce's REST API (woocommerce.github.io/woocommerce-rest-api-docs, read 2026-11-21). */
export const woocommerceErrors: ErrorTable = {
  woocommerce_rest_authentication_error: keys,
  woocommerce_rest_cannot_view: keys,
  woocommerce_rest_cannot_edit: keys,
  woocommerce_rest_cannot_create: keys,
  'http-401': keys,
  'http-403': {
    field: 'url',
    problem: words(
      '网站拒绝了访问（403），可能是安全插件或防火墙拦截了 REST API。',
      '網站拒絕了存取（403），可能是安全外掛或防火牆攔截了 REST API。',
      'The site refused the request (403): a security plugin or firewall may block the REST API.',
    ),
  },
  rest_no_route: {
    field: 'url',
    problem: words(
      '该网址没有 WooCommerce REST API，请确认已安装 WooCommerce，且固定链接不是「朴素」。',
      '該網址沒有 WooCommerce REST API，請確認已安裝 WooCommerce，且固定網址不是「預設」。',
      'No WooCommerce REST API at this address: check that WooCommerce is installed and permalinks are not “Plain”.',
    ),
  },
  'no-json': {
    field: 'url',
    problem: words(
      '该网址返回的不是 WooCommerce 数据，请填写店铺首页地址。',
      '該網址回傳的不是 WooCommerce 資料，請填寫商店首頁網址。',
      'This address does not answer as WooCommerce: enter the shop’s home page.',
    ),
  },
  'not-https': {
    field: 'url',
    problem: words(
      '请填写以 https:// 开头的网址。',
      '請填寫以 https:// 開頭的網址。',
      'Enter an address that begins with https://.',
    ),
  },
  woocommerce_rest_cannot_create_order_refund: {
    reasonKey: 'refused.shop-rule',
    problem: words(
      '支付插件拒绝了退款，请在 WooCommerce 后台查看。',
      '支付外掛拒絕了退款，請在 WooCommerce 後台查看。',
      'The payment gateway refused the refund; look in the shop’s back office.',
    ),
  },
};
