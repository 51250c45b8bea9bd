import { UpstreamError } from '../../../platform/index.ts';
import { nextChangeCursor, readChangeCursor } from '../remote/change-cursor.ts';
import type { ConnectionTest, RemoteParts, RemotePlatform, RemoteShop } from '../remote/remote-platform.ts';
import { problemText } from '../remote/remote-problem.ts';
import { medusaActions, medusaSteps } from './medusa-actions.ts';
import { type MedusaApi, openMedusaApi } from './medusa-api.ts';
import {
  customersAnswer,
  orderFields,
  ordersAnswer,
  productFields,
  productsAnswer,
  storesAnswer,
} from './medusa-documents.ts';
import { toCustomer, toProduct, toRemoteOrder } from './to-canonical.ts';

/** Shops that run Medusa 2 (https://medusajs.com), by its Admin API; verified against Medusa 2.21 as a real server. */
export const medusa: RemotePlatform = {
  platform: 'medusa',
  descriptor: {
    label: { 'zh-CN': 'Medusa', 'zh-TW': 'Medusa', en: 'Medusa' },
    orderNumberPatterns: ['#\\d{1,9}', '\\d{3,9}'],
    identityClues: ['order-phone', 'email', 'phone'],
    actions: ['cancel-order', 'change-address', 'request-return', 'request-refund', 'withdraw-case'],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: true, push: false, idempotentWrites: false, sandbox: false },
  fields: [
    {
      key: 'url',
      kind: 'url',
      label: { 'zh-CN': '服务器地址', 'zh-TW': '伺服器位址', en: 'Address of the server' },
      help: {
        'zh-CN': 'Medusa 后端的地址，例如 https://api.example.com，不含 /admin。',
        'zh-TW': 'Medusa 後端的位址，例如 https://api.example.com，不含 /admin。',
        en: 'Of the Medusa backend, for example https://api.example.com, without /admin.',
      },
      isRequired: true,
    },
    {
      key: 'apiKey',
      kind: 'secret',
      label: { 'zh-CN': '密钥（Secret API Key）', 'zh-TW': '金鑰（Secret API Key）', en: 'Secret API key' },
      help: {
        'zh-CN': '在 Medusa 后台“设置 → Secret API Keys”中创建，以 sk_ 开头，只显示一次。',
        'zh-TW': '在 Medusa 後台「設定 → Secret API Keys」建立，以 sk_ 開頭，只顯示一次。',
        en: 'Settings → Secret API Keys in the admin; begins with sk_ and is shown once.',
      },
      isRequired: true,
    },
  ],
  limits: { perSecond: 20, burst: 20 },
  // The list is by change, so that all of it costs no more than it has pages.
  historyDays: 3_650,
  connect,
};

const perPage = 50;

function connect(parts: RemoteParts): RemoteShop {
  const api = openMedusaApi(parts);
  const findOrder = async (orderId: string) => {
    if (!/^\d{1,15}$/.test(orderId)) return undefined;
    // The number can be searched for, not asked for; by number the wanted one comes before those that only contain it.
    const query = { q: orderId, order: 'display_id', limit: '100', fields: orderFields };
    const { orders } = await api.read('/admin/orders', query, ordersAnswer);
    return orders.find((one) => String(one.display_id) === orderId);
  };
  const actions = { api, clock: parts.clock, findOrder };
  let currency: Promise<string> | undefined;
  return {
    test: () => test(api),
    listProducts: async (cursor) => {
      currency ??= currencyOf(api);
      const offset = Number(cursor ?? 0);
      const query = { offset: String(offset), limit: String(perPage), order: 'id', fields: productFields };
      const { products, count } = await api.read('/admin/products', query, productsAnswer);
      const own = await currency;
      const end = offset + products.length;
      const next = products.length > 0 && end < count ? String(end) : undefined;
      return { items: products.map((one) => toProduct(one, own)), next, total: count };
    },
    listOrders: async (from) => {
      const place = readChangeCursor(from);
      const query = {
        'updated_at[$gte]': place.since,
        order: 'updated_at',
        offset: String(place.skip),
        limit: String(perPage),
        fields: orderFields,
      };
      const { orders, count } = await api.read('/admin/orders', query, ordersAnswer);
      const lastChangedAt = orders.at(-1)?.updated_at;
      return {
        items: orders.filter((one) => one.status !== 'draft').map(toRemoteOrder),
        next: nextChangeCursor(place, { count: orders.length, perPage, lastChangedAt }),
        ...(from.cursor === undefined ? { total: count } : {}),
      };
    },
    findOrder: async (orderId) => {
      const found = await findOrder(orderId);
      return found && toRemoteOrder(found);
    },
    findCustomer: async ({ email, phone, id }) => {
      const wanted: Record<string, string> = id ? { id } : email ? { email } : { q: phone ?? '' };
      const query = { ...wanted, limit: '20', fields: 'id,email,first_name,last_name,phone' };
      const { customers } = await api.read('/admin/customers', query, customersAnswer);
      // A search also finds what only contains it; several of one phone prove nothing.
      const exact = customers.filter((one) => phone === undefined || one.phone === phone);
      const [one, other] = exact;
      return one === undefined || (phone !== undefined && other !== undefined) ? undefined : toCustomer(one);
    },
    perform: medusaActions(actions),
    steps: medusaSteps(actions),
  };
}

async function currencyOf(api: MedusaApi): Promise<string> {
  const { stores } = await api.read('/admin/stores', {}, storesAnswer);
  const all = stores[0]?.supported_currencies ?? [];
  return (all.find((one) => one.is_default === true) ?? all[0])?.currency_code.toUpperCase() ?? 'EUR';
}

async function test(api: MedusaApi): Promise<ConnectionTest> {
  try {
    const { stores } = await api.read('/admin/stores', {}, storesAnswer);
    const { count } = await api.read('/admin/orders', { limit: '1', fields: orderFields }, ordersAnswer);
    return {
      ok: true,
      shopName: stores[0]?.name ?? 'Medusa',
      details: {
        'zh-CN': `已连接，共 ${count} 笔订单。`,
        'zh-TW': `已連線，共 ${count} 筆訂單。`,
        en: `Connected; ${count} orders.`,
      },
    };
  } catch (error) {
    if (error instanceof UpstreamError && (error.upstreamStatus === 401 || error.upstreamStatus === 403))
      return { ok: false, field: 'apiKey', problem: problemText('refused-key') };
    throw error;
  }
}
