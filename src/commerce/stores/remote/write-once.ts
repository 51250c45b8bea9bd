import { setTimeout as delay } from 'node:timers/promises';
import { z } from 'zod';
import { AppError, isDeadHere, makeOwner, type ShopId, type Sql } from '../../../platform/index.ts';
import {
  actionOutcome,
  beginEffect,
  checkHash,
  type EffectRow,
  finishEffect,
  type SideEffect,
  spentBy,
} from '../../perform-once.ts';
import type { ActionOutcome } from '../../store-connector.ts';
import type { RemoteOutcome } from './remote-platform.ts';

/** Runs one transaction of the shop. */
type InShop = <T>(work: (sql: Sql) => Promise<T>) => Promise<T>;

/** What stands in the database while a foreign system is written to. */
export type WriteOnce<Plan> = {
  /** Reads what has to be fresh, outside of any transaction. */
  prepare(): Promise<void>;
  /** Decides in the transaction that writes the intent down; an outcome ends it, a plan is carried out. */
  decide(sql: Sql, row: EffectRow): Promise<{ outcome: ActionOutcome } | { plan: Plan; done: ActionOutcome }>;
  /** The plan as text for the row, sealed by the caller, and back. */
  keep(plan: Plan): string;
  recall(kept: string): Plan;
  alreadyDone(plan: Plan): Promise<boolean>;
  write(plan: Plan): Promise<RemoteOutcome>;
  /** Brings the mirror up to date and completes the outcome; `read` runs before the transaction of `save`. */
  settle(plan: Plan, outcome: RemoteOutcome, done: ActionOutcome): Promise<(sql: Sql) => Promise<ActionOutcome>>;
};

/** A write takes at most this long; then somebody else may look whether it has arrived. */
const leaseSeconds = 45;
/** A write whose answer was lost may still arrive; nobody looks before this time. */
const settleSeconds = 5;
const pollMilliseconds = 250;
/** Who writes, so that a process that was killed is not waited for until its lease runs out. */
const owner = makeOwner();

/**
 * Writes in a foreign system once per key. What is intended is in the database before the first byte goes out; after a crash or a
 * lost answer the next call with the key asks the platform whether it has arrived before anything is written again. Calls that
 * run at the same time wait for the one that writes.
 */
export async function writeOnce<Plan>(
  inShop: InShop,
  effect: SideEffect,
  work: WriteOnce<Plan>,
): Promise<ActionOutcome> {
  const known = await inShop((sql) => findBegun(sql, effect));
  if (known === undefined) {
    await work.prepare();
    const begun = await inShop((sql) => begin(sql, effect, work));
    if (begun !== 'known') return 'outcome' in begun ? begun.outcome : carryOut(inShop, effect, work, begun, true);
  }
  for (let waited = 0; waited < leaseSeconds * 2_000; waited += pollMilliseconds) {
    const taken = await inShop((sql) => takeOver(sql, effect, work));
    if (taken !== 'wait') return 'outcome' in taken ? taken.outcome : carryOut(inShop, effect, work, taken, false);
    await delay(pollMilliseconds);
  }
  throw new AppError('unavailable', 'the same write runs elsewhere and does not come to an end', {
    retryAfterSeconds: 5,
  });
}

type Begun<Plan> = { plan: Plan; done: ActionOutcome };

async function begin<Plan>(
  sql: Sql,
  effect: SideEffect,
  work: WriteOnce<Plan>,
): Promise<'known' | { outcome: ActionOutcome } | Begun<Plan>> {
  const row = await beginEffect(sql, effect);
  if (row === undefined) return 'known';
  const decided = await work.decide(sql, row);
  if ('outcome' in decided) {
    await finishEffect(sql, effect, decided.outcome);
    return decided;
  }
  const { orderId, amount } = spentBy(decided.done);
  const planned = { done: decided.done, plan: work.keep(decided.plan), owner };
  // Limits count it from now on: two writes at once must not both fit below the line.
  await sql`
    update side_effects set planned = ${sql.json(JSON.parse(JSON.stringify(planned)))}, order_id = ${orderId}, amount = ${amount},
      is_done = true, lease_until = now() + ${leaseSeconds}::int * interval '1 second'
    where shop_id = ${effect.shopId} and idempotency_key = ${effect.idempotencyKey}`;
  return decided;
}

/** The stored outcome, the turn to find out what became of it, or the need to wait for whoever writes. */
async function takeOver<Plan>(
  sql: Sql,
  effect: SideEffect,
  work: WriteOnce<Plan>,
): Promise<'wait' | { outcome: ActionOutcome } | Begun<Plan>> {
  const row = await findBegun(sql, effect);
  if (row === undefined) throw new AppError('bug', 'a begun write is not there');
  if (row.outcome !== null) return { outcome: actionOutcome.parse(row.outcome) };
  const { done, plan, owner: writer } = plannedSchema.parse(row.planned);
  // What a killed process has sent may still arrive: its write, too, is left alone for a moment.
  const isKilled = writer !== undefined && isDeadHere(writer, owner);
  const taken = await sql`
    update side_effects set lease_until = now() + ${leaseSeconds}::int * interval '1 second',
      planned = jsonb_set(planned, '{owner}', ${JSON.stringify(owner)}::text::jsonb)
    where shop_id = ${effect.shopId} and idempotency_key = ${effect.idempotencyKey} and finished_at is null
      and (lease_until <= now() or (${isKilled} and lease_until > now() + ${settleSeconds}::int * interval '1 second'
        and lease_until <= now() + ${leaseSeconds - settleSeconds}::int * interval '1 second'))`;
  if (taken.count === 0) return 'wait';
  return { done, plan: work.recall(plan) };
}

const plannedSchema = z.object({ done: actionOutcome, plan: z.string(), owner: z.string().exactOptional() });

async function findBegun(sql: Sql, effect: SideEffect) {
  const [row] = await sql<{ requestHash: string; outcome: unknown; planned: unknown }[]>`
    select request_hash as "requestHash", outcome, planned from side_effects
    where shop_id = ${effect.shopId} and idempotency_key = ${effect.idempotencyKey}`;
  if (row !== undefined) checkHash(effect, row.requestHash);
  return row;
}

async function carryOut<Plan>(
  inShop: InShop,
  effect: SideEffect,
  work: WriteOnce<Plan>,
  { plan, done }: Begun<Plan>,
  isFirst: boolean,
): Promise<ActionOutcome> {
  let answer: RemoteOutcome;
  const renewal = setInterval(() => {
    // A database that is away for a moment leaves the lease as it was.
    inShop((sql) => holdOn(sql, effect, leaseSeconds)).catch(() => {});
  }, leaseSeconds * 300);
  try {
    answer = !isFirst && (await work.alreadyDone(plan)) ? { ok: true } : await work.write(plan);
  } catch (error) {
    await inShop((sql) => holdOn(sql, effect, settleSeconds));
    throw error;
  } finally {
    clearInterval(renewal);
  }
  const save = await work.settle(plan, answer, done);
  return inShop(async (sql) => {
    const outcome = await save(sql);
    await finishEffect(sql, effect, outcome);
    await sql`
      update side_effects set answer = ${sql.json(answer)}, planned = null, lease_until = null
      where shop_id = ${effect.shopId} and idempotency_key = ${effect.idempotencyKey}`;
    return outcome;
  });
}

async function holdOn(sql: Sql, { shopId, idempotencyKey }: SideEffect, seconds: number): Promise<void> {
  await sql`
    update side_effects set lease_until = now() + ${seconds}::int * interval '1 second'
    where shop_id = ${shopId} and idempotency_key = ${idempotencyKey} and finished_at is null`;
}

/** Writes that have begun, whose writer is gone, and that nobody has asked about since. */
export async function countLostWrites(sql: Sql, shopId: ShopId): Promise<number> {
  const [row] = await sql<{ count: number }[]>`
    select count(*) as count from side_effects
    where shop_id = ${shopId} and planned is not null and finished_at is null and lease_until <= now()`;
  return row?.count ?? 0;
}
