import { headerOf, signatureProblem, type WebhookHeaders } from './standard-webhooks.ts';

/**
 * For shops that write their own system: checks what Peakdesk tells by webhook and says what it is, typed. May be copied together with
 * `standard-webhooks.ts`; see docs/webhooks.md.
 */

/** What every event of a conversation says of it. */
export type AboutConversation = {
  conversationId: string;
  channel: string;
  customerId: string;
  /** The customer's id in the shop's own system, where it is known. */
  storeCustomerId: string | null;
};

/** Type → what `data` holds, version 1. Fields may be added; what stands here stays. */
export type WebhookData = {
  /** A customer waits for a person: handed over by the AI, transferred, or left by whoever had it. */
  'conversation.queued': AboutConversation & { reason: string; skill: string | null };
  'conversation.assigned': AboutConversation & { staffId: string; previousStaffId: string | null };
  'conversation.closed': AboutConversation & { reason: string | null; staffId: string | null };
  /** `seq` counts the messages of a conversation; 1 begins it. */
  'message.received': AboutConversation & { messageId: string; seq: number };
  'message.sent': AboutConversation & {
    messageId: string;
    seq: number;
    author: 'ai' | 'staff' | 'system';
    staffId: string | null;
  };
  'order.changed': { orderId: string; change: string | null };
  'case.changed': { caseId: string; state: string; orderId: string | null };
  'parcel.troubled': { orderId: string; parcelId: string; trouble: 'late' | 'stuck' | 'lost' };
  /** The test button. */
  'webhook.test': { endpointId: string };
};

export type WebhookEventType = keyof WebhookData;

/** One event; `type` says which. */
export type WebhookEvent = {
  [Type in WebhookEventType]: {
    type: Type;
    version: 1;
    /** When it happened; ISO 8601, UTC. */
    timestamp: string;
    shop: string;
    data: WebhookData[Type];
  };
}[WebhookEventType];

/** `id` stays the same when a message comes again: whoever keeps the ids does everything once. */
export type CheckedWebhook =
  | { ok: true; id: string; event: WebhookEvent }
  /** Genuine, but of a type or version that this file does not know: answer 2xx and leave it. */
  | { ok: true; id: string; event: null }
  /** Answer 400 and do nothing. */
  | { ok: false; reason: 'signature' | 'time' | 'body' };

/**
 * Checks signature and time of a request and reads its event. `body` is the text as it came, before anything has parsed it; `secrets` are
 * one, or the new and the old one while a secret is replaced. Throws a RangeError for a secret that is none.
 */
export async function verifyWebhook(request: {
  headers: WebhookHeaders;
  body: string;
  secrets: readonly string[];
  now?: Date;
}): Promise<CheckedWebhook> {
  const { headers, body, secrets, now = new Date() } = request;
  const reason = await signatureProblem(secrets, { headers, body, now });
  if (reason !== undefined) return { ok: false, reason };
  const event = parse(body);
  if (typeof event !== 'object' || event === null) return { ok: false, reason: 'body' };
  return { ok: true, id: headerOf(headers, 'webhook-id'), event: isKnown(event) ? event : null };
}

const types: Readonly<Record<WebhookEventType, true>> = {
  'conversation.queued': true,
  'conversation.assigned': true,
  'conversation.closed': true,
  'message.received': true,
  'message.sent': true,
  'order.changed': true,
  'case.changed': true,
  'parcel.troubled': true,
  'webhook.test': true,
};

/** The signature has proven who wrote it; type and version say what is in it. */
function isKnown(event: object): event is WebhookEvent {
  return (
    'type' in event &&
    typeof event.type === 'string' &&
    event.type in types &&
    'version' in event &&
    event.version === 1
  );
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
