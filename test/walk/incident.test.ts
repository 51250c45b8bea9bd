import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { openIncident } from '../../src/incidents/incident-store.ts';
import { answerIncident, linkConversations, listForStaff, tellIncidentJob } from '../../src/incidents/index.ts';
import { enqueueJob } from '../../src/platform/index.ts';
import { type RunningApp, runApp } from './running-app.ts';

const incidentId = '01890000-0000-7000-8000-000000000001';
const answer = {
  'zh-CN': '支付系统正在抢修，预计 30 分钟内恢复，订单会为您保留。',
  'zh-TW': '付款系統正在搶修，預計 30 分鐘內恢復，訂單會為您保留。',
  en: 'Payments are being repaired and should work within 30 minutes. Your order is kept.',
};

let running: RunningApp;
const inShop: RunningApp['app']['ground']['database']['inShop'] = (...given) =>
  running.app.ground.database.inShop(...given);

beforeAll(async () => {
  running = await runApp();
  const surge = {
    key: 'pay.problem|',
    intent: 'pay.problem',
    subject: '',
    perMinute: 40,
    usualPerMinute: 1,
    grams: [],
    members: [],
  };
  await inShop(demoShopId, (sql) =>
    openIncident(sql, { shopId: demoShopId, incidentId, surge, now: running.clock.now() }),
  );
});
afterAll(() => running.stop());

/** Approves the answer, as the supervisor's screen does. */
async function approve(): Promise<void> {
  await inShop(demoShopId, async (sql) => {
    await answerIncident(sql, { shopId: demoShopId, incidentId, answer, staffId: 'someone', now: running.clock.now() });
    await enqueueJob(sql, {
      shopId: demoShopId,
      name: tellIncidentJob,
      payload: { incidentId },
      runAt: running.clock.now(),
    });
  });
  running.app.relay.announce({
    type: 'incident.changed',
    shopId: demoShopId,
    payload: { incidentId, state: 'answered' },
  });
  await running.app.jobs.drain();
  // Every process reads its incidents anew.
  await expect.poll(() => running.app.walk.incidents?.answerTo(demoShopId, asks)).toBeDefined();
}
const asks = { intent: 'pay.problem', confidence: 0.9, subject: '', grams: new Set<number>() };
const textOf = (messages: readonly { content: readonly { kind: string }[] }[]) =>
  JSON.stringify(messages.map((one) => one.content));

describe('one approved answer for a question that surges', () => {
  it('goes to those who wait for a person and have asked, then to all who ask, once, with a way out', async () => {
    const waiting = await running.aCustomer();
    const [first] = await waiting.say('付款一直失败，转人工');
    const conversationId = first?.conversationId;
    if (!conversationId) throw new Error('nothing was said');
    await inShop(demoShopId, (sql) => linkConversations(sql, demoShopId, incidentId, [{ conversationId, seq: 1 }]));
    await approve();
    expect(textOf(await waiting.thread())).toContain(answer['zh-CN']);

    const asking = await running.aCustomer();
    const reply = await asking.say('为什么我付款失败了，付不了钱');
    expect(textOf(reply)).toContain(answer['zh-CN']);
    expect(textOf(reply)).toContain('转人工');
    expect(textOf(await asking.say('付款还是失败'))).not.toContain(answer['zh-CN']);
    expect(textOf(await asking.say('转人工'))).not.toContain(answer['zh-CN']);

    const english = await running.aCustomer();
    expect(textOf(await english.say('My payment keeps failing, I cannot pay'))).toContain(answer.en);

    const [shown] = await inShop(demoShopId, (sql) => listForStaff(sql, demoShopId, 5));
    expect(shown).toMatchObject({ state: 'answered', asked: 3, told: 3 });
  });

  it('does not go to somebody with another question', async () => {
    const other = await running.aCustomer();
    expect(textOf(await other.say('你们几点下班'))).not.toContain(answer['zh-CN']);
  });
});
