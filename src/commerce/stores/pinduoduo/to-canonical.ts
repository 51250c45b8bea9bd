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
import { settingOf } from '../kit/connection-fields.ts';
import { toMinor } from '../kit/money.ts';
import { parcelOf } from '../kit/parcel.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import { decisionHours } from '../kit/shared-fields.ts';
import type { ConnectionSettings, RemoteOrder } from '../remote/remote-platform.ts';
import { caseKinds, caseStates, orderStates, refundedOrder } from './pinduoduo-states.ts';

const item = z.object({
  goods_id: idText,
  sku_id: idText,
  goods_name: textOrEmpty,
  goods_spec: textOrEmpty,
  goods_count: z.coerce.number().int().positive(),
  goods_price: textOrEmpty,
});

/** `pdd.order.information.get` as public SDKs know it (read 2026-11-21); only what is used. Sealed receivers come empty. */
export const pinduoduoOrder = z.object({
  order_sn: idText,
  order_status: countOrZero,
  refund_status: countOrZero,
  created_time: textOrEmpty,
  confirm_time: textOrEmpty,
  pay_time: textOrEmpty,
  shipping_time: textOrEmpty,
  receive_time: textOrEmpty,
  last_ship_time: textOrEmpty,
  pay_amount: textOrEmpty,
  postage: textOrEmpty,
  province: textOrEmpty,
  city: textOrEmpty,
  town: textOrEmpty,
  address: textOrEmpty,
  receiver_name: textOrEmpty,
  contact_mobile: textOrEmpty,
  tracking_number: textOrEmpty,
  logistics_id: textOrEmpty,
  buyer_memo: textOrEmpty,
  item_list: listOf(item),
});
export type PinduoduoOrder = z.output<typeof pinduoduoOrder>;

/** An entry of `pdd.refund.list.increment.get`; only what is used. */
export const pinduoduoRefund = z.object({
  id: idText,
  order_sn: idText,
  after_sales_type: countOrZero,
  after_sales_status: countOrZero,
  after_sale_reason: textOrEmpty,
  refund_amount: textOrEmpty,
  goods_id: textOrEmpty,
  sku_id: textOrEmpty,
  goods_number: countOrZero,
  created_time: textOrEmpty,
  updated_time: textOrEmpty,
  tracking_number: textOrEmpty,
  shipping_name: textOrEmpty,
});

const payment = platformPayment('pinduoduo-pay', 'other', '拼多多支付');

/** The order in our words; amounts by the unit that the connection says. */
export function toOrder(raw: PinduoduoOrder, settings: ConnectionSettings): RemoteOrder {
  const known = lookUp(orderStates, raw.order_status, { status: 'processing', text: String(raw.order_status) });
  const isRefunded = raw.refund_status === refundedOrder;
  const [total, freight] = [moneyOf(raw.pay_amount, settings), moneyOf(raw.postage, settings)];
  const paidAt = fromChinaTime(raw.pay_time) ?? fromChinaTime(raw.confirm_time);
  const [shippedAt, deliveredAt, shipBy] = [raw.shipping_time, raw.receive_time, raw.last_ship_time].map(fromChinaTime);
  const paid = paidBy(payment, total, paidAt);
  const address = addressOf({
    name: raw.receiver_name,
    phone: raw.contact_mobile,
    province: raw.province,
    city: raw.city,
    district: raw.town,
    detail: raw.address,
  });
  const priced = raw.item_list.map((one) => {
    const listed = moneyOf(one.goods_price, settings) * one.goods_count;
    return { lineId: one.sku_id, listed, paid: listed };
  });
  const order: Order = {
    orderId: raw.order_sn,
    storeCustomerId: raw.order_sn,
    status: isRefunded ? 'cancelled' : known.status,
    statusText: isRefunded ? '退款成功' : known.text,
    placedAt: fromChinaTime(raw.created_time) ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    ...(shipBy === undefined ? {} : { shipBy }),
    lines: raw.item_list.map((one) => ({
      lineId: one.sku_id,
      productId: one.goods_id,
      variantId: one.sku_id,
      title: inAllLanguages(one.goods_name),
      options: one.goods_spec === '' ? {} : { 规格: one.goods_spec },
      quantity: one.goods_count,
      unitPrice: moneyOf(one.goods_price, settings),
    })),
    parcels:
      raw.tracking_number === ''
        ? []
        : [
            parcelOf({
              trackingNumber: raw.tracking_number,
              carrier: raw.logistics_id,
              shippedAt,
              deliveredAt,
              lineIds: raw.item_list.map((one) => one.sku_id),
            }),
          ],
    payments: isRefunded ? [...paid, ...paid.map((entry) => ({ ...entry, kind: 'refund' as const }))] : paid,
    address,
    total,
    freight,
    discounts: discountsOf(priced, freight, total),
    currency: 'CNY',
    ...(raw.buyer_memo === '' ? {} : { remark: raw.buyer_memo }),
    caseIds: [],
  };
  return {
    order,
    customer: buyerOf({
      storeCustomerId: raw.order_sn,
      name: address.name,
      phone: address.phone,
      defaultAddress: address,
      paymentMethods: [payment],
    }),
  };
}

/** The case in our words. */
export function toCase(raw: z.output<typeof pinduoduoRefund>, settings: ConnectionSettings): AfterSalesCase {
  const known = lookUp(caseStates, raw.after_sales_status, {
    state: 'negotiating',
    text: String(raw.after_sales_status),
  });
  const createdAt = fromChinaTime(raw.created_time) ?? '';
  return caseOf({
    caseId: raw.id,
    orderId: raw.order_sn,
    storeCustomerId: raw.order_sn,
    kind: lookUp(caseKinds, raw.after_sales_type, 'refund'),
    state: known.state,
    stateText: known.text,
    reason: raw.after_sale_reason,
    lineIds: raw.sku_id === '' ? [] : [raw.sku_id],
    ...(raw.goods_number > 0 && raw.sku_id !== '' ? { quantities: { [raw.sku_id]: raw.goods_number } } : {}),
    amount: moneyOf(raw.refund_amount, settings),
    createdAt,
    changedAt: fromChinaTime(raw.updated_time) ?? createdAt,
    decisionHours: decisionHours(settings),
    details: {
      platformStatus: String(raw.after_sales_status),
      ...(raw.tracking_number === ''
        ? {}
        : { returnTrackingNumber: raw.tracking_number, returnCarrier: raw.shipping_name }),
    },
  });
}

function moneyOf(text: string, settings: ConnectionSettings): number {
  return toMinor(text, settingOf(settings, 'amountUnit', 'yuan') === 'fen' ? 0 : 2) ?? 0;
}
