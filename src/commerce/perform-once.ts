import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError, appendOutbox, CaseId, OrderId, type ShopEvent, type ShopId, type Sql } from '../platform/index.ts';
import type { ActionName, ActionOutcome, Actor, ChangedEntity } from './store-connector.ts';

/** What is to be done, under which key. */
export type SideEffect = {
  shopId: ShopId;
  idempotencyKey: string;
  action: ActionName | 'step-case';
  argumentsOfAction: unknown;
  actor: Actor;
};

/** The shop as it is while the effect is being done: what it has set, and the release of its policies. */
export type EffectRow = { safety: unknown; afterSales: unknown; timeZone: string; release: number };

/**
 * Runs a change exactly once per key, inside the caller's transaction: the effect, its row and the events that tell of it
 * stand or fall together. A second call (also one that runs at the same time on another node) gets the stored outcome; the
 * same key for something else is AppError 'conflict'. The time of asking is no part of what is asked.
 */
export async function performOnce(
  sql: Sql,
  effect: SideEffect,
  work: (row: EffectRow) => Promise<ActionOutcome | Writing>,
): Promise<ActionOutcome> {
  const row = await beginEffect(sql, effect);
  if (row === undefined) return storedOutcome(sql, effect);
  const done = await work(row);
  const { outcome, written } = 'outcome' in done ? done : { outcome: done };
  await Promise.all([written, finishEffect(sql, effect, outcome)]);
  return outcome;
}

/**
 * An outcome whose writing is still under way, so that what ends the effect travels with it. The commit waits for all of them: a statement
 * may also fail here, before the database has seen it.
 */
export type Writing = { outcome: ActionOutcome; written: Promise<unknown> };

/** Writes that a change begins; undefined where its key is known already. */
export async function beginEffect(sql: Sql, effect: SideEffect): Promise<EffectRow | undefined> {
  const { shopId, idempotencyKey, action, actor } = effect;
  const [row] = await sql<{ shop: EffectRow }[]>`
    insert into side_effects (shop_id, idempotency_key, action, request_hash, actor, store_customer_id)
    values (${shopId}, ${idempotencyKey}, ${action}, ${hashOfEffect(effect)}, ${sql.json(actor)}, ${actor.storeCustomerId})
    on conflict do nothing
    returning (
      select jsonb_build_object('safety', settings -> 'safety', 'afterSales', settings -> 'afterSales', 'timeZone', time_zone,
        'release', (select coalesce(max(release), 0) from knowledge_releases where shop_id = ${shopId}))
      from shops where shop_id = ${shopId}) as shop`;
  return row?.shop;
}

/** Writes what became of a change, and the events that tell of it. */
export async function finishEffect(sql: Sql, effect: SideEffect, outcome: ActionOutcome): Promise<void> {
  const { shopId, idempotencyKey, action } = effect;
  const spent = spentBy(outcome);
  // One flight: both are written at the end of the caller's transaction, or neither.
  await Promise.all([
    sql`
      update side_effects set outcome = ${sql.json(JSON.parse(JSON.stringify(outcome)))}, finished_at = now(),
        is_done = ${outcome.ok}, order_id = ${spent.orderId}, amount = ${spent.amount}
      where shop_id = ${shopId} and idempotency_key = ${idempotencyKey}`,
    appendOutbox(sql, outcome.ok ? eventsOf(shopId, action, outcome) : []),
  ]);
}

/** Hash of what is asked under a key; the time of asking is no part of it. */
export function hashOfEffect({ action, argumentsOfAction, actor }: SideEffect): string {
  return hashOf({ action, argumentsOfAction, customer: actor.storeCustomerId });
}

/** What an outcome or verdict gives out of the shop's money, and for which order; limits count it. */
export function spentBy(told: Pick<ActionOutcome, 'ok' | 'parameters'>): { orderId: string | null; amount: number } {
  const { orderId, amount = 0, difference = 0, direction, state } = told.parameters;
  const isWithdrawn = state === 'cancelled';
  const money = direction === 'refund' ? difference : direction === undefined ? amount : 0;
  return {
    orderId: typeof orderId === 'string' ? orderId : null,
    amount: told.ok && !isWithdrawn && typeof money === 'number' ? money : 0,
  };
}

/** What became of a change under its key; AppError 'conflict' where the key was used for something else. */
async function storedOutcome(sql: Sql, effect: SideEffect): Promise<ActionOutcome> {
  const [row] = await sql<{ requestHash: string; outcome: unknown }[]>`
    select request_hash as "requestHash", outcome from side_effects
    where shop_id = ${effect.shopId} and idempotency_key = ${effect.idempotencyKey}`;
  checkHash(effect, row?.requestHash);
  return actionOutcome.parse(row?.outcome);
}

/** AppError 'conflict' where a key stands for something else than what is asked now. */
export function checkHash(effect: SideEffect, requestHash: string | undefined): void {
  if (requestHash === hashOfEffect(effect)) return;
  throw new AppError('conflict', `the idempotency key ${effect.idempotencyKey} was used for something else`);
}

/** What other rooms hear: which order and which case changed, by what. */
function eventsOf(shopId: ShopId, change: string, outcome: Extract<ActionOutcome, { ok: true }>): ShopEvent[] {
  const { orderId } = outcome.parameters;
  return outcome.changed.flatMap(({ collection, id, state }: ChangedEntity): ShopEvent[] => {
    if (collection === 'orders' && OrderId.is(id)) {
      return [{ type: 'order.changed', shopId, payload: { orderId: id, change } }];
    }
    if (collection !== 'cases' || !CaseId.is(id)) return [];
    const about = OrderId.is(orderId) ? { orderId } : {};
    return [{ type: 'case.changed', shopId, payload: { caseId: id, state: state ?? '', ...about } }];
  });
}

/** Hash of a value that does not depend on the order of its keys. */
function hashOf(value: unknown): string {
  return createHash('sha256')
    .update(JSON.stringify(sorted(value)))
    .digest('hex');
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).toSorted(([one], [other]) => (one < other ? -1 : 1));
  return Object.fromEntries(entries.map(([key, one]) => [key, sorted(one)]));
}

const fact = z.object({
  id: z.string(),
  title: z.string(),
  kind: z.enum(['money', 'date', 'date-time', 'number', 'text', 'name', 'id', 'percent', 'link']),
  value: z.union([z.string(), z.number()]),
  currency: z.string().exactOptional(),
  validFrom: z.string().exactOptional(),
  validTo: z.string().exactOptional(),
});
const parameters = z.record(z.string(), z.union([z.string(), z.number()]));
/** A stored outcome. */
export const actionOutcome: z.ZodType<ActionOutcome> = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    facts: z.array(fact),
    resultKey: z.string(),
    parameters,
    changed: z.array(z.object({ collection: z.string(), id: z.string(), state: z.string().exactOptional() })),
  }),
  z.object({ ok: z.literal(false), reasonKey: z.string(), parameters, facts: z.array(fact) }),
]);
