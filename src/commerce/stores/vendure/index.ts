import { nextChangeCursor, readChangeCursor } from '../remote/change-cursor.ts';
import type { RemotePage, RemoteParts, RemotePlatform, RemoteShop } from '../remote/remote-platform.ts';
import { problemText } from '../remote/remote-problem.ts';
import { toCustomer, toProduct, toRemoteOrder } from './to-canonical.ts';
import { vendureActions, vendureSteps } from './vendure-actions.ts';
import { openVendureApi, type VendureApi, VendureRefusal } from './vendure-api.ts';
import {
  customersAnswer,
  customersQuery,
  ordersAnswer,
  ordersQuery,
  productsAnswer,
  productsQuery,
  testAnswer,
  testQuery,
} from './vendure-documents.ts';

/** Shops that run Vendure (https://www.vendure.io), by its Admin API; verified against Vendure 3.7 as a real server. */
export const vendure: RemotePlatform = {
  platform: 'vendure',
  descriptor: {
    label: { 'zh-CN': 'Vendure', 'zh-TW': 'Vendure', en: 'Vendure' },
    orderNumberPatterns: ['[A-Z0-9]{16}'],
    identityClues: ['order-phone', 'email', 'phone'],
    actions: ['cancel-order', 'change-address', 'request-return', 'request-refund', 'withdraw-case'],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: true, push: false, idempotentWrites: false, sandbox: false },
  fields: [
    {
      key: 'url',
      kind: 'url',
      label: { 'zh-CN': 'Admin API 地址', 'zh-TW': 'Admin API 位址', en: 'Address of the Admin API' },
      help: {
        'zh-CN': '例如 https://shop.example.com/admin-api；只填店铺域名时自动补上 /admin-api。',
        'zh-TW': '例如 https://shop.example.com/admin-api；只填商店網域時會自動補上 /admin-api。',
        en: 'For example https://shop.example.com/admin-api; /admin-api is added to a bare domain.',
      },
      isRequired: true,
    },
    {
      key: 'apiKey',
      kind: 'secret',
      label: { 'zh-CN': 'API 密钥', 'zh-TW': 'API 金鑰', en: 'API key' },
      help: {
        'zh-CN': 'Vendure 3.6 起可在后台“设置 → API 密钥”中创建，需要订单、商品、客户的读写权限。有密钥就不用填账号。',
        'zh-TW': 'Vendure 3.6 起可在後台「設定 → API 金鑰」建立，需要訂單、商品、顧客的讀寫權限。有金鑰就不必填帳號。',
        en: 'From Vendure 3.6: Settings → API keys, with read and update rights on orders, catalogue and customers. Then no account is needed.',
      },
      isRequired: false,
    },
    {
      key: 'username',
      kind: 'text',
      label: { 'zh-CN': '管理员账号', 'zh-TW': '管理員帳號', en: 'Administrator' },
      help: {
        'zh-CN': '没有 API 密钥时使用；建议为 Peakdesk 单独建一个管理员。店铺的 tokenMethod 需包含 bearer。',
        'zh-TW': '沒有 API 金鑰時使用；建議為 Peakdesk 另建一個管理員。商店的 tokenMethod 需包含 bearer。',
        en: 'Where there is no API key; best an administrator of its own. The shop’s tokenMethod must include bearer.',
      },
      isRequired: false,
    },
    {
      key: 'password',
      kind: 'secret',
      label: { 'zh-CN': '管理员密码', 'zh-TW': '管理員密碼', en: 'Password' },
      help: { 'zh-CN': '上面账号的密码。', 'zh-TW': '上面帳號的密碼。', en: 'Of the account above.' },
      isRequired: false,
    },
    {
      key: 'channelToken',
      kind: 'text',
      label: { 'zh-CN': '渠道 Token', 'zh-TW': '通路 Token', en: 'Channel token' },
      help: {
        'zh-CN': '有多个渠道时填写；在后台“设置 → 渠道”中查看。',
        'zh-TW': '有多個通路時填寫；在後台「設定 → 通路」中查看。',
        en: 'Where the shop has several channels: Settings → Channels.',
      },
      isRequired: false,
    },
  ],
  limits: { perSecond: 20, burst: 20 },
  // The list is by change, so that all of it costs no more than it has pages.
  historyDays: 3_650,
  connect,
};

const ordersPerPage = 50;
const productsPerPage = 50;

function connect(parts: RemoteParts): RemoteShop {
  const api = openVendureApi(parts);
  const findOrder = async (code: string) => {
    const options = { take: 1, filter: { code: { eq: code }, active: { eq: false } } };
    return (await api.read(ordersQuery, { options }, ordersAnswer)).orders.items[0];
  };
  const actions = { api, clock: parts.clock, findOrder };
  return {
    test: () => test(api),
    listProducts: async (cursor) => {
      const skip = Number(cursor ?? 0);
      const options = { skip, take: productsPerPage, sort: { id: 'ASC' } };
      const { products } = await api.read(productsQuery, { options }, productsAnswer);
      const end = skip + products.items.length;
      const next = products.items.length > 0 && end < products.totalItems ? String(end) : undefined;
      return { items: products.items.map(toProduct), next, total: products.totalItems };
    },
    listOrders: (from) => listOrders(api, from),
    findOrder: async (orderId) => {
      const found = await findOrder(orderId);
      return found && toRemoteOrder(found);
    },
    findCustomer: async ({ email, phone, id }) => {
      const filter = id ? { id: { eq: id } } : email ? { emailAddress: { eq: email } } : { phoneNumber: { eq: phone } };
      const { customers } = await api.read(customersQuery, { options: { take: 2, filter } }, customersAnswer);
      const [one, other] = customers.items;
      return one === undefined || other !== undefined ? undefined : toCustomer(one);
    },
    perform: vendureActions(actions),
    steps: vendureSteps(actions),
  };
}

async function listOrders(
  api: VendureApi,
  from: { since: string; cursor: string | undefined },
): Promise<RemotePage<ReturnType<typeof toRemoteOrder>>> {
  const place = readChangeCursor(from);
  const filter = { active: { eq: false }, orderPlacedAt: { isNull: false }, updatedAt: { after: place.since } };
  const options = { skip: place.skip, take: ordersPerPage, sort: { updatedAt: 'ASC' }, filter };
  const { orders } = await api.read(ordersQuery, { options }, ordersAnswer);
  const next = nextChangeCursor(place, {
    count: orders.items.length,
    perPage: ordersPerPage,
    lastChangedAt: orders.items.at(-1)?.updatedAt,
    // Some of its databases keep whole seconds.
    marginMilliseconds: 1_000,
  });
  return {
    items: orders.items.map(toRemoteOrder),
    next,
    ...(from.cursor === undefined ? { total: orders.totalItems } : {}),
  };
}

async function test(api: VendureApi): ReturnType<RemoteShop['test']> {
  try {
    const { activeChannel, orders } = await api.read(testQuery, {}, testAnswer);
    const { totalItems } = orders;
    return {
      ok: true,
      shopName: activeChannel.seller?.name ?? activeChannel.code,
      details: {
        'zh-CN': `已连接，币种 ${activeChannel.defaultCurrencyCode}，共 ${totalItems} 笔订单。`,
        'zh-TW': `已連線，幣別 ${activeChannel.defaultCurrencyCode}，共 ${totalItems} 筆訂單。`,
        en: `Connected; currency ${activeChannel.defaultCurrencyCode}, ${totalItems} orders.`,
      },
    };
  } catch (error) {
    if (!(error instanceof VendureRefusal)) throw error;
    if (error.code === 'UNAUTHORIZED') return { ok: false, field: 'password', problem: problemText('refused-key') };
    if (error.code === 'FORBIDDEN') return { ok: false, field: 'apiKey', problem: problemText('refused-key') };
    return { ok: false, problem: problemText('unknown', error.message) };
  }
}
