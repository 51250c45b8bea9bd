import { randomUUID } from 'node:crypto';
import { v7 } from 'uuid';
import type { App } from '../app.ts';
import type { Inbound } from '../channels/index.ts';
import type { ShopId } from '../platform/index.ts';
import { createReceiver } from '../walk/index.ts';
import { type BenchResult, closedLoop, quantile } from './report.ts';

const clients = 64;
const people = 512;

/**
 * Durable inbound messages: the receive step with 64 clients against its floor, one message row and one outbox row in one transaction
 * written by hand with 64 clients, on the same database in the same run. Turns are not taken.
 */
export async function benchIngest(app: App, shopId: ShopId, seconds: number): Promise<BenchResult> {
  const conversations = await makeConversations(app, shopId);
  const floor = await closedLoop(clients, seconds * 1_000, (client, round) =>
    writeByHand(app, shopId, conversations[(client + round * clients) % conversations.length] ?? '', round * clients + client),
  );
  const receiver = createReceiver(app.walk, () => undefined);
  const peakdesk = await closedLoop(clients, seconds * 1_000, async (client, round) => {
    await receiver.receive(shopId, anInbound((client + round * clients) % people, app.walk.clock.now()));
  });
  return {
    name: 'ingest',
    floor: floor.perSecond,
    peakdesk: peakdesk.perSecond,
    ratio: peakdesk.perSecond / floor.perSecond,
    p50Ms: quantile(peakdesk.times, 0.5),
    p99Ms: quantile(peakdesk.times, 0.99),
    notes: [`messages per second, ${clients} clients, ${people} customers, every one committed before it is acknowledged`],
  };
}

const run = randomUUID().slice(0, 8);

function anInbound(person: number, now: Date): Inbound {
  return {
    channelId: 'console',
    personId: `bench-${run}-${person}`,
    isVerified: false,
    messageId: randomUUID(),
    content: [{ kind: 'text', text: '亲,我昨天拍的那件外套什么时候能发货呀' }],
    sentAt: now,
  };
}

async function makeConversations(app: App, shopId: ShopId): Promise<string[]> {
  const receiver = createReceiver(app.walk, () => undefined);
  const received = await Promise.all(
    Array.from({ length: people }, (_none, person) => receiver.receive(shopId, anInbound(person, app.walk.clock.now()))),
  );
  return received.map((one) => one.conversationId);
}

/** The floor: what any durable ingest must at least do. Its rows carry sequence numbers far above those of real messages. */
async function writeByHand(app: App, shopId: ShopId, conversationId: string, index: number): Promise<void> {
  await app.walk.database.inShop(shopId, async (sql) => {
    await sql`
      insert into messages (shop_id, conversation_id, seq, message_id, channel_id, author_kind, content)
      values (${shopId}, ${conversationId}, ${1_000_000_000 + index}, ${v7()}, 'console', 'customer',
              ${sql.json([{ kind: 'text', text: '亲,我昨天拍的那件外套什么时候能发货呀' }])})`;
    await sql`
      insert into outbox (shop_id, type, conversation_id, payload, published_at)
      values (${shopId}, 'message.received', ${conversationId}, ${sql.json({ seq: index })}, now())`;
  });
}
