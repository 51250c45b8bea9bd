import { z } from 'zod';
import type { Order, OrderLine, Parcel } from '../../types.ts';
import { addressOf, buyerOf, discountsOf, inAllLanguages, lookUp, paidBy, platformPayment } from '../kit/canonical.ts';
import { fromSeconds } from '../kit/china-time.ts';
import { fen, fenOrZero } from '../kit/money.ts';
import { parcelOf } from '../kit/parcel.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';
import { orderStates } from './weixin-shop-states.ts';

const goods = z.object({
  product_id: idText,
  sku_id: idText,
  sku_cnt: z.int().positive(),
  title: textOrEmpty,
  sale_price: fen,
  /** What was paid for all pieces of the line. */
  real_price: fen.nullish(),
  sku_attrs: listOf(z.object({ attr_key: textOrEmpty, attr_value: textOrEmpty })),
});

const delivery = z.object({
  waybill_id: textOrEmpty,
  delivery_id: textOrEmpty,
  delivery_name: textOrEmpty,
  delivery_time: countOrZero,
  product_infos: listOf(z.object({ product_id: idText, sku_id: idText })),
});

const addressInfo = z.object({
  user_name: textOrEmpty,
  postal_code: textOrEmpty,
  province_name: textOrEmpty,
  city_name: textOrEmpty,
  county_name: textOrEmpty,
  detail_info: textOrEmpty,
  house_number: textOrEmpty,
  tel_number: textOrEmpty,
});

/** An order as the platform tells it (page "获取订单详情", read 2026-11-21); only what is used. */
export const weixinOrder = z.object({
  order_id: idText,
  status: z.union([z.number(), z.string()]),
  openid: textOrEmpty,
  create_time: countOrZero,
  order_detail: z.object({
    product_infos: listOf(goods),
    price_info: z.object({ order_price: fen, freight: fenOrZero }),
    pay_info: z.object({ pay_time: countOrZero }).nullish(),
    delivery_info: z.object({ address_info: addressInfo.nullish(), delivery_product_info: listOf(delivery) }).nullish(),
    ext_info: z.object({ customer_notes: textOrEmpty, confirm_receipt_time: countOrZero }).nullish(),
  }),
  aftersale_detail: z.object({ aftersale_order_list: listOf(z.object({ aftersale_order_id: idText })) }).nullish(),
});
export type WeixinOrder = z.output<typeof weixinOrder>;

const payment = platformPayment('wechat-pay', 'wechat-pay', '微信支付');

/** The order in our words; money is 分 on both sides. */
export function toOrder(raw: WeixinOrder): RemoteOrder {
  const { price_info: price, pay_info: pay, delivery_info: shipping, ext_info: extra } = raw.order_detail;
  const known = lookUp(orderStates, raw.status, { status: 'processing', text: String(raw.status) });
  const lines = raw.order_detail.product_infos.map(toLine);
  const address = toAddress(shipping?.address_info);
  const paidAt = known.status === 'unpaid' ? undefined : fromSeconds(pay?.pay_time);
  const paid = paidBy(payment, price.order_price, paidAt);
  const order: Order = {
    orderId: raw.order_id,
    storeCustomerId: raw.openid,
    status: known.status,
    statusText: known.text,
    placedAt: fromSeconds(raw.create_time) ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    lines,
    parcels: (shipping?.delivery_product_info ?? []).map((one) =>
      toParcel(one, fromSeconds(extra?.confirm_receipt_time)),
    ),
    payments:
      known.isRefunded === true ? [...paid, ...paid.map((entry) => ({ ...entry, kind: 'refund' as const }))] : paid,
    address,
    total: price.order_price,
    freight: price.freight,
    discounts: discountsOf(raw.order_detail.product_infos.map(priced), price.freight, price.order_price),
    currency: 'CNY',
    ...(extra?.customer_notes ? { remark: extra.customer_notes } : {}),
    caseIds: (raw.aftersale_detail?.aftersale_order_list ?? []).map((one) => one.aftersale_order_id),
  };
  return {
    order,
    customer: buyerOf({
      storeCustomerId: raw.openid,
      name: address.name,
      phone: address.phone,
      defaultAddress: address,
      paymentMethods: [payment],
    }),
  };
}

/** The platform numbers no lines: product and variant together do. */
export function lineIdOf(one: { product_id: string; sku_id: string }): string {
  return `${one.product_id}:${one.sku_id}`;
}

function toLine(one: z.output<typeof goods>): OrderLine {
  return {
    lineId: lineIdOf(one),
    productId: one.product_id,
    variantId: one.sku_id,
    title: inAllLanguages(one.title),
    options: Object.fromEntries(one.sku_attrs.map((attribute) => [attribute.attr_key, attribute.attr_value])),
    quantity: one.sku_cnt,
    unitPrice: one.sale_price,
  };
}

function priced(one: z.output<typeof goods>) {
  const listed = one.sale_price * one.sku_cnt;
  return { lineId: lineIdOf(one), listed, paid: one.real_price ?? listed };
}

function toParcel(one: z.output<typeof delivery>, receivedAt: string | undefined): Parcel {
  return parcelOf({
    trackingNumber: one.waybill_id,
    carrier: one.delivery_id,
    carrierName: one.delivery_name,
    shippedAt: fromSeconds(one.delivery_time),
    deliveredAt: receivedAt,
    lineIds: one.product_infos.map(lineIdOf),
  });
}

function toAddress(raw: z.output<typeof addressInfo> | null | undefined) {
  if (raw === null || raw === undefined) return addressOf({});
  return addressOf({
    name: raw.user_name,
    phone: raw.tel_number,
    province: raw.province_name,
    city: raw.city_name,
    district: raw.county_name,
    detail: [raw.detail_info, raw.house_number].filter((part) => part !== '').join(' '),
    zip: raw.postal_code,
  });
}
