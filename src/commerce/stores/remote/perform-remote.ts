import { z } from 'zod';
import { readActionArguments } from '../../action-arguments.ts';
import { maskedOutcome } from '../../masked-outcome.ts';
import { type EffectRow, type SideEffect, spentBy } from '../../perform-once.ts';
import { admitAction } from '../../safety/admit-action.ts';
import type { ActionName, ActionOutcome, Actor, ChangedEntity } from '../../store-connector.ts';
import type { AfterSalesCase, Order } from '../../types.ts';
import { type Refused, refusals, refused } from '../../verdict-keys.ts';
import { findCasesOfOrder, findStoreOrder, type RecordTransaction } from '../records/shop-records.ts';
import { openLiveShop } from './live-shop.ts';
import type { Mirrored } from './mirrored-store.ts';
import type { RemoteOutcome, RemoteWanted } from './remote-platform.ts';
import { decideRemote, isOffered, orderIdOf } from './remote-situation.ts';
import { writeOnce } from './write-once.ts';

type Wanted = { actor: Actor; name: ActionName; given: unknown; idempotencyKey: string; now: Date };

/** What is carried out; it is known in the database before anything is written elsewhere. */
type Plan = { orderId: string; amount: number; opened: AfterSalesCase | null; caseId: string | null };
const planSchema = z.object({
  orderId: z.string(),
  amount: z.number(),
  opened: z.custom<AfterSalesCase>().nullable(),
  caseId: z.string().nullable(),
});

/** Does what the rules permit in the platform's system, once per key, on an order that was just read. */
export async function performRemote(mirrored: Mirrored, wanted: Wanted): Promise<ActionOutcome> {
  const { parts, platform } = mirrored;
  const { actor, name, given, idempotencyKey } = wanted;
  const { shopId } = parts;
  const effect: SideEffect = { shopId, idempotencyKey, action: name, argumentsOfAction: given, actor };
  const secrets = await parts.secrets.forShop(shopId);
  const purpose = `side_effects/planned/${idempotencyKey}`;
  const actionThere = async () => (await openLiveShop(parts, platform, shopId)).shop.perform[name];
  return writeOnce<Plan>((work) => parts.database.inShop(shopId, work), effect, {
    prepare: () => refreshNamed(mirrored, wanted),
    decide: (sql, row) => decide(mirrored, wanted, { sql, shopId, secrets }, { effect, row }),
    keep: (plan) => secrets.seal(purpose, JSON.stringify(plan)).toString('base64'),
    recall: (kept) => planSchema.parse(JSON.parse(secrets.open(purpose, Buffer.from(kept, 'base64')))),
    alreadyDone: async (plan) => {
      const action = await actionThere();
      await mirrored.refresh(plan.orderId);
      return action === undefined ? false : action.alreadyDone(await wantedThere(mirrored, wanted, plan));
    },
    write: async (plan) => {
      const action = await actionThere();
      return action === undefined ? notOffered(name) : action.write(await wantedThere(mirrored, wanted, plan));
    },
    settle: (plan, answer, done) => settle(mirrored, plan, answer, done),
  });
}

/** Reads the order that is meant, as the platform has it now. */
async function refreshNamed(mirrored: Mirrored, { name, given }: Wanted): Promise<void> {
  const read = readActionArguments(name, given);
  if (!read.ok || !isOffered(mirrored.platform, name)) return;
  const { action } = read;
  const orderId =
    'orderId' in action.given
      ? action.given.orderId
      : await mirrored.inShop((transaction) => orderIdOf(transaction, action));
  if (orderId !== undefined) await mirrored.refresh(orderId);
}

/** What is to be carried out, by our rules and within the shop's limits; an outcome where it is not to be. */
async function decide(
  mirrored: Mirrored,
  { actor, name, given, now }: Wanted,
  transaction: RecordTransaction,
  { effect, row }: { effect: SideEffect; row: EffectRow },
): Promise<{ outcome: ActionOutcome } | { plan: Plan; done: ActionOutcome }> {
  const { sql, secrets } = transaction;
  const read = readActionArguments(name, given);
  if (!isOffered(mirrored.platform, name)) return { outcome: refused('refused.not-offered', { action: name }) };
  if (!read.ok) return { outcome: refused('refused.invalid-arguments', { field: read.field }) };
  const decision = await decideRemote(transaction, mirrored, { actor, action: read.action, now, row });
  if (!decision.ok) return { outcome: decision };
  const { effect: change, more, ...verdict } = decision;
  const orderId = await orderIdOf(transaction, read.action);
  if (orderId === undefined) return { outcome: refused('refused.not-offered', { action: name }) };
  const stopped = await admitAction(sql, verdict, { effect, row, secrets, now, isCustomerLocked: true });
  if (stopped !== undefined) return { outcome: stopped };
  const caseId = 'caseId' in read.action.given ? read.action.given.caseId : null;
  const opened = caseId === null ? (change.case ?? null) : null;
  return {
    plan: { orderId, amount: spentBy(verdict).amount, opened, caseId },
    done: maskedOutcome(read.action, verdict, [], more),
  };
}

/** The plan in the words of the platform's contract. */
async function wantedThere(
  mirrored: Mirrored,
  { name, given, idempotencyKey }: Wanted,
  plan: Plan,
): Promise<RemoteWanted> {
  const read = readActionArguments(name, given);
  return {
    order: (await mirrored.inShop((transaction) => findStoreOrder(transaction, plan.orderId))) ?? missing(plan),
    given: read.ok ? read.action.given : given,
    idempotencyKey,
    amount: plan.amount,
    ...(plan.opened === null ? {} : { opened: plan.opened }),
  };
}

/** Brings the mirror up to date, then says what came of it in our words. */
export async function settle(
  mirrored: Mirrored,
  plan: Pick<Plan, 'orderId' | 'opened' | 'caseId'>,
  answer: RemoteOutcome,
  done: ActionOutcome,
) {
  // What was written is written; a mirror that cannot be renewed now is renewed by the next poll.
  await mirrored.refresh(plan.orderId).catch((error: unknown) => {
    mirrored.parts.log?.warn(
      { err: error, shopId: mirrored.parts.shopId },
      'an order was changed but could not be read again',
    );
  });
  const secrets = await mirrored.parts.secrets.forShop(mirrored.parts.shopId);
  return async (sql: Parameters<Parameters<typeof mirrored.parts.database.inShop>[1]>[0]): Promise<ActionOutcome> => {
    if (!answer.ok) return refusalOf(answer, plan.orderId);
    if (!done.ok) return done;
    const transaction = { sql, shopId: mirrored.parts.shopId, secrets };
    const order = await findStoreOrder(transaction, plan.orderId);
    const cases = order === undefined ? [] : await findCasesOfOrder(transaction, order.orderId);
    const one = cases.find((each) => each.caseId === (answer.caseId ?? plan.caseId)) ?? newestOf(cases, plan);
    return {
      ...done,
      changed: changedOf(order, one),
      parameters: { ...done.parameters, ...caseParameters(plan, one) },
    };
  };
}

/** A lost answer brought no case number: it is the order's newest case of what was asked for. */
function newestOf(cases: readonly AfterSalesCase[], { orderId, opened }: Pick<Plan, 'orderId' | 'opened'>) {
  if (opened === null) return undefined;
  return cases.find((one) => one.orderId === orderId && one.kind === opened.kind);
}

function caseParameters({ opened }: Pick<Plan, 'opened'>, one: AfterSalesCase | undefined) {
  if (one === undefined) return opened === null ? {} : { caseId: '', deadline: '' };
  return { caseId: one.caseId, state: one.state, ...(opened === null ? {} : { deadline: one.deadline ?? '' }) };
}

function changedOf(order: Order | undefined, one: AfterSalesCase | undefined): ChangedEntity[] {
  return [
    ...(order === undefined ? [] : [{ collection: 'orders', id: order.orderId, state: order.status }]),
    ...(one === undefined ? [] : [{ collection: 'cases', id: one.caseId, state: one.state }]),
  ];
}

/** The platform's no in our words where they are known; its own words otherwise. */
function refusalOf(answer: Extract<RemoteOutcome, { ok: false }>, orderId: string): Refused {
  const { reasonKey, platformText, platformCode } = answer;
  if (reasonKey !== undefined && reasonKey in refusals && reasonKey !== 'refused.shop-rule')
    return { ok: false, reasonKey, parameters: { orderId, status: '' }, facts: [] };
  return refused('refused.shop-rule', { text: (platformText || platformCode).slice(0, 200) });
}

export function notOffered(what: string): RemoteOutcome {
  return { ok: false, reasonKey: 'refused.not-offered', platformCode: 'not-offered', platformText: what };
}

function missing({ orderId }: { orderId: string }): never {
  throw new Error(`the order ${orderId} is not in the mirror`);
}
