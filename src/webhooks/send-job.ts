import { z } from 'zod';
import type { Clock, Database, JobHandler, Secrets, ShopId } from '../platform/index.ts';
import { appendAudit } from '../staff/index.ts';
import { openTarget, storeTry, type Taken, type TakenDelivery, takeDue } from './delivery-queue.ts';
import { enqueueSending } from './gather-events.ts';
import type { SendMessage } from './send-message.ts';
import { enqueueTelling } from './tell-owners.ts';

export type SendParts = {
  database: Database;
  secrets: Secrets;
  clock: Clock;
  send: SendMessage;
  /** In [0, 1); default Math.random. */
  random?(): number;
};

/** After this time an endpoint's turn is over; then other endpoints have theirs. */
const turnMilliseconds = 20_000;

const payloadSchema = z.object({ endpointId: z.uuid() });

/**
 * Sends what is due at one endpoint, several messages at a time, until nothing is left or its turn is over. A slow endpoint takes one place
 * of the worker and no more. A try that a process dies over is made again, with the same id, when its lease has run out.
 */
export function sendHandler(parts: SendParts): JobHandler {
  return {
    leaseSeconds: 60,
    handle: async (job) => {
      const { endpointId } = payloadSchema.parse(job.payload);
      const { shopId } = job;
      const enqueue = (at: Date, isRetry: boolean) =>
        parts.database.inShop(shopId, (sql) => enqueueSending(sql, shopId, { endpointId, at, isRetry }));
      const startedAt = performance.now();
      for (;;) {
        const taken = await parts.database.inShop(shopId, (sql) => takeDue(sql, shopId, endpointId, parts.clock.now()));
        if (taken.kind === 'nothing') return;
        if (taken.kind === 'paused') return await enqueue(taken.until, true);
        await sendTogether(parts, shopId, taken);
        if (performance.now() - startedAt > turnMilliseconds) return await enqueue(parts.clock.now(), false);
      }
    },
  };
}

async function sendTogether(parts: SendParts, shopId: ShopId, taken: Taken & { kind: 'taken' }): Promise<void> {
  const { target, deliveries } = taken;
  const secrets = await openTarget(parts.secrets, shopId, target);
  await Promise.all(deliveries.map((delivery) => sendOne(parts, shopId, { ...target, secrets }, delivery)));
}

async function sendOne(
  parts: SendParts,
  shopId: ShopId,
  target: { endpointId: string; url: string; allowsPrivate: boolean; secrets: readonly string[] },
  delivery: TakenDelivery,
): Promise<void> {
  const { endpointId, ...to } = target;
  const { messageId, body } = delivery;
  const tried = await parts.send({ ...to, messageId, body, at: parts.clock.now() });
  const now = parts.clock.now();
  const random = (parts.random ?? Math.random)();
  await parts.database.inShop(shopId, async (sql) => {
    const reason = await storeTry(sql, shopId, { endpointId, delivery, tried, now, random });
    if (reason === undefined) return;
    const target = `webhook/${endpointId}`;
    await appendAudit(sql, {
      shopId,
      actor: { kind: 'system' },
      action: 'webhook.turned-off',
      target,
      details: { reason },
      now,
    });
    await enqueueTelling(sql, shopId, { endpointId, reason, now });
  });
}
