import { createHash } from 'node:crypto';
import { z } from 'zod';
import { AppError, type ShopId, type Sql } from '../platform/index.ts';
import type { ActionName, ActionOutcome, Actor } from './store-connector.ts';

/** What is to be done, under which key. */
export type SideEffect = {
  shopId: ShopId;
  idempotencyKey: string;
  action: ActionName;
  argumentsOfAction: unknown;
  actor: Actor;
};

/**
 * Runs a change exactly once per key, inside the caller's transaction: the effect and its row stand or fall together.
 * A second call (also one that runs at the same time on another node) gets the stored outcome; the same key for
 * something else is AppError 'conflict'. The time of asking is no part of what is asked.
 */
export async function performOnce(
  sql: Sql,
  effect: SideEffect,
  work: () => Promise<ActionOutcome>,
): Promise<ActionOutcome> {
  const { shopId, idempotencyKey, action, actor } = effect;
  const requestHash = hashOf({ action, argumentsOfAction: effect.argumentsOfAction, customer: actor.storeCustomerId });
  const inserted = await sql`
    insert into side_effects (shop_id, idempotency_key, action, request_hash, actor)
    values (${shopId}, ${idempotencyKey}, ${action}, ${requestHash}, ${sql.json(actor)})
    on conflict do nothing returning 1`;
  if (inserted.length === 0) return storedOutcome(sql, effect, requestHash);
  const outcome = await work();
  await sql`
    update side_effects set outcome = ${sql.json(JSON.parse(JSON.stringify(outcome)))}, finished_at = now()
    where idempotency_key = ${idempotencyKey}`;
  return outcome;
}

async function storedOutcome(sql: Sql, effect: SideEffect, requestHash: string): Promise<ActionOutcome> {
  const [row] = await sql<{ requestHash: string; outcome: unknown }[]>`
    select request_hash as "requestHash", outcome from side_effects where idempotency_key = ${effect.idempotencyKey}`;
  if (row?.requestHash !== requestHash) {
    throw new AppError('conflict', `the idempotency key ${effect.idempotencyKey} was used for something else`);
  }
  return actionOutcome.parse(row.outcome);
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
const actionOutcome: z.ZodType<ActionOutcome> = z.discriminatedUnion('ok', [
  z.object({
    ok: z.literal(true),
    facts: z.array(fact),
    resultKey: z.string(),
    parameters,
    changed: z.array(z.object({ collection: z.string(), id: z.string() })),
  }),
  z.object({ ok: z.literal(false), reasonKey: z.string(), parameters, facts: z.array(fact) }),
]);
