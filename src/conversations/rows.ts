import type { ConversationId, CustomerId, MessageId, ShopId, StaffId, TurnId } from '../platform/index.ts';
import type { ReplyLanguage } from './language.ts';
import type { Author, ContentPart, Conversation, ConversationStatus, DeliveryState, Message } from './types.ts';

/** Columns of `conversations` as the driver gives them. */
export type ConversationRow = {
  shop_id: ShopId;
  conversation_id: ConversationId;
  customer_id: CustomerId;
  channel_id: string;
  status: ConversationStatus;
  handler: 'ai' | 'queue' | 'agent';
  staff_id: StaffId | null;
  version: number;
  last_seq: number;
  language: ReplyLanguage;
  emotion: string;
  intensity: number;
  subject: string;
  tags: string[];
  last_message_text: string;
  last_message_by: Author['kind'] | null;
  last_message_at: Date;
  waiting_since: Date | null;
  first_reply_at: Date | null;
  customer_read_seq: number;
  customer_delivered_seq: number;
  agent_read_seq: number;
  rating: number | null;
  created_at: Date;
  closed_at: Date | null;
};

/** Columns of `messages` as the driver gives them. */
export type MessageRow = {
  shop_id: ShopId;
  conversation_id: ConversationId;
  seq: number;
  message_id: MessageId;
  author_kind: Author['kind'];
  author_id: string | null;
  author_name: string | null;
  content: ContentPart[];
  is_private: boolean;
  client_id: string | null;
  delivery: DeliveryState;
  turn_id: TurnId | null;
  created_at: Date;
};

/** Row → conversation. */
export function toConversation(row: ConversationRow): Conversation {
  return {
    shopId: row.shop_id,
    conversationId: row.conversation_id,
    customerId: row.customer_id,
    channelId: row.channel_id,
    status: row.status,
    handler:
      row.handler === 'agent' && row.staff_id ? { kind: 'agent', staffId: row.staff_id } : toHandler(row.handler),
    version: row.version,
    lastSeq: row.last_seq,
    language: row.language,
    emotion: row.emotion,
    intensity: row.intensity,
    subject: row.subject,
    tags: row.tags,
    lastMessageText: row.last_message_text,
    ...(row.last_message_by ? { lastMessageBy: row.last_message_by } : {}),
    lastMessageAt: row.last_message_at.toISOString(),
    ...(row.waiting_since ? { waitingSince: row.waiting_since.toISOString() } : {}),
    ...(row.first_reply_at ? { firstReplyAt: row.first_reply_at.toISOString() } : {}),
    customerReadSeq: row.customer_read_seq,
    customerDeliveredSeq: row.customer_delivered_seq,
    agentReadSeq: row.agent_read_seq,
    ...(row.rating === null ? {} : { rating: row.rating }),
    createdAt: row.created_at.toISOString(),
    ...(row.closed_at ? { closedAt: row.closed_at.toISOString() } : {}),
  };
}

/** Row → message. */
export function toMessage(row: MessageRow): Message {
  return {
    shopId: row.shop_id,
    conversationId: row.conversation_id,
    seq: row.seq,
    messageId: row.message_id,
    author: toAuthor(row),
    content: row.content,
    isPrivate: row.is_private,
    ...(row.client_id ? { clientId: row.client_id } : {}),
    delivery: row.delivery,
    createdAt: row.created_at.toISOString(),
    ...(row.turn_id ? { turnId: row.turn_id } : {}),
  };
}

function toHandler(handler: 'ai' | 'queue' | 'agent'): Conversation['handler'] {
  return handler === 'queue' ? { kind: 'queue' } : { kind: 'ai' };
}

function toAuthor(row: MessageRow): Author {
  switch (row.author_kind) {
    case 'customer':
      return { kind: 'customer', id: row.author_id ?? '' };
    case 'agent':
      return { kind: 'agent', id: row.author_id ?? '', name: row.author_name ?? '' };
    case 'ai':
      return { kind: 'ai' };
    case 'system':
      return { kind: 'system' };
  }
}
