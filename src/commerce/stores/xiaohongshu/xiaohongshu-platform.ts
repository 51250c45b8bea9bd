import { z } from 'zod';
import { toSeconds } from '../kit/china-time.ts';
import { settingOf, words } from '../kit/connection-fields.ts';
import { oneByOne } from '../kit/one-by-one.ts';
import { answerTo, connected, dataOf, failedTest, outcomeOf, type PlatformAnswer } from '../kit/platform-answer.ts';
import { countOrZero, idText, listOf, readAs } from '../kit/read-json.ts';
import { stepOf } from '../kit/remote-writes.ts';
import { lastPageFirst, walkWindows } from '../kit/time-windows.ts';
import type { RemoteParts, RemotePlatform, RemoteShop } from '../remote/remote-platform.ts';
import { toCase, xiaohongshuCase } from './to-case.ts';
import { toOrder, xiaohongshuOrder } from './to-order.ts';
import { type XiaohongshuApi, xiaohongshuApi } from './xiaohongshu-api.ts';
import { xiaohongshuCatalogue } from './xiaohongshu-catalogue.ts';
import { xiaohongshuErrors, xiaohongshuFields } from './xiaohongshu-fields.ts';

/** 小红书: orders and after-sales; pushes are not read as their signature could not be confirmed, receivers stay sealed. */
export const xiaohongshuPlatform: RemotePlatform = {
  platform: 'xiaohongshu',
  descriptor: {
    label: words('小红书', '小紅書', 'Xiaohongshu'),
    orderNumberPatterns: ['P\\d{15,20}'],
    identityClues: ['id'],
    actions: [],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: true, push: false, idempotentWrites: false, sandbox: false },
  limits: { perSecond: 10, burst: 10 },
  fields: xiaohongshuFields,
  connect,
};

const pageSize = 50;
const halfHour = 1800;
/** `timeType` of what was changed. */
const changed = 2;

function connect(parts: RemoteParts): RemoteShop {
  const api = xiaohongshuApi(parts);
  const factor = settingOf(parts.settings, 'orderTimeUnit', 'seconds') === 'milliseconds' ? 1000 : 1;
  const findOrder = async (orderId: string) => {
    const answer = await api('order.getOrderDetail', { orderId });
    return isUnknown(answer)
      ? undefined
      : toOrder(readAs(xiaohongshuOrder, dataOf(answer, 'xiaohongshu order'), 'xiaohongshu order'));
  };
  const findCase = async (returnsId: string) => {
    const answer = await api('afterSale.getAfterSaleInfo', { returnsId, needNegotiateRecord: false });
    if (isUnknown(answer)) return undefined;
    return toCase(
      readAs(z.object({ afterSaleInfo: xiaohongshuCase }), dataOf(answer, 'xiaohongshu case'), 'xiaohongshu case')
        .afterSaleInfo,
    );
  };
  return {
    test: () => test(api, parts, factor),
    findOrder,
    findCase,
    listProducts: (cursor) => xiaohongshuCatalogue(api, parts.settings, cursor),
    listOrders: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: halfHour,
        read: async ({ start, end, page }) => {
          const span = { startTime: toSeconds(start) * factor, endTime: toSeconds(end) * factor, timeType: changed };
          const found = await lastPageFirst(page, async (pageNo) => {
            const answer = await api('order.getOrderList', { ...span, pageNo, pageSize });
            const list = readAs(orderList, dataOf(answer, 'xiaohongshu orders'), 'xiaohongshu orders');
            return { items: list.orderList.map((one) => one.orderId), pages: list.maxPageNo };
          });
          return { items: await oneByOne(found.items, findOrder), next: found.next };
        },
      }),
    listCases: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: halfHour,
        read: async ({ start, end, page }) => {
          const span = { startTime: start.getTime(), endTime: end.getTime(), timeType: changed };
          const found = await lastPageFirst(page, async (pageNo) => {
            const answer = await api('afterSale.listAfterSaleInfos', { ...span, pageNo, pageSize });
            const list = readAs(caseList, dataOf(answer, 'xiaohongshu cases'), 'xiaohongshu cases');
            return {
              items: list.afterSaleBasicInfos.map((one) => one.returnsId),
              pages: Math.ceil(list.totalCount / pageSize),
            };
          });
          return { items: await oneByOne(found.items, findCase), next: found.next };
        },
      }),
    perform: {},
    steps: caseSteps(api, parts, findCase),
  };
}

/** `action` of auditReturns and of confirmReceive. */
const audit = { refund: 1, sendBack: 2, refuse: 3 } as const;
const receipt = { confirm: 1, refuse: 2 } as const;

function caseSteps(
  api: XiaohongshuApi,
  { settings }: RemoteParts,
  findCase: NonNullable<RemoteShop['findCase']>,
): NonNullable<RemoteShop['steps']> {
  const address = settingOf(settings, 'returnAddressId');
  const refusal = (note: string) => ({ reason: Number(settingOf(settings, 'rejectReason', '0')), description: note });
  const write = async (method: string, body: Readonly<Record<string, unknown>>) =>
    outcomeOf(await api(method, body, true), xiaohongshuErrors);
  return {
    approve: stepOf(findCase, ({ case: one, note }) =>
      one.kind === 'refund'
        ? write('afterSale.auditReturns', { returnsId: one.caseId, action: audit.refund })
        : write('afterSale.auditReturns', {
            returnsId: one.caseId,
            action: audit.sendBack,
            message: note,
            ...(address === '' ? {} : { receiverInfo: { sellerAddressRecordId: Number(address) } }),
          }),
    ),
    reject: stepOf(findCase, ({ case: one, note }) =>
      write('afterSale.auditReturns', { returnsId: one.caseId, action: audit.refuse, ...refusal(note) }),
    ),
    receive: stepOf(findCase, ({ case: one }) =>
      write('afterSale.confirmReceive', { returnsId: one.caseId, action: receipt.confirm }),
    ),
    'fail-inspection': stepOf(findCase, ({ case: one, note }) =>
      write('afterSale.confirmReceive', { returnsId: one.caseId, action: receipt.refuse, ...refusal(note) }),
    ),
  };
}

const orderList = z.object({ maxPageNo: countOrZero, orderList: listOf(z.object({ orderId: idText })) });
const caseList = z.object({ totalCount: countOrZero, afterSaleBasicInfos: listOf(z.object({ returnsId: idText })) });

/** "Not there" of orders and packages; the platform publishes no table, so only what public clients have met. */
function isUnknown(answer: PlatformAnswer<unknown>): boolean {
  return !answer.ok && (answer.code === '-2000101' || /不存在/.test(answer.text));
}

async function test(api: XiaohongshuApi, { clock, settings }: RemoteParts, factor: number) {
  const end = toSeconds(clock.now()) * factor;
  const answer = await answerTo(() =>
    api('order.getOrderList', {
      startTime: end - halfHour * factor,
      endTime: end,
      timeType: changed,
      pageNo: 1,
      pageSize: 1,
    }),
  );
  if (!answer.ok) return failedTest(answer, xiaohongshuErrors);
  // No interface of the platform tells a shop's name.
  return connected(`小红书 ${settingOf(settings, 'appId')}`, 'orders');
}
