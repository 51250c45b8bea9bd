import type { Turn } from './gather.ts';

/** A customer has a reply or a person within this time, whatever a model does. */
const customerWaitsAtMost = 8_000;
/** What the turn itself may take when the node is busy. */
const ownTime = 1_000;

/** Milliseconds that models may still take of the oldest unanswered message; 0 and less: the customer has waited long enough. */
export function modelTimeLeft({ incoming, startedAt }: Pick<Turn, 'incoming' | 'startedAt'>, now: Date): number {
  const since = Math.min(...incoming.map((message) => Date.parse(message.createdAt)));
  if (!Number.isFinite(since)) return 0;
  // The shop's clock may stand still or jump; the turn's own time does not.
  const waited = Math.max(now.getTime() - since, performance.now() - startedAt);
  return customerWaitsAtMost - ownTime - waited;
}
