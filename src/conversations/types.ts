import type { ConversationId, CustomerId, MessageId, ShopId, StaffId, TurnId } from '../platform/index.ts';
import type { ReplyLanguage } from './language.ts';

/** Who wrote a message. The AI is an author like any other; `system` writes events only. */
export type Author =
  | { kind: 'customer'; id: string }
  | { kind: 'ai' }
  | { kind: 'agent'; id: string; name: string }
  | { kind: 'system' };

/** A quick reply: pressing it sends `value` (shown as `label`) as the customer's message. */
export type Button = { label: string; value: string };

export type SourceReference = { id: string; title: string; value: string };

export type FormField = {
  name: string;
  label: string;
  type: 'text' | 'email' | 'tel' | 'textarea' | 'select' | 'image';
  required: boolean;
  placeholder?: string;
  options?: readonly Button[];
};

/** Reference to a stored file of the same shop; the bytes are served by `/files/<fileId>` with a signed URL. */
export type ImageReference = { fileId: string; width: number; height: number; contentType: string; name: string };

export type OrderCardLine = { title: string; options: string; quantity: number; priceText: string };

/** One message consists of parts, shown in this order. Every channel translates parts to what it can show. */
export type ContentPart =
  /** `value` is what a pressed button stands for; people see `text`. */
  | { kind: 'text'; text: string; value?: string }
  | { kind: 'image'; image: ImageReference }
  | { kind: 'buttons'; buttons: readonly Button[] }
  | {
      kind: 'product-card';
      productId: string;
      title: string;
      priceText: string;
      stockText: string;
      category: string;
      url?: string;
    }
  | {
      kind: 'order-card';
      orderId: string;
      statusText: string;
      totalText: string;
      placedAt: string;
      lines: readonly OrderCardLine[];
    }
  | { kind: 'form'; formId: string; title: string; fields: readonly FormField[] }
  | { kind: 'form-answer'; formId: string; values: Readonly<Record<string, string>> }
  | { kind: 'sources'; sources: readonly SourceReference[] }
  | { kind: 'rating-request' }
  | { kind: 'rating'; score: 1 | 2 | 3 | 4 | 5; comment: string }
  | { kind: 'event'; event: ConversationEvent; parameters: Readonly<Record<string, string>> };

/** What the thread tells besides words, in the customer's and the agent's language (i18n keys `event.<name>`). */
export const conversationEvents = [
  'queued',
  'queue-left',
  'assigned',
  'transferred',
  'returned-to-ai',
  'closed',
  'reopened',
  'out-of-hours',
  'task-created',
  'identity-matched',
] as const;
export type ConversationEvent = (typeof conversationEvents)[number];

export type DeliveryState = 'stored' | 'sent' | 'delivered' | 'read' | 'failed';

export type Message = {
  shopId: ShopId;
  conversationId: ConversationId;
  /** Gap-free per conversation, from 1. */
  seq: number;
  messageId: MessageId;
  author: Author;
  content: readonly ContentPart[];
  /** A private note of staff, never sent to the customer. */
  isPrivate: boolean;
  /** Id that the sender's own window gave, so that an optimistic copy is replaced and a retry stored once. */
  clientId?: string;
  delivery: DeliveryState;
  createdAt: string;
  /** Turn that wrote this message, for "why did it say that"; only on AI messages. */
  turnId?: TurnId;
};

/** Who answers now. `queue`: a person was asked for and the AI stays silent but for honest waiting words. */
export type Handler = { kind: 'ai' } | { kind: 'queue' } | { kind: 'agent'; staffId: StaffId };

/** `waiting` = the shop waits for the customer (uses no capacity), `open` = the customer waits or the talk is running. */
export type ConversationStatus = 'open' | 'waiting' | 'closed';

export type Conversation = {
  shopId: ShopId;
  conversationId: ConversationId;
  customerId: CustomerId;
  channelId: string;
  status: ConversationStatus;
  handler: Handler;
  /** Grows by one with each change of owner, status or committed turn; a turn commits only on the version it has read. */
  version: number;
  lastSeq: number;
  language: ReplyLanguage;
  /** Emotion and intensity of the last customer message. */
  emotion: string;
  intensity: number;
  subject: string;
  tags: readonly string[];
  lastMessageText: string;
  /** Whose words those are; absent where they are older than this was kept. */
  lastMessageBy?: Author['kind'];
  lastMessageAt: string;
  /** Since when the customer waits for an answer; absent when nobody waits. */
  waitingSince?: string;
  firstReplyAt?: string;
  customerReadSeq: number;
  /** Last message that has reached the customer's window. */
  customerDeliveredSeq: number;
  agentReadSeq: number;
  rating?: number;
  createdAt: string;
  closedAt?: string;
};
