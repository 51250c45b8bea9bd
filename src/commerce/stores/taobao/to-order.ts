import { z } from 'zod';
import type { Order, OrderLine, Parcel } from '../../types.ts';
import { addressOf, buyerOf, discountsOf, inAllLanguages, lookUp, paidBy, platformPayment } from '../kit/canonical.ts';
import { fromChinaTime } from '../kit/china-time.ts';
import { yuan, yuanOrZero } from '../kit/money.ts';
import { parcelOf } from '../kit/parcel.ts';
import { idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';
import { orderStates } from './taobao-states.ts';

/** What is asked for; a field that is not named is not answered. */
export const tradeFields = [
  'tid',
  'status',
  'created',
  'modified',
  'pay_time',
  'consign_time',
  'end_time',
  'payment',
  'post_fee',
  'buyer_nick',
  'buyer_open_uid',
  'receiver_name',
  'receiver_mobile',
  'receiver_phone',
  'receiver_state',
  'receiver_city',
  'receiver_district',
  'receiver_town',
  'receiver_address',
  'receiver_zip',
  'buyer_message',
  'orders',
].join(',');

const line = z.object({
  oid: idText,
  num_iid: textOrEmpty,
  sku_id: textOrEmpty,
  title: textOrEmpty,
  num: z.coerce.number().int().positive(),
  price: yuan,
  payment: yuanOrZero,
  /** The line's share of what was paid, after discounts of the whole order. */
  divide_order_fee: yuan.nullish(),
  sku_properties_name: textOrEmpty,
  refund_id: textOrEmpty,
  invoice_no: textOrEmpty,
  logistics_company: textOrEmpty,
  consign_time: textOrEmpty,
});

/** A trade as TOP tells it (page "taobao.trade.fullinfo.get", read 2026-11-21); only what is used. */
export const taobaoTrade = z.object({
  tid: idText,
  status: z.string(),
  created: textOrEmpty,
  pay_time: textOrEmpty,
  end_time: textOrEmpty,
  payment: yuan,
  post_fee: yuanOrZero,
  buyer_nick: textOrEmpty,
  buyer_open_uid: textOrEmpty,
  receiver_name: textOrEmpty,
  receiver_mobile: textOrEmpty,
  receiver_phone: textOrEmpty,
  receiver_state: textOrEmpty,
  receiver_city: textOrEmpty,
  receiver_district: textOrEmpty,
  receiver_address: textOrEmpty,
  receiver_zip: textOrEmpty,
  buyer_message: textOrEmpty,
  orders: z.object({ order: listOf(line) }),
});
export type TaobaoTrade = z.output<typeof taobaoTrade>;
type Line = z.output<typeof line>;

const payment = platformPayment('alipay', 'alipay', '支付宝');

/** The trade in our words. Receivers are masked by the platform; they are kept as they come. */
export function toOrder(raw: TaobaoTrade): RemoteOrder {
  const known = lookUp(orderStates, raw.status, { status: 'processing', text: raw.status });
  const buyer = raw.buyer_open_uid || raw.buyer_nick;
  const paidAt = fromChinaTime(raw.pay_time);
  const paid = paidBy(payment, raw.payment, paidAt);
  const address = addressOf({
    name: raw.receiver_name,
    phone: raw.receiver_mobile || raw.receiver_phone,
    province: raw.receiver_state,
    city: raw.receiver_city,
    district: raw.receiver_district,
    detail: raw.receiver_address,
    zip: raw.receiver_zip,
  });
  const order: Order = {
    orderId: raw.tid,
    storeCustomerId: buyer,
    status: known.status,
    statusText: known.text,
    placedAt: fromChinaTime(raw.created) ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    lines: raw.orders.order.map(toLine),
    parcels: parcelsOf(raw, known.status === 'completed' || known.status === 'delivered'),
    payments:
      known.isRefunded === true ? [...paid, ...paid.map((entry) => ({ ...entry, kind: 'refund' as const }))] : paid,
    address,
    total: raw.payment,
    freight: raw.post_fee,
    discounts: discountsOf(raw.orders.order.map(priced), raw.post_fee, raw.payment),
    currency: 'CNY',
    ...(raw.buyer_message === '' ? {} : { remark: raw.buyer_message }),
    caseIds: [...new Set(raw.orders.order.map((one) => one.refund_id).filter((id) => id !== '' && id !== '0'))],
  };
  const customer = buyerOf({
    storeCustomerId: buyer,
    name: raw.buyer_nick,
    phone: address.phone,
    defaultAddress: address,
    paymentMethods: [payment],
  });
  return { order, customer };
}

function toLine(one: Line): OrderLine {
  return {
    lineId: one.oid,
    productId: one.num_iid,
    variantId: one.sku_id || one.num_iid,
    title: inAllLanguages(one.title),
    options: optionsOf(one.sku_properties_name),
    quantity: one.num,
    unitPrice: one.price,
  };
}

/** `颜色:桔色;尺码:M`, sometimes led by numbers (`1627207:28341:颜色:桔色`). */
export function optionsOf(text: string): Record<string, string> {
  const pairs = text.split(';').flatMap((part): [string, string][] => {
    const [name, ...value] = part.split(':').filter((word, index) => index > 1 || !/^\d+$/.test(word));
    return name === undefined || name === '' || value.length === 0 ? [] : [[name, value.join(':')]];
  });
  return Object.fromEntries(pairs);
}

function priced(one: Line) {
  return { lineId: one.oid, listed: one.price * one.num, paid: one.divide_order_fee ?? one.payment };
}

/** Lines that left together: one parcel for each waybill. */
function parcelsOf(raw: TaobaoTrade, isReceived: boolean): Parcel[] {
  const waybills = [...new Set(raw.orders.order.map((one) => one.invoice_no).filter((number) => number !== ''))];
  const deliveredAt = isReceived ? fromChinaTime(raw.end_time) : undefined;
  return waybills.map((number) => {
    const lines = raw.orders.order.filter((one) => one.invoice_no === number);
    const shippedAt = fromChinaTime(lines[0]?.consign_time);
    const carrier = lines[0]?.logistics_company ?? '';
    return parcelOf({
      trackingNumber: number,
      carrier,
      shippedAt,
      deliveredAt,
      isDelivered: isReceived,
      lineIds: lines.map((one) => one.oid),
    });
  });
}
