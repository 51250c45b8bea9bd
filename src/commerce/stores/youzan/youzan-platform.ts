import { createHash } from 'node:crypto';
import { z } from 'zod';
import { actionArguments } from '../../action-arguments.ts';
import type { Order } from '../../types.ts';
import { toChinaTime, toSeconds } from '../kit/china-time.ts';
import { words } from '../kit/connection-fields.ts';
import { fromMinor } from '../kit/money.ts';
import { oneByOne } from '../kit/one-by-one.ts';
import { answerTo, connected, dataOf, failedTest, outcomeOf, type PlatformAnswer } from '../kit/platform-answer.ts';
import { cataloguePage } from '../kit/product.ts';
import { countOrZero, idText, listOf, readAs, textOrEmpty } from '../kit/read-json.ts';
import { stepOf } from '../kit/remote-writes.ts';
import { decisionHours } from '../kit/shared-fields.ts';
import { lastPageFirst, walkWindows } from '../kit/time-windows.ts';
import type {
  ConnectionSettings,
  RemoteAction,
  RemoteParts,
  RemotePlatform,
  RemoteShop,
} from '../remote/remote-platform.ts';
import { readYouzanPush } from './read-youzan-push.ts';
import { toCase, toOrder, youzanCase, youzanOrder } from './to-canonical.ts';
import { toProduct, youzanItem } from './to-product.ts';
import { type YouzanApi, youzanApi } from './youzan-api.ts';
import { youzanErrors, youzanFields } from './youzan-fields.ts';

/** 有赞: orders, cases, refunds by the shop. A refund carries a key, so that it is paid once however often it is sent. */
export const youzanPlatform: RemotePlatform = {
  platform: 'youzan',
  descriptor: {
    label: words('有赞', '有贊', 'Youzan'),
    orderNumberPatterns: ['E\\d{17,23}'],
    identityClues: ['order-phone', 'phone'],
    actions: ['request-refund'],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: true, push: true, idempotentWrites: true, sandbox: false },
  limits: { perSecond: 5, burst: 5 },
  fields: youzanFields,
  connect,
  readPush: (request, settings) => readYouzanPush(request, settings),
};

const pageSize = 50;
const day = 86_400;

function connect(parts: RemoteParts): RemoteShop {
  const api = youzanApi(parts);
  const findOrder = async (tid: string) => {
    const answer = await api('youzan.trade.get/4.0.2', { tid });
    return isUnknown(answer) ? undefined : toOrder(readAs(youzanOrder, dataOf(answer, 'youzan order'), 'youzan order'));
  };
  const findCase = async (id: string) => {
    const answer = await api('youzan.trade.refund.get/3.0.1', { refund_id: id });
    return isUnknown(answer)
      ? undefined
      : toCase(readAs(youzanCase, dataOf(answer, 'youzan case'), 'youzan case'), decisionHours(parts.settings));
  };
  return {
    test: () => test(api),
    findOrder,
    findCase,
    listProducts: (cursor) => listProducts(api, parts.settings, cursor),
    listOrders: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: day,
        read: async ({ start, end, page }) => {
          const found = await lastPageFirst(page, async (number) => {
            const span = { start_update: toChinaTime(start), end_update: toChinaTime(end) };
            const answer = await api('youzan.trades.sold.get/4.0.4', { ...span, page_no: number, page_size: pageSize });
            const list = readAs(orderList, dataOf(answer, 'youzan orders'), 'youzan orders');
            return {
              items: list.full_order_info_list.map((one) => one.full_order_info.order_info.tid),
              pages: Math.ceil(list.total_results / pageSize),
            };
          });
          return { items: await oneByOne([...new Set(found.items)], findOrder), next: found.next };
        },
      }),
    listCases: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: day,
        read: async ({ start, end, page }) => {
          const found = await lastPageFirst(page, async (number) => {
            const span = { update_time_start: toSeconds(start), update_time_end: toSeconds(end) };
            const answer = await api('youzan.trade.refund.search/3.0.1', {
              ...span,
              page_no: number,
              page_size: pageSize,
            });
            const list = readAs(caseList, dataOf(answer, 'youzan cases'), 'youzan cases');
            return { items: list.refunds.map((one) => one.refund_id), pages: Math.ceil(list.total / pageSize) };
          });
          return { items: await oneByOne(found.items, findCase), next: found.next };
        },
      }),
    perform: { 'request-refund': refund(api) },
    steps: caseSteps(api, findCase),
  };
}

function caseSteps(api: YouzanApi, findCase: NonNullable<RemoteShop['findCase']>): NonNullable<RemoteShop['steps']> {
  const agree = stepOf(findCase, async ({ case: one }) => {
    // Agreeing to goods coming back needs the shop's address in a form that could not be confirmed.
    if (one.state === 'applied' && one.kind !== 'refund')
      return outcomeOf({ ok: false, code: 'console-only', text: one.caseId }, youzanErrors);
    const body = { refund_id: one.caseId, version: Number(one.details['version'] ?? '0') };
    return outcomeOf(await api('youzan.trade.refund.agree/3.0.1', body, true), youzanErrors);
  });
  return { approve: agree, receive: agree };
}

/** A refund by the shop of the whole order; `biz_value` makes it happen once, so that it may be sent again after a crash. */
function refund(api: YouzanApi): RemoteAction {
  return {
    alreadyDone: async () => false,
    async write({ order, given, idempotencyKey, amount }) {
      const { reason } = actionArguments['request-refund'].parse(given);
      const wanted = amount ?? order.total;
      const body = {
        tid: order.orderId,
        biz_value: createHash('sha256').update(idempotencyKey).digest('hex').slice(0, 32),
        refund_fee: fromMinor(wanted),
        desc: reason,
        coupons: [],
        items: sharesOf(order, wanted).map(({ lineId, share }) => ({
          oid: lineId,
          refund_fee: fromMinor(share),
        })),
      };
      return outcomeOf(await api('youzan.trade.refund.seller.active/3.0.1', body, true), youzanErrors);
    },
  };
}

/** An amount over the lines in proportion to their prices, to the 分. */
export function sharesOf(order: Pick<Order, 'lines'>, amount: number): { lineId: string; share: number }[] {
  const prices = order.lines.map((line) => line.unitPrice * line.quantity);
  const sum = prices.reduce((one, other) => one + other, 0);
  let given = 0;
  let passed = 0;
  return order.lines.map((line, index) => {
    passed += prices[index] ?? 0;
    const until = sum === 0 ? 0 : Math.floor((amount * passed) / sum);
    const share = (index === order.lines.length - 1 ? amount : until) - given;
    given += share;
    return { lineId: line.lineId, share };
  });
}

/** Products on sale, oldest first, so that a new one does not move the others. */
function listProducts(api: YouzanApi, settings: ConnectionSettings, cursor: string | undefined) {
  return cataloguePage(
    cursor,
    pageSize,
    async (number) => {
      const span = { page_no: number, page_size: pageSize, order_by: 'created_time:asc' };
      const answer = await api('youzan.items.onsale.get/3.0.0', span);
      const list = readAs(itemList, dataOf(answer, 'youzan items'), 'youzan items');
      return { ids: list.items.map((one) => one.item_id), total: list.count };
    },
    async (id) => {
      const answer = await api('youzan.item.get/3.0.0', { item_id: Number(id) });
      if (isUnknown(answer)) return undefined;
      const { item } = readAs(z.object({ item: youzanItem }), dataOf(answer, 'youzan item'), 'youzan item');
      return toProduct(item, settings);
    },
  );
}

const itemList = z.object({ count: countOrZero, items: listOf(z.object({ item_id: idText })) });
const orderList = z.object({
  total_results: countOrZero,
  full_order_info_list: listOf(z.object({ full_order_info: z.object({ order_info: z.object({ tid: idText }) }) })),
});
const caseList = z.object({ total: countOrZero, refunds: listOf(z.object({ refund_id: idText })) });

function isUnknown(answer: PlatformAnswer<unknown>): boolean {
  return (
    !answer.ok && (['103011024', '103010052', '106000004'].includes(answer.code) || /not found/i.test(answer.text))
  );
}

async function test(api: YouzanApi) {
  const answer = await answerTo(() => api('youzan.shop.get/3.0.0', {}));
  if (!answer.ok) return failedTest(answer, youzanErrors);
  const { name: shopName } = readAs(z.object({ name: textOrEmpty }), answer.data, 'youzan shop');
  return connected(shopName, 'shop');
}
