import { z } from 'zod';
import { toSeconds } from '../kit/china-time.ts';
import { settingOf, words } from '../kit/connection-fields.ts';
import { oneByOne } from '../kit/one-by-one.ts';
import { answerTo, connected, dataOf, failedTest, type PlatformAnswer } from '../kit/platform-answer.ts';
import { cataloguePage } from '../kit/product.ts';
import { countOrZero, idText, listOf, readAs } from '../kit/read-json.ts';
import { changeAddress } from '../kit/remote-writes.ts';
import { walkWindows } from '../kit/time-windows.ts';
import type { RemoteParts, RemotePlatform, RemoteShop } from '../remote/remote-platform.ts';
import { type DouyinApi, douyinApi } from './douyin-api.ts';
import { douyinErrors } from './douyin-errors.ts';
import { douyinFields } from './douyin-fields.ts';
import { changeReceiver, douyinSteps } from './douyin-writes.ts';
import { readDouyinPush } from './read-douyin-push.ts';
import { douyinCase, toCase } from './to-case.ts';
import { douyinOrder, toOrder } from './to-order.ts';
import { douyinProduct, toProduct } from './to-product.ts';

/** 抖店: orders and after-sales with the shop's authorisation; chat (飞鸽) is closed. Orders older than 90 days are not listed. */
export const douyinPlatform: RemotePlatform = {
  platform: 'douyin',
  descriptor: {
    label: words('抖店', '抖店', 'Douyin Shop'),
    orderNumberPatterns: ['[56]\\d{18}'],
    identityClues: ['order-phone', 'phone'],
    actions: ['change-address'],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: true, push: true, idempotentWrites: false, sandbox: false },
  limits: { perSecond: 10, burst: 10 },
  fields: douyinFields,
  connect,
  readPush: (request, settings) => readDouyinPush(request, settings),
};

const pageSize = 50;
const day = 86_400;

function connect(parts: RemoteParts): RemoteShop {
  const api = douyinApi(parts);
  const findOrder = async (orderId: string) => {
    const answer = await api('order.orderDetail', { shop_order_id: orderId });
    if (isUnknown(answer)) return undefined;
    const data = readAs(z.object({ shop_order_detail: douyinOrder }), dataOf(answer, 'douyin order'), 'douyin order');
    return toOrder(data.shop_order_detail);
  };
  const findCase = async (caseId: string) => {
    const answer = await api('afterSale.Detail', { after_sale_id: caseId });
    return isUnknown(answer) ? undefined : toCase(readAs(douyinCase, dataOf(answer, 'douyin case'), 'douyin case'));
  };
  return {
    test: () => test(api, settingOf(parts.settings, 'shopId')),
    findOrder,
    findCase,
    listProducts: (cursor) => listProducts(api, cursor),
    listOrders: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: day,
        read: async ({ start, end, page }) => {
          const number = Number(page ?? '0');
          const span = {
            update_time_start: toSeconds(start),
            update_time_end: toSeconds(end),
            order_by: 'update_time',
            order_asc: true,
          };
          const answer = await api('order.searchList', { ...span, page: number, size: pageSize });
          const list = readAs(orderPage, dataOf(answer, 'douyin orders'), 'douyin orders');
          const hasMore = (number + 1) * pageSize < list.total;
          return { items: list.shop_order_list.map(toOrder), next: hasMore ? String(number + 1) : undefined };
        },
      }),
    listCases: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: day,
        read: async ({ start, end, page }) => {
          const number = Number(page ?? '0');
          // Without the order by time of change the platform skips some.
          const span = {
            update_start_time: toSeconds(start),
            update_end_time: toSeconds(end),
            order_by: ['update_time asc'],
          };
          const answer = await api('afterSale.List', { ...span, page: number, size: pageSize });
          const list = readAs(casePage, dataOf(answer, 'douyin cases'), 'douyin cases');
          const items = await oneByOne(
            list.items.map((one) => one.aftersale_info.aftersale_id),
            findCase,
          );
          return { items, next: list.has_more ? String(number + 1) : undefined };
        },
      }),
    perform: { 'change-address': changeAddress(findOrder, (order, address) => changeReceiver(api, order, address)) },
    steps: douyinSteps(api, parts.settings, findCase),
  };
}

const orderPage = z.object({ shop_order_list: listOf(douyinOrder), total: countOrZero });
const casePage = z.object({
  items: listOf(z.object({ aftersale_info: z.object({ aftersale_id: idText }) })),
  has_more: z.boolean().nullish(),
});
const productPage = z.object({ data: listOf(z.object({ product_id: idText })), total: countOrZero });

/** A refusal that is about the number asked for: the platform's business errors, none of the connection. */
function isUnknown(answer: PlatformAnswer<unknown>): boolean {
  return (
    !answer.ok &&
    !Object.hasOwn(douyinErrors, answer.code) &&
    /^(isv\.(business|parameter)|isp\.service-error:10000)/.test(answer.code)
  );
}

async function test(api: DouyinApi, shopId: string) {
  const answer = await answerTo(() => api('order.searchList', { page: 0, size: 1, order_by: 'create_time' }));
  if (!answer.ok) return failedTest(answer, douyinErrors);
  const [first] = readAs(orderPage, answer.data, 'douyin orders').shop_order_list;
  // The name stands only in orders; a shop without one goes by its number.
  return connected(first?.shop_name || `抖店 ${shopId}`, 'orders');
}

function listProducts(api: DouyinApi, cursor: string | undefined) {
  return cataloguePage(
    cursor,
    pageSize,
    async (page) => {
      const answer = await api('product.listV2', { page, size: pageSize, status: 0 });
      const list = readAs(productPage, dataOf(answer, 'douyin products'), 'douyin products');
      return { ids: list.data.map((one) => one.product_id), total: list.total };
    },
    async (id) => {
      const answer = await api('product.detail', { product_id: id });
      if (isUnknown(answer)) return undefined;
      return toProduct(readAs(douyinProduct, dataOf(answer, 'douyin product'), 'douyin product'));
    },
  );
}
