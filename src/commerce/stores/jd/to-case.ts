import { z } from 'zod';
import { type AfterSalesCase, type CaseState, caseStates } from '../../types.ts';
import { caseOf, lookUp } from '../kit/canonical.ts';
import { fromChinaTime, fromMilliseconds } from '../kit/china-time.ts';
import { settingOf, wordOf } from '../kit/connection-fields.ts';
import { toMinor } from '../kit/money.ts';
import { countOrZero, idText, textOrEmpty } from '../kit/read-json.ts';
import { decisionHours } from '../kit/shared-fields.ts';
import type { ConnectionSettings } from '../remote/remote-platform.ts';
import { refundStates, serviceKinds, serviceStates } from './jd-states.ts';

/** A service (return, exchange, repair) of `jingdong.asc.query.list`; only what is used. */
export const jdService = z.object({
  serviceId: idText,
  orderId: idText,
  applyTime: textOrEmpty,
  updateTime: textOrEmpty,
  customerExpect: textOrEmpty,
  serviceStatus: textOrEmpty,
  serviceStatusName: textOrEmpty,
  skuId: textOrEmpty,
  wareId: textOrEmpty,
  serviceCount: countOrZero,
  applyReasonName: textOrEmpty,
  questionDesc: textOrEmpty,
});

/** A refund before delivery of `jingdong.pop.afs.soa.refundapply.queryPageList`; only what is used. */
export const jdRefund = z.object({
  id: idText,
  orderId: idText,
  status: textOrEmpty,
  applyTime: textOrEmpty,
  checkTime: textOrEmpty,
  applyRefundSum: textOrEmpty,
  reason: textOrEmpty,
  buyerId: textOrEmpty,
});

/** Cases of both kinds share one list: their numbers say which is which. */
export const serviceCase = 'service-';
export const refundCase = 'refund-';

export function serviceToCase(raw: z.output<typeof jdService>, settings: ConnectionSettings): AfterSalesCase {
  const createdAt = timeOf(raw.applyTime) ?? '';
  const lineId = raw.skuId || raw.wareId;
  return caseOf({
    caseId: `${serviceCase}${raw.serviceId}`,
    orderId: raw.orderId,
    storeCustomerId: '',
    kind: lookUp(serviceKinds, raw.customerExpect, 'return'),
    state: stateOf(raw.serviceStatus, settings),
    stateText: raw.serviceStatusName || raw.serviceStatus,
    reason: raw.applyReasonName || raw.questionDesc,
    lineIds: lineId === '' ? [] : [lineId],
    ...(raw.serviceCount > 0 && lineId !== '' ? { quantities: { [lineId]: raw.serviceCount } } : {}),
    amount: 0,
    createdAt,
    changedAt: timeOf(raw.updateTime) ?? createdAt,
    decisionHours: decisionHours(settings),
    details: { platformStatus: raw.serviceStatus },
  });
}

export function refundToCase(raw: z.output<typeof jdRefund>, settings: ConnectionSettings): AfterSalesCase {
  const known = lookUp(refundStates, raw.status, { state: 'negotiating', text: raw.status });
  const createdAt = timeOf(raw.applyTime) ?? '';
  const digits = settingOf(settings, 'refundSumUnit', 'fen') === 'yuan' ? 2 : 0;
  return caseOf({
    caseId: `${refundCase}${raw.id}`,
    orderId: raw.orderId,
    storeCustomerId: raw.buyerId,
    kind: 'refund',
    state: known.state,
    stateText: known.text,
    reason: raw.reason,
    lineIds: [],
    amount: toMinor(raw.applyRefundSum, digits) ?? 0,
    createdAt,
    changedAt: timeOf(raw.checkTime) ?? createdAt,
    decisionHours: decisionHours(settings),
    details: { platformStatus: raw.status },
  });
}

/** The owner's own table first. */
function stateOf(status: string, settings: ConnectionSettings): CaseState {
  const own = wordOf(settings, 'caseStates', status);
  return caseStates.find((state) => state === own) ?? lookUp(serviceStates, status, 'negotiating');
}

/** Some answers write times as text, some as milliseconds. */
function timeOf(text: string): string | undefined {
  return /^\d{13}$/.test(text) ? fromMilliseconds(text) : fromChinaTime(text);
}
