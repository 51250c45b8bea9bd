import { z } from 'zod';
import {
  CaseId,
  ConversationId,
  CustomerId,
  MessageId,
  OrderId,
  ReleaseId,
  SessionId,
  ShopId,
  StaffId,
  TurnId,
} from './ids.ts';

/**
 * Every event of Peakdesk with its payload. Payloads name what changed, readers load the rest; no personal data.
 * A new field must be optional: nodes of two versions run side by side.
 */
export const eventSchemas = {
  'message.received': z.object({
    messageId: MessageId.schema,
    seq: z.number(),
    customerId: CustomerId.schema.optional(),
  }),
  'message.sent': z.object({
    messageId: MessageId.schema,
    seq: z.number(),
    author: z.enum(['ai', 'staff', 'system']),
    staffId: StaffId.schema.optional(),
  }),
  'conversation.updated': z.object({ version: z.number().optional(), changed: z.array(z.string()).optional() }),
  'conversation.queued': z.object({
    reason: z.string(),
    skill: z.string().optional(),
    priority: z.number().optional(),
  }),
  'conversation.assigned': z.object({ staffId: StaffId.schema, previousStaffId: StaffId.schema.optional() }),
  'conversation.closed': z.object({ reason: z.string().optional(), staffId: StaffId.schema.optional() }),
  /** Somebody has received or read up to `seq`; passing, the conversation holds the mark. */
  'conversation.marked': z.object({ mark: z.string(), seq: z.number() }),
  'turn.committed': z.object({ turnId: TurnId.schema, decision: z.string(), reason: z.string().optional() }),
  /** Place of a conversation that waits for its first answer under overload; passing. */
  'turn.waiting': z.object({ position: z.number(), waitSeconds: z.number() }),
  'order.changed': z.object({ orderId: OrderId.schema, change: z.string().optional() }),
  'case.changed': z.object({ caseId: CaseId.schema, state: z.string(), orderId: OrderId.schema.optional() }),
  /** A parcel is late, stuck or lost: told once when it begins. */
  'parcel.troubled': z.object({
    orderId: OrderId.schema,
    parcelId: z.string(),
    trouble: z.enum(['late', 'stuck', 'lost']),
  }),
  'typing.changed': z.object({
    by: z.enum(['customer', 'staff', 'ai']),
    isTyping: z.boolean(),
    staffId: StaffId.schema.optional(),
  }),
  /** A piece of the AI's reply while it is written, `from` the place where it begins; an empty one at 0 takes all back. Passing. */
  'reply.streamed': z.object({ from: z.number().int().min(0), text: z.string() }),
  /** What a shop has set was changed; every process reads it anew. */
  'settings.changed': z.object({ changed: z.array(z.string()).optional() }),
  'presence.changed': z.object({ staffId: StaffId.schema, presence: z.string() }),
  'session.revoked': z.object({ sessionId: SessionId.schema.optional(), staffId: StaffId.schema.optional() }),
  /** Who of the staff looks at a conversation at one node. Passing; said again from time to time. */
  'viewers.changed': z.object({
    node: z.string(),
    viewers: z.array(z.object({ staffId: StaffId.schema, isTyping: z.boolean() })),
  }),
  /** The process that routes the shop has told new places; the others read them. Passing. */
  'places.told': z.object({ node: z.string().optional() }),
  /** There is more to do than one process takes, or one goes and leaves it: whoever has room looks at once. Passing. */
  'work.waiting': z.object({ kind: z.enum(['turns', 'routing']) }),
  'load.changed': z.object({ level: z.string(), previousLevel: z.string().optional(), reason: z.string().optional() }),
  /** What one process has measured of a shop's load; passing, told again while it is not normal. */
  'load.measured': z.object({
    node: z.string(),
    level: z.string(),
    signal: z.string(),
    value: z.number().optional(),
    limit: z.number().optional(),
  }),
  /** A supervisor has set the load level by hand, or given it back (null). */
  'load.pinned': z.object({ level: z.string().nullable(), staffId: z.string() }),
  /** A question surges, has its approved answer, or is over; staff reads the rest. */
  'incident.changed': z.object({ incidentId: z.string(), state: z.string() }),
  /** A supervisor speaks to everybody who works in the shop now. */
  'broadcast.sent': z.object({ staffId: StaffId.schema, name: z.string(), text: z.string() }),
  'knowledge.released': z.object({ releaseId: ReleaseId.schema, number: z.number().optional() }),
} as const;

export type EventType = keyof typeof eventSchemas;
export type EventPayload<Type extends EventType> = z.infer<(typeof eventSchemas)[Type]>;

/** Something that happened in one shop, as the room that did it reports it. */
export type ShopEvent<Type extends EventType = EventType> = {
  [One in Type]: { type: One; shopId: ShopId; conversationId?: ConversationId | undefined; payload: EventPayload<One> };
}[Type];

/** An event as subscribers get it. `outboxId` grows per shop (events of one row share it); undefined for passing events (typing). */
export type PublishedEvent<Type extends EventType = EventType> = ShopEvent<Type> & {
  outboxId: number | undefined;
  at: Date;
};

/** Reads a stored or received event; undefined when a newer version wrote what this one does not know. */
export function readEvent(raw: {
  type: string;
  shopId: string;
  conversationId?: string | null | undefined;
  payload: unknown;
}): ShopEvent | undefined {
  const parsed = storedEvent.safeParse({ ...raw, conversationId: raw.conversationId ?? undefined });
  return parsed.success ? parsed.data : undefined;
}

/** All event types, for subscribers of everything. */
export const eventTypes = Object.keys(eventSchemas).filter((type): type is EventType => type in eventSchemas);

// Made once: a schema is compiled when it is first used, which takes far longer than reading an event.
const eventHead = z.object({
  type: z.string(),
  shopId: ShopId.schema,
  conversationId: ConversationId.schema.optional(),
  payload: z.unknown(),
});

const storedEvent = z.custom<ShopEvent>((raw) => {
  const head = eventHead.safeParse(raw);
  if (!head.success) return false;
  const type = eventTypes.find((one) => one === head.data.type);
  return type !== undefined && eventSchemas[type].safeParse(head.data.payload).success;
});
