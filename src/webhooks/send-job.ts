import { z } from 'zod';
import type { Clock, Database, JobHandler, Secrets, ShopId, Sql } from '../platform/index.ts';
import { appendAudit } from '../staff/index.ts';
import { openTarget, type Taken, takeDue } from './delivery-queue.ts';
import { enqueueSending } from './gather-events.ts';
import type { SendMessage } from './send-message.ts';
import { storeTries, type Try } from './store-tries.ts';
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
 * Sends what is due at one endpoint, several messages at a time, until nothing is left or its turn is over; what came of some and the
 * taking of the next are one transaction. A slow endpoint takes one place of the worker and no more. A try that a process dies over is
 * made again, with the same id, when its lease has run out.
 */
export function sendHandler(parts: SendParts): JobHandler {
  return {
    leaseSeconds: 60,
    handle: async ({ shopId, payload }) => {
      const { endpointId } = payloadSchema.parse(payload);
      const now = () => parts.clock.now();
      const endsAt = performance.now() + turnMilliseconds;
      let tries: readonly Try[] = [];
      for (;;) {
        const isOver = performance.now() > endsAt;
        const taken = await parts.database.inShop(shopId, async (sql) => {
          if (tries.length > 0) await keepTries(parts, sql, shopId, { endpointId, tries });
          if (isOver) return await enqueueSending(sql, shopId, { endpointId, at: now() });
          const due = await takeDue(sql, shopId, endpointId, now());
          if (due.kind === 'paused') await enqueueSending(sql, shopId, { endpointId, at: due.until, isRetry: true });
          return due;
        });
        if (taken?.kind !== 'taken') return;
        tries = await sendTogether(parts, shopId, taken);
      }
    },
  };
}

async function sendTogether(
  parts: SendParts,
  shopId: ShopId,
  { target, deliveries }: Taken & { kind: 'taken' },
): Promise<readonly Try[]> {
  const { url, allowsPrivate } = target;
  const secrets = await openTarget(parts.secrets, shopId, target);
  return await Promise.all(
    deliveries.map(async (delivery) => {
      const { messageId, body } = delivery;
      const tried = await parts.send({ url, allowsPrivate, secrets, messageId, body, at: parts.clock.now() });
      return { delivery, tried };
    }),
  );
}

async function keepTries(
  { clock, random = Math.random }: SendParts,
  sql: Sql,
  shopId: ShopId,
  { endpointId, tries }: { endpointId: string; tries: readonly Try[] },
): Promise<void> {
  const now = clock.now();
  const reason = await storeTries(sql, shopId, { endpointId, tries, now, random });
  if (reason === undefined) return;
  const entry = { action: 'webhook.turned-off' as const, target: `webhook/${endpointId}`, details: { reason } };
  await appendAudit(sql, { shopId, actor: { kind: 'system' }, ...entry, now });
  await enqueueTelling(sql, shopId, { endpointId, reason, now });
}
