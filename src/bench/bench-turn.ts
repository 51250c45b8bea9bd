import { randomUUID } from 'node:crypto';
import type { App } from '../app.ts';
import type { Inbound } from '../channels/index.ts';
import type { ConversationId, ShopId } from '../platform/index.ts';
import { type BenchResult, closedLoop, openLoop, quantile } from './report.ts';

/** What people write on an ordinary day; one text a turn. */
const texts = ['在吗', '我的快递到哪了', '怎么还不发货', '这款有现货吗', '满减怎么算', '退货运费谁出', '可以开发票吗', '谢谢'];
const people = 256;
const clientsAtKnee = 24;
const shareOfKnee = 0.7;

/**
 * Full turns without a model, from receive to commit, everything in one process: the knee by closed loop, then latency at 70 % of it by
 * open loop with intended start times. The floor is the target of 300 turns a second.
 */
export async function benchTurn(app: App, shopId: ShopId, seconds: number): Promise<BenchResult> {
  const waiting = new Map<ConversationId, () => void>();
  const stop = app.bus.subscribe(['turn.committed'], (event) => {
    if (event.conversationId) waiting.get(event.conversationId)?.();
  });
  const run = randomUUID().slice(0, 8);
  const turn = async (person: number, round: number) => {
    const inbound: Inbound = {
      channelId: 'console',
      personId: `bench-${run}-${person}`,
      isVerified: false,
      messageId: randomUUID(),
      content: [{ kind: 'text', text: texts[round % texts.length] ?? '' }],
      sentAt: app.walk.clock.now(),
    };
    const { conversationId } = await app.receiver.receive(shopId, inbound);
    await new Promise<void>((resolve) => {
      waiting.set(conversationId, () => {
        waiting.delete(conversationId);
        resolve();
      });
    });
  };
  await closedLoop(clientsAtKnee, 2_000, (client, round) => turn(client, round));
  const knee = await closedLoop(clientsAtKnee, seconds * 1_000, (client, round) => turn(client, round));
  const rate = Math.floor(knee.perSecond * shareOfKnee);
  const steady = await openLoop(rate, seconds * 1_000, (index) => turn(clientsAtKnee + (index % people), index));
  stop();
  return {
    name: 'turn',
    floor: 300,
    peakdesk: knee.perSecond,
    ratio: knee.perSecond / 300,
    p50Ms: quantile(steady.times, 0.5),
    p99Ms: quantile(steady.times, 0.99),
    notes: [
      `turns per second at the knee (${clientsAtKnee} clients); the floor is the target of 300`,
      `p50 and p99 from receive to commit at ${rate} turns/s (70 % of the knee), counted from the intended start`,
    ],
  };
}
