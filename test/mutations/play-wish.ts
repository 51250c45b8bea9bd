import { isDeepStrictEqual } from 'node:util';
import type { ActionName, ActionOutcome, StoreConnector } from '../../src/commerce/index.ts';
import { openStore } from '../../src/commerce/index.ts';
import { AppError, type Database, type Secrets, type ShopId } from '../../src/platform/index.ts';
import type { Wish } from './oracle.ts';
import type { RetailData } from './retail-data.ts';

const names: Readonly<Record<Wish['action'], ActionName>> = {
  cancel: 'cancel-order',
  address: 'change-address',
  payment: 'change-payment',
  items: 'change-items',
  return: 'request-return',
  exchange: 'request-exchange',
};

const now = new Date('2026-11-21T08:00:00Z');

/** What the product did: its outcome, the order's own status after it, and what a second call with another body met. */
export type Played = {
  outcome: ActionOutcome;
  status: string | undefined;
  replay: 'conflict' | 'stored' | 'done-again';
};

type Parts = { database: Database; secrets: Secrets; shopId: ShopId; data: RetailData };

/** Does a wish through the real connector and database, asks again under the same key, and takes everything back. */
export async function playWish({ database, secrets, shopId, data }: Parts, wish: Wish): Promise<Played> {
  await secrets.forShop(shopId);
  return database.rehearseInShop(shopId, async (sql) => {
    // Everything happens in the one transaction that is rolled back at the end.
    const inside: Database = { ...database, inShop: (_shop, work) => work(sql) };
    const store = await openStore({ database: inside, secrets, shopId, platform: 'retail' });
    const given = await argumentsOf(store, data, wish);
    const actor = { storeCustomerId: wish.userId, identity: 'verified' as const };
    const outcome = await store.perform(actor, names[wish.action], given, { idempotencyKey: 'wish', now });
    const status = (await store.findOrder(wish.orderId))?.statusText;
    const replay = await playAgain(store, wish, given, outcome);
    return { outcome, status, replay };
  });
}

/** The same key with a changed body must not do anything. */
async function playAgain(
  store: StoreConnector,
  wish: Wish,
  given: object,
  outcome: ActionOutcome,
): Promise<Played['replay']> {
  const actor = { storeCustomerId: wish.userId, identity: 'verified' as const };
  const same = await store.perform(actor, names[wish.action], given, { idempotencyKey: 'wish', now });
  if (!isDeepStrictEqual(same, outcome)) return 'done-again';
  try {
    const other = { ...given, orderId: `${wish.orderId}0` };
    await store.perform(actor, names[wish.action], other, { idempotencyKey: 'wish', now });
    return 'stored';
  } catch (error) {
    if (error instanceof AppError && error.kind === 'conflict') return 'conflict';
    throw error;
  }
}

async function argumentsOf(store: StoreConnector, data: RetailData, wish: Wish): Promise<Record<string, unknown>> {
  const { orderId } = wish;
  const lines = (await store.findOrder(orderId))?.lines ?? [];
  const foreign = Object.values(data.orders).find((order) => order.order_id !== orderId);
  const strange = (await store.findOrder(foreign?.order_id ?? ''))?.lines[0]?.lineId ?? 'nothing';
  const lineIds = wish.items.map((index) => lines[index]?.lineId ?? strange);
  switch (wish.action) {
    case 'cancel':
      return { orderId, reason: wish.reason };
    case 'address': {
      const place = { country: 'USA', province: 'CA', city: 'Nowhere', district: '', zip: '90000' };
      return { orderId, address: { ...place, detail: '1 Changed Street, Suite 1' } };
    }
    case 'payment':
      return { orderId, paymentMethodId: wish.payment };
    case 'return':
      return { orderId, lineIds, reason: 'no longer needed', paymentMethodId: wish.payment };
    case 'items':
    case 'exchange':
      return { orderId, lines: lineIds, newVariantIds: wish.newItems, paymentMethodId: wish.payment };
  }
}
