import { randomUUID } from 'node:crypto';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { App } from '../app.ts';
import type { ConversationId, ShopId } from '../platform/index.ts';
import { saveShopSettings } from '../walk/index.ts';
import { startCpuMeter } from './cpu.ts';
import { closedLoop, openLoop } from './loops.ts';
import { type BenchResult, type BenchRound, quantile } from './report.ts';
import type { Scratch } from './scratch.ts';
import { startWrittenMeter } from './written.ts';

/** What people write on an ordinary day; one text a turn. */
const texts = [
  '我的快递到哪了',
  '怎么还不发货',
  '这款有现货吗',
  '满减怎么算',
  '退货运费谁出',
  '可以开发票吗',
  '有没有优惠券',
  '谢谢',
];
const people = 1_024;
const clientsAtKnee = 24;
const shareOfKnee = 0.7;
const wantedPerSecond = 300;

/**
 * Full turns without a model, from receive to commit, everything in one process: the knee by closed loop, then latency at 70 % of it by
 * open loop with intended start times. The floor is the promise of 300 turns a second.
 */
export async function benchTurn(scratch: Scratch, options: { seconds: number; rounds: number }): Promise<BenchResult> {
  const { app, shopId, ownerUrl } = scratch;
  await openAroundTheClock(app, shopId);
  const turns = watchTurns(app);
  const run = randomUUID().slice(0, 8);
  const turn = async (person: number, round: number) => {
    const { conversationId } = await app.receiver.receive(shopId, {
      channelId: 'console',
      personId: `bench-${run}-${person}`,
      isVerified: false,
      messageId: randomUUID(),
      content: [{ kind: 'text', text: texts[round % texts.length] ?? '' }],
      sentAt: app.walk.clock.now(),
    });
    await turns.committed(conversationId);
  };
  await closedLoop(clientsAtKnee, 3_000, (client, round) => turn((client + round * clientsAtKnee) % people, round));
  const cpu = await startCpuMeter(ownerUrl);
  const written = await startWrittenMeter(ownerUrl);
  const rounds: BenchRound[] = [];
  const notes: string[] = [];
  for (let index = 0; index < options.rounds; index += 1) {
    const milliseconds = options.seconds * 1_000;
    await written.lap(1);
    await cpu.lap(1);
    const knee = await closedLoop(clientsAtKnee, milliseconds, (client, round) =>
      turn((client + round * clientsAtKnee) % people, round),
    );
    const used = await cpu.lap(knee.times.length);
    const rows = await written.lap(knee.times.length);
    const rate = Math.floor(knee.perSecond * shareOfKnee);
    const delay = monitorEventLoopDelay({ resolution: 5 });
    delay.enable();
    const steady = await openLoop(rate, milliseconds, (one) => turn(one % people, one));
    delay.disable();
    const usedSteadily = await cpu.lap(steady.times.length);
    rounds.push({
      floor: wantedPerSecond,
      peakdesk: knee.perSecond,
      p50Ms: quantile(steady.times, 0.5),
      p99Ms: quantile(steady.times, 0.99),
    });
    notes.push(
      `round ${index + 1}: latency at ${rate} turns/s, failed ${steady.failed}, event loop p99 ${(delay.percentile(99) / 1e6).toFixed(1)} ms`,
      `round ${index + 1}: at the knee, ${used}`,
      `round ${index + 1}: at 70 % of it, ${usedSteadily}`,
      `round ${index + 1}: ${rows}`,
    );
  }
  turns.stop();
  await cpu.stop();
  await written.stop();
  return {
    name: 'turn',
    unit: 'per second',
    floorName: 'the promise',
    rounds,
    wantedRatio: 1,
    notes: [
      `the knee with ${clientsAtKnee} clients that wait for their reply; ${people} customers of ${shopId}, no model`,
      'p50 and p99 from the intended start to the news of the commit, at 70 % of the knee; wanted: p99 of 30 ms',
      ...notes,
    ],
  };
}

/** People are there day and night, so that a turn does the same work at every hour. */
async function openAroundTheClock(app: App, shopId: ShopId): Promise<void> {
  const days = [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from: '00:00', to: '24:00' }));
  await app.walk.database.inShop(shopId, (sql) =>
    saveShopSettings(sql, shopId, { workingHours: { days, holidays: [] } }),
  );
  app.shops.forget(shopId);
  await app.shops.get(shopId);
}

/** Hears of commits as the windows do, by the outbox. */
function watchTurns(app: App): { committed(conversationId: ConversationId): Promise<void>; stop(): void } {
  const waiting = new Map<ConversationId, (() => void)[]>();
  const stop = app.bus.subscribe(['turn.committed'], ({ conversationId }) => {
    if (!conversationId) return;
    const resolves = waiting.get(conversationId) ?? [];
    waiting.delete(conversationId);
    for (const resolve of resolves) resolve();
  });
  return {
    stop,
    committed: (conversationId) =>
      new Promise((resolve) => void waiting.set(conversationId, [...(waiting.get(conversationId) ?? []), resolve])),
  };
}
