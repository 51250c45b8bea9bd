import type { Conversation, DeliveryState, Message } from '../../../api/index.ts';

/** The farthest that is known: the customer's marks count for all messages up to them. */
export function deliveryOf(
  message: Pick<Message, 'seq' | 'delivery'>,
  marks: Pick<Conversation, 'customerReadSeq' | 'customerDeliveredSeq'>,
): DeliveryState {
  if (message.seq <= marks.customerReadSeq) return 'read';
  if (message.seq <= marks.customerDeliveredSeq) return 'delivered';
  return message.delivery;
}
