import { z } from 'zod';
import type { AddressArgument } from '../../action-arguments.ts';
import type { Order } from '../../types.ts';
import { sameArea } from '../kit/china-area.ts';
import { toSeconds } from '../kit/china-time.ts';
import { words } from '../kit/connection-fields.ts';
import { oneByOne } from '../kit/one-by-one.ts';
import { answerTo, connected, dataOf, failedTest, outcomeOf, type PlatformAnswer } from '../kit/platform-answer.ts';
import { cataloguePage } from '../kit/product.ts';
import { countOrZero, idText, listOf, readAs, textOrEmpty } from '../kit/read-json.ts';
import { changeAddress } from '../kit/remote-writes.ts';
import { lastPageFirst, walkWindows } from '../kit/time-windows.ts';
import type {
  ConnectionSettings,
  RemoteOutcome,
  RemoteParts,
  RemotePlatform,
  RemoteShop,
} from '../remote/remote-platform.ts';
import { type PinduoduoApi, pinduoduoApi } from './pinduoduo-api.ts';
import { pinduoduoErrors, pinduoduoFields } from './pinduoduo-fields.ts';
import { pinduoduoOrder, pinduoduoRefund, toCase, toOrder } from './to-canonical.ts';
import { pinduoduoGoods, toProduct } from './to-product.ts';

/** 拼多多: orders, after-sales and the change of an address. Deciding cases is left to the console: its interface could not be confirmed. */
export const pinduoduoPlatform: RemotePlatform = {
  platform: 'pinduoduo',
  descriptor: {
    label: words('拼多多', '拼多多', 'Pinduoduo'),
    orderNumberPatterns: ['\\d{6}-\\d{15}'],
    identityClues: ['order-phone', 'phone'],
    actions: ['change-address'],
    reasons: {},
  },
  // Messages come over a socket of the platform's own; changes are polled.
  capabilities: { products: true, orders: true, cases: true, push: false, idempotentWrites: false, sandbox: false },
  limits: { perSecond: 5, burst: 5 },
  fields: pinduoduoFields,
  connect,
};

const pageSize = 50;
const halfHour = 1800;
/** The newest minutes are not asked for: the platform itself says that changes arrive late. */
const settleMilliseconds = 3 * 60_000;
const all = '5';

function connect(parts: RemoteParts): RemoteShop {
  const api = pinduoduoApi(parts);
  const { settings } = parts;
  const settled = () => new Date(parts.clock.now().getTime() - settleMilliseconds);
  const findOrder = async (orderSn: string) => {
    const answer = await api('pdd.order.information.get', { order_sn: orderSn });
    if (isUnknown(answer)) return undefined;
    const data = readAs(z.object({ order_info: pinduoduoOrder }), dataOf(answer, 'pinduoduo order'), 'pinduoduo order');
    return toOrder(data.order_info, settings);
  };
  const span = (start: Date, end: Date) => ({
    start_updated_at: String(toSeconds(start)),
    end_updated_at: String(toSeconds(end)),
    page_size: String(pageSize),
  });
  return {
    test: () => test(api),
    findOrder,
    listProducts: (cursor) => listProducts(api, settings, cursor),
    listOrders: (from) =>
      walkWindows(from, {
        now: settled(),
        windowSeconds: halfHour,
        read: async ({ start, end, page }) => {
          const found = await lastPageFirst(page, async (number) => {
            const answer = await api('pdd.order.number.list.increment.get', {
              is_lucky_flag: '0',
              order_status: all,
              refund_status: all,
              ...span(start, end),
              page: String(number),
            });
            const list = readAs(orderList, dataOf(answer, 'pinduoduo orders'), 'pinduoduo orders');
            return {
              items: list.order_sn_list.map((one) => one.order_sn),
              pages: Math.ceil(list.total_count / pageSize),
            };
          });
          return { items: await oneByOne(found.items, findOrder), next: found.next };
        },
      }),
    listCases: (from) =>
      walkWindows(from, {
        now: settled(),
        windowSeconds: halfHour,
        read: ({ start, end, page }) =>
          lastPageFirst(page, async (number) => {
            const answer = await api('pdd.refund.list.increment.get', {
              after_sales_status: '1',
              after_sales_type: '1',
              ...span(start, end),
              page: String(number),
            });
            const list = readAs(refundList, dataOf(answer, 'pinduoduo refunds'), 'pinduoduo refunds');
            return {
              items: list.refund_list.map((one) => toCase(one, settings)),
              pages: Math.ceil(list.total_count / pageSize),
            };
          }),
      }),
    perform: { 'change-address': changeAddress(findOrder, (order, address) => changeReceiver(api, order, address)) },
  };
}

/** The platform wants its own numbers of places beside their names. */
async function changeReceiver(api: PinduoduoApi, order: Order, wanted: AddressArgument): Promise<RemoteOutcome> {
  const answer = await api('pdd.logistics.address.get', {});
  const { logistics_address_list: areas } = readAs(areaList, dataOf(answer, 'pinduoduo areas'), 'pinduoduo areas');
  const find = (name: string, parent: string | undefined) =>
    areas.find((one) => (parent === undefined || one.parent_id === parent) && sameArea(one.region_name, name));
  const province = find(wanted.province, '1') ?? find(wanted.province, undefined);
  const city = province && find(wanted.city, province.id);
  const town = city && find(wanted.district, city.id);
  if (province === undefined || city === undefined || town === undefined) {
    const place = `${wanted.province}${wanted.city}${wanted.district}`;
    return { ok: false, reasonKey: 'refused.incomplete-address', platformCode: 'unknown-area', platformText: place };
  }
  const body = {
    order_sn: order.orderId,
    receiver_name: wanted.name ?? order.address.name,
    receiver_phone: wanted.phone ?? order.address.phone,
    province: province.region_name,
    province_id: province.id,
    city: city.region_name,
    city_id: city.id,
    town: town.region_name,
    town_id: town.id,
    address: wanted.detail,
  };
  const written = await api('pdd.order.update.address', body, true);
  if (!written.ok) return outcomeOf(written, pinduoduoErrors);
  const result = updated.safeParse(written.data);
  const isRefused = result.success && result.data.success === false;
  return isRefused
    ? outcomeOf({ ok: false, code: result.data.errorCode, text: result.data.errorMsg }, pinduoduoErrors)
    : { ok: true };
}

/** Goods on sale and off it, as the list tells them without a filter; prices stand only in the detail. */
function listProducts(api: PinduoduoApi, settings: ConnectionSettings, cursor: string | undefined) {
  return cataloguePage(
    cursor,
    pageSize,
    async (number) => {
      const answer = await api('pdd.goods.list.get', { page: String(number), page_size: String(pageSize) });
      const list = readAs(goodsList, dataOf(answer, 'pinduoduo goods'), 'pinduoduo goods');
      return { ids: list.goods_list.map((one) => one.goods_id), total: list.total_count };
    },
    async (id) => {
      const answer = await api('pdd.goods.detail.get', { goods_id: id });
      return toProduct(readAs(pinduoduoGoods, dataOf(answer, 'pinduoduo goods'), 'pinduoduo goods'), settings);
    },
  );
}

const goodsList = z.object({ total_count: countOrZero, goods_list: listOf(z.object({ goods_id: idText })) });
const orderList = z.object({ total_count: countOrZero, order_sn_list: listOf(z.object({ order_sn: idText })) });
const refundList = z.object({ total_count: countOrZero, refund_list: listOf(pinduoduoRefund) });
const areaList = z.object({
  logistics_address_list: listOf(z.object({ id: idText, parent_id: idText, region_name: textOrEmpty })),
});
const updated = z.object({ success: z.boolean(), errorCode: textOrEmpty, errorMsg: textOrEmpty });

function isUnknown(answer: PlatformAnswer<unknown>): boolean {
  return !answer.ok && !Object.hasOwn(pinduoduoErrors, answer.code) && /订单不存在|order.*not exist/i.test(answer.text);
}

async function test(api: PinduoduoApi) {
  const answer = await answerTo(() => api('pdd.mall.info.get', {}));
  if (!answer.ok) return failedTest(answer, pinduoduoErrors);
  const { mall_name: shopName } = readAs(z.object({ mall_name: textOrEmpty }), answer.data, 'pinduoduo shop');
  return connected(shopName, 'shop');
}
