import { z } from 'zod';
import type { Conversation, Message } from '../../conversations/index.ts';
import type { CustomerConversation, CustomerMessage, InboxCounts, QueuePlace } from './views.ts';

/**
 * What a window may say over `/realtime`. The first line is `hello`; a customer's window brings its session token there, staff is known
 * by the session cookie. `resume` holds the last `seq` seen per conversation; everything after it is sent again.
 */
export const clientLineSchema = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('hello'),
    role: z.enum(['customer', 'staff']),
    token: z.string().max(200).optional(),
    resume: z.record(z.uuid(), z.number().int().min(0)).default({}),
  }),
  z.strictObject({
    type: z.literal('send'),
    conversationId: z.uuid().optional(),
    clientId: z.string().min(8).max(64),
    content: z.unknown(),
    isPrivate: z.boolean().default(false),
  }),
  z.strictObject({ type: z.literal('typing'), conversationId: z.uuid().optional(), isTyping: z.boolean() }),
  z.strictObject({ type: z.literal('read'), conversationId: z.uuid().optional(), seq: z.number().int().min(0) }),
  z.strictObject({ type: z.literal('delivered'), conversationId: z.uuid().optional(), seq: z.number().int().min(0) }),
  z.strictObject({ type: z.literal('watch'), conversationId: z.uuid(), afterSeq: z.number().int().min(0) }),
  z.strictObject({ type: z.literal('unwatch'), conversationId: z.uuid() }),
  z.strictObject({ type: z.literal('ping') }),
]);
export type ClientLine = z.infer<typeof clientLineSchema>;

/** What the server says. A customer's window gets customer views, staff the whole message. */
export type ServerLine =
  | { type: 'ready'; at: string }
  | { type: 'message'; conversationId: string; message: CustomerMessage | Message }
  | { type: 'ack'; clientId: string; conversationId: string; seq: number; messageId: string; createdAt: string }
  | {
      type: 'reject';
      clientId: string;
      problem: { type: string; title: string; detail: string; retryAfterSeconds?: number; retryAfterMs?: number };
    }
  /** A piece of the reply that is being written; what the window has shown from `from` on is replaced by it. */
  | { type: 'reply-delta'; conversationId: string; from: number; text: string }
  | {
      type: 'typing';
      conversationId: string;
      by: 'customer' | 'staff' | 'ai';
      name: string;
      isTyping: boolean;
      text?: string;
    }
  | { type: 'conversation'; conversation: CustomerConversation | Conversation }
  | { type: 'queue'; conversationId: string; place: QueuePlace }
  | {
      type: 'viewers';
      conversationId: string;
      viewers: readonly { staffId: string; name: string; isTyping: boolean }[];
    }
  | { type: 'inbox'; counts: InboxCounts; changed: readonly string[] }
  | { type: 'presence'; staffId: string; presence: string; load: number }
  | { type: 'load'; level: 'normal' | 'busy' | 'surge' | 'overload' }
  /** A question surges, has its approved answer, or is over. */
  | { type: 'incident'; incidentId: string; state: string }
  /** A supervisor's word to everybody at work. */
  | { type: 'broadcast'; name: string; text: string }
  | { type: 'resync'; conversationId: string }
  | { type: 'pong' };

/** Why the server closed the socket; the window shows its own words for each. */
export const closeCodes = {
  signedOut: 4401,
  foreignOrigin: 4403,
  helloTimeout: 4408,
  tooSlow: 4409,
  badLine: 4400,
  tooMany: 4429,
  restarting: 1012,
} as const;
