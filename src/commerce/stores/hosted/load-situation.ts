import type { CheckedAction } from '../../action-arguments.ts';
import type { EffectRow } from '../../perform-once.ts';
import { holidaysOf } from '../../policy/public-holidays.ts';
import type { Actor } from '../../store-connector.ts';
import { type Refused, refused } from '../../verdict-keys.ts';
import {
  findProductsOfOrder,
  findStoreCases,
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
  { actor, action, now, row }: { actor: Actor; action: CheckedAction; now: Date; row: EffectRow | undefined },
): Promise<HostedSituation | Refused> {
  const orderId = 'orderId' in action.given ? plainOrderId(action.given.orderId) : undefined;
  const caseId = 'caseId' in action.given ? action.given.caseId : undefined;
  return loadFor(transaction, readRules, { storeCustomerId: actor.storeCustomerId, orderId, caseId, now, row });
}

type Wanted = {
  storeCustomerId: string;
  orderId: string | undefined;
  /** Its order is taken where no order is named. */
  caseId?: string | undefined;
  now: Date;
  /** The effect that is being done; without one nothing is locked. */
  row: EffectRow | undefined;
};

export async function loadFor(
  transaction: RecordTransaction,
  readRules: RulesReader,
  wanted: Wanted,
): Promise<HostedSituation | Refused> {
  const { storeCustomerId, caseId, now, row } = wanted;
  const lock = row !== undefined;
  const ofCase = async () =>
    (await findStoreCases(transaction, storeCustomerId)).find((one) => one.caseId === caseId)?.orderId;
  const orderId = wanted.orderId ?? (caseId === undefined ? undefined : await ofCase());
  const [order, customer, cases, rules, products] = await Promise.all([
    orderId === undefined ? undefined : findStoreOrder(transaction, orderId, lock),
    findStoreCustomer(transaction, storeCustomerId, lock),
    findStoreCases(transaction, storeCustomerId),
    readRules(transaction.sql, row),
    orderId === undefined ? [] : findProductsOfOrder(transaction, orderId),
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
    newCaseId: await newCaseNumber(transaction, now, rules.timeZone, lock),
  };
}

/** A dry run only shows a number; what is done takes one that is free. */
async function newCaseNumber(
  transaction: RecordTransaction,
  now: Date,
  timeZone: string,
  isDone: boolean,
): Promise<string> {
  const draw = () => makeCaseNumber(now, timeZone);
  return isDone ? await firstFreeCaseId(transaction, [draw(), draw(), draw(), draw()]) : draw();
}

/** Order numbers as the shop writes them. */
export function plainOrderId(orderId: string): string {
  return orderId.trim().toUpperCase();
}
