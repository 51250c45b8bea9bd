import {
  type AfterSalesCase,
  type CaseKind,
  type CaseRole,
  type CaseStep,
  isFinal,
  type Order,
  type OrderStatus,
  openCase,
  refundable,
  settle,
  takeStep,
} from '../commerce/index.ts';
import type { DemoState } from './order-times.ts';
import type { Random } from './random.ts';

/** A way that cases of the demo shop go: the steps lead to the state in which they are found now. */
export type CaseWay = {
  kind: CaseKind;
  /** Orders on which such a case can be. */
  on: readonly DemoState[];
  reason: string;
  steps: readonly (readonly [CaseStep, CaseRole, string])[];
  count: number;
};

/** An order with a case of the given way, both as they are now. */
export function addCase(
  random: Random,
  {
    order,
    way,
    caseId,
    now,
  }: { order: Order; way: Pick<CaseWay, 'kind' | 'reason' | 'steps'>; caseId: string; now: Date },
): { order: Order; case: AfterSalesCase } {
  const isWhole = way.kind === 'refund' || way.kind === 'invoice';
  const lines = isWhole ? order.lines : order.lines.slice(0, 1);
  const price = lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
  const wanted =
    way.kind === 'refund' ? order.total : way.kind === 'return' ? price : way.kind === 'price-protection' ? 1000 : 0;
  const { orderId, storeCustomerId } = order;
  const lineIds = lines.map((line) => line.lineId);
  const amount = Math.min(wanted, refundable(order, []));
  const details = { statusBefore: order.status, ...detailsOf(way.kind, order) };
  const about = { caseId, orderId, storeCustomerId, kind: way.kind, reason: way.reason, lineIds, amount, details };
  const isRunning = !isFinal(walk(openCase(about, now), way.steps, [], now).state);
  const [opened, ...times] = timesOf(random, order, { steps: way.steps.length, isRunning, now });
  const one = walk(openCase(about, opened), way.steps, times, now);
  const settled = settle(order, one, times.at(-1) ?? opened);
  return { order: { ...settled, ...statusAfter(order, one), caseIds: [...order.caseIds, caseId] }, case: one };
}

/** Who usually takes a step, and the note that is left. */
const stepTable: Readonly<Record<CaseStep, readonly [CaseRole, string]>> = {
  approve: ['shop', '审核通过'],
  proceed: ['system', ''],
  negotiate: ['shop', '与顾客协商：补偿部分金额，不退货'],
  'offer-accepted': ['customer', '接受方案'],
  reject: ['shop', '照片看不出问题，未通过'],
  dispute: ['customer', '不认可处理结果'],
  close: ['system', '超时未处理，自动关闭'],
  withdraw: ['customer', '顾客撤销申请'],
  'send-back': ['customer', '已寄回'],
  receive: ['shop', '仓库已签收，验货通过'],
  'fail-inspection': ['shop', '吊牌已剪，影响二次销售'],
  ship: ['shop', '新件已发出'],
  'refund-instead': ['shop', '没有可换的库存，改为退款'],
  confirm: ['customer', '确认收到'],
  complete: ['shop', '已原路退款'],
  fail: ['shop', '原支付账户已注销，退款失败'],
};

/** Every kind and every state of the machine, some of them often. */
export const caseWays: readonly CaseWay[] = [
  way('return', ['delivered'], 'quality', 10),
  way('refund', ['stuck', 'overdue'], 'parcel-stuck', 8),
  way('refund', ['late'], 'shipping-too-slow', 4),
  way('reship', ['delivered'], 'damaged', 6),
  way('exchange', ['delivered'], 'other-variant', 6, 'approve', 'proceed'),
  way('invoice', ['delivered', 'completed'], 'invoice', 8, 'approve'),
  way('refund', ['lost'], 'parcel-lost', 4, 'approve'),
  way('return', ['delivered'], 'not-as-described', 5, 'negotiate'),
  way('return', ['delivered'], 'damaged', 5, 'reject'),
  way('return', ['delivered'], 'quality', 3, 'reject', 'dispute'),
  way('return', ['delivered'], 'no-longer-wanted', 12, 'approve', 'proceed'),
  way('return', ['delivered'], 'wrong-size', 10, 'approve', 'proceed', 'send-back'),
  way('exchange', ['delivered'], 'other-variant', 4, 'approve', 'proceed', 'send-back'),
  way('repair', ['completed'], 'quality', 3, 'approve', 'proceed', 'send-back'),
  way('return', ['delivered'], 'no-longer-wanted', 3, 'approve', 'proceed', 'send-back', 'fail-inspection'),
  way('return', ['delivered'], 'quality', 8, 'approve', 'proceed', 'send-back', 'receive'),
  way('refund', ['lost'], 'parcel-lost', 3, 'approve', 'proceed'),
  way('price-protection', ['delivered'], 'price-dropped', 4, 'approve', 'proceed'),
  way('exchange', ['delivered'], 'other-variant', 4, 'approve', 'proceed', 'send-back', 'receive'),
  way('reship', ['delivered'], 'missing', 4, 'approve', 'proceed'),
  way('reship', ['delivered'], 'wrong', 3, 'approve', 'proceed', 'ship'),
  way('exchange', ['delivered'], 'other-variant', 3, 'approve', 'proceed', 'send-back', 'receive', 'ship'),
  way('return', ['completed'], 'no-longer-wanted', 30, 'approve', 'proceed', 'send-back', 'receive', 'complete'),
  way('return', ['completed'], 'quality', 12, 'approve', 'proceed', 'send-back', 'receive', 'complete'),
  way('refund', ['lost'], 'parcel-lost', 5, 'approve', 'proceed', 'complete'),
  way('exchange', ['completed'], 'other-variant', 8, 'approve', 'proceed', 'send-back', 'receive', 'ship', 'confirm'),
  way('reship', ['completed'], 'damaged', 8, 'approve', 'proceed', 'ship', 'confirm'),
  way('price-protection', ['completed'], 'price-dropped', 6, 'approve', 'proceed', 'complete'),
  way('invoice', ['completed'], 'invoice', 25, 'approve', 'proceed'),
  way('return', ['completed'], 'no-longer-wanted', 6, 'approve', 'proceed', 'close'),
  way('return', ['completed'], 'not-as-described', 4, 'reject', 'close'),
  way('return', ['completed'], 'no-longer-wanted', 8, 'withdraw'),
  way('return', ['completed'], 'quality', 2, 'approve', 'proceed', 'send-back', 'receive', 'fail'),
];

const hour = 3_600_000;

function way(kind: CaseKind, on: readonly DemoState[], reason: string, count: number, ...steps: CaseStep[]): CaseWay {
  return { kind, on, reason, count, steps: steps.map((step) => [step, ...stepTable[step]] as const) };
}

function walk(opened: AfterSalesCase, steps: CaseWay['steps'], times: readonly Date[], now: Date): AfterSalesCase {
  return steps.reduce((one, [step, by, note], index) => {
    const next = takeStep(one, step, by, times[index] ?? now, note);
    if (next === undefined)
      throw new RangeError(`a demo case of kind ${one.kind} cannot ${step} in the state ${one.state}`);
    return next;
  }, opened);
}

/**
 * The moment of applying and of each step, after the goods arrived (or should have) and before now. What still runs has
 * moved so lately that its deadline lies ahead.
 */
function timesOf(
  random: Random,
  order: Order,
  { steps, isRunning, now }: { steps: number; isRunning: boolean; now: Date },
): [Date, ...Date[]] {
  const moments = order.parcels.map((parcel) => parcel.deliveredAt ?? parcel.promisedAt ?? parcel.shippedAt ?? '');
  const base = Date.parse(moments.toSorted().at(-1) ?? order.shipBy ?? order.placedAt);
  const gap = random.between(8, 20) * hour;
  const latest = now.getTime() - random.between(5, 50) * 60_000;
  const earliest = Math.min(base + random.between(1, 6) * hour, now.getTime() - hour);
  const start = isRunning ? Math.max(earliest, latest - (steps + 1) * gap) : earliest;
  const end = Math.min(start + Math.max(1, steps) * gap, latest);
  const at = (index: number) => new Date(start + ((end - start) * index) / Math.max(1, steps));
  return [at(0), ...Array.from({ length: steps }, (_, index) => at(index + 1))];
}

function statusAfter(order: Order, one: AfterSalesCase): { status?: OrderStatus; statusText?: string } {
  if (one.kind === 'refund' && one.state === 'success') return { status: 'cancelled', statusText: '已退款，交易关闭' };
  if (isFinal(one.state)) return {};
  if (one.kind === 'return') return { status: 'return-requested', statusText: '退货中' };
  if (one.kind === 'exchange') return { status: 'exchange-requested', statusText: '换货中' };
  return { status: order.status };
}

function detailsOf(kind: CaseKind, order: Order): Readonly<Record<string, string>> {
  if (kind !== 'invoice') return {};
  return { titleType: 'personal', title: order.address.name, email: 'invoice@example.com', taxNumber: '' };
}
