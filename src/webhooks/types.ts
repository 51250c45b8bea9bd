import { z } from 'zod';
import { blockedReason } from '../platform/index.ts';
import { type PublicEventType, publicEventTypes } from './public-events.ts';
import type { OffReason, SendProblem } from './retry-rules.ts';

const isPublicType = (text: string): text is PublicEventType => publicEventTypes.some((type) => type === text);

/** What an owner enters of an endpoint. */
export const endpointInput = z
  .strictObject({
    url: z.string().trim().max(1_000),
    description: z.string().trim().max(200).default(''),
    /** Empty for all, also for those that are added later. */
    types: z
      .array(z.custom<PublicEventType>((text) => typeof text === 'string' && isPublicType(text)))
      .max(50)
      .default([]),
    /** May stand in a network of the shop's own, and without TLS; metadata services are never called. */
    allowsPrivate: z.boolean().default(false),
  })
  .superRefine(({ url, allowsPrivate }, context) => {
    const reason = urlProblem(url, allowsPrivate);
    if (reason !== undefined) context.addIssue({ code: 'custom', path: ['url'], message: reason });
  });
export type EndpointInput = z.infer<typeof endpointInput>;

function urlProblem(url: string, allowsPrivate: boolean): string | undefined {
  const reason = blockedReason(url, allowsPrivate ? 'private' : 'public');
  if (reason !== undefined) return `this address may not be called: ${reason}`;
  // Ids and states are nobody else's business on the way.
  return allowsPrivate || url.startsWith('https:') ? undefined : 'an address on the internet begins with https://';
}

/** An address of a shop's own system that hears of events, without its secret. */
export type WebhookEndpoint = {
  endpointId: string;
  url: string;
  description: string;
  types: readonly PublicEventType[];
  allowsPrivate: boolean;
  isOn: boolean;
  offReason: OffReason | null;
  offAt: string | null;
  failingSince: string | null;
  failures: number;
  pausedUntil: string | null;
  /** Until then the secret before the present one signs, too. */
  previousSecretUntil: string | null;
  createdAt: string;
  /** Messages that wait for their next try. */
  waiting: number;
};

/** `stopped`: its endpoint was turned off before it arrived. */
export const deliveryStates = ['waiting', 'delivered', 'failed', 'stopped'] as const;
export type DeliveryState = (typeof deliveryStates)[number];

/** One event to one endpoint, with what came of it last. */
export type WebhookDelivery = {
  deliveryId: string;
  endpointId: string;
  /** As in the header `webhook-id`. */
  messageId: string;
  type: string;
  state: DeliveryState;
  tries: number;
  nextTryAt: string | null;
  triedAt: string | null;
  status: number | null;
  problem: SendProblem | null;
  /** Beginning of the last answer. */
  answer: string | null;
  milliseconds: number | null;
  occurredAt: string;
  createdAt: string;
  body: string;
};
