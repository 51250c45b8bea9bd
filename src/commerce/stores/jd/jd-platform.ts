import { z } from 'zod';
import type { AfterSalesCase } from '../../types.ts';
import { toChinaTime } from '../kit/china-time.ts';
import { settingOf, words } from '../kit/connection-fields.ts';
import { answerTo, connected, dataOf, failedTest, outcomeOf, type PlatformAnswer } from '../kit/platform-answer.ts';
import { countOrZero, idText, listOf, readAs, textOrEmpty } from '../kit/read-json.ts';
import { stepOf } from '../kit/remote-writes.ts';
import { lastPageFirst, type Window, type WindowPage, walkWindows } from '../kit/time-windows.ts';
import type { RemoteOutcome, RemoteParts, RemotePlatform, RemoteShop } from '../remote/remote-platform.ts';
import { type JdApi, jdApi } from './jd-api.ts';
import { jdCatalogue } from './jd-catalogue.ts';
import { jdErrors } from './jd-errors.ts';
import { jdFields } from './jd-fields.ts';
import { askedStates } from './jd-states.ts';
import { jdRefund, jdService, refundCase, refundToCase, serviceCase, serviceToCase } from './to-case.ts';
import { jdOrder, orderFields, toOrder } from './to-order.ts';

/** 京东 POP over 宙斯. Chat (咚咚) is closed. */
export const jdPlatform: RemotePlatform = {
  platform: 'jd',
  descriptor: {
    label: words('京东', '京東', 'JD.com'),
    orderNumberPatterns: ['[1-3]\\d{11}'],
    identityClues: ['order-phone', 'phone'],
    actions: [],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: true, push: false, idempotentWrites: false, sandbox: false },
  limits: { perSecond: 5, burst: 5 },
  fields: jdFields,
  connect,
};

const pageSize = 50;
const day = 86_400;
/** The platform's own word for where a call comes from. */
const source = { source_id: 'JOS' };

function connect(parts: RemoteParts): RemoteShop {
  const api = jdApi(parts);
  const findOrder = async (orderId: string) => {
    const answer = await api('jingdong.pop.order.get', { order_id: orderId, optional_fields: orderFields, ...source });
    const { orderDetailInfo: found } = readAs(orderDetail, dataOf(answer, 'jd order'), 'jd order');
    return found.orderInfo === null || found.orderInfo === undefined ? undefined : toOrder(found.orderInfo);
  };
  const findCase = (caseId: string) => readCase(api, parts, caseId);
  return {
    test: () => test(api),
    findOrder,
    findCase,
    listProducts: (cursor) => jdCatalogue(api, cursor),
    listOrders: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: day,
        read: (window) => changedOrders(api, window),
      }),
    listCases: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: day,
        read: (window) => changedCases(api, parts, window),
      }),
    perform: {},
    steps: {
      approve: stepOf(findCase, ({ case: one, note }) =>
        reply(api, parts, one, { status: 1, remark: note || '同意', outWareStatus: 2 }),
      ),
      reject: stepOf(findCase, ({ case: one, note }) =>
        reply(api, parts, one, { status: 2, remark: note, rejectType: 5, outWareStatus: 1 }),
      ),
    },
  };
}

async function changedOrders(api: JdApi, { start, end, page }: Window) {
  return lastPageFirst(page, async (number) => {
    const answer = await api('jingdong.pop.order.search', {
      start_date: toChinaTime(start),
      end_date: toChinaTime(end),
      order_state: askedStates,
      optional_fields: orderFields,
      page: String(number),
      page_size: String(pageSize),
      sortType: 0,
      dateType: 0,
      ...source,
    });
    const { searchorderinfo_result: list } = readAs(orderList, dataOf(answer, 'jd orders'), 'jd orders');
    return { items: list.orderInfoList.map(toOrder), pages: Math.ceil(list.orderTotal / pageSize) };
  });
}

/** First the services of a window, then its refunds: the page says which list it is of. */
async function changedCases(
  api: JdApi,
  parts: RemoteParts,
  { start, end, page }: Window,
): Promise<WindowPage<AfterSalesCase>> {
  const [list = 's', number = '1'] = (page ?? 's:1').split(':');
  const at = Number(number);
  if (list === 's') {
    const times = { updateTimeBegin: toChinaTime(start), updateTimeEnd: toChinaTime(end) };
    const found = await services(api, parts, { ...times, pageNumber: at, pageSize });
    return { items: found.items, next: at * pageSize < found.total ? `s:${at + 1}` : 'r:1' };
  }
  const found = await refunds(api, parts, {
    applyTimeStart: toChinaTime(start),
    applyTimeEnd: toChinaTime(end),
    pageIndex: at,
    pageSize,
  });
  return { items: found.items, next: at * pageSize < found.total ? `r:${at + 1}` : undefined };
}

async function services(api: JdApi, { settings }: RemoteParts, by: Readonly<Record<string, unknown>>) {
  const shop = readAs(
    shopInfo,
    dataOf(await api('jingdong.vender.shop.query', {}), 'jd shop'),
    'jd shop',
  ).shop_jos_result;
  const operator = settingOf(settings, 'operator', 'peakdesk');
  const answer = await api('jingdong.asc.query.list', {
    buId: shop.vender_id,
    operatePin: operator,
    operateNick: operator,
    ...by,
  });
  const { pageResult: list } = readAs(serviceList, dataOf(answer, 'jd services'), 'jd services');
  return { items: list.data.map((one) => serviceToCase(one, settings)), total: list.totalCount };
}

async function refunds(api: JdApi, { settings }: RemoteParts, by: Readonly<Record<string, unknown>>) {
  const answer = await api('jingdong.pop.afs.soa.refundapply.queryPageList', by);
  const { queryResult: list } = readAs(refundList, dataOf(answer, 'jd refunds'), 'jd refunds');
  return { items: list.result.map((one) => refundToCase(one, settings)), total: list.totalCount };
}

async function readCase(api: JdApi, parts: RemoteParts, caseId: string): Promise<AfterSalesCase | undefined> {
  const find = caseId.startsWith(serviceCase)
    ? services(api, parts, { serviceId: caseId.slice(serviceCase.length), pageNumber: 1, pageSize: 1 })
    : refunds(api, parts, { ids: caseId.slice(refundCase.length), pageIndex: 1, pageSize: 1 });
  return (await find).items.find((one) => one.caseId === caseId);
}

/** Decides a refund before delivery; services have no such call that could be confirmed. */
async function reply(
  api: JdApi,
  { settings }: RemoteParts,
  one: AfterSalesCase,
  decision: Readonly<Record<string, unknown>>,
): Promise<RemoteOutcome> {
  if (!one.caseId.startsWith(refundCase))
    return outcomeOf({ ok: false, code: 'console-only', text: one.caseId }, jdErrors);
  const id = one.caseId.slice(refundCase.length);
  const answer = await api(
    'jingdong.pop.afs.soa.refundapply.replyRefund',
    { id, checkUserName: settingOf(settings, 'operator', 'peakdesk'), ...decision },
    true,
  );
  if (!answer.ok) return outcomeOf(answer, jdErrors);
  const { replyResult: result } = readAs(replied, answer.data, 'jd replyRefund');
  const refused: PlatformAnswer<unknown> = { ok: false, code: result.errorCode || 'refused', text: result.errorMsg };
  return result.success === true ? { ok: true } : outcomeOf(refused, jdErrors);
}

const apiResult = z.object({ success: z.union([z.literal(true), z.literal('true')]) });
const orderDetail = z.object({ orderDetailInfo: z.object({ orderInfo: jdOrder.nullish() }) });
const orderList = z.object({
  searchorderinfo_result: z.object({ apiResult, orderTotal: countOrZero, orderInfoList: listOf(jdOrder) }),
});
const serviceList = z.object({ pageResult: z.object({ totalCount: countOrZero, data: listOf(jdService) }) });
const refundList = z.object({ queryResult: z.object({ totalCount: countOrZero, result: listOf(jdRefund) }) });
const replied = z.object({
  replyResult: z.object({ success: z.boolean().nullish(), errorCode: textOrEmpty, errorMsg: textOrEmpty }),
});
const shopInfo = z.object({ shop_jos_result: z.object({ vender_id: idText, shop_name: textOrEmpty }) });

async function test(api: JdApi) {
  const answer = await answerTo(() => api('jingdong.vender.shop.query', {}));
  if (!answer.ok) return failedTest(answer, jdErrors);
  const shop = readAs(shopInfo, answer.data, 'jd shop').shop_jos_result;
  return connected(shop.shop_name, 'shop');
}
