import type { CheckedAction } from '../../action-arguments.ts';
import type { EffectRow, SideEffect } from '../../perform-once.ts';
import { holidaysOf } from '../../policy/public-holidays.ts';
import { type CountedUsage, countUsage } from '../../safety/admit-action.ts';
import type { Actor } from '../../store-connector.ts';
import { type Refused, refused } from '../../verdict-keys.ts';
import {
  findCasesOfOrder,
  findProductsOfOrder,
  findStoreCustomer,
  findStoreOrder,
  firstFreeCaseId,
  type RecordTransaction,
} from '../records/shop-records.ts';
import { makeCaseNumber } from './case-number.ts';
import type { HostedSituation } from './hosted-situation.ts';
import type { RulesReader } from './shop-rules.ts';

/**
 * What the rules need to see, read in one flight. Somebody else's order is refused here, for members of staff too. For
 * an effect the order and its customer stay as they are until the transaction ends, and cases are read after that.
 */
export async function loadSituation(
  transaction: RecordTransaction,
  readRules: RulesReader,
  { actor, action, now, doing }: { actor: Actor; action: CheckedAction; now: Date; doing?: Doing | undefined },
): Promise<LoadedSituation | Refused> {
  const orderId = 'orderId' in action.given ? plainOrderId(action.given.orderId) : undefined;
  const caseId = 'caseId' in action.given ? action.given.caseId : undefined;
  const { storeCustomerId } = actor;
  return loadFor(transaction, readRules, {
    storeCustomerId,
    orderId,
    caseId,
    now,
    row: doing?.row,
    effect: doing?.effect,
  });
}

/** The effect that is being done, with its shop's row. */
export type Doing = { effect: SideEffect; row: EffectRow };

/** A situation with what was counted for the shop's limits, where that was asked for. */
export type LoadedSituation = HostedSituation & { counted?: CountedUsage };

type Wanted = {
  storeCustomerId: string;
  orderId: string | undefined;
  /** Its order is taken where no order is named. */
  caseId?: string | undefined;
  now: Date;
  /** The effect that is being done; without one nothing is locked. */
  row: EffectRow | undefined;
  /** Told where the shop's limits are asked next: what they count is read in the same flight, behind the locks. */
  effect?: SideEffect | undefined;
};

export async function loadFor(
  transaction: RecordTransaction,
  readRules: RulesReader,
  wanted: Wanted,
): Promise<LoadedSituation | Refused> {
  const { storeCustomerId, caseId, now, row, effect } = wanted;
  const lock = row !== undefined;
  const orderId =
    wanted.orderId ?? (caseId === undefined ? undefined : await orderOfCase(transaction, storeCustomerId, caseId));
  const [order, customer, cases, rules, products, freeCaseId, counted] = await Promise.all([
    orderId === undefined ? undefined : findStoreOrder(transaction, orderId, lock),
    findStoreCustomer(transaction, storeCustomerId, lock),
    orderId === undefined ? [] : findCasesOfOrder(transaction, orderId),
    readRules(transaction.sql, row),
    orderId === undefined ? [] : findProductsOfOrder(transaction, orderId),
    row && freeCaseNumber(transaction, now, row.timeZone),
    row && effect && countBehindLocks(transaction, { effect, row, now, orderId: orderId ?? null }),
  ]);
  if (order !== undefined && order.storeCustomerId !== storeCustomerId) {
    return refused('refused.not-your-order', { orderId: order.orderId });
  }
  if (customer === undefined) return refused('refused.unknown-customer', {});
  return {
    ...rules,
    isPublicHoliday: holidaysOf(rules.timeZone),
    now,
    customer,
    order,
    cases,
    findProduct: (productId) => products.find((product) => product.productId === productId),
    // A dry run only shows a number; what is done takes one that is free.
    newCaseId: freeCaseId ?? makeCaseNumber(now, rules.timeZone),
    ...(counted === undefined ? {} : { counted }),
  };
}

/** Asked when the locks have been asked for, so that the database counts once it has them: whoever acts at the same time is counted. */
async function countBehindLocks(
  { sql }: RecordTransaction,
  wanted: Doing & { now: Date; orderId: string | null },
): Promise<CountedUsage> {
  await Promise.resolve();
  return await countUsage(sql, { ...wanted, isCustomerLocked: true });
}

async function freeCaseNumber(transaction: RecordTransaction, now: Date, timeZone: string): Promise<string> {
  const draw = () => makeCaseNumber(now, timeZone);
  return await firstFreeCaseId(transaction, [draw(), draw(), draw(), draw()]);
}

/** The order of one of the customer's cases. */
async function orderOfCase(
  { sql, shopId }: RecordTransaction,
  storeCustomerId: string,
  caseId: string,
): Promise<string | undefined> {
  const [row] = await sql<{ orderId: string }[]>`
    select order_id as "orderId" from store_cases
    where shop_id = ${shopId} and case_id = ${caseId} and store_customer_id = ${storeCustomerId}`;
  return row?.orderId;
}

/** Order numbers as the shop writes them. */
export function plainOrderId(orderId: string): string {
  return orderId.trim().toUpperCase();
}
