import { optionalField, requiredField, words } from '../kit/connection-fields.ts';
import type { ErrorTable } from '../kit/platform-answer.ts';
import type { ConnectionField } from '../remote/remote-platform.ts';

/** What the owner fills in; every help says where it stands in Shopify's own admin. */
export const shopifyFields: readonly ConnectionField[] = [
  requiredField(
    'shop',
    'text',
    words('店铺域名', '商店網域', 'Shop domain'),
    words(
      '后台域名，形如 my-shop.myshopify.com（不是自定义域名）。',
      '後台網域，形如 my-shop.myshopify.com（不是自訂網域）。',
      'The admin domain, like my-shop.myshopify.com (not your own domain).',
    ),
  ),
  requiredField(
    'accessToken',
    'secret',
    words('Admin API 访问令牌', 'Admin API 存取權杖', 'Admin API access token'),
    words(
      '在店铺安装自建应用后得到，需勾选 read_orders、read_products、read_customers、write_orders、write_returns；60 天以前的订单另需 read_all_orders。',
      '在商店安裝自建應用後取得，需勾選 read_orders、read_products、read_customers、write_orders、write_returns；60 天以前的訂單另需 read_all_orders。',
      'Of an app of your own installed in the shop, with read_orders, read_products, read_customers, write_orders, write_returns; orders older than 60 days need read_all_orders, too.',
    ),
  ),
  optionalField(
    'appSecret',
    'secret',
    words('应用密钥（API secret key）', '應用密鑰（API secret key）', 'App secret (API secret key)'),
    words(
      '同一应用的 API secret key，用来校验 Webhook 推送。',
      '同一應用的 API secret key，用來驗證 Webhook 推送。',
      'The same app’s API secret key; webhooks are verified with it.',
    ),
  ),
  optionalField(
    'apiVersion',
    'text',
    words('API 版本', 'API 版本', 'API version'),
    words(
      'Shopify 每季度发布一个版本，每个版本支持一年；默认 2026-07。',
      'Shopify 每季發布一個版本，每個版本支援一年；預設 2026-07。',
      'Shopify brings out a version each quarter and keeps it for a year; 2026-07 unless changed.',
    ),
    { defaultValue: '2026-07' },
  ),
];

/** What GraphQL and its gateway answer (shopify.dev/docs/api/admin-graphql, read 2026-11-21). */
export const shopifyErrors: ErrorTable = {
  'http-401': {
    field: 'accessToken',
    problem: words(
      '访问令牌无效，或应用已被卸载。',
      '存取權杖無效，或應用已被移除。',
      'The access token is invalid, or the app was removed.',
    ),
  },
  'http-402': {
    problem: words('店铺已被冻结（欠费）。', '商店已被凍結（欠費）。', 'The shop is frozen for unpaid bills.'),
  },
  'http-404': {
    field: 'shop',
    problem: words(
      '找不到这家店铺，请填写 .myshopify.com 结尾的后台域名，并检查 API 版本。',
      '找不到這間商店，請填寫 .myshopify.com 結尾的後台網域，並檢查 API 版本。',
      'No such shop: enter the domain that ends in .myshopify.com, and check the API version.',
    ),
  },
  'not-a-shop': {
    field: 'shop',
    problem: words(
      '店铺域名应以 .myshopify.com 结尾。',
      '商店網域應以 .myshopify.com 結尾。',
      'The shop domain has to end in .myshopify.com.',
    ),
  },
  ACCESS_DENIED: {
    field: 'accessToken',
    problem: words(
      '令牌缺少所需的权限范围，请在应用里勾选后重新安装。',
      '權杖缺少所需的權限範圍，請在應用中勾選後重新安裝。',
      'The token lacks a scope: tick it in the app and install again.',
    ),
  },
  'user-error': {
    reasonKey: 'refused.shop-rule',
    problem: words('Shopify 拒绝了这次操作。', 'Shopify 拒絕了這次操作。', 'Shopify refused this.'),
  },
};
