import type { Clock } from '../../../platform/index.ts';
import { actionArguments } from '../../action-arguments.ts';
import { type CaseStep, isFinal, payoutOf } from '../../case-machine.ts';
import type { ActionName } from '../../store-connector.ts';
import type { NotedCase } from '../remote/noted-case.ts';
import { writeNotedCase } from '../remote/noted-case.ts';
import { notedCaseActions, type StepTaken } from '../remote/noted-case-actions.ts';
import type { RemoteAction, RemoteOutcome, RemoteStep, RemoteWanted } from '../remote/remote-platform.ts';
import type { MedusaApi, MedusaRefusal } from './medusa-api.ts';
import { anything, type MedusaOrder } from './medusa-documents.ts';
import { cancelReturn, openReturn, receiveReturn } from './medusa-returns.ts';
import { casePrefix, minorUnits, notedCasesOf, paymentsIn } from './to-canonical.ts';

/** What a shop's actions work with: its API and its orders as they are now. */
export type MedusaParts = { api: MedusaApi; clock: Clock; findOrder(number: string): Promise<MedusaOrder | undefined> };

/** What Peakdesk does in a Medusa shop. Every write looks first how far an earlier try has come, so that none is doubled. */
export function medusaActions(parts: MedusaParts): Readonly<Partial<Record<ActionName, RemoteAction>>> {
  const cases = medusaCases(parts);
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
    'request-return': cases.open,
    'request-refund': cases.open,
    'withdraw-case': cases.withdraw,
  };
}

/** Steps of a case; goods that come back are received in the shop's own return, and what is paid is its own refund. */
export function medusaSteps(parts: MedusaParts): Readonly<Partial<Record<CaseStep, RemoteStep>>> {
  return medusaCases(parts).steps;
}

/** Cases stand in the order's metadata; goods that are to come back get a return of the shop's own. */
function medusaCases(parts: MedusaParts) {
  return notedCaseActions<MedusaOrder>({
    clock: parts.clock,
    findOrder: parts.findOrder,
    notedCasesOf,
    prepare: async (order, opened, key) => {
      if (opened.kind !== 'return') return { ok: true };
      const made = await openReturn(parts.api, order, opened, key);
      return made.ok ? { ok: true, foreignId: made.id } : made;
    },
    followUp: (order, noted, taken) => followUp(parts, order, noted, taken),
    keep: (order, noted) => keep(parts, order, noted),
    codes: { gone: notFound, closed: 'case_state' },
  });
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

/** What a step does beside the note: goods received, a return called off, money paid. */
async function followUp(
  parts: MedusaParts,
  order: MedusaOrder,
  { foreignId }: NotedCase,
  { step, after, pays }: StepTaken,
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
  return { ok: false, reasonKey: 'refused.unknown-order', platformCode: notFound, platformText: id };
}

const notFound = 'not_found';
