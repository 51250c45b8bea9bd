import type { ConversationId, CustomerId, TicketId } from '../platform/index.ts';

export type TicketStatus = 'open' | 'done';

export const ticketKinds = ['complaint', 'follow-up', 'parcel', 'other'] as const;
export type TicketKind = (typeof ticketKinds)[number];

/** What is to be done, before it has a number. */
export type TicketDraft = {
  kind: TicketKind;
  title: string;
  details: Readonly<Record<string, string>>;
  orderId?: string;
};

/** Work that outlives the conversation: a complaint to follow up, a task for the morning. */
export type Ticket = {
  ticketId: TicketId;
  /** Short number told to the customer. */
  number: number;
  conversationId?: ConversationId;
  customerId?: CustomerId;
  kind: TicketKind;
  title: string;
  details: Readonly<Record<string, string>>;
  orderId?: string;
  status: TicketStatus;
  dueAt?: string;
  createdAt: string;
};
