import type { Database, Secrets, ShopId } from '../../../platform/index.ts';
import { type CheckedAction, readActionArguments } from '../../action-arguments.ts';
import { maskEmail, maskedPlace, maskName } from '../../mask.ts';
import { performOnce } from '../../perform-once.ts';
import { plainPhone } from '../../personal-hashes.ts';
import type {
  ActionName,
  ActionOutcome,
  Actor,
  CustomerClue,
  StoreConnector,
  StoreDescriptor,
} from '../../store-connector.ts';
import type { StoreCustomer } from '../../types.ts';
import { done, type Refused, refused } from '../../verdict-keys.ts';
import { cancelReasons, readAfterSalesPolicy, refundReasons, returnReasons } from './after-sales-policy.ts';
import { makeCaseNumber } from './case-number.ts';
import { decideHosted } from './decide-hosted.ts';
import type { HostedDecision, HostedEffect, HostedSituation } from './hosted-situation.ts';
import {
  findHostedCases,
  findHostedCustomer,
  findHostedCustomerBy,
  findHostedOrder,
  findHostedOrders,
  findHostedProducts,
  type HostedTransaction,
  saveHostedCase,
  saveHostedCustomer,
  saveHostedOrder,
} from './hosted-store.ts';

type Parts = { database: Database; secrets: Secrets; shopId: ShopId };

export const hostedDescriptor: StoreDescriptor = {
  platform: 'peakdesk',
  label: { 'zh-CN': 'Peakdesk 自营商店', 'zh-TW': 'Peakdesk 自營商店', en: 'Shop hosted by Peakdesk' },
  orderNumberPatterns: ['NY\\d{14}'],
  identityClues: ['order-phone', 'phone', 'email'],
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
  const read = <T>(work: (transaction: HostedTransaction) => Promise<T>) => inTransaction(parts, work);
  return {
    descriptor: hostedDescriptor,
    findCustomer: (clue) => read((transaction) => findCustomer(transaction, clue)),
    listOrders: (customerId, limit) => read((transaction) => findHostedOrders(transaction, customerId, limit)),
    findOrder: (orderId) => read((transaction) => findHostedOrder(transaction, plainOrderId(orderId))),
    listCases: (customerId) => read((transaction) => findHostedCases(transaction, customerId)),
    listProducts: () => parts.database.inShop(parts.shopId, (sql) => findHostedProducts(sql)),
    check: (actor, name, given, now) =>
      read(async (transaction) => {
        const { decision } = await decide(transaction, actor, name, given, now, false);
        if (!decision.ok) return decision;
        const { effect: _effect, more: _more, ...verdict } = decision;
        return verdict;
      }),
    perform: (actor, name, given, { idempotencyKey, now }) =>
      read((transaction) =>
        performOnce(
          transaction.sql,
          { shopId: parts.shopId, idempotencyKey, action: name, argumentsOfAction: given, actor },
          async () => {
            const decided = await decide(transaction, actor, name, given, now, true);
            if (decided.action === undefined) return decided.decision;
            return outcomeOf(decided.action, decided.decision, await save(transaction, decided.decision.effect));
          },
        ),
      ),
  };
}

async function inTransaction<T>(
  { database, secrets, shopId }: Parts,
  work: (transaction: HostedTransaction) => Promise<T>,
): Promise<T> {
  const shopSecrets = await secrets.forShop(shopId);
  return database.inShop(shopId, (sql) => work({ sql, shopId, secrets: shopSecrets }));
}

async function findCustomer(transaction: HostedTransaction, clue: CustomerClue): Promise<StoreCustomer | undefined> {
  switch (clue.by) {
    case 'id':
      return findHostedCustomer(transaction, clue.storeCustomerId);
    case 'email':
      return findHostedCustomerBy(transaction, 'email', clue.email);
    case 'phone':
      return findHostedCustomerBy(transaction, 'phone', clue.phone);
    case 'order-phone': {
      const order = await findHostedOrder(transaction, plainOrderId(clue.orderId));
      const tail = plainPhone(clue.phoneTail);
      // The receiver's number or the buyer's; fewer than four digits prove nothing.
      const buyer = order && (await findHostedCustomer(transaction, order.storeCustomerId));
      const phones = [order?.address.phone ?? '', buyer?.phone ?? ''].map(plainPhone);
      return tail.length >= 4 && phones.some((phone) => phone.endsWith(tail)) ? buyer : undefined;
    }
    case 'name-zip':
      return undefined;
  }
}

type Decided =
  | { decision: Extract<HostedDecision, { ok: true }>; action: CheckedAction }
  | { decision: Refused; action: undefined };

async function decide(
  transaction: HostedTransaction,
  actor: Actor,
  name: ActionName,
  given: unknown,
  now: Date,
  lock: boolean,
): Promise<Decided> {
  const read = readActionArguments(name, given);
  if (!read.ok) return { decision: refused('refused.invalid-arguments', { field: read.field }), action: undefined };
  const situation = await situationOf(transaction, actor, read.action, now, lock);
  if ('reasonKey' in situation) return { decision: situation, action: undefined };
  const decision = decideHosted(situation, read.action);
  return decision.ok ? { decision, action: read.action } : { decision, action: undefined };
}

/** What the rules need to see. Somebody else's order is refused here, for members of staff too. */
async function situationOf(
  transaction: HostedTransaction,
  actor: Actor,
  action: CheckedAction,
  now: Date,
  lock: boolean,
): Promise<HostedSituation | Refused> {
  const { sql, shopId } = transaction;
  const allCases = await findHostedCases(transaction, actor.storeCustomerId);
  const orderId =
    orderIdOf(action) ??
    allCases.find((one) => 'caseId' in action.given && one.caseId === action.given.caseId)?.orderId;
  const order = orderId === undefined ? undefined : await findHostedOrder(transaction, orderId, lock);
  if (order !== undefined && order.storeCustomerId !== actor.storeCustomerId) {
    return refused('refused.not-your-order', { orderId: order.orderId });
  }
  const customer = await findHostedCustomer(transaction, actor.storeCustomerId, lock);
  if (customer === undefined) return refused('refused.unknown-customer', {});
  // Read again now that the order is locked: another request may just have opened or closed one.
  const cases = lock ? await findHostedCases(transaction, actor.storeCustomerId) : allCases;
  const [shop] = await sql<{ settings: unknown; timeZone: string }[]>`
    select settings, time_zone as "timeZone" from shops where shop_id = ${shopId}`;
  const products = await findHostedProducts(sql, order?.lines.map((line) => line.productId) ?? []);
  return {
    policy: readAfterSalesPolicy(shop?.settings),
    timeZone: shop?.timeZone ?? 'Asia/Shanghai',
    now,
    customer,
    order,
    cases,
    findProduct: (productId) => products.find((product) => product.productId === productId),
    newCaseId: makeCaseNumber(now, shop?.timeZone ?? 'Asia/Shanghai'),
  };
}

async function save(
  transaction: HostedTransaction,
  effect: HostedEffect,
): Promise<{ collection: string; id: string }[]> {
  const changed: { collection: string; id: string }[] = [];
  if (effect.order !== undefined) {
    await saveHostedOrder(transaction, effect.order);
    changed.push({ collection: 'orders', id: effect.order.orderId });
  }
  if (effect.customer !== undefined) {
    await saveHostedCustomer(transaction, effect.customer);
    changed.push({ collection: 'customers', id: effect.customer.storeCustomerId });
  }
  if (effect.case !== undefined) {
    await saveHostedCase(transaction, effect.case);
    changed.push({ collection: 'cases', id: effect.case.caseId });
  }
  return changed;
}

/** Outcomes are kept for retries: addresses, e-mail and names are masked in them. */
function outcomeOf(
  action: CheckedAction,
  decision: Extract<HostedDecision, { ok: true }>,
  changed: readonly { collection: string; id: string }[],
): ActionOutcome {
  const { effect: _effect, more = {}, ...verdict } = decision;
  const masked = maskedParameters(action);
  const facts = verdict.facts.map((fact) => {
    const name = /:(?:new-address|invoice-title|invoice-email)$/.exec(fact.id)?.[0].replace(/^:(?:new-|invoice-)/, '');
    const value = name === undefined ? undefined : masked[name];
    return value === undefined ? fact : { ...fact, value };
  });
  return done({ ...verdict, facts }, changed, { ...more, ...masked });
}

function maskedParameters(action: CheckedAction): Readonly<Record<string, string>> {
  if ('address' in action.given) return { address: maskedPlace(action.given.address) };
  if (action.name !== 'request-invoice') return {};
  const { titleType, title, email } = action.given;
  return { title: titleType === 'company' ? title : maskName(title), email: maskEmail(email) };
}

function orderIdOf(action: CheckedAction): string | undefined {
  return 'orderId' in action.given ? plainOrderId(action.given.orderId) : undefined;
}

function plainOrderId(orderId: string): string {
  return orderId.trim().toUpperCase();
}
