import { z } from 'zod';
import type { AfterSalesCase, CaseKind, CaseState } from '../../types.ts';
import { caseOf, lookUp } from '../kit/canonical.ts';
import { fromSeconds } from '../kit/china-time.ts';
import { fenOrZero } from '../kit/money.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import { caseKinds, caseStates, refundStates, runningArbitrations } from './douyin-states.ts';

/** A case as 抖店 tells it (page 17/1095, read 2026-11-21); only what is used. */
export const douyinCase = z.object({
  process_info: z.object({
    after_sale_info: z.object({
      after_sale_id: idText,
      after_sale_status: countOrZero,
      after_sale_status_desc: textOrEmpty,
      after_sale_type: countOrZero,
      refund_status: countOrZero,
      refund_total_amount: fenOrZero,
      real_refund_amount: fenOrZero,
      apply_time: countOrZero,
      update_time: countOrZero,
      status_deadline: countOrZero,
      reason: textOrEmpty,
      reason_remark: textOrEmpty,
      after_sale_apply_count: countOrZero,
    }),
    arbitrate_info: z.object({ arbitrate_status: countOrZero }).nullish(),
    logistics_info: z
      .object({ return: z.object({ tracking_no: textOrEmpty, company_name: textOrEmpty }).nullish() })
      .nullish(),
  }),
  order_info: z.object({ shop_order_id: idText, sku_order_infos: listOf(z.object({ sku_order_id: idText })) }),
});
export type DouyinCase = z.output<typeof douyinCase>;

/** The case in our words. Whether the money has arrived is a state of its own and counts before the case's. */
export function toCase(raw: DouyinCase): AfterSalesCase {
  const info = raw.process_info.after_sale_info;
  const kind = lookUp(caseKinds, info.after_sale_type, 'refund');
  const lineIds = raw.order_info.sku_order_infos.map((one) => one.sku_order_id);
  const createdAt = fromSeconds(info.apply_time) ?? '';
  const back = raw.process_info.logistics_info?.return;
  const [only] = lineIds;
  return caseOf({
    caseId: info.after_sale_id,
    orderId: raw.order_info.shop_order_id,
    storeCustomerId: '',
    kind,
    state: stateOf(raw, kind),
    stateText:
      info.after_sale_status_desc ||
      lookUp(caseStates, info.after_sale_status, { state: 'negotiating', text: '' }).text,
    reason: info.reason,
    lineIds,
    ...(lineIds.length === 1 && only !== undefined && info.after_sale_apply_count > 0
      ? { quantities: { [only]: info.after_sale_apply_count } }
      : {}),
    amount: info.real_refund_amount > 0 ? info.real_refund_amount : info.refund_total_amount,
    createdAt,
    changedAt: fromSeconds(info.update_time) ?? createdAt,
    deadline: fromSeconds(info.status_deadline),
    details: {
      platformStatus: String(info.after_sale_status),
      updateTime: String(info.update_time),
      ...(info.reason_remark === '' ? {} : { description: info.reason_remark }),
      ...(back?.tracking_no ? { returnTrackingNumber: back.tracking_no, returnCarrier: back.company_name } : {}),
    },
  });
}

const moneyKinds: readonly CaseKind[] = ['refund', 'return', 'price-protection'];

function stateOf({ process_info: process }: DouyinCase, kind: CaseKind): CaseState {
  if (runningArbitrations.includes(process.arbitrate_info?.arbitrate_status ?? 0)) return 'dispute';
  const info = process.after_sale_info;
  const { state } = lookUp(caseStates, info.after_sale_status, { state: 'negotiating', text: '' });
  if (state === 'exchange-ship' && kind === 'reship') return 'reshipping';
  if (state !== 'success' || !moneyKinds.includes(kind)) return state;
  if (info.refund_status === refundStates.failed) return 'failed';
  return info.refund_status === refundStates.waiting || info.refund_status === refundStates.running
    ? 'refunding'
    : state;
}
