import { type Conversation, findConversations, listLatestMessages, type Message } from '../conversations/index.ts';
import { type Customer, findCustomersOf } from '../customers/index.ts';
import type { ConversationId, ShopId, Sql } from '../platform/index.ts';
import { claimTurns, type TurnClaim } from './turn-ledger.ts';

/** What a turn reads of its conversation; `stored` is the dialogue's memory as it is stored. */
export type TurnRead = {
  conversation: Conversation | undefined;
  customer: Customer | undefined;
  messages: readonly Message[];
  stored: unknown;
};

/** Messages before the turn that are read for context. */
const contextLength = 6;
/** Last messages that are read together with the claim: those for context and what came since, nearly always. */
const messagesAtOnce = contextLength + 4;

/**
 * Claims due turns of a shop and reads their conversations, all in one flight; undefined where nothing is due or somebody else works on
 * it. A turn with more messages than were read comes without `read`.
 */
export async function claimAndRead(
  sql: Sql,
  shopId: ShopId,
  conversationIds: readonly ConversationId[],
  by: { owner: string; now: Date },
): Promise<(TurnClaim | undefined)[]> {
  const flight = Promise.all([
    claimTurns(sql, shopId, conversationIds, by),
    findConversations(sql, shopId, conversationIds),
    findCustomersOf(sql, shopId, conversationIds),
    listLatestMessages(sql, shopId, conversationIds, messagesAtOnce),
  ]);
  sql.finish();
  const [claims, conversations, customers, messages] = await flight;
  return conversationIds.map((conversationId) => {
    const claim = claims.get(conversationId);
    const opened = conversations.get(conversationId);
    const customer = opened && customers.get(opened.conversation.customerId);
    const latest = messages.get(conversationId) ?? [];
    if (!claim || !opened) return claim;
    const fromSeq = firstContextSeq(claim);
    const isEnough = latest.length < messagesAtOnce || (latest[0]?.seq ?? 0) <= fromSeq;
    if (!isEnough) return claim;
    return { ...claim, read: { ...opened, customer, messages: latest.filter((message) => message.seq >= fromSeq) } };
  });
}

/** Who has written more than this before an answer came is answered by the last of it: so much is read and understood in one turn. */
const answeredAtOnce = 30;

/** Reads one claimed turn's conversation where more has come than is read with the claim. */
export async function readTurn(sql: Sql, claim: TurnClaim): Promise<TurnRead> {
  const { shopId, conversationId } = claim;
  const [conversations, customers, messages] = await Promise.all([
    findConversations(sql, shopId, [conversationId]),
    findCustomersOf(sql, shopId, [conversationId]),
    listLatestMessages(sql, shopId, [conversationId], contextLength + answeredAtOnce),
  ]);
  const fromSeq = firstContextSeq(claim);
  const opened = conversations.get(conversationId);
  return {
    conversation: opened?.conversation,
    stored: opened?.stored,
    customer: opened && customers.get(opened.conversation.customerId),
    messages: (messages.get(conversationId) ?? []).filter((message) => message.seq >= fromSeq),
  };
}

function firstContextSeq(claim: TurnClaim): number {
  return Math.max(1, claim.firstSeq - contextLength);
}
