import type { AfterSalesCase, Order, StoreCustomer, StoreDescriptor, Variant } from '../../commerce/index.ts';
import type { Conversation, Message, SourceReference } from '../../conversations/index.ts';
import type { Customer } from '../../customers/index.ts';

/** A message as a customer's window gets it: no private notes, no turn ids, staff by name only. */
export type CustomerMessage = Pick<Message, 'seq' | 'messageId' | 'content' | 'createdAt'> & {
  clientId?: string;
  author: { kind: 'customer' } | { kind: 'ai' } | { kind: 'agent'; name: string } | { kind: 'system' };
};

/** A conversation as its customer sees it. */
export type CustomerConversation = {
  conversationId: string;
  lastSeq: number;
  status: Conversation['status'];
  handler: 'ai' | 'queue' | 'agent';
  agentName?: string;
  /** Up to which message staff or the AI has read. */
  shopReadSeq: number;
  customerReadSeq: number;
  customerDeliveredSeq: number;
  queue?: QueuePlace;
  rating?: number;
};

/** Place and honest wait; the place never grows for the one who waits. */
export type QueuePlace = { position: number; waitSeconds: { p50: number; p90: number } };

export type WidgetShop = {
  shopId: string;
  name: string;
  welcome: string;
  humansAvailable: boolean;
  /** e.g. "9:00–22:00", in the visitor's language. */
  hoursText: string;
  popularQuestions: readonly string[];
  mergeTyping: boolean;
};

export type WidgetSession = {
  token: string;
  visitorId: string;
  expiresAt: string;
  shop: WidgetShop;
  language: 'zh-CN' | 'zh-TW' | 'en';
  customerName: string;
  isVerified: boolean;
  conversation?: CustomerConversation;
  messages: readonly CustomerMessage[];
};

/** One row of the inbox. */
export type InboxItem = {
  conversation: Conversation;
  customerName: string;
  memberLevel: string;
  assigneeName: string;
  unread: number;
  queue?: {
    groupId: string;
    reason: string;
    priority: number;
    queuedAt: string;
    /** Place in the order: who has the earlier one is served first. */
    serveBy?: string;
    /** What moves it forward, in seconds of wait. */
    urgency?: readonly { key: string; seconds: number }[];
  };
  /** The customer is to be called. */
  isCallBack?: true;
};

export type InboxCounts = { mine: number; waiting: number; all: number; ai: number };

export type QueueSummary = {
  reason: string;
  groupId: string;
  priority: number;
  queuedAt: string;
  assignmentReason?: string;
  /** Hand-off summary in the agent's language. */
  text: string;
  slots: readonly { label: string; value: string }[];
  orderId?: string;
  emotion: string;
  intensity: number;
  tried: readonly string[];
};

export type ConversationDetail = {
  conversation: Conversation;
  messages: readonly Message[];
  customer: Customer;
  handOff?: QueueSummary;
  draft: string;
  viewers: readonly { staffId: string; name: string; isTyping: boolean }[];
  abilities: Readonly<Record<string, boolean>>;
};

/** A customer who is to be called; the number is only told to whoever opens it. */
export type CallBackView = {
  state: 'asked' | 'reached' | 'missed' | 'taken-back';
  phoneMasked: string;
  askedAt: string;
  /** Out of hours: when it comes into the queue. */
  entersAt?: string;
  tries: number;
  triedAt?: string;
};

/** What an agent can do in the shop's system, and what there is to choose from. */
export type ShopActions = Pick<StoreDescriptor, 'actions' | 'reasons'> & {
  /** Variants of the products in the customer's orders, by product. */
  variants: Readonly<Record<string, readonly Variant[]>>;
};

export type CustomerPanel = {
  customer: Customer;
  storeCustomer?: StoreCustomer;
  shopActions?: ShopActions;
  orders: readonly Order[];
  cases: readonly AfterSalesCase[];
  earlier: readonly Conversation[];
  emotionTrend: readonly { seq: number; at: string; emotion: string; intensity: number }[];
};

export type Suggestion = { suggestionId: string; text: string; sources: readonly SourceReference[]; score: number };

export type StaffView = {
  staffId: string;
  name: string;
  email: string;
  role: 'owner' | 'supervisor' | 'agent' | 'trainer' | 'analyst';
  presence: 'online' | 'away' | 'offline';
  capacity: number;
  load: number;
  languages: readonly string[];
  groups: readonly { groupId: string; level: number }[];
  skills: readonly { skillId: string; level: number }[];
  /** Channels served; all where empty. */
  channels: readonly string[];
  isDisabled: boolean;
  hasTotp: boolean;
};

export type SessionView = {
  staff: StaffView;
  shop: { shopId: string; name: string; timeZone: string; currency: string; language: string };
  abilities: Readonly<Record<string, boolean>>;
};

/** RFC 9457 problem details. */
export type Problem = {
  type: string;
  title: string;
  status: number;
  detail?: string;
  field?: string;
  traceId: string;
  retryAfterSeconds?: number;
  /** The same to the millisecond, spread so that those who were turned away do not come back all at once. */
  retryAfterMs?: number;
};
