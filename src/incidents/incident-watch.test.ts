import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { insertConversation } from '../conversations/testing.ts';
import { findOrCreateCustomer } from '../customers/index.ts';
import { ConversationId, createBus, fixedClock, type ShopEvent, type ShopId, silentLog } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { listAudit } from '../staff/index.ts';
import { answerIncident, listForStaff, listOpen } from './incident-store.ts';
import { startIncidentWatch } from './incident-watch.ts';
import { gramsOf } from './likeness.ts';

let test: TestDatabase;
beforeAll(async () => {
  test = await testDatabase();
});
afterAll(() => test.close());

/** A watch whose time is played; one second is one second of both clocks. */
function aWatch() {
  const clock = fixedClock(new Date('2026-11-10T16:00:00Z'));
  const bus = createBus(silentLog());
  const told: string[] = [];
  const announce = (event: ShopEvent) => {
    if (event.type === 'incident.changed') told.push(event.payload.state);
    bus.publish({ ...event, outboxId: undefined, at: clock.now() });
  };
  let at = 0;
  const parts = { database: test.database, bus, relay: { announce }, clock, log: silentLog(), now: () => at };
  const watch = startIncidentWatch(parts);
  const pass = (seconds: number) => {
    at += seconds * 1_000;
    clock.set(new Date(clock.now().getTime() + seconds * 1_000));
  };
  return { watch, told, clock, pass, bus };
}

async function aConversation(shopId: ShopId, now: Date): Promise<ConversationId> {
  const conversationId = ConversationId.make();
  await test.database.inShop(shopId, async (sql) => {
    const identity = { channelId: 'widget', sourceId: conversationId, isVerified: false };
    const { customerId } = await findOrCreateCustomer(sql, { shopId, identity, language: 'zh-CN', now });
    await insertConversation(sql, { shopId, conversationId, customerId, channelId: 'widget', language: 'zh-CN', now });
  });
  return conversationId;
}

const about = (intent: string, text: string) => ({
  seq: 1,
  intent,
  confidence: 0.9,
  subject: '',
  grams: gramsOf(text),
});

describe('a surge from its first question to its end', () => {
  it('becomes one incident with who asked, is answered, and ends by itself when nobody asks any more', async () => {
    const shopId = await test.makeShop();
    const { watch, told, clock, pass } = aWatch();
    for (let minute = 0; minute < 10; minute += 1) {
      watch.observe(shopId, { ...about('track.where', '到哪了'), conversationId: ConversationId.make() });
      pass(60);
    }
    const asked = await Promise.all(Array.from({ length: 20 }, () => aConversation(shopId, clock.now())));
    for (const conversationId of asked) {
      watch.observe(shopId, { ...about('pay.problem', '付款失败'), conversationId });
      pass(2);
    }
    await watch.look();
    await watch.look();
    expect(told).toEqual(['found']);
    const [found] = await test.database.inShop(shopId, (sql) => listForStaff(sql, shopId, 5));
    expect(found).toMatchObject({ intent: 'pay.problem', state: 'found', asked: 20, told: 0 });
    const question = { intent: 'pay.problem', confidence: 0.9, subject: '', grams: gramsOf('付不了款') };
    expect(watch.answerTo(shopId, question)).toBeUndefined();

    const incidentId = found?.incidentId ?? '';
    const answer = { 'zh-CN': '支付正在恢复', 'zh-TW': '付款正在恢復', en: 'Payments are coming back' };
    await test.database.inShop(shopId, (sql) =>
      answerIncident(sql, { shopId, incidentId, answer, staffId: 'someone', now: clock.now() }),
    );
    await watch.look();
    pass(400);
    await watch.look();
    expect(told).toEqual(['found', 'ended']);
    expect(await test.database.inShop(shopId, (sql) => listOpen(sql, shopId))).toEqual([]);
    const trail = await test.database.inShop(shopId, (sql) => listAudit(sql, shopId, { limit: 5 }));
    expect(trail.map((entry) => entry.action)).toEqual(['incident.ended', 'incident.opened']);
    watch.stop();
  });

  it('two processes that see the same surge make one incident', async () => {
    const shopId = await test.makeShop();
    const nodes = [aWatch(), aWatch()];
    for (const { watch, pass, clock } of nodes) {
      watch.observe(shopId, { ...about('track.where', '到哪了'), conversationId: ConversationId.make() });
      pass(600);
      for (let index = 0; index < 15; index += 1)
        watch.observe(shopId, {
          ...about('pay.problem', '付款失败'),
          conversationId: await aConversation(shopId, clock.now()),
        });
      await watch.look();
      watch.stop();
    }
    const open = await test.database.inShop(shopId, (sql) => listForStaff(sql, shopId, 5));
    expect(open.map((one) => one.asked)).toEqual([30]);
  });
});
