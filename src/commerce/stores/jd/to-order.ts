import { z } from 'zod';
import type { Order } from '../../types.ts';
import { addressOf, buyerOf, discountsOf, inAllLanguages, lookUp, paidBy, platformPayment } from '../kit/canonical.ts';
import { fromChinaTime } from '../kit/china-time.ts';
import { yuan, yuanOrZero } from '../kit/money.ts';
import { parcelOf } from '../kit/parcel.ts';
import { idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';
import { orderStates } from './jd-states.ts';

/** What is asked for; a field that is not named is not answered. */
export const orderFields = [
  'orderId',
  'venderId',
  'orderState',
  'orderStateRemark',
  'orderStartTime',
  'orderEndTime',
  'paymentConfirmTime',
  'modified',
  'actualPay',
  'shouldPay',
  'freightPrice',
  'itemInfoList',
  'consigneeInfo',
  'waybill',
  'logisticsId',
  'orderRemark',
  'pin',
  'open_id_buyer',
].join(',');

const item = z.object({
  skuId: idText,
  wareId: textOrEmpty,
  skuName: textOrEmpty,
  /** Price of one piece when it was ordered, 元. */
  jdPrice: yuan,
  itemTotal: z.coerce.number().int().positive(),
});

/** An order as 京东 tells it (jos.jd.com apiId 15660 and 15661, read 2026-11-21); only what is used. */
export const jdOrder = z.object({
  orderId: idText,
  orderState: textOrEmpty,
  orderStateRemark: textOrEmpty,
  orderStartTime: textOrEmpty,
  orderEndTime: textOrEmpty,
  paymentConfirmTime: textOrEmpty,
  /** What the buyer has paid; may come late, then it is absent. */
  actualPay: yuan.nullish(),
  shouldPay: yuan.nullish(),
  freightPrice: yuanOrZero,
  itemInfoList: listOf(item),
  consigneeInfo: z
    .object({
      fullname: textOrEmpty,
      mobile: textOrEmpty,
      telephone: textOrEmpty,
      province: textOrEmpty,
      city: textOrEmpty,
      county: textOrEmpty,
      fullAddress: textOrEmpty,
    })
    .nullish(),
  waybill: textOrEmpty,
  logisticsId: textOrEmpty,
  orderRemark: textOrEmpty,
  pin: textOrEmpty,
  open_id_buyer: textOrEmpty,
});
export type JdOrder = z.output<typeof jdOrder>;

const payment = platformPayment('jd-pay', 'other', '京东支付');

/** The order in our words; 元 become 分. */
export function toOrder(raw: JdOrder): RemoteOrder {
  const known = lookUp(orderStates, raw.orderState, {
    status: 'processing',
    text: raw.orderStateRemark || raw.orderState,
  });
  const buyer = raw.open_id_buyer || raw.pin;
  const total = raw.actualPay ?? raw.shouldPay ?? 0;
  const paidAt = fromChinaTime(raw.paymentConfirmTime);
  const receiver = raw.consigneeInfo;
  const address = addressOf({
    name: receiver?.fullname ?? '',
    phone: receiver?.mobile || receiver?.telephone || '',
    province: receiver?.province ?? '',
    city: receiver?.city ?? '',
    district: receiver?.county ?? '',
    detail: receiver?.fullAddress ?? '',
  });
  const priced = raw.itemInfoList.map((one) => ({
    lineId: one.skuId,
    listed: one.jdPrice * one.itemTotal,
    paid: one.jdPrice * one.itemTotal,
  }));
  const isReceived = known.status === 'completed';
  const deliveredAt = isReceived ? fromChinaTime(raw.orderEndTime) : undefined;
  const order: Order = {
    orderId: raw.orderId,
    storeCustomerId: buyer,
    status: known.status,
    statusText: known.text,
    placedAt: fromChinaTime(raw.orderStartTime) ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    lines: raw.itemInfoList.map((one) => ({
      lineId: one.skuId,
      productId: one.wareId || one.skuId,
      variantId: one.skuId,
      title: inAllLanguages(one.skuName),
      options: {},
      quantity: one.itemTotal,
      unitPrice: one.jdPrice,
    })),
    parcels: raw.waybill
      .split('|')
      .filter((number) => number !== '')
      .map((trackingNumber) =>
        parcelOf({
          trackingNumber,
          carrier: raw.logisticsId,
          deliveredAt,
          isDelivered: isReceived,
          lineIds: raw.itemInfoList.map((one) => one.skuId),
        }),
      ),
    payments: raw.actualPay === null || raw.actualPay === undefined ? [] : paidBy(payment, total, paidAt),
    address,
    total,
    freight: raw.freightPrice,
    discounts: total === 0 ? [] : discountsOf(priced, raw.freightPrice, total),
    currency: 'CNY',
    ...(raw.orderRemark === '' ? {} : { remark: raw.orderRemark }),
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
