import type { Clock } from '../../../platform/index.ts';
import { actionArguments } from '../../action-arguments.ts';
import { advance } from '../../after-sales/case-effects.ts';
import { type CaseStep, caseSteps, isFinal, payoutOf } from '../../case-machine.ts';
import type { ActionName } from '../../store-connector.ts';
import type { AfterSalesCase } from '../../types.ts';
import type { NotedCase } from '../remote/noted-case.ts';
import { writeNotedCase } from '../remote/noted-case.ts';
import type {
  RemoteAction,
  RemoteOutcome,
  RemoteStep,
  RemoteStepWanted,
  RemoteWanted,
} from '../remote/remote-platform.ts';
import type { MedusaApi, MedusaRefusal } from './medusa-api.ts';
import { anything, type MedusaOrder } from './medusa-documents.ts';
import { cancelReturn, openReturn, receiveReturn } from './medusa-returns.ts';
import { casePrefix, minorUnits, notedCasesOf, paymentsIn } from './to-canonical.ts';

/** What a shop's actions work with: its API and its orders as they are now. */
export type MedusaParts = { api: MedusaApi; clock: Clock; findOrder(number: string): Promise<MedusaOrder | undefined> };

/** What Peakdesk does in a Medusa shop. Every write looks first how far an earlier try has come, so that none is doubled. */
export function medusaActions(parts: MedusaParts): Readonly<Partial<Record<ActionName, RemoteAction>>> {
  return {
    'cancel-order': {
      alreadyDone: async ({ order }) => {
        const now = await parts.findOrder(order.orderId);
        return now?.status === 'canceled' && leftOf(now) === 0;
      },
      write: (wanted) => cancel(parts, wanted),
    },
    'change-address': {
      alreadyDone: async (wanted) => {
        const now = await parts.findOrder(wanted.order.orderId);
        return now !== undefined && hasAddress(now, addressOf(wanted));
      },
      write: (wanted) => changeAddress(parts, wanted),
    },
    'request-return': openingCase(parts),
    'request-refund': openingCase(parts),
    'withdraw-case': {
      alreadyDone: ({ order, given, idempotencyKey }) =>
        isNoted(parts, order.orderId, actionArguments['withdraw-case'].parse(given).caseId, idempotencyKey),
      write: ({ order, given, idempotencyKey }) =>
        takeStep(parts, 'withdraw', order.orderId, {
          caseId: actionArguments['withdraw-case'].parse(given).caseId,
          note: '',
          idempotencyKey,
        }),
    },
  };
}

/** Steps of a case; goods that come back are received in the shop's own return, and what is paid is its own refund. */
export function medusaSteps(parts: MedusaParts): Readonly<Partial<Record<CaseStep, RemoteStep>>> {
  return Object.fromEntries(
    caseSteps.map((step) => [
      step,
      {
        alreadyDone: ({ case: one, idempotencyKey }: RemoteStepWanted) =>
          isNoted(parts, one.orderId, one.caseId, idempotencyKey),
        write: ({ case: one, note, idempotencyKey }: RemoteStepWanted) =>
          takeStep(parts, step, one.orderId, { caseId: one.caseId, note, idempotencyKey }),
      },
    ]),
  );
}

const done: RemoteOutcome = { ok: true };

/** Medusa pays back what was captured when it cancels; what is left over all the same is paid back after that. */
async function cancel(parts: MedusaParts, { order, given }: RemoteWanted): Promise<RemoteOutcome> {
  const { reason } = actionArguments['cancel-order'].parse(given);
  const now = await parts.findOrder(order.orderId);
  if (now === undefined) return gone(order.orderId);
  if (now.status !== 'canceled') {
    const cancelled = await parts.api.write(`/admin/orders/${now.id}/cancel`, {}, anything);
    if (!cancelled.ok) return { ...cancelled, reasonKey: 'refused.order-not-pending' };
  }
  const after = await parts.findOrder(order.orderId);
  return after === undefined ? done : refund(parts, after, leftOf(after), `Peakdesk cancel: ${reason}`);
}

/** Pays an amount (minor units) back on the ways it came; the note names what for. */
async function refund(parts: MedusaParts, order: MedusaOrder, amount: number, note: string): Promise<RemoteOutcome> {
  const units = minorUnits(order.currency_code.toUpperCase());
  let left = amount;
  for (const payment of paymentsIn(order)) {
    const part = Math.min(left, leftOfPayment(payment, units));
    if (part <= 0) continue;
    const paid = await parts.api.write(
      `/admin/payments/${payment.id}/refund`,
      { amount: part / units, note },
      anything,
    );
    if (!paid.ok) return paid;
    left -= part;
  }
  return left <= 0 ? done : { ok: false, platformCode: 'nothing_left', platformText: `${left} could not be refunded` };
}

type Payment = ReturnType<typeof paymentsIn>[number];

function sumOf(list: readonly { amount: number }[] | null | undefined, units: number): number {
  return (list ?? []).reduce((sum, one) => sum + Math.round(one.amount * units), 0);
}

function leftOfPayment(payment: Payment, units: number): number {
  return sumOf(payment.captures, units) - sumOf(payment.refunds, units);
}

function leftOf(order: MedusaOrder): number {
  const units = minorUnits(order.currency_code.toUpperCase());
  return paymentsIn(order).reduce((sum, payment) => sum + leftOfPayment(payment, units), 0);
}

async function changeAddress(parts: MedusaParts, wanted: RemoteWanted): Promise<RemoteOutcome> {
  const now = await parts.findOrder(wanted.order.orderId);
  if (now === undefined) return gone(wanted.order.orderId);
  const written = await parts.api.write(
    `/admin/orders/${now.id}`,
    { shipping_address: { ...addressOf(wanted), country_code: now.shipping_address?.country_code ?? '' } },
    anything,
  );
  return written.ok ? done : written;
}

/** The country stays: a region's payment and taxes hang on it. */
function addressOf({ order, given }: RemoteWanted) {
  const { address } = actionArguments['change-address'].parse(given);
  const name = address.name ?? order.address.name;
  return {
    // One name in one field: what is first and last cannot be told from a Chinese name.
    first_name: name,
    last_name: '',
    phone: address.phone ?? order.address.phone,
    address_1: [address.district, address.detail].filter((part) => part !== '').join(' '),
    address_2: '',
    city: address.city,
    province: address.province,
    postal_code: address.zip,
  };
}

function hasAddress({ shipping_address: one }: MedusaOrder, wanted: ReturnType<typeof addressOf>): boolean {
  return (
    one?.address_1 === wanted.address_1 &&
    one.city === wanted.city &&
    one.province === wanted.province &&
    one.phone === wanted.phone &&
    one.first_name === wanted.first_name
  );
}

/** Opens the case that our rules have decided on; goods that are to come back get a return of the shop's own. */
function openingCase(parts: MedusaParts): RemoteAction {
  return {
    alreadyDone: async ({ order, idempotencyKey }) => {
      const now = await parts.findOrder(order.orderId);
      return now !== undefined && notedCasesOf(now).some((one) => one.keys.includes(idempotencyKey));
    },
    write: async ({ order, opened, idempotencyKey }) => {
      const now = await parts.findOrder(order.orderId);
      if (now === undefined || opened === undefined) return gone(order.orderId);
      const made = opened.kind === 'return' ? await openReturn(parts.api, now, opened, idempotencyKey) : undefined;
      if (made?.ok === false) return made;
      const foreign = made === undefined ? {} : { foreignId: made.id };
      const fault = await keep(parts, now, { case: opened, keys: [idempotencyKey], ...foreign });
      return fault ?? { ok: true, caseId: opened.caseId };
    },
  };
}

async function isNoted(parts: MedusaParts, orderId: string, caseId: string, key: string): Promise<boolean> {
  const order = await parts.findOrder(orderId);
  const found = order && notedCasesOf(order).find((each) => each.case.caseId === caseId);
  return found?.keys.includes(key) ?? false;
}

async function takeStep(
  parts: MedusaParts,
  step: CaseStep,
  orderId: string,
  { caseId, note, idempotencyKey }: { caseId: string; note: string; idempotencyKey: string },
): Promise<RemoteOutcome> {
  const order = await parts.findOrder(orderId);
  const known = order && notedCasesOf(order).find((each) => each.case.caseId === caseId);
  if (order === undefined || known === undefined) return gone(caseId);
  const at = parts.clock.now();
  const after = (['shop', 'customer'] as const)
    .map((by) => advance(known.case, { step, by, note }, at))
    .find((one) => one !== undefined);
  if (after === undefined)
    return {
      ok: false,
      reasonKey: 'refused.case-not-open',
      platformCode: 'case_state',
      platformText: known.case.state,
    };
  const fault = await followUp(parts, order, known, {
    step,
    after: after.case,
    pays: after.effects.includes('refund'),
  });
  if (fault !== undefined) return fault;
  const kept = await keep(parts, order, { ...known, case: after.case, keys: [...known.keys, idempotencyKey] });
  return kept ?? { ok: true, caseId };
}

/** What a step does beside the note: goods received, a return called off, money paid. */
async function followUp(
  parts: MedusaParts,
  order: MedusaOrder,
  { foreignId }: NotedCase,
  { step, after, pays }: { step: CaseStep; after: AfterSalesCase; pays: boolean },
): Promise<MedusaRefusal | undefined> {
  if (foreignId !== undefined && step === 'receive') {
    const fault = await receiveReturn(parts.api, order, foreignId, after);
    if (fault !== undefined) return fault;
  }
  if (foreignId !== undefined && isFinal(after.state) && after.state !== 'success') {
    const fault = await cancelReturn(parts.api, order, foreignId);
    if (fault !== undefined) return fault;
  }
  if (!pays) return undefined;
  const note = `Peakdesk ${after.kind} ${after.caseId}`;
  const units = minorUnits(order.currency_code.toUpperCase());
  const paid = paymentsIn(order).reduce(
    (sum, payment) =>
      sum +
      sumOf(
        payment.refunds?.filter((one) => one.note === note),
        units,
      ),
    0,
  );
  const outcome = await refund(parts, order, Math.max(0, payoutOf(after) - paid), note);
  return outcome.ok ? undefined : outcome;
}

/** Keeps a case in the order's metadata beside whatever else is there. */
async function keep({ api }: MedusaParts, order: MedusaOrder, one: NotedCase): Promise<MedusaRefusal | undefined> {
  const metadata = { ...order.metadata, [`${casePrefix}${one.case.caseId}`]: writeNotedCase(one) };
  const written = await api.write(`/admin/orders/${order.id}`, { metadata }, anything);
  return written.ok ? undefined : written;
}

function gone(id: string): MedusaRefusal {
  return { ok: false, reasonKey: 'refused.unknown-order', platformCode: 'not_found', platformText: id };
}
