import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { widgetChannelId } from '../../src/channels/index.ts';
import { type ContentPart, listMessages, type Message } from '../../src/conversations/index.ts';
import { demoShopId } from '../../src/demo-shop/index.ts';
import type { ConversationId } from '../../src/platform/index.ts';
import { askCallBack, findCallBack } from '../../src/routing/index.ts';
import { listStaff, setPresence } from '../../src/staff/index.ts';
import { type RunningApp, runApp, wordsIn } from './running-app.ts';

let running: RunningApp;

beforeAll(async () => {
  running = await runApp();
}, 120_000);
afterAll(() => running.stop());

const inShop: RunningApp['app']['walk']['database']['inShop'] = (shopId, work) =>
  running.app.walk.database.inShop(shopId, work);
/** Two in the morning and noon in the shop. */
const night = new Date('2026-11-23T18:00:00Z');
const noon = new Date('2026-11-23T04:00:00Z');

type Said = { conversationId: ConversationId; replies: readonly Message[] };

/** A customer in the shop's own window, where forms can be shown. */
function aWindow(): { say(text: string, value?: string): Promise<Said>; sendForm(): Promise<Said> } {
  const personId = `person-${randomUUID()}`;
  const send = async (content: readonly ContentPart[]): Promise<Said> => {
    const { app, clock } = running;
    const { conversationId, message } = await app.receiver.receive(demoShopId, {
      channelId: widgetChannelId,
      personId,
      isVerified: false,
      clientId: randomUUID(),
      content,
      sentAt: clock.now(),
    });
    await app.turns.drain();
    await app.relay.drain();
    await app.router.drain();
    const thread = await inShop(demoShopId, (sql) =>
      listMessages(sql, demoShopId, conversationId, { limit: 100, withPrivate: false }),
    );
    return { conversationId, replies: thread.filter((one) => one.seq > message.seq && one.author.kind === 'ai') };
  };
  return {
    say: (text, value) => send([{ kind: 'text', text, ...(value === undefined ? {} : { value }) }]),
    sendForm: () => send([{ kind: 'form-answer', formId: 'call-back', values: { phone: '138****4433' } }]),
  };
}

async function setAll(presence: 'online' | 'away'): Promise<void> {
  await inShop(demoShopId, async (sql) => {
    for (const { staffId } of await listStaff(sql, demoShopId))
      await setPresence(sql, { shopId: demoShopId, staffId, presence, now: running.clock.now() });
  });
}

/** What the server does before it stores the form's message. */
const ask = (conversationId: ConversationId, entersAt?: Date) =>
  inShop(demoShopId, (sql) =>
    askCallBack(sql, {
      shopId: demoShopId,
      conversationId,
      phoneSealed: Buffer.from('sealed'),
      phoneMasked: '138****4433',
      now: running.clock.now(),
      ...(entersAt ? { entersAt } : {}),
    }),
  );
const stateOf = async (conversationId: ConversationId) =>
  (await inShop(demoShopId, (sql) => findCallBack(sql, demoShopId, conversationId)))?.state;
const hasForm = (messages: readonly Message[]) =>
  messages.some((message) => message.content.some((part) => part.kind === 'form' && part.formId === 'call-back'));

it('who waits and would rather be called gets the form, is told the place, and may take it back', async () => {
  running.clock.set(noon);
  await setAll('away');
  const customer = aWindow();
  const { conversationId } = await customer.say('转人工');
  const wish = await customer.say('能不能给我打个电话给我');
  expect(hasForm(wish.replies)).toBe(true);
  await ask(conversationId);
  const kept = await customer.sendForm();
  expect(wordsIn(kept.replies)).toMatch(/第 1 位.*138\*\*\*\*4433/s);
  const back = await customer.say('取消回拨', 'call-back/none');
  expect(wordsIn(back.replies)).toMatch(/位置/);
  expect(await stateOf(conversationId)).toBe('taken-back');
  expect((await customer.say('不用给我打电话了')).replies).toEqual([]);
}, 120_000);

it('who asks for a person at night is offered a call when people come, once', async () => {
  running.clock.set(night);
  const customer = aWindow();
  const { conversationId, replies } = await customer.say('转人工');
  expect(hasForm(replies)).toBe(true);
  expect(wordsIn(replies)).toMatch(/09:00/);
  await ask(conversationId, new Date('2026-11-24T01:00:00Z'));
  const kept = await customer.sendForm();
  expect(wordsIn(kept.replies)).toMatch(/9:00.*138\*\*\*\*4433|138\*\*\*\*4433.*9:00/s);
  expect(hasForm((await customer.say('转人工')).replies)).toBe(false);
  expect(await stateOf(conversationId)).toBe('asked');
}, 120_000);
