import type { Database, Secrets, ShopId } from '../../../platform/index.ts';
import { type CheckedAction, readActionArguments } from '../../action-arguments.ts';
import { maskedOutcome } from '../../masked-outcome.ts';
import { performOnce } from '../../perform-once.ts';
import { plainPhone } from '../../personal-hashes.ts';
import { admitAction, type CountedUsage } from '../../safety/admit-action.ts';
import type {
  ActionName,
  ActionOutcome,
  Actor,
  CustomerClue,
  StoreConnector,
  StoreDescriptor,
} from '../../store-connector.ts';
import type { StoreCustomer } from '../../types.ts';
import { type Refused, refused } from '../../verdict-keys.ts';
import { listStoreProducts, openProductRows } from '../records/compact-products.ts';
import {
  findCustomerBy,
  findStoreCases,
  findStoreCustomer,
  findStoreOrder,
  findStoreOrders,
  type RecordTransaction,
} from '../records/shop-records.ts';
import { cancelReasons, refundReasons, returnReasons } from './after-sales-policy.ts';
import { decideHosted } from './decide-hosted.ts';
import type { HostedDecision } from './hosted-situation.ts';
import { type Doing, loadSituation, plainOrderId } from './load-situation.ts';
import { changedBy, saveEffect } from './save-effect.ts';
import { createRulesReader, type RulesReader } from './shop-rules.ts';
import { stepHostedCase } from './step-hosted-case.ts';

type Parts = { database: Database; secrets: Secrets; shopId: ShopId };

export const hostedDescriptor: StoreDescriptor = {
  platform: 'peakdesk',
  label: { 'zh-CN': 'Peakdesk 自营商店', 'zh-TW': 'Peakdesk 自營商店', en: 'Shop hosted by Peakdesk' },
  orderNumberPatterns: ['NY\\d{14}'],
  identityClues: ['order-phone', 'code'],
  furtherClues: ['phone', 'email'],
  actions: [
    'cancel-order',
    'change-address',
    'change-items',
    'change-default-address',
    'request-return',
    'request-exchange',
    'request-refund',
    'report-problem',
    'urge-shipping',
    'request-invoice',
    'request-price-protection',
    'withdraw-case',
  ],
  reasons: { 'cancel-order': cancelReasons, 'request-return': returnReasons, 'request-refund': refundReasons },
};

/** A shop whose products, orders and after-sales cases Peakdesk keeps itself, such as the demo shop. */
export function openHostedStore(parts: Parts): StoreConnector {
  const read = <T>(work: (transaction: RecordTransaction) => Promise<T>) => inTransaction(parts, work);
  const readRules = createRulesReader(parts.shopId);
  return {
    descriptor: hostedDescriptor,
    findCustomer: (clue) => read((transaction) => findCustomer(transaction, clue)),
    listOrders: (customerId, limit) => read((transaction) => findStoreOrders(transaction, customerId, limit)),
    findOrder: (orderId) => read((transaction) => findStoreOrder(transaction, plainOrderId(orderId))),
    listCases: (customerId) => read((transaction) => findStoreCases(transaction, customerId)),
    listProducts: (visit) => parts.database.inShop(parts.shopId, (sql) => listStoreProducts(sql, { visit })),
    productRows: openProductRows(parts.database, parts.shopId),
    check: (actor, name, given, now) =>
      read(async (transaction) => {
        const { decision } = await decide(transaction, readRules, { actor, name, given, now });
        if (!decision.ok) return decision;
        const { effect: _effect, more: _more, ...verdict } = decision;
        return verdict;
      }),
    perform: (actor, name, given, options) =>
      read((transaction) => perform(transaction, readRules, { actor, name, given, ...options })),
    stepCase: (by, wanted, options) =>
      read((transaction) => stepHostedCase(transaction, readRules, { ...wanted, by }, options)),
  };
}

type Wanted = { actor: Actor; name: ActionName; given: unknown; idempotencyKey: string; now: Date };

/** Decides again under lock, lets the shop's limits have their say, then writes everything in the same transaction. */
function perform(transaction: RecordTransaction, readRules: RulesReader, wanted: Wanted): Promise<ActionOutcome> {
  const { sql, shopId, secrets } = transaction;
  const { actor, name, given, idempotencyKey, now } = wanted;
  const effect = { shopId, idempotencyKey, action: name, argumentsOfAction: given, actor };
  return performOnce(sql, effect, async (row) => {
    const decided = await decide(transaction, readRules, { actor, name, given, now, doing: { effect, row } });
    if (decided.action === undefined) return decided.decision;
    const { counted } = decided;
    const admission = { effect, row, secrets, now, isCustomerLocked: true, counted };
    const stopped = await admitAction(sql, decided.decision, admission);
    if (stopped !== undefined) return stopped;
    const { effect: change, more, ...verdict } = decided.decision;
    const outcome = maskedOutcome(decided.action, verdict, changedBy(change), more);
    return { outcome, written: saveEffect(transaction, change) };
  });
}

async function inTransaction<T>(
  { database, secrets, shopId }: Parts,
  work: (transaction: RecordTransaction) => Promise<T>,
): Promise<T> {
  const shopSecrets = await secrets.forShop(shopId);
  return database.inShop(shopId, (sql) => work({ sql, shopId, secrets: shopSecrets }));
}

async function findCustomer(transaction: RecordTransaction, clue: CustomerClue): Promise<StoreCustomer | undefined> {
  switch (clue.by) {
    case 'id':
      return findStoreCustomer(transaction, clue.storeCustomerId);
    case 'email':
      return findCustomerBy(transaction, 'email', clue.email);
    case 'phone':
      return findCustomerBy(transaction, 'phone', clue.phone);
    case 'order-phone': {
      const order = await findStoreOrder(transaction, plainOrderId(clue.orderId));
      const tail = plainPhone(clue.phoneTail);
      // The receiver's number or the buyer's; fewer than four digits prove nothing.
      const buyer = order && (await findStoreCustomer(transaction, order.storeCustomerId));
      const phones = [order?.address.phone ?? '', buyer?.phone ?? ''].map(plainPhone);
      return tail.length >= 4 && phones.some((phone) => phone.endsWith(tail)) ? buyer : undefined;
    }
    case 'name-zip':
      return undefined;
  }
}

type Decided =
  | { decision: Extract<HostedDecision, { ok: true }>; action: CheckedAction; counted: CountedUsage | undefined }
  | { decision: Refused; action: undefined };

async function decide(
  transaction: RecordTransaction,
  readRules: RulesReader,
  { actor, name, given, now, doing }: Omit<Wanted, 'idempotencyKey'> & { doing?: Doing },
): Promise<Decided> {
  const read = readActionArguments(name, given);
  if (!read.ok) return { decision: refused('refused.invalid-arguments', { field: read.field }), action: undefined };
  const { action } = read;
  const situation = await loadSituation(transaction, readRules, { actor, action, now, doing });
  if ('reasonKey' in situation) return { decision: situation, action: undefined };
  const decision = decideHosted(situation, action);
  return decision.ok ? { decision, action, counted: situation.counted } : { decision, action: undefined };
}
