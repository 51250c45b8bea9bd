import type { ConversationId, ShopId, Sql } from '../platform/index.ts';
import { inServingOrder, latestEntry, listWaiting, type QueueEntry, starvationBoundSeconds } from '../routing/index.ts';
import { findStaff } from '../staff/index.ts';

/** Why a conversation stands where it stands in its queue. */
export type WhyNext = {
  groupId: string;
  position: number;
  waiting: number;
  queuedAt: string;
  waitedSeconds: number;
  /** Reasons that move it forward, in seconds of wait that they count for. */
  urgency: NonNullable<QueueEntry['urgency']>;
  /** Nobody who came so much later goes before it. */
  boundSeconds: number;
  /** Who goes right before it, with what moves that one forward. */
  before?: { waitedSeconds: number; urgency: NonNullable<QueueEntry['urgency']> };
};

/** Why a conversation came to whom it came. */
export type WhyAgent = {
  staffId: string;
  name: string;
  assignedAt: string;
  /** A key of `handOff.assigned`, as JSON or by itself. */
  reason: string;
  details?: NonNullable<QueueEntry['assignmentDetails']>;
};

/** Answers "why this one next?" while it waits, and "why this agent?" once it was given to somebody. */
export async function explainRouting(
  sql: Sql,
  shopId: ShopId,
  conversationId: ConversationId,
  now: Date,
): Promise<{ next?: WhyNext; agent?: WhyAgent }> {
  const entry = await latestEntry(sql, shopId, conversationId);
  if (!entry) return {};
  if (entry.status === 'waiting') return { next: whyNext(entry, await listWaiting(sql, shopId), now) };
  if (entry.status !== 'assigned' || !entry.assignedTo) return {};
  const staff = await findStaff(sql, shopId, entry.assignedTo);
  return {
    agent: {
      staffId: entry.assignedTo,
      name: staff?.name ?? '',
      assignedAt: (entry.assignedAt ?? entry.queuedAt).toISOString(),
      reason: entry.assignmentReason ?? '',
      ...(entry.assignmentDetails ? { details: entry.assignmentDetails } : {}),
    },
  };
}

function whyNext(entry: QueueEntry, waiting: readonly QueueEntry[], now: Date): WhyNext {
  const line = inServingOrder(
    waiting.filter((one) => one.groupId === entry.groupId),
    now,
  );
  const index = line.findIndex((one) => one.entryId === entry.entryId);
  const before = line[index - 1];
  const waited = (one: QueueEntry) => Math.max(0, Math.round((now.getTime() - one.queuedAt.getTime()) / 1_000));
  return {
    groupId: entry.groupId,
    position: index + 1,
    waiting: line.length,
    queuedAt: entry.queuedAt.toISOString(),
    waitedSeconds: waited(entry),
    urgency: entry.urgency ?? [],
    boundSeconds: starvationBoundSeconds,
    ...(before ? { before: { waitedSeconds: waited(before), urgency: before.urgency ?? [] } } : {}),
  };
}
