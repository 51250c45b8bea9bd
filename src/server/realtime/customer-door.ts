import { widgetChannelId } from '../../channels/index.ts';
import { findContinuableOf } from '../../conversations/index.ts';
import { findWidgetSessions, type WidgetSessionRecord } from '../../customers/index.ts';
import {
  type Clock,
  type ConversationId,
  createBatches,
  type Database,
  readToken,
  type ShopId,
} from '../../platform/index.ts';

/** Whose window it is and what it goes on with. */
export type ReturningWindow = {
  session: WidgetSessionRecord;
  running?: { conversationId: ConversationId; lastSeq: number };
};

/** Looks up customers' windows as they come back; undefined for a token that is unknown, ended or over. */
export type CustomerDoor = { find(token: string | undefined): Promise<ReturningWindow | undefined> };

/** Windows that are looked up in one transaction, and transactions of one shop at a time. */
const windowsTogether = 200;
const batchesAtOnce = 2;

/** Windows that come back together, as all of a node's do when it goes, are looked up together. */
export function createCustomerDoor(parts: { database: Database; clock: Clock }): CustomerDoor {
  const batches = createBatches<ShopId, Buffer, ReturningWindow | undefined>({
    limit: windowsTogether,
    atOnce: batchesAtOnce,
    work: (shopId, tokenHashes) =>
      parts.database.inShop(shopId, async (sql) => {
        const sessions = await findWidgetSessions(sql, { shopId, tokenHashes, now: parts.clock.now() });
        const customerIds = [...new Set([...sessions.values()].map((session) => session.customerId))];
        const running = await findContinuableOf(sql, shopId, customerIds, widgetChannelId);
        return tokenHashes.map((hash) => {
          const session = sessions.get(hash.toString('hex'));
          const conversation = session && running.get(session.customerId);
          return session && { session, ...(conversation ? { running: conversation } : {}) };
        });
      }),
  });
  return {
    find: async (token) => {
      const read = token === undefined ? undefined : readToken(token);
      return read && (await batches.run(read.shopId, read.tokenHash));
    },
  };
}
