import { z } from 'zod';
import { appendMessages } from '../conversations/index.ts';
import {
  appendOutbox,
  type Clock,
  type Database,
  type JobHandler,
  MessageId,
  type OutboxRelay,
  type Sql,
} from '../platform/index.ts';
import { claimWaiting, listOpen } from './incident-store.ts';
import type { Incident, IncidentAnswer } from './types.ts';

/** Name of the job that tells everybody who waits for a person and has asked. */
export const tellIncidentJob = 'tell-incident';

const payloadSchema = z.object({ incidentId: z.uuid() });
/** Conversations told in one transaction. */
const toldTogether = 50;

/** Writes the approved answer into every conversation that has asked and waits for a person; their places in the queue are kept. */
export function tellIncidentHandler(parts: {
  database: Database;
  clock: Clock;
  relay: Pick<OutboxRelay, 'wake'>;
}): JobHandler {
  return {
    leaseSeconds: 300,
    handle: async (job) => {
      const { incidentId } = payloadSchema.parse(job.payload);
      for (let told = toldTogether; told === toldTogether; ) {
        told = await parts.database.inShop(job.shopId, async (sql) => {
          const incident = (await listOpen(sql, job.shopId)).find((one) => one.incidentId === incidentId);
          return incident?.answer ? await tellSome(sql, incident, incident.answer, parts.clock.now()) : 0;
        });
        parts.relay.wake(job.shopId);
      }
    },
  };
}

async function tellSome(sql: Sql, incident: Incident, answer: IncidentAnswer, now: Date): Promise<number> {
  const { shopId } = incident;
  const waiting = await claimWaiting(sql, shopId, incident.incidentId, toldTogether);
  if (waiting.length === 0) return 0;
  const messages = await appendMessages(
    sql,
    shopId,
    waiting.map(({ conversationId, channelId, language }) => ({
      conversationId,
      messageId: MessageId.make(),
      channelId,
      author: { kind: 'ai' as const },
      content: [{ kind: 'text' as const, text: answerIn(answer, language) }],
      createdAt: now,
    })),
  );
  await appendOutbox(
    sql,
    messages.map((message) => ({
      type: 'message.sent' as const,
      shopId,
      conversationId: message.conversationId,
      payload: { messageId: message.messageId, seq: message.seq, author: 'ai' as const },
    })),
  );
  return waiting.length;
}

/** The answer in a conversation's language; simplified Chinese where it has another. */
export function answerIn(answer: IncidentAnswer, language: string): string {
  if (language === 'en') return answer.en;
  return language === 'zh-TW' ? answer['zh-TW'] : answer['zh-CN'];
}
