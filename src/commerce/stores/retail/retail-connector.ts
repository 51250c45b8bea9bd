import type { Database, Secrets, ShopId } from '../../../platform/index.ts';
import { type CheckedAction, readActionArguments } from '../../action-arguments.ts';
import { maskedPlace } from '../../mask.ts';
import { performOnce } from '../../perform-once.ts';
import { admitAction } from '../../safety/admit-action.ts';
import type { ShopTools, ToolReplayLine } from '../../shop-tools.ts';
import type {
  ActionName,
  ActionOutcome,
  Actor,
  CustomerClue,
  StoreConnector,
  StoreDescriptor,
  Verdict,
} from '../../store-connector.ts';
import type { StoreCustomer } from '../../types.ts';
import { done, type Refused, refused } from '../../verdict-keys.ts';
import { type ReplayResult, replayCalls, writeReplayResult } from './replay-tools.ts';
import type { RetailProduct } from './retail-documents.ts';
import { type RetailSource, type RetailWorkingCopy, workingCopy } from './retail-records.ts';
import { cancelReasons, decideRetail, type RetailDecision, type RetailSituation } from './retail-rules.ts';
import { databaseSource, findOrdersOf, type RetailTransaction, saveChanges } from './retail-store.ts';
import { toCases, toCustomer, toOrder, toProduct } from './to-canonical.ts';
import { listRetailTools } from './tool-list.ts';
import { runRetailTool } from './tools.ts';

type Parts = { database: Database; secrets: Secrets; shopId: ShopId };

export const retailDescriptor: StoreDescriptor = {
  platform: 'retail',
  label: { 'zh-CN': '导入的英文商店', 'zh-TW': '匯入的英文商店', en: 'Imported retail shop' },
  // Many leave the W out, too.
  orderNumberPatterns: ['#?W\\d{7}', '\\d{7}'],
  identityClues: ['email', 'name-zip'],
  actions: [
    'cancel-order',
    'change-address',
    'change-items',
    'change-payment',
    'change-default-address',
    'request-return',
    'request-exchange',
  ],
  needsPaymentMethod: ['change-items', 'request-return', 'request-exchange'],
  reasons: {
    'cancel-order': [
      { value: cancelReasons[0], label: { 'zh-CN': '不想要了', 'zh-TW': '不想要了', en: 'No longer needed' } },
      { value: cancelReasons[1], label: { 'zh-CN': '下错单了', 'zh-TW': '下錯單了', en: 'Ordered by mistake' } },
    ],
  },
};

/** An imported English retail shop that Peakdesk hosts itself: reads and changes go through the shop's own 16 tools. */
export function openRetailStore(parts: Parts): StoreConnector {
  const read = <T>(work: (transaction: RetailTransaction) => Promise<T>) => inTransaction(parts, false, work);
  return {
    descriptor: retailDescriptor,
    findCustomer: (clue) => read((transaction) => findCustomer(transaction, clue)),
    listOrders: (userId, limit) =>
      read(async (transaction) => {
        const user = await databaseSource(transaction).findUser(userId);
        if (user === undefined) return [];
        const orders = await findOrdersOf(transaction, userId);
        // The user's own list grows at its end.
        const newest = orders.toSorted(
          (one, other) => place(user.orders, other.order_id) - place(user.orders, one.order_id),
        );
        return newest.slice(0, limit).map((order) => toOrder(order, user));
      }),
    findOrder: (orderId) =>
      read(async (transaction) => {
        const source = databaseSource(transaction);
        const order = await source.findOrder(withHash(orderId));
        const user = order === undefined ? undefined : await source.findUser(order.user_id);
        return order === undefined || user === undefined ? undefined : toOrder(order, user);
      }),
    listCases: (userId) => read(async (transaction) => (await findOrdersOf(transaction, userId)).flatMap(toCases)),
    listProducts: () =>
      read(async (transaction) =>
        (await databaseSource(transaction).listProducts()).map(({ product }) => toProduct(product)),
      ),
    check: (actor, name, given) => read((transaction) => check(transaction, actor, name, given)),
    perform: (actor, name, given, options) => perform(parts, actor, name, given, options),
  };
}

async function findCustomer(transaction: RetailTransaction, clue: CustomerClue): Promise<StoreCustomer | undefined> {
  const source = databaseSource(transaction);
  const userId = await findUserId(source, clue);
  const user = userId === undefined ? undefined : await source.findUser(userId);
  if (userId === undefined || user === undefined) return undefined;
  return toCustomer(userId, user, await findOrdersOf(transaction, userId));
}

async function findUserId(source: RetailSource, clue: CustomerClue): Promise<string | undefined> {
  switch (clue.by) {
    case 'id':
      return clue.storeCustomerId;
    case 'email':
      return source.findUserIdByEmail(clue.email);
    case 'name-zip':
      return source.findUserIdByNameZip(clue.firstName, clue.lastName, clue.zip);
    default:
      return undefined;
  }
}

/** The shop's 16 tools, for `tools list` and `tools replay`. */
export function openRetailTools(parts: Parts): ShopTools {
  return {
    list: listRetailTools,
    replay: async (line, { keep }) => writeReplayResult(await replayTools({ ...parts, line, keep })),
  };
}

/** Replays one line of tool calls on the shop in one transaction, which is rolled back unless `keep`. */
export async function replayTools(parts: Parts & { line: ToolReplayLine; keep: boolean }): Promise<ReplayResult> {
  return inTransaction(parts, parts.keep, async (transaction) => {
    const { result, copy } = await replayCalls(databaseSource(transaction), parts.line);
    if (parts.keep) await saveChanges(transaction, copy.changes());
    return result;
  });
}

async function inTransaction<T>(
  { database, secrets, shopId }: Parts,
  lock: boolean,
  work: (transaction: RetailTransaction) => Promise<T>,
): Promise<T> {
  const shopSecrets = await secrets.forShop(shopId);
  return database.inShop(shopId, (sql) => work({ sql, shopId, secrets: shopSecrets, lock }));
}

async function check(transaction: RetailTransaction, actor: Actor, name: ActionName, given: unknown): Promise<Verdict> {
  const { verdict } = await rehearse(transaction, actor, name, given);
  return verdict;
}

async function perform(
  parts: Parts,
  actor: Actor,
  name: ActionName,
  given: unknown,
  { idempotencyKey, now }: { idempotencyKey: string; now: Date },
): Promise<ActionOutcome> {
  const effect = { shopId: parts.shopId, idempotencyKey, action: name, argumentsOfAction: given, actor };
  return inTransaction(parts, true, (transaction) =>
    performOnce(transaction.sql, effect, async (row) => {
      const rehearsal = await rehearse(transaction, actor, name, given);
      if (!('action' in rehearsal)) return rehearsal.verdict;
      const { secrets } = transaction;
      const stopped = await admitAction(transaction.sql, rehearsal.verdict, { effect, row, secrets, now });
      if (stopped !== undefined) return stopped;
      const changes = rehearsal.copy.changes();
      await saveChanges(transaction, changes);
      const changed = changes.map(({ collection, id }) => ({ collection, id }));
      return outcomeOf(rehearsal.action, rehearsal.verdict, changed);
    }),
  );
}

type Rehearsal = { copy: RetailWorkingCopy } & (
  | { verdict: Extract<Verdict, { ok: true }>; action: CheckedAction }
  | { verdict: Extract<Verdict, { ok: false }> }
);

/** Decides by the shop's policy, then runs the tool on a working copy; nothing reaches the database here. */
async function rehearse(
  transaction: RetailTransaction,
  actor: Actor,
  name: ActionName,
  given: unknown,
): Promise<Rehearsal> {
  const copy = workingCopy(databaseSource(transaction));
  const read = readActionArguments(name, withOrderHash(given));
  if (!read.ok) return { verdict: refused('refused.invalid-arguments', { field: read.field }), copy };
  const situation = await situationOf(copy, actor, read.action);
  if (!('userId' in situation)) return { verdict: situation, copy };
  const decision: RetailDecision = decideRetail(situation, read.action);
  if (!decision.ok) return { verdict: decision, copy };
  const { call, ...verdict } = decision;
  const result = await runRetailTool(copy, call.name, call.arguments);
  if (!result.ok) return { verdict: refused('refused.shop-rule', { text: result.error }), copy };
  return { verdict, action: read.action, copy };
}

/** The customer and the order concerned; somebody else's order is refused here, for members of staff too. */
async function situationOf(
  copy: RetailWorkingCopy,
  actor: Actor,
  action: CheckedAction,
): Promise<RetailSituation | Refused> {
  const userId = actor.storeCustomerId;
  const orderId = 'orderId' in action.given ? action.given.orderId : undefined;
  // The order is locked before its customer, always in this order, so that two changes never wait for each other.
  const order = orderId === undefined ? undefined : await copy.findOrder(orderId);
  if (order !== undefined && order.user_id !== userId) {
    return refused('refused.not-your-order', { orderId: order.order_id });
  }
  const user = await copy.findUser(userId);
  if (user === undefined) return refused('refused.unknown-customer', {});
  const products = new Map<string, RetailProduct>();
  for (const item of order?.items ?? []) {
    const stored = await copy.findProduct(item.product_id);
    if (stored !== undefined) products.set(item.product_id, stored.product);
  }
  return { userId, user, order, products };
}

/** Outcomes are kept for retries: a full address has no place in them. */
function outcomeOf(
  action: CheckedAction,
  verdict: Extract<Verdict, { ok: true }>,
  changed: readonly { collection: string; id: string }[],
): ActionOutcome {
  if (!('address' in action.given)) return done(verdict, changed);
  const facts = verdict.facts.filter((fact) => !fact.id.endsWith(':new-address'));
  return done({ ...verdict, facts }, changed, { address: maskedPlace(action.given.address) });
}

/** Customers leave the "#" out. */
function withHash(orderId: string): string {
  return orderId.startsWith('#') ? orderId : `#${orderId.toUpperCase()}`;
}

function withOrderHash(given: unknown): unknown {
  if (typeof given !== 'object' || given === null || !('orderId' in given)) return given;
  return typeof given.orderId === 'string' ? { ...given, orderId: withHash(given.orderId) } : given;
}

function place(list: readonly string[], id: string): number {
  return list.indexOf(id);
}
