import type { Clock } from '../../../platform/index.ts';
import { actionArguments } from '../../action-arguments.ts';
import { type CaseStep, payoutOf } from '../../case-machine.ts';
import type { ActionName } from '../../store-connector.ts';
import type { AfterSalesCase } from '../../types.ts';
import type { NotedCase } from '../remote/noted-case.ts';
import { notedCaseActions, type RemoteRefusal } from '../remote/noted-case-actions.ts';
import type { RemoteAction, RemoteOutcome, RemoteStep, RemoteWanted } from '../remote/remote-platform.ts';
import { notedCasesOf, writeNote } from './case-notes.ts';
import type { VendureApi } from './vendure-api.ts';
import {
  cancelMutation,
  modifyMutation,
  mutationAnswer,
  noteMutation,
  refundMutation,
  transitionMutation,
  type VendureOrder,
} from './vendure-documents.ts';

/** What a shop's actions work with: its API and its orders as they are now. */
export type VendureParts = {
  api: VendureApi;
  clock: Clock;
  findOrder(code: string): Promise<VendureOrder | undefined>;
};

/** What Peakdesk does in a Vendure shop. Every write looks first how far an earlier try has come, so that none is doubled. */
export function vendureActions(parts: VendureParts): Readonly<Partial<Record<ActionName, RemoteAction>>> {
  const cases = vendureCases(parts);
  return {
    'cancel-order': {
      alreadyDone: async ({ order }) => {
        const now = await parts.findOrder(order.orderId);
        return now?.state === 'Cancelled' && leftOf(now) === 0;
      },
      write: (wanted) => cancel(parts, wanted),
    },
    'change-address': {
      alreadyDone: async (wanted) => {
        const now = await parts.findOrder(wanted.order.orderId);
        return now !== undefined && now.state !== 'Modifying' && hasAddress(now, addressInput(wanted));
      },
      write: (wanted) => changeAddress(parts, wanted),
    },
    'request-return': cases.open,
    'request-refund': cases.open,
    'withdraw-case': cases.withdraw,
  };
}

/** Steps of a case: the shop's and the customer's; those that pay write the refund before the note. */
export function vendureSteps(parts: VendureParts): Readonly<Partial<Record<CaseStep, RemoteStep>>> {
  return vendureCases(parts).steps;
}

/** Cases stand in notes of their order. */
function vendureCases(parts: VendureParts) {
  return notedCaseActions<VendureOrder>({
    clock: parts.clock,
    findOrder: parts.findOrder,
    notedCasesOf,
    followUp: async (order, _noted, { after, pays }) => (pays ? payOut(parts, order, after) : undefined),
    keep: async (order, noted, words) => {
      await note(parts, order, noted, words);
      return undefined;
    },
    codes: { gone: notFound, closed: 'CASE_STATE' },
  });
}

const done: RemoteOutcome = { ok: true };

async function cancel(parts: VendureParts, { order, given }: RemoteWanted): Promise<RemoteOutcome> {
  const { reason } = actionArguments['cancel-order'].parse(given);
  const now = await parts.findOrder(order.orderId);
  if (now === undefined) return gone(order.orderId);
  if (now.state !== 'Cancelled') {
    const input = { orderId: now.id, cancelShipping: true, reason };
    const fault = await run(parts, cancelMutation, { input });
    if (fault !== undefined) return fault;
  }
  return refund(parts, now, leftOf(now), `Peakdesk cancel: ${reason}`);
}

/** Pays an amount back on the ways it came; the reason names what for. */
async function refund(
  parts: VendureParts,
  order: VendureOrder,
  amount: number,
  reason: string,
): Promise<RemoteOutcome> {
  let left = amount;
  for (const payment of order.payments ?? []) {
    const part = Math.min(left, payment.state === 'Settled' ? payment.amount - refunded(payment) : 0);
    if (part <= 0) continue;
    // The deprecated parts are written as they come: without them Vendure 3.7 fails after its payment handler has paid.
    const input = { paymentId: payment.id, amount: part, lines: [], shipping: 0, adjustment: 0, reason };
    const fault = await run(parts, refundMutation, { input });
    if (fault !== undefined) return fault;
    left -= part;
  }
  return left <= 0 ? done : { ok: false, platformCode: 'NOTHING_LEFT', platformText: `${left} could not be refunded` };
}

type Payment = NonNullable<VendureOrder['payments']>[number];

function refunded(payment: Payment, reason?: string): number {
  return payment.refunds
    .filter((one) => one.state !== 'Failed' && (reason === undefined || one.reason === reason))
    .reduce((sum, one) => sum + one.total, 0);
}

function leftOf(order: VendureOrder): number {
  const settled = (order.payments ?? []).filter((payment) => payment.state === 'Settled');
  return settled.reduce((sum, payment) => sum + payment.amount - refunded(payment), 0);
}

/** An order is changed in the state Modifying; before and after it is in the state that it was in. */
async function changeAddress(parts: VendureParts, wanted: RemoteWanted): Promise<RemoteOutcome> {
  const now = await parts.findOrder(wanted.order.orderId);
  if (now === undefined) return gone(wanted.order.orderId);
  const before = now.state === 'Modifying' ? 'PaymentSettled' : now.state;
  const input = addressInput(wanted);
  if (now.state !== 'Modifying') {
    const fault = await run(parts, transitionMutation, { id: now.id, state: 'Modifying' });
    if (fault !== undefined) return fault;
  }
  const change = {
    dryRun: false,
    orderId: now.id,
    updateShippingAddress: input,
    options: { recalculateShipping: false },
  };
  const fault = hasAddress(now, input) ? undefined : await run(parts, modifyMutation, { input: change });
  const back = await run(parts, transitionMutation, { id: now.id, state: before });
  return fault ?? back ?? done;
}

/** The country stays: freight and taxes of another one are the shop's to work out. */
function addressInput({ order, given }: RemoteWanted) {
  const { address } = actionArguments['change-address'].parse(given);
  return {
    fullName: address.name ?? order.address.name,
    phoneNumber: address.phone ?? order.address.phone,
    streetLine1: [address.district, address.detail].filter((part) => part !== '').join(' '),
    streetLine2: '',
    city: address.city,
    province: address.province,
    postalCode: address.zip,
  };
}

function hasAddress({ shippingAddress }: VendureOrder, input: ReturnType<typeof addressInput>): boolean {
  return (
    shippingAddress?.streetLine1 === input.streetLine1 &&
    shippingAddress.city === input.city &&
    shippingAddress.province === input.province &&
    shippingAddress.fullName === input.fullName &&
    shippingAddress.phoneNumber === input.phoneNumber
  );
}

/** The money of a case, less what an earlier try has paid already; the returned lines leave the order. */
async function payOut(
  parts: VendureParts,
  order: VendureOrder,
  one: AfterSalesCase,
): Promise<RemoteRefusal | undefined> {
  const reason = `Peakdesk ${one.kind} ${one.caseId}`;
  const paid = (order.payments ?? []).reduce((sum, payment) => sum + refunded(payment, reason), 0);
  const outcome = await refund(parts, order, Math.max(0, payoutOf(one) - paid), reason);
  if (!outcome.ok) return outcome;
  if (one.kind !== 'return') return undefined;
  const lines = one.lineIds.flatMap((lineId) => {
    const line = order.lines.find((each) => each.id === lineId);
    const quantity = Math.min(one.quantities?.[lineId] ?? line?.quantity ?? 0, line?.quantity ?? 0);
    return line === undefined || quantity === 0 ? [] : [{ orderLineId: lineId, quantity }];
  });
  if (lines.length === 0) return undefined;
  return run(parts, cancelMutation, { input: { orderId: order.id, lines, cancelShipping: false, reason } });
}

async function note({ api }: VendureParts, order: VendureOrder, one: NotedCase, words: string): Promise<void> {
  const input = { id: order.id, note: writeNote(one, words), isPublic: false };
  await api.write(noteMutation, { input }, mutationAnswer);
}

/** Runs a mutation; the shop's error as an outcome, undefined where it was done. */
async function run({ api }: VendureParts, mutation: string, variables: object): Promise<RemoteRefusal | undefined> {
  const { done: result } = await api.write(mutation, variables, mutationAnswer);
  if (result?.errorCode === undefined) return undefined;
  const { errorCode, message = '', transitionError } = result;
  const reasonKey = reasons[errorCode];
  return {
    ok: false,
    platformCode: errorCode,
    platformText: transitionError ?? message,
    ...(reasonKey === undefined ? {} : { reasonKey }),
  };
}

/** Errors of the shop for which there are words of ours. */
const reasons: Readonly<Record<string, string>> = {
  ORDER_STATE_TRANSITION_ERROR: 'refused.order-not-pending',
  ORDER_MODIFICATION_STATE_ERROR: 'refused.order-not-pending',
  REFUND_ORDER_STATE_ERROR: 'refused.order-not-pending',
  NOTHING_TO_REFUND_ERROR: 'refused.nothing-to-refund',
  ALREADY_REFUNDED_ERROR: 'refused.nothing-to-refund',
};

function gone(id: string): RemoteRefusal {
  return { ok: false, reasonKey: 'refused.unknown-order', platformCode: notFound, platformText: id };
}

const notFound = 'NOT_FOUND';
