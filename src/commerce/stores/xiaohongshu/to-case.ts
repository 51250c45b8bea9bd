import { z } from 'zod';
import type { AfterSalesCase, CaseKind } from '../../types.ts';
import { caseOf, lookUp } from '../kit/canonical.ts';
import { fromMilliseconds } from '../kit/china-time.ts';
import { yuanOrZero } from '../kit/money.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import { caseKinds, caseStates, moneyStates } from './xiaohongshu-states.ts';

/** A case as 小红书 tells it (apiId 30038, read 2026-11-21): times in milliseconds, money in 元; only what is used. */
export const xiaohongshuCase = z.object({
  returnsId: idText,
  returnType: countOrZero,
  reasonNameZh: textOrEmpty,
  status: countOrZero,
  userId: textOrEmpty,
  orderId: idText,
  applyTime: countOrZero,
  updatedAt: countOrZero,
  /** Until when the shop has to act; -1 where it has not. */
  expireTime: countOrZero,
  desc: textOrEmpty,
  expectedRefundAmountYuan: yuanOrZero,
  refundAmountYuan: yuanOrZero,
  refundStatus: countOrZero,
  closeReasonZh: textOrEmpty,
  skus: listOf(z.object({ skuId: idText, appliedCount: countOrZero })),
});

const moneyKinds: readonly CaseKind[] = ['refund', 'return'];

/** The case in our words; whether the money has arrived counts before the state of the case. */
export function toCase(raw: z.output<typeof xiaohongshuCase>): AfterSalesCase {
  const known = lookUp(caseStates, raw.status, { state: 'negotiating', text: String(raw.status) });
  const kind = lookUp(caseKinds, raw.returnType, 'refund');
  const isPaying = known.state === 'success' && moneyKinds.includes(kind);
  const createdAt = fromMilliseconds(raw.applyTime) ?? '';
  const counted = raw.skus.filter((one) => one.appliedCount > 0);
  return caseOf({
    caseId: raw.returnsId,
    orderId: raw.orderId,
    storeCustomerId: raw.userId,
    kind,
    state: isPaying ? lookUp(moneyStates, raw.refundStatus, known.state) : known.state,
    stateText: known.text,
    reason: raw.reasonNameZh,
    lineIds: raw.skus.map((one) => one.skuId),
    ...(counted.length === 0
      ? {}
      : { quantities: Object.fromEntries(counted.map((one) => [one.skuId, one.appliedCount])) }),
    amount: raw.refundAmountYuan > 0 ? raw.refundAmountYuan : raw.expectedRefundAmountYuan,
    createdAt,
    changedAt: fromMilliseconds(raw.updatedAt) ?? createdAt,
    deadline: fromMilliseconds(raw.expireTime),
    details: {
      platformStatus: String(raw.status),
      ...(raw.desc === '' ? {} : { description: raw.desc }),
      ...(raw.closeReasonZh === '' ? {} : { rejectReason: raw.closeReasonZh }),
    },
  });
}
