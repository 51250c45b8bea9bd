import { z } from 'zod';
import type { AfterSalesCase, CaseKind } from '../../types.ts';
import { caseOf, lookUp } from '../kit/canonical.ts';
import { fromChinaTime } from '../kit/china-time.ts';
import { yuanOrZero } from '../kit/money.ts';
import { countOrZero, idText, textOrEmpty } from '../kit/read-json.ts';
import { caseKinds, caseStates } from './taobao-states.ts';

/** What is asked for; a field that is not named is not answered. */
export const refundFields = [
  'refund_id',
  'tid',
  'oid',
  'status',
  'created',
  'modified',
  'refund_fee',
  'total_fee',
  'reason',
  'desc',
  'num',
  'good_status',
  'has_good_return',
  'refund_phase',
  'refund_version',
  'dispute_type',
  'company_name',
  'sid',
  'sku',
  'buyer_nick',
  'buyer_open_uid',
  'refund_remind_timeout',
  'operation_contraint',
].join(',');

/** A refund as TOP tells it (page "taobao.refund.get", read 2026-11-21); only what is used. */
export const taobaoRefund = z.object({
  refund_id: idText,
  tid: idText,
  oid: idText,
  status: z.string(),
  created: textOrEmpty,
  modified: textOrEmpty,
  refund_fee: yuanOrZero,
  reason: textOrEmpty,
  desc: textOrEmpty,
  num: countOrZero,
  good_status: textOrEmpty,
  has_good_return: z.boolean().nullish(),
  refund_phase: textOrEmpty,
  refund_version: textOrEmpty,
  dispute_type: textOrEmpty,
  company_name: textOrEmpty,
  sid: textOrEmpty,
  buyer_nick: textOrEmpty,
  buyer_open_uid: textOrEmpty,
  refund_remind_timeout: z.object({ exist_timeout: z.boolean().nullish(), timeout: textOrEmpty }).nullish(),
});
export type TaobaoRefund = z.output<typeof taobaoRefund>;

/** The refund in our words; where the platform counts down it tells until when. */
export function toCase(raw: TaobaoRefund, decisionHours: number): AfterSalesCase {
  const known = lookUp(caseStates, raw.status, { state: 'negotiating', text: raw.status });
  const createdAt = fromChinaTime(raw.created) ?? '';
  return caseOf({
    caseId: raw.refund_id,
    orderId: raw.tid,
    storeCustomerId: raw.buyer_open_uid || raw.buyer_nick,
    kind: kindOf(raw),
    state: known.state,
    stateText: known.text,
    reason: raw.reason,
    lineIds: [raw.oid],
    ...(raw.num > 0 ? { quantities: { [raw.oid]: raw.num } } : {}),
    amount: raw.refund_fee,
    createdAt,
    changedAt: fromChinaTime(raw.modified) ?? createdAt,
    deadline:
      raw.refund_remind_timeout?.exist_timeout === true ? fromChinaTime(raw.refund_remind_timeout.timeout) : undefined,
    decisionHours,
    details: {
      platformStatus: raw.status,
      refundPhase: raw.refund_phase,
      refundVersion: raw.refund_version,
      goodsStatus: raw.good_status,
      ...(raw.desc === '' ? {} : { description: raw.desc }),
      ...(raw.sid === '' ? {} : { returnTrackingNumber: raw.sid, returnCarrier: raw.company_name }),
    },
  });
}

function kindOf(raw: TaobaoRefund): CaseKind {
  return lookUp(caseKinds, raw.dispute_type, raw.has_good_return === true ? 'return' : 'refund');
}
