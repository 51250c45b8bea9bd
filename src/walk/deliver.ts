import { z } from 'zod';
import { setDelivery } from '../conversations/index.ts';
import {
  AppError,
  ConversationId,
  type Database,
  type EventBus,
  enqueueJob,
  type JobHandler,
  type ShopId,
  type Sql,
} from '../platform/index.ts';
import type { CommitResult } from './commit.ts';
import { findOutbound } from './find-outbound.ts';
import type { Turn } from './gather.ts';
import type { WalkParts } from './parts.ts';

/** Name of the job that sends one message through its channel. */
export const deliverJob = 'deliver-message';

const payloadSchema = z.object({ conversationId: ConversationId.schema, seq: z.number().int() });

/** Tells the windows that something was committed; the outbox carries it to whoever watches and to the channels that push. */
export function deliver(parts: WalkParts, turn: Turn, committed: CommitResult & { kind: 'committed' }): void {
  parts.relay.wake(turn.shop.shopId);
  parts.metrics
    .counter('turns_total', 'Turns committed, by decision', ['decision'])
    .inc({ decision: committed.decision.kind });
}

/**
 * Every message of the shop's side that was committed becomes a job of its channel, whoever wrote it; windows that fetch by themselves
 * need none. Call the result to stop.
 */
export function startDelivery(
  parts: Pick<WalkParts, 'database' | 'channels' | 'clock'> & { bus: EventBus; wakeJobs(shopId: ShopId): void },
): () => void {
  const hasPush = [...parts.channels.values()].some((channel) => channel.descriptor.delivery === 'push');
  if (!hasPush) return () => undefined;
  return parts.bus.subscribe(['message.sent'], async (event) => {
    const { shopId, conversationId } = event;
    if (!conversationId) return;
    await parts.database.inShop(shopId, async (sql) => {
      const outbound = await findOutbound(sql, shopId, conversationId, event.payload.seq);
      if (!outbound || parts.channels.get(outbound.channelId)?.descriptor.delivery !== 'push') return;
      await enqueueJob(sql, {
        shopId,
        name: deliverJob,
        payload: { conversationId, seq: event.payload.seq },
        runAt: parts.clock.now(),
        uniqueKey: `${deliverJob}/${outbound.message.idempotencyKey}`,
      });
    });
    parts.wakeJobs(shopId);
  });
}

/** Sends one message; a failure that may pass is tried again with back-off, another one is shown in the thread. */
export function deliverHandler(parts: { database: Database; channels: WalkParts['channels'] }): JobHandler {
  return {
    handle: async (job) => {
      const { conversationId, seq } = payloadSchema.parse(job.payload);
      const inShop = <T>(work: (sql: Sql) => Promise<T>) => parts.database.inShop(job.shopId, work);
      const found = await inShop((sql) => findOutbound(sql, job.shopId, conversationId, seq));
      const channel = found && parts.channels.get(found.channelId);
      if (!found || !channel || found.isSent) return;
      const receipt = await channel.send(found.message);
      const isOver = receipt.state === 'sent' || !receipt.isRetryable || job.attempt >= job.maxAttempts;
      if (isOver)
        await inShop((sql) =>
          setDelivery(sql, {
            shopId: job.shopId,
            conversationId,
            seq,
            delivery: receipt.state === 'sent' ? 'sent' : 'failed',
          }),
        );
      if (receipt.state === 'failed' && !isOver)
        throw new AppError('unavailable', `${found.channelId} did not take the message: ${receipt.reason}`);
    },
  };
}
