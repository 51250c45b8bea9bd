import { z } from 'zod';
import { toSeconds } from '../kit/china-time.ts';
import { settingOf, words } from '../kit/connection-fields.ts';
import { oneByOne } from '../kit/one-by-one.ts';
import { answerTo, connected, dataOf, failedTest, outcomeOf, type PlatformAnswer } from '../kit/platform-answer.ts';
import { idText, listOf, readAs, textOrEmpty } from '../kit/read-json.ts';
import { changeAddress, stepOf } from '../kit/remote-writes.ts';
import { walkWindows } from '../kit/time-windows.ts';
import type { RemoteParts, RemotePlatform, RemoteShop } from '../remote/remote-platform.ts';
import { readWeixinPush } from './read-weixin-push.ts';
import { toCase, weixinCase } from './to-case.ts';
import { toOrder, weixinOrder } from './to-order.ts';
import { toProduct, weixinProduct } from './to-product.ts';
import { type WeixinShopApi, weixinShopApi } from './weixin-shop-api.ts';
import { weixinShopErrors } from './weixin-shop-errors.ts';
import { weixinShopFields } from './weixin-shop-fields.ts';

/** 微信小店: shops that develop for themselves, which is the only form that the platform allows. */
export const weixinShopPlatform: RemotePlatform = {
  platform: 'weixin-shop',
  descriptor: {
    label: words('微信小店', '微信小店', 'WeChat Shop'),
    orderNumberPatterns: ['37\\d{15,18}'],
    identityClues: ['order-phone', 'phone'],
    actions: ['change-address'],
    reasons: {},
  },
  capabilities: { products: true, orders: true, cases: true, push: true, idempotentWrites: false, sandbox: false },
  fields: weixinShopFields,
  connect,
  readPush: readWeixinPush,
};

const day = 86_400;

function connect(parts: RemoteParts): RemoteShop {
  const api = weixinShopApi(parts);
  const findOrder = async (orderId: string) => {
    const answer = await api.post('/channels/ec/order/get', { order_id: orderId });
    if (isUnknown(answer)) return undefined;
    return toOrder(readAs(z.object({ order: weixinOrder }), dataOf(answer, 'weixin order'), 'weixin order').order);
  };
  const findCase = async (caseId: string) => {
    const answer = await api.post('/channels/ec/aftersale/getaftersaleorder', { after_sale_order_id: caseId });
    if (isUnknown(answer)) return undefined;
    const data = readAs(z.object({ after_sale_order: weixinCase }), dataOf(answer, 'weixin case'), 'weixin case');
    return toCase(data.after_sale_order);
  };
  return {
    test: () => test(api),
    findOrder,
    findCase,
    listProducts: (cursor) => listProducts(api, cursor),
    listOrders: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: 7 * day,
        read: async ({ start, end, page }) => {
          const body = {
            update_time_range: { start_time: toSeconds(start), end_time: toSeconds(end) },
            page_size: 50,
            ...(page === undefined ? {} : { next_key: page }),
          };
          const answer = await api.post('/channels/ec/order/list/get', body);
          const list = readAs(orderIds, dataOf(answer, 'weixin orders'), 'weixin orders');
          const found = await oneByOne(list.order_id_list, findOrder);
          return { items: found, next: list.has_more ? list.next_key : undefined };
        },
      }),
    listCases: (from) =>
      walkWindows(from, {
        now: parts.clock.now(),
        windowSeconds: day,
        read: async ({ start, end, page }) => {
          const body = {
            begin_update_time: toSeconds(start),
            end_update_time: toSeconds(end),
            ...(page === undefined ? {} : { next_key: page }),
          };
          const answer = await api.post('/channels/ec/aftersale/getaftersalelist', body);
          const list = readAs(caseIds, dataOf(answer, 'weixin cases'), 'weixin cases');
          const found = await oneByOne(list.after_sale_order_id_list, findCase);
          return { items: found, next: list.has_more ? list.next_key : undefined };
        },
      }),
    perform: {
      'change-address': changeAddress(findOrder, async (order, address) =>
        outcomeOf(
          await api.post(
            '/channels/ec/order/address/update',
            { order_id: order.orderId, user_address: userAddress(order.address, address) },
            true,
          ),
          weixinShopErrors,
        ),
      ),
    },
    steps: caseSteps(api, parts, findCase),
  };
}

function caseSteps(
  api: WeixinShopApi,
  { settings }: RemoteParts,
  findCase: NonNullable<RemoteShop['findCase']>,
): NonNullable<RemoteShop['steps']> {
  const write = (path: string, body: Readonly<Record<string, unknown>>) =>
    api.post(`/channels/ec/aftersale/${path}`, body, true);
  const addressId = settingOf(settings, 'returnAddressId');
  const reasonType = Number(settingOf(settings, 'rejectReasonType', '0'));
  const accept = stepOf(findCase, async ({ case: one }) => {
    const needsAddress = one.state === 'applied' && one.kind !== 'refund' && addressId !== '';
    return outcomeOf(
      await write('acceptapply', {
        after_sale_order_id: one.caseId,
        ...(needsAddress ? { address_id: addressId } : {}),
      }),
      weixinShopErrors,
    );
  });
  return {
    approve: accept,
    // The second acceptance of a return says that the goods have arrived and pays.
    receive: accept,
    reject: stepOf(findCase, async ({ case: one, note }) =>
      outcomeOf(
        await write('rejectapply', {
          after_sale_order_id: one.caseId,
          reject_reason: note,
          ...(reasonType > 0 ? { reject_reason_type: reasonType } : {}),
        }),
        weixinShopErrors,
      ),
    ),
  };
}

/** A refusal that is about the number asked for and not about the connection: there is no such order or case here. */
function isUnknown(answer: PlatformAnswer<unknown>): boolean {
  return !answer.ok && !Object.hasOwn(weixinShopErrors, answer.code) && Number(answer.code) > 0;
}

const page = { next_key: textOrEmpty, has_more: z.boolean().default(false) };
const orderIds = z.object({ ...page, order_id_list: listOf(idText) });
const caseIds = z.object({ ...page, after_sale_order_id_list: listOf(idText) });
const productIds = z.object({ next_key: textOrEmpty, product_ids: listOf(idText), total_num: z.number().optional() });

async function test(api: WeixinShopApi) {
  const answer = await answerTo(() => api.get('/channels/ec/basics/info/get'));
  if (!answer.ok) return failedTest(answer, weixinShopErrors);
  const { info } = readAs(z.object({ info: z.object({ nickname: textOrEmpty }) }), answer.data, 'weixin shop');
  return connected(info.nickname, 'shop');
}

async function listProducts(api: WeixinShopApi, cursor: string | undefined) {
  const body = { page_size: 30, ...(cursor === undefined ? {} : { next_key: cursor }) };
  const list = readAs(
    productIds,
    dataOf(await api.post('/channels/ec/product/list/get', body), 'weixin products'),
    'weixin products',
  );
  const items = await oneByOne(list.product_ids, async (id) => {
    const answer = await api.post('/channels/ec/product/get', { product_id: id, data_type: 1 });
    if (isUnknown(answer)) return undefined;
    const found = readAs(z.object({ product: weixinProduct }), dataOf(answer, 'weixin product'), 'weixin product');
    return toProduct(found.product);
  });
  const hasMore = list.product_ids.length > 0 && list.next_key !== '';
  return {
    items,
    next: hasMore ? list.next_key : undefined,
    ...(list.total_num === undefined ? {} : { total: list.total_num }),
  };
}

type AddressParts = {
  name?: string | undefined;
  phone?: string | undefined;
  province: string;
  city: string;
  district: string;
  detail: string;
  zip: string;
};

function userAddress(old: { name: string; phone: string }, wanted: AddressParts) {
  return {
    user_name: wanted.name ?? old.name,
    postal_code: wanted.zip,
    province_name: wanted.province,
    city_name: wanted.city,
    county_name: wanted.district,
    detail_info: wanted.detail,
    tel_number: wanted.phone ?? old.phone,
  };
}
