import { randomUUID } from 'node:crypto';
import type { App } from '../app.ts';
import type { Inbound } from '../channels/index.ts';
import { createReceiver } from '../walk/index.ts';
import { startCpuMeter } from './cpu.ts';
import { floorText, makeFloorTables, runIngestFloor, runIngestFloorInProcesses } from './ingest-floor.ts';
import { closedLoop } from './loops.ts';
import { type BenchResult, type BenchRound, quantile } from './report.ts';
import type { Scratch } from './scratch.ts';

const clients = 64;
const people = 512;

/**
 * Durable inbound messages: the receive step with 64 clients against its floor, one message row and one outbox row in one transaction
 * written by hand with 64 clients, on the same database in the same run. Turns are not taken.
 */
export async function benchIngest(
  scratch: Scratch,
  options: { seconds: number; rounds: number },
): Promise<BenchResult> {
  const { app, shopId, ownerUrl } = scratch;
  const milliseconds = options.seconds * 1_000;
  const receiver = createReceiver(app.walk, () => undefined);
  const receive = async (person: number) => void (await receiver.receive(shopId, anInbound(person, app)));
  // Due turns stay due: what is measured is taking messages in.
  await app.turns.stop();
  await makeFloorTables(ownerUrl);
  await Promise.all(Array.from({ length: people }, (_none, person) => receive(person)));
  await closedLoop(clients, 1_000, (client, round) => receive((client + round * clients) % people));
  const cpu = await startCpuMeter(ownerUrl);
  const notes: string[] = [];
  const rounds: BenchRound[] = [];
  for (let round = 0; round < options.rounds; round += 1) {
    const floor = await runIngestFloor({ url: ownerUrl, clients, milliseconds });
    await cpu.lap(1);
    const own = await closedLoop(clients, milliseconds, (client, turn) => receive((client + turn * clients) % people));
    notes.push(`round ${round + 1}: ${await cpu.lap(own.times.length)}`);
    rounds.push({ floor, peakdesk: own.perSecond, p50Ms: quantile(own.times, 0.5), p99Ms: quantile(own.times, 0.99) });
  }
  await cpu.stop();
  const inTwo = await runIngestFloorInProcesses({ url: ownerUrl, clients, milliseconds }, 2);
  const inFour = await runIngestFloorInProcesses({ url: ownerUrl, clients, milliseconds }, 4);
  return {
    name: 'ingest',
    unit: 'per second',
    floorName: 'message + outbox row by hand',
    rounds,
    wantedRatio: 0.3,
    notes: [
      `${clients} clients, ${people} customers; every message is committed before it is acknowledged`,
      `the floor from 2 processes: ${Math.round(inTwo)}/s, from 4: ${Math.round(inFour)}/s (${clients} clients in all)`,
      ...notes,
    ],
  };
}

const run = randomUUID().slice(0, 8);

function anInbound(person: number, app: App): Inbound {
  return {
    channelId: 'console',
    personId: `bench-${run}-${person}`,
    isVerified: false,
    messageId: randomUUID(),
    content: [{ kind: 'text', text: floorText }],
    sentAt: app.walk.clock.now(),
  };
}
