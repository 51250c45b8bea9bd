import { z } from 'zod';
import { eventSchemas, type ShopId } from '../platform/index.ts';

/**
 * The events that a shop's own systems may hear, with what each body's `data` holds: stable names, ids and states, no names, texts or
 * addresses of people. What is meant by a version stays as it is; a field may be added to it, anything else makes a new version.
 */
export const publicEventSchemas = {
  'conversation.queued': z.strictObject({ ...aboutConversation(), reason: z.string(), skill: z.string().nullable() }),
  'conversation.assigned': z.strictObject({
    ...aboutConversation(),
    staffId: z.string(),
    previousStaffId: z.string().nullable(),
  }),
  'conversation.closed': z.strictObject({
    ...aboutConversation(),
    reason: z.string().nullable(),
    staffId: z.string().nullable(),
  }),
  'message.received': z.strictObject({ ...aboutConversation(), ...aboutMessage() }),
  'message.sent': z.strictObject({
    ...aboutConversation(),
    ...aboutMessage(),
    author: z.enum(['ai', 'staff', 'system']),
    staffId: z.string().nullable(),
  }),
  'order.changed': z.strictObject({ orderId: z.string(), change: z.string().nullable() }),
  'case.changed': z.strictObject({ caseId: z.string(), state: z.string(), orderId: z.string().nullable() }),
  'parcel.troubled': z.strictObject({
    orderId: z.string(),
    parcelId: z.string(),
    trouble: z.enum(['late', 'stuck', 'lost']),
  }),
} as const;

/** What the test button sends; no endpoint asks for it by name. */
export const testEventType = 'webhook.test';
export const testEventSchema = z.strictObject({ endpointId: z.string() });

export type PublicEventType = keyof typeof publicEventSchemas;
export const publicEventTypes = Object.keys(publicEventSchemas).filter(
  (type): type is PublicEventType => type in publicEventSchemas,
);

/** Version of the bodies; see `publicEventSchemas`. */
export const bodyVersion = 1;

/** A row of the outbox with what is known of its conversation. */
export type ToldRow = {
  type: PublicEventType;
  payload: unknown;
  at: Date;
  conversationId: string | null;
  channel: string | null;
  customerId: string | null;
  storeCustomerId: string | null;
};

/** The body that is sent and signed; undefined where a newer version has written what this one does not know. */
export function publicBody(shopId: ShopId, row: ToldRow): string | undefined {
  const data = makers[row.type](row);
  if (data === undefined || !publicEventSchemas[row.type].safeParse(data).success) return undefined;
  return bodyText(shopId, { type: row.type, at: row.at, data });
}

/** The body of any event of ours. */
export function bodyText(shopId: ShopId, event: { type: string; at: Date; data: object }): string {
  const { type, at, data } = event;
  return JSON.stringify({ type, version: bodyVersion, timestamp: at.toISOString(), shop: shopId, data });
}

type Data = Readonly<Record<string, string | number | null>>;
type Maker = (row: ToldRow) => Data | undefined;

const makers: Readonly<Record<PublicEventType, Maker>> = {
  'conversation.queued': maker(eventSchemas['conversation.queued'], ({ reason, skill }, row) => ({
    ...conversationOf(row),
    reason,
    skill: skill ?? null,
  })),
  'conversation.assigned': maker(eventSchemas['conversation.assigned'], ({ staffId, previousStaffId }, row) => ({
    ...conversationOf(row),
    staffId,
    previousStaffId: previousStaffId ?? null,
  })),
  'conversation.closed': maker(eventSchemas['conversation.closed'], ({ reason, staffId }, row) => ({
    ...conversationOf(row),
    reason: reason ?? null,
    staffId: staffId ?? null,
  })),
  'message.received': maker(eventSchemas['message.received'], ({ messageId, seq }, row) => ({
    ...conversationOf(row),
    messageId,
    seq,
  })),
  'message.sent': maker(eventSchemas['message.sent'], ({ messageId, seq, author, staffId }, row) => ({
    ...conversationOf(row),
    messageId,
    seq,
    author,
    staffId: staffId ?? null,
  })),
  'order.changed': maker(eventSchemas['order.changed'], ({ orderId, change }) => ({ orderId, change: change ?? null })),
  'case.changed': maker(eventSchemas['case.changed'], ({ caseId, state, orderId }) => ({
    caseId,
    state,
    orderId: orderId ?? null,
  })),
  'parcel.troubled': maker(eventSchemas['parcel.troubled'], ({ orderId, parcelId, trouble }) => ({
    orderId,
    parcelId,
    trouble,
  })),
};

/** Reads the payload as the event says it is, and picks what is told of it. */
function maker<Payload>(schema: z.ZodType<Payload>, pick: (payload: Payload, row: ToldRow) => Data): Maker {
  return (row) => {
    const payload = schema.safeParse(row.payload);
    return payload.success ? pick(payload.data, row) : undefined;
  };
}

function conversationOf({ conversationId, channel, customerId, storeCustomerId }: ToldRow) {
  return { conversationId, channel, customerId, storeCustomerId };
}

function aboutConversation() {
  return {
    conversationId: z.string(),
    channel: z.string(),
    customerId: z.string(),
    /** The customer's id in the shop's own system, where it is known. */
    storeCustomerId: z.string().nullable(),
  };
}

function aboutMessage() {
  return { messageId: z.string(), seq: z.number() };
}
