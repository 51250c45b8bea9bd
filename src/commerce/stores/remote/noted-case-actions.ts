import type { Clock } from '../../../platform/index.ts';
import { actionArguments } from '../../action-arguments.ts';
import { advance } from '../../after-sales/case-effects.ts';
import { type CaseStep, caseSteps } from '../../case-machine.ts';
import type { AfterSalesCase } from '../../types.ts';
import type { NotedCase } from './noted-case.ts';
import type { RemoteAction, RemoteOutcome, RemoteStep } from './remote-platform.ts';

export type RemoteRefusal = Extract<RemoteOutcome, { ok: false }>;

/** A shop without cases of its own: where they are noted, and what its API does for them. */
export type NotedCaseShop<Order> = {
  clock: Clock;
  findOrder(orderId: string): Promise<Order | undefined>;
  notedCasesOf(order: Order): readonly NotedCase[];
  /** What opening a case needs in the shop beside the note, such as a return of its own. */
  prepare?(
    order: Order,
    opened: AfterSalesCase,
    key: string,
  ): Promise<{ ok: true; foreignId?: string } | RemoteRefusal>;
  /** What a step does beside the note: goods received, a return called off, money paid; repeated without harm. */
  followUp(order: Order, noted: NotedCase, after: StepTaken): Promise<RemoteRefusal | undefined>;
  /** Keeps the case with its keys; `words` are for people. */
  keep(order: Order, noted: NotedCase, words: string): Promise<RemoteRefusal | undefined>;
  /** The shop's word for what is not there, and for a case that does not take the step. */
  codes: { gone: string; closed: string };
};

export type StepTaken = { step: CaseStep; after: AfterSalesCase; pays: boolean };

/**
 * Opens, steps and withdraws cases that a shop has no place for. The note is written last, with the key of the write: whoever finds the
 * key knows that all of it has arrived, and whatever comes before it bears being done again.
 */
export function notedCaseActions<Order>(shop: NotedCaseShop<Order>): {
  open: RemoteAction;
  withdraw: RemoteAction;
  steps: Readonly<Partial<Record<CaseStep, RemoteStep>>>;
} {
  const isNoted = (orderId: string, caseId: string, key: string) => hasKey(shop, orderId, caseId, key);
  return {
    open: {
      alreadyDone: async ({ order, idempotencyKey }) => {
        const now = await shop.findOrder(order.orderId);
        return now !== undefined && shop.notedCasesOf(now).some((one) => one.keys.includes(idempotencyKey));
      },
      write: async ({ order, opened, idempotencyKey }) => {
        const now = await shop.findOrder(order.orderId);
        if (now === undefined || opened === undefined) return gone(shop, order.orderId);
        const made = (await shop.prepare?.(now, opened, idempotencyKey)) ?? { ok: true as const };
        if (!made.ok) return made;
        const foreign = made.foreignId === undefined ? {} : { foreignId: made.foreignId };
        const fault = await shop.keep(now, { case: opened, keys: [idempotencyKey], ...foreign }, opened.reason);
        return fault ?? { ok: true, caseId: opened.caseId };
      },
    },
    withdraw: {
      alreadyDone: ({ order, given, idempotencyKey }) => isNoted(order.orderId, withdrawn(given), idempotencyKey),
      write: ({ order, given, idempotencyKey }) =>
        takeStep(shop, 'withdraw', order.orderId, { caseId: withdrawn(given), note: '', idempotencyKey }),
    },
    steps: Object.fromEntries(
      caseSteps.map((step): [CaseStep, RemoteStep] => [
        step,
        {
          alreadyDone: ({ case: one, idempotencyKey }) => isNoted(one.orderId, one.caseId, idempotencyKey),
          write: ({ case: one, note, idempotencyKey }) =>
            takeStep(shop, step, one.orderId, { caseId: one.caseId, note, idempotencyKey }),
        },
      ]),
    ),
  };
}

function withdrawn(given: unknown): string {
  return actionArguments['withdraw-case'].parse(given).caseId;
}

async function hasKey<Order>(shop: NotedCaseShop<Order>, orderId: string, caseId: string, key: string) {
  const order = await shop.findOrder(orderId);
  const found = order && shop.notedCasesOf(order).find((each) => each.case.caseId === caseId);
  return found?.keys.includes(key) ?? false;
}

async function takeStep<Order>(
  shop: NotedCaseShop<Order>,
  step: CaseStep,
  orderId: string,
  { caseId, note, idempotencyKey }: { caseId: string; note: string; idempotencyKey: string },
): Promise<RemoteOutcome> {
  const order = await shop.findOrder(orderId);
  const known = order && shop.notedCasesOf(order).find((each) => each.case.caseId === caseId);
  if (order === undefined || known === undefined) return gone(shop, caseId);
  const at = shop.clock.now();
  const taken = (['shop', 'customer'] as const)
    .map((by) => advance(known.case, { step, by, note }, at))
    .find((one) => one !== undefined);
  if (taken === undefined) {
    const platformText = known.case.state;
    return { ok: false, reasonKey: 'refused.case-not-open', platformCode: shop.codes.closed, platformText };
  }
  const after = { step, after: taken.case, pays: taken.effects.includes('refund') };
  const fault = await shop.followUp(order, known, after);
  if (fault !== undefined) return fault;
  const kept = await shop.keep(order, { ...known, case: taken.case, keys: [...known.keys, idempotencyKey] }, note);
  return kept ?? { ok: true, caseId };
}

function gone<Order>({ codes }: NotedCaseShop<Order>, id: string): RemoteRefusal {
  return { ok: false, reasonKey: 'refused.unknown-order', platformCode: codes.gone, platformText: id };
}
