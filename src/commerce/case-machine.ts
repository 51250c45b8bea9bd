import { splitRefund } from './after-sales/plan-refund.ts';
import type { AfterSalesCase, CaseKind, CaseState, Order } from './types.ts';

/**
 * The after-sales state machine as a table: who has to act until when, what happens if nobody does, and which steps each
 * side may take. Hours follow the reference platform (the shop decides within 48 h and checks a return within 10 days,
 * the customer sends goods back or asks for a decision within 7 days). Pure.
 */
export type CaseRole = 'customer' | 'shop' | 'system';

export const caseSteps = [
  'approve',
  'proceed',
  'negotiate',
  'offer-accepted',
  'reject',
  'dispute',
  'close',
  'withdraw',
  'send-back',
  'receive',
  'fail-inspection',
  'ship',
  'refund-instead',
  'confirm',
  'complete',
  'fail',
] as const;
export type CaseStep = (typeof caseSteps)[number];

type Target = CaseState | ((one: AfterSalesCase) => CaseState);
type Transition = { step: CaseStep; by: readonly CaseRole[]; to: Target };
export type StateRule = {
  owner: 'shop' | 'customer';
  /** Hours that the owner has. */
  hours: number;
  /** The step that the system takes when the time is over. */
  onTimeout: CaseStep;
  transitions: readonly Transition[];
};

const shop = ['shop', 'system'] as const;
const customer = ['customer'] as const;
const anybody = ['customer', 'shop', 'system'] as const;
const day = 24;

const withdraw: Transition = { step: 'withdraw', by: customer, to: 'cancelled' };
const close: Transition = { step: 'close', by: anybody, to: 'closed' };
const dispute: Transition = { step: 'dispute', by: ['customer', 'system'], to: 'dispute' };
const approve: Transition = { step: 'approve', by: shop, to: 'approved' };
const negotiate: Transition = { step: 'negotiate', by: shop, to: 'negotiating' };
const refundInstead: Transition = { step: 'refund-instead', by: shop, to: 'refunding' };
const reject: Transition = { step: 'reject', by: ['shop'], to: 'rejected' };

/** What follows an approval, and what follows goods that came back and are in order. */
const afterApproval: Readonly<Record<CaseKind, CaseState>> = {
  refund: 'refunding',
  return: 'wait-buyer-ship',
  exchange: 'wait-buyer-ship',
  repair: 'wait-buyer-ship',
  reship: 'reshipping',
  'price-protection': 'refunding',
  invoice: 'success',
};
const afterReceipt: Readonly<Record<CaseKind, CaseState>> = {
  ...afterApproval,
  return: 'refunding',
  exchange: 'exchange-ship',
  repair: 'exchange-ship',
};

/**
 * Where an approved case goes on. After a dispute it may have come far already: goods that are back are not asked for again,
 * what was to be refunded stays so, and where a replacement was sent and there is still a dispute, money ends it.
 */
function onApproval(one: AfterSalesCase): CaseState {
  const has = (state: CaseState) => one.history.some((entry) => entry.state === state);
  if (has('wait-buyer-confirm') || has('refunding')) return 'refunding';
  return has('exchange-ship') || has('inspect-failed') ? afterReceipt[one.kind] : afterApproval[one.kind];
}

/** The running states; all others are final. */
export const caseMachine: Readonly<Partial<Record<CaseState, StateRule>>> = {
  applied: {
    owner: 'shop',
    hours: 2 * day,
    onTimeout: 'approve',
    transitions: [approve, negotiate, reject, withdraw],
  },
  approved: {
    owner: 'shop',
    hours: day,
    onTimeout: 'proceed',
    transitions: [{ step: 'proceed', by: shop, to: onApproval }, withdraw],
  },
  negotiating: {
    owner: 'customer',
    hours: 7 * day,
    onTimeout: 'close',
    transitions: [{ step: 'offer-accepted', by: customer, to: 'approved' }, approve, reject, withdraw, close, dispute],
  },
  rejected: { owner: 'customer', hours: 7 * day, onTimeout: 'close', transitions: [dispute, approve, withdraw, close] },
  dispute: { owner: 'shop', hours: 3 * day, onTimeout: 'approve', transitions: [approve, negotiate, close] },
  'wait-buyer-ship': {
    owner: 'customer',
    hours: 7 * day,
    onTimeout: 'close',
    transitions: [{ step: 'send-back', by: customer, to: 'wait-seller-receive' }, withdraw, close],
  },
  'wait-seller-receive': {
    owner: 'shop',
    hours: 10 * day,
    onTimeout: 'receive',
    transitions: [
      { step: 'receive', by: shop, to: (one) => afterReceipt[one.kind] },
      { step: 'fail-inspection', by: ['shop'], to: 'inspect-failed' },
    ],
  },
  'inspect-failed': {
    owner: 'shop',
    hours: 2 * day,
    onTimeout: 'negotiate',
    transitions: [negotiate, { step: 'receive', by: ['shop'], to: (one) => afterReceipt[one.kind] }],
  },
  refunding: {
    owner: 'shop',
    hours: 2 * day,
    // What was agreed is paid: the platform does it where the shop does not.
    onTimeout: 'complete',
    transitions: [
      { step: 'complete', by: shop, to: 'success' },
      { step: 'fail', by: shop, to: 'failed' },
      { step: 'dispute', by: ['customer', 'system'], to: 'dispute' },
    ],
  },
  'exchange-ship': {
    owner: 'shop',
    hours: 3 * day,
    onTimeout: 'dispute',
    transitions: [{ step: 'ship', by: ['shop'], to: 'wait-buyer-confirm' }, refundInstead, dispute],
  },
  reshipping: {
    owner: 'shop',
    hours: 2 * day,
    onTimeout: 'dispute',
    transitions: [{ step: 'ship', by: ['shop'], to: 'wait-buyer-confirm' }, refundInstead, dispute],
  },
  'wait-buyer-confirm': {
    owner: 'customer',
    hours: 10 * day,
    onTimeout: 'confirm',
    transitions: [{ step: 'confirm', by: ['customer', 'system'], to: 'success' }, dispute],
  },
};

/** What a new case is about. */
export type NewCase = Pick<
  AfterSalesCase,
  | 'caseId'
  | 'orderId'
  | 'storeCustomerId'
  | 'kind'
  | 'reason'
  | 'lineIds'
  | 'quantities'
  | 'amount'
  | 'worth'
  | 'giveBack'
  | 'details'
>;

/** A case as it is applied for; the first deadline is the shop's. */
export function openCase(one: NewCase, at: Date): AfterSalesCase {
  return enter({ ...one, state: 'applied', createdAt: at.toISOString(), history: [] }, 'applied', at, '');
}

/** The case after a step, or undefined where its state or the role does not allow it. */
export function takeStep(
  one: AfterSalesCase,
  step: CaseStep,
  by: CaseRole,
  at: Date,
  note = '',
): AfterSalesCase | undefined {
  const transition = caseMachine[one.state]?.transitions.find((each) => each.step === step && each.by.includes(by));
  if (transition === undefined) return undefined;
  return enter(one, typeof transition.to === 'string' ? transition.to : transition.to(one), at, note);
}

/** The case after its deadline; undefined as long as there is time or where it has ended. */
export function timeOut(one: AfterSalesCase, at: Date): AfterSalesCase | undefined {
  const rule = caseMachine[one.state];
  if (rule === undefined || one.deadline === undefined || at.toISOString() < one.deadline) return undefined;
  return takeStep(one, rule.onTimeout, 'system', at, 'timeout');
}

/** Steps that a role may take now. */
export function allowedSteps(one: Pick<AfterSalesCase, 'state'>, by: CaseRole): CaseStep[] {
  return (caseMachine[one.state]?.transitions ?? []).filter((each) => each.by.includes(by)).map((each) => each.step);
}

export function isFinal(state: CaseState): boolean {
  return caseMachine[state] === undefined;
}

/** Kinds whose amount is paid out at the end. */
export function movesMoney(one: Pick<AfterSalesCase, 'kind'>): boolean {
  return one.kind === 'refund' || one.kind === 'return' || one.kind === 'price-protection';
}

/** What a case pays out in the end: its amount, or what the goods were worth where a replacement became a refund. */
export function payoutOf(one: AfterSalesCase): number {
  if (movesMoney(one)) return one.amount;
  return one.history.some((entry) => entry.state === 'refunding') ? (one.worth ?? 0) : 0;
}

/** What was paid and not paid back, minor units. */
export function paidBalance(order: Pick<Order, 'payments'>): number {
  return order.payments.reduce((sum, entry) => sum + (entry.kind === 'payment' ? entry.amount : -entry.amount), 0);
}

/** What a new case of this order may pay back at most: running cases have spoken for their part. */
export function refundable(order: Pick<Order, 'orderId' | 'payments'>, cases: readonly AfterSalesCase[]): number {
  const spokenFor = cases
    .filter((one) => one.orderId === order.orderId && !isFinal(one.state))
    .reduce((sum, one) => sum + payoutOf(one), 0);
  return Math.max(0, paidBalance(order) - spokenFor);
}

/** The order with the refund of a case that has come to its end, the ways it was paid; never more than is left of that. */
export function settle(order: Order, one: AfterSalesCase, at: Date): Order {
  if (one.state !== 'success') return order;
  const refunds = splitRefund(order.payments, payoutOf(one), at);
  return refunds.length === 0 ? order : { ...order, payments: [...order.payments, ...refunds] };
}

function enter(one: AfterSalesCase, state: CaseState, at: Date, note: string): AfterSalesCase {
  const { owner: _owner, deadline: _deadline, ...rest } = one;
  const history = [...one.history, { at: at.toISOString(), state, note }];
  const rule = caseMachine[state];
  if (rule === undefined) return { ...rest, state, history };
  const deadline = new Date(at.getTime() + rule.hours * 3_600_000).toISOString();
  return { ...rest, state, history, owner: rule.owner, deadline };
}
