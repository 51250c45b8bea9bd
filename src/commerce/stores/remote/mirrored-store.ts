import { readActionArguments } from '../../action-arguments.ts';
import { plainPhone } from '../../personal-hashes.ts';
import type {
  ActionName,
  Actor,
  CustomerClue,
  StoreConnector,
  StoreDescriptor,
  Verdict,
} from '../../store-connector.ts';
import type { Order, StoreCustomer } from '../../types.ts';
import { refused } from '../../verdict-keys.ts';
import { cancelReasons, refundReasons, returnReasons } from '../hosted/after-sales-policy.ts';
import { createRulesReader } from '../hosted/shop-rules.ts';
import type { Platform, StoreParts } from '../platform-parts.ts';
import { listStoreProducts, openProductRows } from '../records/compact-products.ts';
import {
  findCustomerBy,
  findStoreCases,
  findStoreCustomer,
  findStoreOrders,
  type RecordTransaction,
} from '../records/shop-records.ts';
import { openLiveShop } from './live-shop.ts';
import { mirrorCustomers, mirrorOrders } from './mirror-rows.ts';
import { performRemote } from './perform-remote.ts';
import type { RemoteOrder, RemotePlatform } from './remote-platform.ts';
import { decideRemote, findMirroredOrder, isOffered, spellings } from './remote-situation.ts';
import { stepRemoteCase } from './step-remote-case.ts';

/** What a mirrored shop's functions share. */
export type Mirrored = {
  parts: StoreParts;
  platform: RemotePlatform;
  readRules: ReturnType<typeof createRulesReader>;
  inShop<T>(work: (transaction: RecordTransaction) => Promise<T>): Promise<T>;
  /** Reads an order from the platform and brings the mirror up to date with it. */
  refresh(orderId: string): Promise<Order | undefined>;
};

/**
 * A shop whose own system is elsewhere: reads come from the mirror, an order is read fresh before anything is done with it, and
 * what the rules permit is written there once.
 */
export function openMirroredStore(platform: RemotePlatform): Platform {
  return { open: (parts) => connector(platform, parts) };
}

/** The descriptor as the rest of Peakdesk sees it: reasons are those of our rules; a platform maps them to its own. */
export function descriptorOf({ platform, descriptor }: RemotePlatform): StoreDescriptor {
  const reasons = { 'cancel-order': cancelReasons, 'request-return': returnReasons, 'request-refund': refundReasons };
  return { ...descriptor, platform, reasons: { ...reasons, ...descriptor.reasons } };
}

function connector(platform: RemotePlatform, parts: StoreParts): StoreConnector {
  const { database, shopId } = parts;
  const inShop: Mirrored['inShop'] = async (work) => {
    const secrets = await parts.secrets.forShop(shopId);
    return database.inShop(shopId, (sql) => work({ sql, shopId, secrets }));
  };
  const mirrored: Mirrored = {
    parts,
    platform,
    inShop,
    readRules: createRulesReader(shopId),
    refresh: async (orderId) => (await fetchOrder(mirrored, orderId))?.order,
  };
  return {
    descriptor: descriptorOf(platform),
    findCustomer: (clue) => findCustomer(mirrored, clue),
    listOrders: (customerId, limit) => inShop((transaction) => findStoreOrders(transaction, customerId, limit)),
    findOrder: (orderId) => findOrder(mirrored, orderId),
    listCases: (customerId) => inShop((transaction) => findStoreCases(transaction, customerId)),
    listProducts: (visit) => database.inShop(shopId, (sql) => listStoreProducts(sql, { visit })),
    productRows: openProductRows(database, shopId),
    check: (actor, name, given, now) => check(mirrored, actor, name, given, now),
    perform: (actor, name, given, options) => performRemote(mirrored, { actor, name, given, ...options }),
    stepCase: (by, wanted, options) => stepRemoteCase(mirrored, { ...wanted, by }, options),
  };
}

/** The order as the mirror has it; one that it does not know yet is asked for. */
async function findOrder(mirrored: Mirrored, orderId: string): Promise<Order | undefined> {
  const known = await mirrored.inShop((transaction) => findMirroredOrder(transaction, orderId));
  return known ?? (await mirrored.refresh(orderId));
}

async function findCustomer(mirrored: Mirrored, clue: CustomerClue): Promise<StoreCustomer | undefined> {
  if (clue.by === 'name-zip') return undefined;
  if (clue.by === 'order-phone') return findByOrder(mirrored, clue);
  const known = await mirrored.inShop((transaction) =>
    clue.by === 'id'
      ? findStoreCustomer(transaction, clue.storeCustomerId)
      : findCustomerBy(transaction, clue.by, clue.by === 'email' ? clue.email : clue.phone),
  );
  if (known !== undefined) return known;
  const { parts, platform, inShop } = mirrored;
  const { shop } = await openLiveShop(parts, platform, parts.shopId);
  const wanted =
    clue.by === 'id'
      ? { id: clue.storeCustomerId }
      : clue.by === 'email'
        ? { email: clue.email }
        : { phone: clue.phone };
  const found = await shop.findCustomer?.(wanted);
  if (found !== undefined) await inShop((transaction) => mirrorCustomers(transaction, [found]));
  return found;
}

/** The buyer, by an order and the end of the receiver's number or of the buyer's own; fewer than four digits prove nothing. */
async function findByOrder(
  mirrored: Mirrored,
  { orderId, phoneTail }: Extract<CustomerClue, { by: 'order-phone' }>,
): Promise<StoreCustomer | undefined> {
  const order = await findOrder(mirrored, orderId);
  if (order === undefined) return undefined;
  const buyer = await mirrored.inShop((transaction) => findStoreCustomer(transaction, order.storeCustomerId));
  const tail = plainPhone(phoneTail);
  const phones = [order.address.phone, buyer?.phone ?? ''].map(plainPhone);
  return tail.length >= 4 && phones.some((phone) => phone.endsWith(tail)) ? buyer : undefined;
}

async function check(mirrored: Mirrored, actor: Actor, name: ActionName, given: unknown, now: Date): Promise<Verdict> {
  const { platform, inShop } = mirrored;
  if (!isOffered(platform, name)) return refused('refused.not-offered', { action: name });
  const read = readActionArguments(name, given);
  if (!read.ok) return refused('refused.invalid-arguments', { field: read.field });
  const { action } = read;
  if ('orderId' in action.given) await mirrored.refresh(action.given.orderId);
  const decision = await inShop((transaction) =>
    decideRemote(transaction, mirrored, { actor, action, now, row: undefined }),
  );
  if (!decision.ok) return decision;
  const { effect: _effect, more: _more, ...verdict } = decision;
  return verdict;
}

/** Asks the platform for an order under the ways in which its number may be written, and mirrors what it has. */
async function fetchOrder({ parts, platform, inShop }: Mirrored, orderId: string): Promise<RemoteOrder | undefined> {
  const { shop } = await openLiveShop(parts, platform, parts.shopId);
  for (const candidate of spellings(orderId)) {
    const found = await shop.findOrder(candidate);
    if (found === undefined) continue;
    await inShop((transaction) => mirrorOrders(transaction, [found], { tells: true }));
    return found;
  }
  return undefined;
}
