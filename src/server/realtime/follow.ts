import { findConversation } from '../../conversations/index.ts';
import type { ConversationId } from '../../platform/index.ts';
import type { Connection } from './connection.ts';
import { mostWatched } from './hello.ts';
import type { HubParts } from './lines.ts';

/** A window that is further behind than this loads the page anew instead of getting every message by its own. */
const furthestBehind = 500;

/**
 * A window follows a conversation from the last message it has. False where it may not: not of its shop, not its own customer's, or
 * too many at a time.
 */
export async function startFollowing(
  hub: HubParts,
  connection: Connection,
  conversationId: ConversationId,
  afterSeq: number,
): Promise<boolean> {
  const { shopId, who } = connection;
  if (!connection.subscriptions.has(conversationId) && connection.subscriptions.size >= mostWatched) return false;
  const conversation = await hub.server.walk.database.inShop(shopId, (sql) =>
    findConversation(sql, shopId, conversationId),
  );
  if (!conversation) return false;
  if (who.role === 'customer' && conversation.customerId !== who.session.customerId) return false;
  followFrom(hub, connection, { conversationId, afterSeq, lastSeq: conversation.lastSeq });
  if (who.role === 'staff') hub.viewers.tell(shopId, conversationId);
  return true;
}

/** The same for a conversation that was read already and that this window may follow; what came after that is sent with the rest. */
export function followFrom(
  hub: HubParts,
  connection: Connection,
  { conversationId, afterSeq, lastSeq }: { conversationId: ConversationId; afterSeq: number; lastSeq: number },
): void {
  const { shopId } = connection;
  const isLost = afterSeq > lastSeq || lastSeq - afterSeq > furthestBehind;
  if (isLost) connection.send({ type: 'resync', conversationId });
  hub.registry.subscribe(connection, conversationId, isLost ? lastSeq : afterSeq);
  hub.feed.messages(shopId, conversationId);
  hub.feed.conversation(shopId, conversationId);
}
