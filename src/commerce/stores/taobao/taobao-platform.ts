import { z } from 'zod';
import type { AfterSalesCase } from '../../types.ts';
import { toChinaTime } from '../kit/china-time.ts';
import { settingOf, words } from '../kit/connection-fields.ts';
import { oneByOne } from '../kit/one-by-one.ts';
import { answerTo, connected, dataOf, failedTest, outcomeOf, type PlatformAnswer } from '../kit/platform-answer.ts';
import { cataloguePage } from '../kit/product.ts';
import { countOrZero, filled, idText, listOf, readAs, textOrEmpty } from '../kit/read-json.ts';
import { cancelOrder, changeAddress, stepOf } from '../kit/remote-writes.ts';
import { decisionHours } from '../kit/shared-fields.ts';
import { lastPageFirst, walkWindows } from '../kit/time-windows.ts';
import type { RemoteOutcome, RemoteParts, RemotePlatform, RemoteShop } from '../remote/remote-platform.ts';
import { type TaobaoApi, taobaoApi } from './taobao-api.ts';
import { taobaoErrors } from './taobao-errors.ts';
import { taobaoFields } from './taobao-fields.ts';
import { refundFields, taobaoRefund, toCase } from './to-case.ts';
import { taobaoTrade, toOrder, tradeFields } from './to-order.ts';
import { itemFields, taobaoItem, toProduct } from './to-product.ts';

/** 淘宝 and 天猫 over TOP. Chat is closed to new apps; orders and refunds need the shop's authorisation and the app's permissions. */
export const taobaoPlatform: RemotePlatform = {
  platform: 'taobao',
  descriptor: {
    label: words('淘宝 / 天猫', '淘寶 / 天貓', 'Taobao / Tmall'),
    orderNumberPatterns: ['\\d{18,19}'],
    identityClues: ['order-phone', 'phone'],
    actions: ['change-address', 'cancel-order'],
    reasons: {
      'cancel-order': [
        { value: '未及时付款', label: words('未及时付款', '未及時付款', 'Not paid in time') },
        { value: '买家不想买了', label: words('不想买了', '不想買了', 'No longer wanted') },
        {
          value: '买家信息填写错误，重新拍',
          label: words('信息填错，重新拍', '資訊填錯，重新下單', 'Wrong details, will order again'),
        },
      ],
    },
  },
  // Messages come over a socket of the platform's own (TMC), not as calls; changes are polled.
  capabilities: { products: true, orders: true, cases: true, push: false, idempotentWrites: false, sandbox: true },
  limits: { perSecond: 10, burst: 10 },
  fields: taobaoFields,
  connect,
};

const pageSize = 50;
const day = 86_400;

function connect(parts: RemoteParts): RemoteShop {
  const api = taobaoApi(parts);
  const findOrder = async (tid: string) => {
    const answer = await api('taobao.trade.fullinfo.get', { fields: tradeFields, tid });
    if (isUnknown(answer)) return undefined;
    return toOrder(readAs(z.object({ trade: taobaoTrade }), dataOf(answer, 'taobao trade'), 'taobao trade').trade);
  };
  const findCase = async (id: string) => {
    const answer = await api('taobao.refund.get', { fields: refundFields, refund_id: id });
    if (isUnknown(answer)) return undefined;
    const { refund } = readAs(z.object({ refund: taobaoRefund }), dataOf(answer, 'taobao refund'), 'taobao refund');
    return toCase(refund, decisionHours(parts.settings));
  };
  /** Ids of what was changed within a day, last page first. */
  const changed = async (
    method: string,
    fields: string,
    list: typeof tradeList | typeof refundList,
    window: { start: Date; end: Date },
    page: string | undefined,
  ) =>
    lastPageFirst(page, async (number) => {
      const span = { start_modified: toChinaTime(window.start), end_modified: toChinaTime(window.end) };
      const answer = await api(method, { fields, ...span, page_no: String(number), page_size: String(pageSize) });
      const found = readAs(list, dataOf(answer, method), method);
      return { items: found.ids, pages: Math.ceil(found.total / pageSize) };
    });
  return {
    test: () => test(api),
    findOrder,
    findCase,
    listProducts: (cursor) => listProducts(api, cursor),
    listOrders: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: day,
        read: async (window) => {
          const page = await changed('taobao.trades.sold.increment.get', 'tid', tradeList, window, window.page);
          return { items: await oneByOne(page.items, findOrder), next: page.next };
        },
      }),
    listCases: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: day,
        read: async (window) => {
          const page = await changed('taobao.refunds.receive.get', 'refund_id', refundList, window, window.page);
          return { items: await oneByOne(page.items, findCase), next: page.next };
        },
      }),
    perform: {
      'change-address': changeAddress(findOrder, async (order, address) => {
        const receiver = {
          receiver_name: address.name ?? order.address.name,
          receiver_mobile: address.phone ?? order.address.phone,
          receiver_state: address.province,
          receiver_city: address.city,
          receiver_district: address.district,
          receiver_address: address.detail,
          receiver_zip: address.zip,
        };
        return outcomeOf(
          await api('taobao.trade.shippingaddress.update', { tid: order.orderId, ...filled(receiver) }, true),
          taobaoErrors,
        );
      }),
      // Only what is not paid yet can be closed by the seller; paid orders go through a refund that the buyer applies for.
      'cancel-order': cancelOrder(findOrder, async (order, reason) =>
        outcomeOf(await api('taobao.trade.close', { tid: order.orderId, close_reason: reason }, true), taobaoErrors),
      ),
    },
    steps: caseSteps(api, parts, findCase),
  };
}

function caseSteps(
  api: TaobaoApi,
  { settings }: RemoteParts,
  findCase: NonNullable<RemoteShop['findCase']>,
): NonNullable<RemoteShop['steps']> {
  const ofCase = (one: AfterSalesCase) =>
    filled({
      refund_id: one.caseId,
      refund_phase: one.details['refundPhase'] ?? '',
      refund_version: one.details['refundVersion'] ?? '',
    });
  return {
    approve: stepOf(findCase, async ({ case: one, note }) => {
      if (one.kind === 'refund') return agreeToRefund(api, one);
      const address = filled({ seller_address_id: settingOf(settings, 'sellerAddressId'), remark: note });
      return outcomeOf(await api('taobao.rp.returngoods.agree', { ...ofCase(one), ...address }, true), taobaoErrors);
    }),
    receive: stepOf(findCase, ({ case: one }) => agreeToRefund(api, one)),
    reject: stepOf(findCase, async ({ case: one, note }) =>
      outcomeOf(await api('taobao.refund.refuse', { ...ofCase(one), refuse_message: note }, true), taobaoErrors),
    ),
  };
}

/** Pays; the amount is in 分 here, though everywhere else in 元. Above an amount the platform wants a code sent by SMS. */
async function agreeToRefund(api: TaobaoApi, one: AfterSalesCase): Promise<RemoteOutcome> {
  const info = [one.caseId, one.amount, one.details['refundVersion'] ?? '', one.details['refundPhase'] ?? ''].join('|');
  const answer = await api('taobao.rp.refunds.agree', { refund_infos: info }, true);
  if (!answer.ok) return outcomeOf(answer, taobaoErrors);
  const result = readAs(agreement, answer.data, 'taobao.rp.refunds.agree');
  const each = result.results?.refund_mapping_result[0];
  if (result.succ === true && each?.succ !== false) return { ok: true };
  const text = each?.message || result.message;
  const code = /验证码/.test(text) ? 'sms-code-needed' : each?.msg_code || result.msg_code || 'refused';
  return outcomeOf({ ok: false, code, text }, taobaoErrors);
}

const agreement = z.object({
  succ: z.boolean().nullish(),
  message: textOrEmpty,
  msg_code: textOrEmpty,
  results: z
    .object({
      refund_mapping_result: listOf(
        z.object({ succ: z.boolean().nullish(), message: textOrEmpty, msg_code: textOrEmpty }),
      ),
    })
    .nullish(),
});
const tradeList = z
  .object({ total_results: countOrZero, trades: z.object({ trade: listOf(z.object({ tid: idText })) }).nullish() })
  .transform((list) => ({ total: list.total_results, ids: (list.trades?.trade ?? []).map((one) => one.tid) }));
const refundList = z
  .object({
    total_results: countOrZero,
    refunds: z.object({ refund: listOf(z.object({ refund_id: idText })) }).nullish(),
  })
  .transform((list) => ({ total: list.total_results, ids: (list.refunds?.refund ?? []).map((one) => one.refund_id) }));
const itemList = z
  .object({ total_results: countOrZero, items: z.object({ item: listOf(z.object({ num_iid: idText })) }).nullish() })
  .transform((list) => ({ total: list.total_results, ids: (list.items?.item ?? []).map((one) => one.num_iid) }));

/** A business refusal of a read is about the number asked for: there is no such trade or refund in this shop. */
function isUnknown(answer: PlatformAnswer<unknown>): boolean {
  return !answer.ok && /^(isv|isp)\./.test(answer.code) && /not-exist|not-found|invalid|non-exist/.test(answer.code);
}

async function test(api: TaobaoApi) {
  const answer = await answerTo(() => api('taobao.shop.seller.get', { fields: 'sid,title' }));
  if (!answer.ok) return failedTest(answer, taobaoErrors);
  const { shop } = readAs(z.object({ shop: z.object({ title: textOrEmpty }) }), answer.data, 'taobao shop');
  return connected(shop.title, 'shop');
}

function listProducts(api: TaobaoApi, cursor: string | undefined) {
  return cataloguePage(
    cursor,
    pageSize,
    async (number) => {
      const span = { fields: 'num_iid', page_no: String(number), page_size: String(pageSize) };
      const list = readAs(itemList, dataOf(await api('taobao.items.onsale.get', span), 'taobao items'), 'taobao items');
      return list;
    },
    async (id) => {
      const answer = await api('taobao.item.seller.get', { fields: itemFields, num_iid: id });
      if (isUnknown(answer)) return undefined;
      return toProduct(readAs(z.object({ item: taobaoItem }), dataOf(answer, 'taobao item'), 'taobao item').item);
    },
  );
}
