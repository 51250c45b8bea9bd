import type { ShopSecrets, Sql } from '../../platform/index.ts';
import { type EffectRow, type SideEffect, spentBy } from '../perform-once.ts';
import { addDays, dayOf } from '../policy/shop-days.ts';
import { type Permitted, type Refused, refused } from '../verdict-keys.ts';
import { requestApproval } from './approval-rows.ts';
import { countsUsage, judgeAction, type Usage } from './judge-action.ts';
import { readSafetySettings, type SafetySettings } from './safety-settings.ts';

/** What stands between a permitted action and its doing. */
export type Admission = {
  effect: SideEffect;
  row: EffectRow;
  secrets: ShopSecrets;
  now: Date;
  /** The transaction holds the customer's row already, so that nobody else acts for the same customer. */
  isCustomerLocked?: boolean;
  /** What was counted under that lock, where it was counted before the decision. */
  counted?: CountedUsage | undefined;
};

/** What was done today for an order and its customer, as the limits count it. */
export type CountedUsage = { orderId: string | null; usage: Usage };

/**
 * Lets a permitted action through, or says why not, inside the transaction that does it. What needs a second person is put
 * into the queue of approvals here, once per key. Limits hold also for calls that run at the same time.
 */
export async function admitAction(
  sql: Sql,
  verdict: Pick<Permitted, 'ok' | 'parameters'>,
  { effect, row, secrets, now, isCustomerLocked = false, counted }: Admission,
): Promise<Refused | undefined> {
  const settings = readSafetySettings(row.safety);
  const { orderId, amount } = spentBy(verdict);
  const currency = String(verdict.parameters.currency ?? '');
  const { usage } =
    counted?.orderId === orderId ? counted : await countUsage(sql, { effect, row, orderId, now, isCustomerLocked });
  const judged = judgeAction({ action: effect.action, actor: effect.actor, amount, currency }, settings, usage);
  if ('reasonKey' in judged) return judged;
  if (!judged.isApprovalNeeded) return undefined;
  const approvalId = await requestApproval(sql, secrets, { ...effect, orderId, amount, currency, now });
  return refused('refused.approval-needed', { approvalId, amount, currency });
}

type Wanted = Pick<Admission, 'effect' | 'row' | 'now'> & { orderId: string | null; isCustomerLocked: boolean };

/** Counts what limits go by; asked behind the locks of order and customer it may travel with them. */
export async function countUsage(sql: Sql, wanted: Wanted): Promise<CountedUsage> {
  const { orderId, row, now } = wanted;
  const usage = await readUsage(sql, wanted, readSafetySettings(row.safety), startOfDay(now, row.timeZone));
  return { orderId, usage };
}

async function readUsage(
  sql: Sql,
  { effect, orderId, isCustomerLocked }: Wanted,
  settings: SafetySettings,
  since: Date,
): Promise<Usage> {
  const { shopId, actor } = effect;
  const counted = countsUsage(settings);
  if (!counted.own && !counted.shop) return { order: nothing, customer: nothing, shop: nothing };
  // Who counts waits for whoever counts the same, until that one has committed.
  const scope = counted.shop ? shopId : `${shopId}/${actor.storeCustomerId}`;
  const which = counted.shop ? sql`true` : sql`(store_customer_id = ${actor.storeCustomerId} or order_id = ${orderId})`;
  const [, [row]] = await Promise.all([
    counted.shop || !isCustomerLocked ? sql`select pg_advisory_xact_lock(hashtextextended(${scope}, 0))` : undefined,
    sql<UsageRow[]>`
      select count(*) filter (where order_id = ${orderId}) as "orderCount",
        coalesce(sum(amount) filter (where order_id = ${orderId}), 0)::bigint as "orderAmount",
        count(*) filter (where store_customer_id = ${actor.storeCustomerId}) as "customerCount",
        coalesce(sum(amount) filter (where store_customer_id = ${actor.storeCustomerId}), 0)::bigint as "customerAmount",
        count(*) as "shopCount", coalesce(sum(amount), 0)::bigint as "shopAmount"
      from side_effects where shop_id = ${shopId} and created_at >= ${since} and is_done and ${which}`,
  ]);
  if (row === undefined) return { order: nothing, customer: nothing, shop: nothing };
  return {
    order: { count: row.orderCount, amount: row.orderAmount },
    customer: { count: row.customerCount, amount: row.customerAmount },
    shop: { count: row.shopCount, amount: row.shopAmount },
  };
}

type UsageRow = Record<
  'orderCount' | 'orderAmount' | 'customerCount' | 'customerAmount' | 'shopCount' | 'shopAmount',
  number
>;

const nothing = { count: 0, amount: 0 };

/** The instant at which the shop's calendar day began; near enough on days when the clock is changed. */
function startOfDay(now: Date, timeZone: string): Date {
  const day = dayOf(now, timeZone);
  const key = `${day}/${timeZone}`;
  const known = starts.get(key);
  if (known !== undefined) return known;
  // Finding the zone's offset takes far longer than everything else here.
  if (starts.size > 500) starts.clear();
  const start = findStart(day, now, timeZone);
  starts.set(key, start);
  return start;
}

const starts = new Map<string, Date>();

function findStart(day: string, now: Date, timeZone: string): Date {
  const noon = Date.parse(`${day}T12:00:00Z`);
  const start = Date.parse(`${day}T00:00:00Z`) - offsetAt(new Date(noon), timeZone);
  return new Date(start > now.getTime() ? Date.parse(`${addDays(day, -1)}T00:00:00Z`) : start);
}

function offsetAt(at: Date, timeZone: string): number {
  const local = new Date(at.toLocaleString('sv-SE', { timeZone }).replace(' ', 'T').concat('Z'));
  return local.getTime() - at.getTime();
}
