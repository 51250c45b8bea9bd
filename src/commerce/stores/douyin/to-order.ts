import { z } from 'zod';
import type { Order, OrderLine, Parcel } from '../../types.ts';
import { addressOf, buyerOf, discountsOf, inAllLanguages, lookUp, paidBy, platformPayment } from '../kit/canonical.ts';
import { fromSeconds } from '../kit/china-time.ts';
import { fen, fenOrZero } from '../kit/money.ts';
import { parcelOf } from '../kit/parcel.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';
import { orderStates, refundedMainStates } from './douyin-states.ts';

const named = z.object({ name: textOrEmpty }).nullish();
const line = z.object({
  order_id: idText,
  product_id_str: textOrEmpty,
  product_id: textOrEmpty,
  sku_id: textOrEmpty,
  product_name: textOrEmpty,
  item_num: z.int().positive(),
  origin_amount: fen,
  /** Taken off this line by the shop, the platform and the host together. */
  promotion_amount: fenOrZero,
  spec: listOf(z.object({ name: textOrEmpty, value: textOrEmpty })),
});
const shipment = z.object({
  tracking_no: textOrEmpty,
  company: textOrEmpty,
  company_name: textOrEmpty,
  delivery_id: textOrEmpty,
  ship_time: countOrZero,
  product_info: listOf(z.object({ sku_order_id: textOrEmpty })),
});
const place = z.object({ province: named, city: named, town: named, street: named, detail: textOrEmpty }).nullish();

/** An order as 抖店 tells it (pages 15/1342 and 15/1343, read 2026-11-21); only what is used. Receivers come masked. */
export const douyinOrder = z.object({
  order_id: idText,
  order_status: countOrZero,
  order_status_desc: textOrEmpty,
  main_status: countOrZero,
  doudian_open_id: textOrEmpty,
  open_id: textOrEmpty,
  shop_name: textOrEmpty,
  create_time: countOrZero,
  pay_time: countOrZero,
  finish_time: countOrZero,
  exp_ship_time: countOrZero,
  pay_amount: fen,
  post_amount: fenOrZero,
  buyer_words: textOrEmpty,
  mask_post_receiver: textOrEmpty,
  mask_post_tel: textOrEmpty,
  mask_post_addr: place,
  logistics_info: listOf(shipment),
  sku_order_list: listOf(line),
});
export type DouyinOrder = z.output<typeof douyinOrder>;
type Line = z.output<typeof line>;

const payment = platformPayment('douyin-pay', 'other', '抖音支付');

/** The order in our words; money is 分 on both sides. */
export function toOrder(raw: DouyinOrder): RemoteOrder {
  const known = lookUp(orderStates, raw.order_status, { status: 'processing', text: raw.order_status_desc });
  const buyer = raw.doudian_open_id || raw.open_id;
  const paidAt = fromSeconds(raw.pay_time);
  const paid = paidBy(payment, raw.pay_amount, paidAt);
  const isRefunded = refundedMainStates.includes(String(raw.main_status));
  const shipBy = fromSeconds(raw.exp_ship_time);
  const address = addressOf({
    name: raw.mask_post_receiver,
    phone: raw.mask_post_tel,
    province: raw.mask_post_addr?.province?.name ?? '',
    city: raw.mask_post_addr?.city?.name ?? '',
    district: raw.mask_post_addr?.town?.name ?? '',
    detail: [raw.mask_post_addr?.street?.name ?? '', raw.mask_post_addr?.detail ?? '']
      .filter((part) => part !== '')
      .join(' '),
  });
  const order: Order = {
    orderId: raw.order_id,
    storeCustomerId: buyer,
    status: known.status,
    statusText: known.text,
    placedAt: fromSeconds(raw.create_time) ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    ...(shipBy === undefined ? {} : { shipBy }),
    lines: raw.sku_order_list.map(toLine),
    parcels: raw.logistics_info.map((one) =>
      toParcel(one, known.status === 'completed' ? fromSeconds(raw.finish_time) : undefined),
    ),
    payments: isRefunded ? [...paid, ...paid.map((entry) => ({ ...entry, kind: 'refund' as const }))] : paid,
    address,
    total: raw.pay_amount,
    freight: raw.post_amount,
    discounts: discountsOf(raw.sku_order_list.map(priced), raw.post_amount, raw.pay_amount),
    currency: 'CNY',
    ...(raw.buyer_words === '' ? {} : { remark: raw.buyer_words }),
    caseIds: [],
  };
  return {
    order,
    customer: buyerOf({
      storeCustomerId: buyer,
      name: address.name,
      phone: address.phone,
      defaultAddress: address,
      paymentMethods: [payment],
    }),
  };
}

function toLine(one: Line): OrderLine {
  return {
    lineId: one.order_id,
    productId: one.product_id_str || one.product_id,
    variantId: one.sku_id,
    title: inAllLanguages(one.product_name),
    options: Object.fromEntries(one.spec.map((spec) => [spec.name, spec.value])),
    quantity: one.item_num,
    unitPrice: one.origin_amount,
  };
}

function priced(one: Line) {
  const listed = one.origin_amount * one.item_num;
  return { lineId: one.order_id, listed, paid: Math.max(0, listed - one.promotion_amount) };
}

function toParcel(one: z.output<typeof shipment>, deliveredAt: string | undefined): Parcel {
  return parcelOf({
    parcelId: one.delivery_id,
    trackingNumber: one.tracking_no,
    carrier: one.company,
    carrierName: one.company_name,
    shippedAt: fromSeconds(one.ship_time),
    deliveredAt,
    lineIds: one.product_info.map((product) => product.sku_order_id).filter((id) => id !== ''),
  });
}
