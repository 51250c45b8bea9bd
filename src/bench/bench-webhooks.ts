import { Agent, createServer, type RequestListener, request } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import { appendOutbox, makeWebhookSecret, OrderId, readWebhookSecret, webhookHeaders } from '../platform/index.ts';
import { addEndpoint, endpointInput } from '../webhooks/index.ts';
import { type BenchResult, type BenchRound, quantile } from './report.ts';
import type { Scratch } from './scratch.ts';

/** Messages that are under way at a time, in both. */
const underWay = 8;
/** Events that are committed at once; then it counts how fast they leave. */
const burst = 2_000;
/** Events a second while it counts how long each takes. */
const gentle = 20;

/**
 * Signed messages to a receiver that answers at once: a loop that signs and sends, against events of the outbox that become messages with
 * a log. Beside it stands an endpoint that never answers.
 */
export async function benchWebhooks(
  { app, shopId }: Scratch,
  { seconds, rounds }: { seconds: number; rounds: number },
): Promise<BenchResult> {
  const receiver = await startReceiver();
  const silent = await startServer(() => undefined);
  const { database, secrets, clock } = app.ground;
  const parts = { database, secrets, now: () => clock.now() };
  for (const url of [receiver.url, silent.url])
    await addEndpoint(parts, shopId, endpointInput.parse({ url, allowsPrivate: true, types: ['order.changed'] }));
  app.webhooks.wake(shopId);
  const happen = async (count: number) => {
    const events = Array.from({ length: count }, (_, index) => ({
      type: 'order.changed' as const,
      shopId,
      payload: { orderId: OrderId.check(`BENCH${index}`) },
    }));
    await database.inShop(shopId, (sql) => appendOutbox(sql, events));
    app.relay.wake(shopId);
  };
  const measured: BenchRound[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const floor = await floorRate(receiver, seconds);
    const peakdesk = await burstRate(receiver, happen);
    const waits = await gentleWaits(receiver, happen, seconds);
    measured.push({ floor, peakdesk, p50Ms: quantile(waits, 0.5), p99Ms: quantile(waits, 0.99) });
  }
  await Promise.all([receiver.close(), silent.close()]);
  return {
    name: 'webhooks',
    unit: 'per second',
    floorName: `sign and send, ${underWay} at a time`,
    rounds: measured,
    // The floor keeps nothing; here every message is stored, signed from a sealed secret, logged and survives a crash.
    wantedRatio: 0.02,
    notes: [
      `${burst} events committed at once, to one endpoint that answers and one that never does`,
      `p50 and p99: from the event to its arrival at ${gentle} a second, beside the silent endpoint`,
    ],
  };
}

async function floorRate(receiver: Receiver, seconds: number): Promise<number> {
  const agent = new Agent({ keepAlive: true });
  const key = readWebhookSecret(makeWebhookSecret()) ?? Buffer.alloc(32);
  const body = JSON.stringify({ type: 'order.changed', version: 1, timestamp: '', shop: 'x', data: { orderId: 'B' } });
  const until = performance.now() + seconds * 1_000;
  let sent = 0;
  const loop = async () => {
    for (; performance.now() < until; sent += 1) {
      const headers = webhookHeaders([key], { id: String(sent), at: new Date(), body });
      await new Promise<void>((resolve, reject) => {
        const outgoing = request(receiver.url, { method: 'POST', headers, agent }, (answer) =>
          answer.resume().on('end', resolve),
        );
        outgoing.on('error', reject);
        outgoing.end(body);
      });
    }
  };
  await Promise.all(Array.from({ length: underWay }, loop));
  agent.destroy();
  return sent / seconds;
}

async function burstRate(receiver: Receiver, happen: (count: number) => Promise<void>): Promise<number> {
  const before = receiver.arrivals.length;
  const startedAt = performance.now();
  await happen(burst);
  while (receiver.arrivals.length < before + burst) await sleep(5);
  return (burst / (performance.now() - startedAt)) * 1_000;
}

/** Milliseconds from each event to its arrival. */
async function gentleWaits(
  receiver: Receiver,
  happen: (count: number) => Promise<void>,
  seconds: number,
): Promise<readonly number[]> {
  const before = receiver.arrivals.length;
  const wanted = before + gentle * seconds;
  for (let count = 0; count < gentle * seconds; count += 1) {
    await happen(1);
    await sleep(1_000 / gentle);
  }
  while (receiver.arrivals.length < wanted) await sleep(5);
  return receiver.arrivals.slice(before);
}

type Listening = { url: string; close(): Promise<void> };
/** `arrivals`: how old each message was when it came, in milliseconds. */
type Receiver = Listening & { arrivals: number[] };

async function startReceiver(): Promise<Receiver> {
  const arrivals: number[] = [];
  const server = await startServer((incoming, answer) => {
    const parts: Buffer[] = [];
    incoming.on('data', (part: Buffer) => parts.push(part));
    incoming.on('end', () => {
      const happened = /"timestamp":"([^"]*)"/.exec(Buffer.concat(parts).toString())?.[1] ?? '';
      arrivals.push(Date.now() - Date.parse(happened));
      answer.writeHead(204).end();
    });
  });
  return { ...server, arrivals };
}

async function startServer(listener: RequestListener): Promise<Listening> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
