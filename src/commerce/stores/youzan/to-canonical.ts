import { z } from 'zod';
import type { AfterSalesCase, Order } from '../../types.ts';
import {
  addressOf,
  buyerOf,
  caseOf,
  discountsOf,
  inAllLanguages,
  lookUp,
  paidBy,
  platformPayment,
} from '../kit/canonical.ts';
import { fromChinaTime } from '../kit/china-time.ts';
import { yuan, yuanOrZero } from '../kit/money.ts';
import { parcelOf } from '../kit/parcel.ts';
import { countOrZero, idText, listOf, readJson, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';
import { caseKinds, caseStates, orderStates } from './youzan-states.ts';

const line = z.object({
  oid: idText,
  item_id: textOrEmpty,
  sku_id: textOrEmpty,
  title: textOrEmpty,
  num: z.int().positive(),
  price: yuan,
  /** The line's share of what was paid, its part of the freight included. */
  payment: yuanOrZero,
  sku_properties_name: textOrEmpty,
});

/** An order as 有赞 tells it (youzan.trade.get 4.0.2, read 2026-11-21): money in 元 as text; only what is used. */
export const youzanOrder = z.object({
  full_order_info: z.object({
    order_info: z.object({
      tid: idText,
      status: z.string(),
      status_str: textOrEmpty,
      created: textOrEmpty,
      pay_time: textOrEmpty,
      consign_time: textOrEmpty,
      success_time: textOrEmpty,
      refund_state: countOrZero,
    }),
    buyer_info: z.object({ yz_open_id: textOrEmpty, buyer_phone: textOrEmpty }).nullish(),
    address_info: z
      .object({
        receiver_name: textOrEmpty,
        receiver_tel: textOrEmpty,
        delivery_province: textOrEmpty,
        delivery_city: textOrEmpty,
        delivery_district: textOrEmpty,
        delivery_address: textOrEmpty,
        delivery_postal_code: textOrEmpty,
      })
      .nullish(),
    pay_info: z.object({ post_fee: yuanOrZero, payment: yuan, real_payment: yuan.nullish() }),
    orders: listOf(line),
    remark_info: z.object({ buyer_message: textOrEmpty }).nullish(),
  }),
  refund_order: listOf(z.object({ refund_id: idText })),
  delivery_order: listOf(
    z.object({
      oids: listOf(z.object({ oid: idText })),
      dists: listOf(
        z.object({ express_info: z.object({ express_no: textOrEmpty, express_id: textOrEmpty }).nullish() }),
      ),
    }),
  ),
});
export type YouzanOrder = z.output<typeof youzanOrder>;

/** A case as 有赞 tells it (youzan.trade.refund.get 3.0.1, read 2026-11-21); only what is used. */
export const youzanCase = z.object({
  refund_id: idText,
  tid: idText,
  oid: textOrEmpty,
  status: z.string(),
  version: textOrEmpty,
  demand: textOrEmpty,
  return_goods: z.boolean().nullish(),
  refund_fee: yuanOrZero,
  created: textOrEmpty,
  modified: textOrEmpty,
  desc: textOrEmpty,
});

const payment = platformPayment('youzan-pay', 'other', '有赞支付');
/** `refund_state` of an order of which all money is back. */
const allRefunded = 12;

/** The order in our words. */
export function toOrder(raw: YouzanOrder): RemoteOrder {
  const {
    order_info: info,
    buyer_info: buyer,
    address_info: receiver,
    pay_info: pay,
    orders,
    remark_info: remark,
  } = raw.full_order_info;
  const known = lookUp(orderStates, info.status, { status: 'processing', text: info.status_str || info.status });
  const total = pay.real_payment ?? pay.payment;
  const paidAt = fromChinaTime(info.pay_time);
  const paid = paidBy(payment, total, paidAt);
  const address = addressOf({
    name: receiver?.receiver_name ?? '',
    phone: receiver?.receiver_tel ?? '',
    province: receiver?.delivery_province ?? '',
    city: receiver?.delivery_city ?? '',
    district: receiver?.delivery_district ?? '',
    detail: receiver?.delivery_address ?? '',
    zip: receiver?.delivery_postal_code ?? '',
  });
  const customerId = buyer?.yz_open_id ?? '';
  const order: Order = {
    orderId: info.tid,
    storeCustomerId: customerId,
    status: known.status,
    statusText: known.text,
    placedAt: fromChinaTime(info.created) ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    lines: orders.map((one) => ({
      lineId: one.oid,
      productId: one.item_id,
      // Goods without options come with sku number 0.
      variantId: one.sku_id === '' || one.sku_id === '0' ? one.item_id : one.sku_id,
      title: inAllLanguages(one.title),
      options: optionsOf(one.sku_properties_name),
      quantity: one.num,
      unitPrice: one.price,
    })),
    parcels: parcelsOf(raw),
    payments:
      info.refund_state === allRefunded
        ? [...paid, ...paid.map((entry) => ({ ...entry, kind: 'refund' as const }))]
        : paid,
    address,
    total,
    freight: pay.post_fee,
    discounts: discountsOf(
      orders.map((one) => ({ lineId: one.oid, listed: one.price * one.num, paid: one.price * one.num })),
      pay.post_fee,
      total,
    ),
    currency: 'CNY',
    ...(remark?.buyer_message ? { remark: remark.buyer_message } : {}),
    caseIds: raw.refund_order.map((one) => one.refund_id),
  };
  return {
    order,
    customer: buyerOf({
      storeCustomerId: customerId,
      name: address.name,
      phone: buyer?.buyer_phone || address.phone,
      defaultAddress: address,
      paymentMethods: [payment],
    }),
  };
}

/** The case in our words; its version goes along, as every decision names the one that it saw. */
export function toCase(raw: z.output<typeof youzanCase>, decisionHours: number): AfterSalesCase {
  const known = lookUp(caseStates, raw.status, { state: 'negotiating', text: raw.status });
  const createdAt = fromChinaTime(raw.created) ?? '';
  return caseOf({
    caseId: raw.refund_id,
    orderId: raw.tid,
    storeCustomerId: '',
    kind: lookUp(caseKinds, raw.demand, raw.return_goods === true ? 'return' : 'refund'),
    state: known.state,
    stateText: known.text,
    reason: raw.desc,
    lineIds: raw.oid === '' ? [] : [raw.oid],
    amount: raw.refund_fee,
    createdAt,
    changedAt: fromChinaTime(raw.modified) ?? createdAt,
    decisionHours,
    details: { platformStatus: raw.status, version: raw.version },
  });
}

/** Options, which the platform writes as a list of names and values in JSON text. */
export function optionsOf(json: string): Record<string, string> {
  const parsed = z.array(z.object({ k: z.string(), v: z.string() })).safeParse(readJson(json));
  return parsed.success ? Object.fromEntries(parsed.data.map((pair) => [pair.k, pair.v])) : {};
}

function parcelsOf(raw: YouzanOrder): Order['parcels'] {
  const info = raw.full_order_info.order_info;
  const shippedAt = fromChinaTime(info.consign_time);
  const deliveredAt = fromChinaTime(info.success_time);
  return raw.delivery_order.flatMap((delivery) =>
    delivery.dists
      .flatMap((dist) => (dist.express_info?.express_no ? [dist.express_info] : []))
      .map((express) =>
        parcelOf({
          trackingNumber: express.express_no,
          carrier: express.express_id,
          shippedAt,
          deliveredAt,
          lineIds: delivery.oids.map((one) => one.oid),
        }),
      ),
  );
}
