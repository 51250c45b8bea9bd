import type { Conversation, Message } from '../../conversations/index.ts';
import type { Place } from '../../routing/index.ts';
import type { CustomerConversation, CustomerMessage, QueuePlace } from '../protocol/views.ts';

/** A message as its customer may see it; undefined for private notes. Staff by name only, nothing of the turn. */
export function toCustomerMessage(message: Message): CustomerMessage | undefined {
  if (message.isPrivate) return undefined;
  const { author } = message;
  return {
    seq: message.seq,
    messageId: message.messageId,
    content: message.content,
    createdAt: message.createdAt,
    ...(message.clientId !== undefined && author.kind === 'customer' ? { clientId: message.clientId } : {}),
    author: author.kind === 'agent' ? { kind: 'agent', name: author.name } : { kind: author.kind },
  };
}

/** All that a customer may see of these messages, in order. */
export function toCustomerMessages(messages: readonly Message[]): CustomerMessage[] {
  return messages.flatMap((message) => toCustomerMessage(message) ?? []);
}

/** A conversation as its customer sees it. */
export function toCustomerConversation(
  conversation: Conversation,
  more: { agentName?: string | undefined; place?: Place | undefined },
): CustomerConversation {
  const queue = conversation.handler.kind === 'queue' && more.place ? toQueuePlace(more.place) : undefined;
  return {
    conversationId: conversation.conversationId,
    lastSeq: conversation.lastSeq,
    status: conversation.status,
    handler: conversation.handler.kind,
    ...(more.agentName ? { agentName: more.agentName } : {}),
    shopReadSeq: conversation.handler.kind === 'ai' ? conversation.lastSeq : conversation.agentReadSeq,
    customerReadSeq: conversation.customerReadSeq,
    customerDeliveredSeq: conversation.customerDeliveredSeq,
    ...(queue ? { queue } : {}),
    ...(conversation.rating === undefined ? {} : { rating: conversation.rating }),
  };
}

/** A place with its wait; undefined while nobody is there to serve, because then no time may be promised. */
export function toQueuePlace(place: Place): QueuePlace | undefined {
  return place.wait && { position: place.position, waitSeconds: place.wait };
}
