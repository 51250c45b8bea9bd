import type { ShopId, Sql } from '../platform/index.ts';
import { findConversation, insertConversations } from './conversation-store.ts';
import type { Conversation } from './types.ts';

/** Adds one empty conversation and reads it. */
export async function insertConversation(
  sql: Sql,
  input: Parameters<typeof insertConversations>[2][number] & { shopId: ShopId; now: Date },
): Promise<Conversation> {
  await insertConversations(sql, input.shopId, [input], input.now);
  const opened = await findConversation(sql, input.shopId, input.conversationId);
  if (!opened) throw new Error('insert left no row');
  return opened;
}
