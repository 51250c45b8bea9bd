import { z } from 'zod';
import type { Order } from '../../types.ts';
import { addressOf, buyerOf, inAllLanguages, lookUp, paidBy, platformPayment } from '../kit/canonical.ts';
import { fromMilliseconds } from '../kit/china-time.ts';
import { fen, fenOrZero } from '../kit/money.ts';
import { parcelOf } from '../kit/parcel.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import type { RemoteOrder } from '../remote/remote-platform.ts';
import { orderStates } from './xiaohongshu-states.ts';

const sku = z.object({
  skuId: idText,
  itemId: textOrEmpty,
  skuName: textOrEmpty,
  skuSpec: textOrEmpty,
  skuQuantity: z.int().positive(),
  /** What was paid for all pieces, 分. */
  totalPaidAmount: fen,
});

/** An order as 小红书 tells it (apiId 27242, read 2026-11-21); money is 分, times are milliseconds; only what is used. */
export const xiaohongshuOrder = z.object({
  orderId: idText,
  orderStatus: countOrZero,
  userId: textOrEmpty,
  createdTime: countOrZero,
  paidTime: countOrZero,
  deliveryTime: countOrZero,
  finishTime: countOrZero,
  promiseLastDeliveryTime: countOrZero,
  totalPayAmount: fen,
  totalShippingFree: fenOrZero,
  receiverProvinceName: textOrEmpty,
  receiverCityName: textOrEmpty,
  receiverDistrictName: textOrEmpty,
  customerRemark: textOrEmpty,
  expressTrackingNo: textOrEmpty,
  expressCompanyCode: textOrEmpty,
  skuList: listOf(sku),
});
export type XiaohongshuOrder = z.output<typeof xiaohongshuOrder>;

const payment = platformPayment('xiaohongshu-pay', 'other', '小红书支付');

/**
 * The order in our words. The platform tells what was paid for a line, not the price of a piece: where that does not divide, the
 * piece is priced up and the rest stands as a discount of the line. Names and phones are sealed by the platform and not read.
 */
export function toOrder(raw: XiaohongshuOrder): RemoteOrder {
  const known = lookUp(orderStates, raw.orderStatus, { status: 'processing', text: String(raw.orderStatus) });
  const paidAt = fromMilliseconds(raw.paidTime);
  const shipBy = fromMilliseconds(raw.promiseLastDeliveryTime);
  const shippedAt = fromMilliseconds(raw.deliveryTime);
  const deliveredAt = known.status === 'completed' ? fromMilliseconds(raw.finishTime) : undefined;
  const address = addressOf({
    province: raw.receiverProvinceName,
    city: raw.receiverCityName,
    district: raw.receiverDistrictName,
  });
  const lines = raw.skuList.map((one) => ({
    lineId: one.skuId,
    productId: one.itemId || one.skuId,
    variantId: one.skuId,
    title: inAllLanguages(one.skuName),
    options: one.skuSpec === '' ? {} : { 规格: one.skuSpec },
    quantity: one.skuQuantity,
    unitPrice: Math.ceil(one.totalPaidAmount / one.skuQuantity),
  }));
  const goods = raw.skuList.reduce((sum, one) => sum + one.totalPaidAmount, 0);
  const rest = goods + raw.totalShippingFree - raw.totalPayAmount;
  const order: Order = {
    orderId: raw.orderId,
    storeCustomerId: raw.userId,
    status: known.status,
    statusText: known.text,
    placedAt: fromMilliseconds(raw.createdTime) ?? '',
    ...(paidAt === undefined ? {} : { paidAt }),
    ...(shipBy === undefined ? {} : { shipBy }),
    lines,
    parcels: raw.expressTrackingNo
      .split(',')
      .filter((number) => number !== '')
      .map((trackingNumber) =>
        parcelOf({
          trackingNumber,
          carrier: raw.expressCompanyCode,
          shippedAt,
          deliveredAt,
          lineIds: raw.skuList.map((one) => one.skuId),
        }),
      ),
    payments: paidBy(payment, raw.totalPayAmount, paidAt),
    address,
    total: raw.totalPayAmount,
    freight: raw.totalShippingFree,
    discounts: [
      ...raw.skuList.flatMap((one) => roundingOf(one)),
      ...(rest > 0 ? [{ discountId: 'order', kind: 'promotion' as const, amount: rest }] : []),
    ],
    currency: 'CNY',
    ...(raw.customerRemark === '' ? {} : { remark: raw.customerRemark }),
    caseIds: [],
  };
  return {
    order,
    customer: buyerOf({ storeCustomerId: raw.userId, defaultAddress: address, paymentMethods: [payment] }),
  };
}

function roundingOf(one: z.output<typeof sku>) {
  const up = Math.ceil(one.totalPaidAmount / one.skuQuantity) * one.skuQuantity - one.totalPaidAmount;
  return up === 0
    ? []
    : [{ discountId: `line-${one.skuId}`, kind: 'promotion' as const, amount: up, lineIds: [one.skuId] }];
}
