import { randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { openWidgetSession } from '../customers/index.ts';
import { createServer } from '../server/index.ts';
import { startCpuMeter } from './cpu.ts';
import { type FanoutClientsResult, fanoutClientsResult, fanoutProgress } from './fanout-clients.ts';
import { runPart } from './parts.ts';
import type { BenchResult, BenchRound } from './report.ts';
import type { Scratch } from './scratch.ts';

const sockets = 1_000;
const floorBytes = 250;
/** Windows of one session; the hub closes the oldest above twelve. */
const windowsPerSession = 10;
/** Deliveries that may be on their way; enough to keep both sides busy, few enough to stay in memory. */
const underWay = 20_000;

/**
 * Messages to 1,000 open windows, whose side runs in another process: a raw `ws` server that sends 250 bytes to all of them, against
 * the hub, which delivers committed messages of conversations to signed-in windows in order.
 */
export async function benchFanout(
  scratch: Scratch,
  options: { seconds: number; rounds: number },
): Promise<BenchResult> {
  await scratch.app.turns.stop();
  const server = createServer(scratch.app);
  const address = (await server.listen(0, '127.0.0.1')).replace('http', 'ws');
  const cpu = await startCpuMeter(scratch.ownerUrl);
  const milliseconds = options.seconds * 1_000;
  const rounds: BenchRound[] = [];
  const notes: string[] = [];
  for (let index = 0; index < options.rounds; index += 1) {
    await cpu.lap(1);
    const floor = await rawFanout(milliseconds);
    const floorUsed = await cpu.lap(floor.received / sockets);
    const own = await hubFanout(scratch, address, 1, milliseconds);
    rounds.push({ floor: floor.perSecond, peakdesk: own.perSecond, p50Ms: own.p50Ms, p99Ms: own.p99Ms });
    notes.push(
      `round ${index + 1}: ${own.received} deliveries of ${Math.round(own.bytes / own.received)} bytes, ${own.missing} missing`,
      `round ${index + 1}, message to all: ${await cpu.lap(own.received / sockets)}; the floor's ${floorUsed}`,
    );
  }
  const spread = await hubFanout(scratch, address, 10, milliseconds);
  await cpu.stop();
  await server.close();
  return {
    name: 'fanout',
    unit: 'per second',
    floorName: 'raw ws, 250 bytes to 1,000 sockets',
    rounds,
    wantedRatio: 0.5,
    notes: [
      `deliveries to ${sockets} windows of one conversation; p50 and p99 from the message's time to its arrival`,
      `with 10 conversations of 100 windows each: ${Math.round(spread.perSecond)}/s, ${spread.missing} missing`,
      ...notes,
    ],
  };
}

type Fanout = FanoutClientsResult & { perSecond: number; missing: number };

async function rawFanout(milliseconds: number): Promise<Fanout> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', perMessageDeflate: false });
  await new Promise((resolve) => server.once('listening', resolve));
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const start = `{"type":"message","message":{"createdAt":"${new Date().toISOString()}","text":"`;
  const line = `${start}${'x'.repeat(floorBytes - start.length - 3)}"}}`;
  const send = async () => {
    for (const socket of server.clients) socket.send(line);
  };
  const measured = await measure({ url: `ws://127.0.0.1:${port}`, tokens: [] }, milliseconds, sockets, send);
  server.close();
  return measured;
}

async function hubFanout(scratch: Scratch, address: string, groups: number, milliseconds: number): Promise<Fanout> {
  const { app, shopId } = scratch;
  const people = Array.from({ length: groups }, () => `bench-${randomUUID()}`);
  let next = 0;
  const send = async () => {
    next += 1;
    await app.receiver.receive(shopId, {
      channelId: 'widget',
      personId: `user:${people[next % groups]}`,
      isVerified: true,
      messageId: randomUUID(),
      content: [{ kind: 'text', text: '好的,收到了' }],
      sentAt: app.walk.clock.now(),
    });
  };
  const tokens: string[] = [];
  for (const storeCustomerId of people) {
    for (let count = 0; count < sockets / groups / windowsPerSession; count += 1)
      tokens.push(
        await app.walk.database.inShop(shopId, async (sql) => {
          const now = app.walk.clock.now();
          const verified = { storeCustomerId, name: '' };
          return (await openWidgetSession(sql, { shopId, visitorId: randomUUID(), verified, language: 'zh-CN', now }))
            .token;
        }),
      );
  }
  return await measure({ url: `${address}/realtime`, tokens }, milliseconds, sockets / groups, send);
}

/** Sends as fast as the other side takes it; what is still on its way at the end is waited for, so that a loss is seen. */
async function measure(
  input: { url: string; tokens: readonly string[] },
  milliseconds: number,
  perSend: number,
  send: () => Promise<void>,
): Promise<Fanout> {
  const part = runPart('fanout-clients', { ...input, sockets });
  let received = 0;
  const waiting: (() => void)[] = [];
  const progress = () => new Promise<void>((resolve) => void waiting.push(resolve));
  part.onProgress((message) => {
    received = fanoutProgress.parse(message).received;
    for (const resolve of waiting.splice(0)) resolve();
  });
  await Promise.race([progress(), part.result]);
  let sent = 0;
  const run = async (until: number) => {
    while (performance.now() < until) {
      if (sent - received >= underWay) await progress();
      else {
        sent += perSend;
        await send();
      }
    }
  };
  // A dozen writers, so that a commit is no bottleneck; the raw server needs one, and gets no more out of more.
  const runAll = (until: number) => Promise.all(Array.from({ length: underWay / perSend / 2 }, () => run(until)));
  await runAll(performance.now() + 1_000);
  const [startedAt, before] = [performance.now(), received];
  await runAll(startedAt + milliseconds);
  const perSecond = ((received - before) / (performance.now() - startedAt)) * 1_000;
  for (let waits = 0; received < sent && waits < 1_000; waits += 1) await progress();
  part.send({ stop: true });
  const result = fanoutClientsResult.parse(await part.result);
  return { ...result, perSecond, missing: sent - result.received };
}
