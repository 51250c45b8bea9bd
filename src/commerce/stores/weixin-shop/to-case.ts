import { z } from 'zod';
import type { AfterSalesCase } from '../../types.ts';
import { caseOf, lookUp } from '../kit/canonical.ts';
import { fromSeconds } from '../kit/china-time.ts';
import { fenOrZero } from '../kit/money.ts';
import { countOrZero, filled, idText, textOrEmpty } from '../kit/read-json.ts';
import { lineIdOf } from './to-order.ts';
import { caseKindsOfType, caseStatesOfStatus } from './weixin-shop-states.ts';

/** An after-sales order as the platform tells it (page "获取售后单", read 2026-11-21); only what is used. */
export const weixinCase = z.object({
  after_sale_order_id: idText,
  order_id: idText,
  status: z.string(),
  openid: textOrEmpty,
  type: textOrEmpty,
  product_info: z.object({ product_id: idText, sku_id: idText, count: countOrZero }),
  refund_info: z.object({ amount: fenOrZero }).nullish(),
  details: z.object({ desc: textOrEmpty }).nullish(),
  return_info: z.object({ waybill_id: textOrEmpty, delivery_name: textOrEmpty }).nullish(),
  merchant_upload_info: z.object({ reject_reason: textOrEmpty }).nullish(),
  create_time: countOrZero,
  update_time: countOrZero,
  reason: textOrEmpty,
  reason_text: textOrEmpty,
  deadline: countOrZero,
});

/** The case in our words; the platform tells its deadlines itself. */
export function toCase(raw: z.output<typeof weixinCase>): AfterSalesCase {
  const known = lookUp(caseStatesOfStatus, raw.status, { state: 'negotiating', text: raw.status });
  const lineId = lineIdOf(raw.product_info);
  const createdAt = fromSeconds(raw.create_time) ?? '';
  return caseOf({
    caseId: raw.after_sale_order_id,
    orderId: raw.order_id,
    storeCustomerId: raw.openid,
    kind: lookUp(caseKindsOfType, raw.type, 'refund'),
    state: known.state,
    stateText: known.text,
    reason: raw.reason_text || raw.reason,
    lineIds: [lineId],
    ...(raw.product_info.count > 0 ? { quantities: { [lineId]: raw.product_info.count } } : {}),
    amount: raw.refund_info?.amount ?? 0,
    createdAt,
    changedAt: fromSeconds(raw.update_time) ?? createdAt,
    deadline: fromSeconds(raw.deadline),
    details: filled({
      description: raw.details?.desc,
      returnTrackingNumber: raw.return_info?.waybill_id,
      returnCarrier: raw.return_info?.delivery_name,
      rejectReason: raw.merchant_upload_info?.reject_reason,
      platformStatus: raw.status,
    }),
  });
}
