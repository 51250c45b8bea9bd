import type { Turn } from './gather.ts';

/** A customer has a reply or a person within this time, whatever a model does. */
const customerWaitsAtMost = 8_000;
/** What the turn itself may take when the node is busy. */
const ownTime = 1_000;

/** Milliseconds that models may still take of the oldest unanswered message; 0 and less: the customer has waited long enough. */
export function modelTimeLeft({ incoming }: Pick<Turn, 'incoming'>, now: Date): number {
  const since = Math.min(...incoming.map((message) => Date.parse(message.createdAt)));
  return Number.isFinite(since) ? customerWaitsAtMost - ownTime - (now.getTime() - since) : 0;
}
