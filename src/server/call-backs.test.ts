import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { lookAfterCallBacks } from '../desk/index.ts';
import { ConversationId, type ShopId } from '../platform/index.ts';
import { listWaiting } from '../routing/index.ts';
import { saveShopSettings } from '../walk/index.ts';
import { type SignedInTester, startTestServer, type TestServer, words } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let agent: SignedInTester;
let supervisor: SignedInTester;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  agent = await server.makeStaff(shopId, 'agent', { name: '小林' });
  supervisor = await server.makeStaff(shopId, 'supervisor', { name: '周蔓' });
});
afterAll(() => server.close());

type Customer = { token: string; id: string };

async function aCustomer(): Promise<Customer> {
  const { token } = (await server.openWindow(shopId)).body;
  const sent = await server.asWindow(token, 'POST', '/api/v1/widget/messages', words('转人工'));
  return { token, id: sent.body.conversationId };
}

async function aWaitingCustomer(): Promise<Customer> {
  const customer = await aCustomer();
  await server.as(supervisor, 'POST', `/api/v1/conversations/${customer.id}/transfer`, { groupId: 'aftersale' });
  return customer;
}

const leaveNumber = ({ token }: Customer, phone: string) =>
  server.asWindow(token, 'POST', '/api/v1/widget/messages', {
    clientId: `client-${Math.random().toString(36).slice(2, 14)}`,
    content: [{ kind: 'form-answer', formId: 'call-back', values: { phone } }],
  });

const at = async (who: SignedInTester, method: string, { id }: Customer, path: string, body?: unknown) => {
  const answer = await server.as(who, method, `/api/v1/conversations/${id}${path}`, body);
  return { status: answer.status, body: JSON.parse(answer.text) };
};

const lookAfter = (now: Date, callBackAfterSeconds: number | null = null) =>
  server.test.database.inShop(shopId, (sql) =>
    lookAfterCallBacks(sql, shopId, { callBackAfterSeconds, channels: ['widget'] }, now),
  );

/** Tables of the shop in which a text stands anywhere. */
async function tablesWith(text: string): Promise<string[]> {
  const names = ['messages', 'conversations', 'call_backs', 'queue_entries', 'outbox', 'audit_events', 'tickets'];
  const found = await server.test.database.inShop(shopId, (sql) =>
    Promise.all(
      names.map(
        async (name) => (await sql`select 1 from ${sql(name)} t where t::text like ${`%${text}%`} limit 1`).length,
      ),
    ),
  );
  return names.filter((_name, index) => found[index]);
}

describe('a waiting customer who leaves a number', () => {
  it('is called in turn by whoever gets the conversation; the number stands nowhere in the clear', async () => {
    const customer = await aWaitingCustomer();
    expect((await leaveNumber(customer, '138 6655 4433')).status).toBe(200);
    expect(await tablesWith('13866554433')).toEqual([]);
    const waiting = await server.test.database.inShop(shopId, (sql) => listWaiting(sql, shopId));
    expect(waiting.find((entry) => entry.conversationId === customer.id)?.kind).toBe('call-back');
    const shown = await at(agent, 'GET', customer, '/call-back');
    expect(shown.body.callBack).toMatchObject({ state: 'asked', phoneMasked: '138****4433', tries: 0 });

    expect((await at(agent, 'POST', customer, '/call-back/open')).status).toBe(409);
    await at(agent, 'POST', customer, '/take');
    expect((await at(agent, 'POST', customer, '/call-back/open')).body).toEqual({ phone: '13866554433' });
    expect((await at(agent, 'POST', customer, '/close')).status).toBe(409);
    const reached = await at(agent, 'POST', customer, '/call-back/outcome', { outcome: 'reached' });
    expect(reached.body.callBack).toMatchObject({ state: 'reached' });
    expect((await at(agent, 'POST', customer, '/call-back/open')).status).toBe(409);
    expect((await at(agent, 'POST', customer, '/close')).status).toBe(200);
    const audit = JSON.parse((await server.as(supervisor, 'GET', '/api/v1/audit')).text);
    expect(audit.entries.map((entry: { action: string }) => entry.action)).toEqual(
      expect.arrayContaining(['call-back.opened', 'call-back.tried']),
    );
  });

  it('gets a ticket after two calls that nobody answered, and is told each time', async () => {
    const customer = await aWaitingCustomer();
    await leaveNumber(customer, '13866554433');
    await at(agent, 'POST', customer, '/take');
    const first = await at(agent, 'POST', customer, '/call-back/outcome', { outcome: 'missed' });
    expect(first.body.callBack).toMatchObject({ state: 'asked', tries: 1 });
    const second = await at(agent, 'POST', customer, '/call-back/outcome', { outcome: 'missed' });
    expect(second.body.callBack).toMatchObject({ state: 'missed', tries: 2 });
    const { messages } = (await server.asWindow(customer.token, 'GET', '/api/v1/widget/messages')).body;
    const told = messages.filter((message) => JSON.stringify(message.content).includes('138****4433'));
    expect(told.filter((message) => message.author.kind === 'ai')).toHaveLength(2);
    const tickets = JSON.parse((await server.as(agent, 'GET', '/api/v1/tickets?status=open')).text).tickets;
    expect(tickets).toContainEqual(expect.objectContaining({ conversationId: customer.id, kind: 'follow-up' }));
  });

  it('may take it back and keeps the place; a stranger may not', async () => {
    const customer = await aWaitingCustomer();
    await leaveNumber(customer, '13866554433');
    const stranger = (await server.openWindow(shopId)).body.token;
    const path = `/api/v1/widget/conversations/${customer.id}/call-back`;
    expect((await server.asWindow(stranger, 'DELETE', path)).status).toBe(404);
    expect((await server.asWindow(stranger, 'POST', path, { phone: '13866554433' })).status).toBe(404);
    expect((await server.asWindow(customer.token, 'DELETE', path)).status).toBe(200);
    expect((await at(agent, 'GET', customer, '/call-back')).body.callBack.state).toBe('taken-back');
    expect((await at(agent, 'GET', customer, '/routing')).body.next).toMatchObject({ groupId: 'aftersale' });
    expect((await server.asWindow(customer.token, 'POST', path, { phone: '+886 912 345 678' })).body).toEqual({
      phone: expect.stringMatching(/^\*+678$/),
    });
  });

  it('is told at the field what is no number, and nothing is stored', async () => {
    const customer = await aWaitingCustomer();
    const refused = await leaveNumber(customer, '明天再说');
    expect([refused.status, JSON.parse(refused.text).field]).toEqual([400, 'phone']);
    expect((await at(agent, 'GET', customer, '/call-back')).body.callBack).toBe(null);
  });
});

describe('what the server offers', () => {
  it('is a form after the shop’s time, once, and to nobody who is to be called already', async () => {
    const customer = await aWaitingCustomer();
    const asked = await aWaitingCustomer();
    await leaveNumber(asked, '13866554433');
    await lookAfter(new Date(), 3_600);
    const forms = async ({ token }: Customer) =>
      (await server.asWindow(token, 'GET', '/api/v1/widget/messages')).body.messages.filter((message) =>
        message.content.some((part) => part.kind === 'form'),
      ).length;
    expect(await forms(customer)).toBe(0);
    await lookAfter(new Date(Date.now() + 121_000), 120);
    await lookAfter(new Date(Date.now() + 180_000), 120);
    expect([await forms(customer), await forms(asked)]).toEqual([1, 0]);
  });

  const setHours = (days: readonly { weekday: number; from: string; to: string }[], holidays: readonly string[] = []) =>
    server.test.database.inShop(shopId, (sql) =>
      saveShopSettings(sql, shopId, { workingHours: { days: [...days], holidays: [...holidays] } }),
    );
  const allWeek = (from: string, to: string) => [0, 1, 2, 3, 4, 5, 6].map((weekday) => ({ weekday, from, to }));
  const enterAt = (conversationId: string, at: Date | null) =>
    server.test.database.inShop(
      shopId,
      (sql) =>
        sql`update call_backs set enters_at = ${at} where shop_id = ${shopId} and conversation_id = ${conversationId}`,
    );
  const waitsNow = async (id: string) => {
    const entries = await server.test.database.inShop(shopId, (sql) => listWaiting(sql, shopId));
    return entries.some((entry) => entry.conversationId === id);
  };

  it('moves a call-back to the next opening where a holiday was added meanwhile, and says so once', async () => {
    const customer = await aCustomer();
    await leaveNumber(customer, '13866554433');
    const due = new Date('2027-02-17T02:00:00Z');
    await setHours(allWeek('09:00', '22:00'), ['2027-02-17']);
    await enterAt(customer.id, due);
    await lookAfter(due);
    await lookAfter(new Date(due.getTime() + 60_000));
    expect(await waitsNow(customer.id)).toBe(false);
    const { messages } = (await server.asWindow(customer.token, 'GET', '/api/v1/widget/messages')).body;
    const told = messages.filter(
      ({ author, content }) => author.kind === 'ai' && JSON.stringify(content).includes('9:00'),
    );
    expect(told).toHaveLength(1);
    await lookAfter(new Date('2027-02-18T01:00:00Z'));
    expect(await waitsNow(customer.id)).toBe(true);
  });

  it('does not forget a call-back whose conversation a person has given back to the AI', async () => {
    const customer = await aWaitingCustomer();
    await leaveNumber(customer, '13866554433');
    await at(agent, 'POST', customer, '/take');
    expect((await at(agent, 'POST', customer, '/return')).status).toBe(200);
    expect(await waitsNow(customer.id)).toBe(false);
    await setHours(allWeek('00:00', '24:00'));
    await lookAfter(new Date());
    expect(await waitsNow(customer.id)).toBe(true);
  });

  it('brings who asked at night into the queue when people come, in the order in which they asked', async () => {
    const [one, two] = [await aCustomer(), await aCustomer()];
    await leaveNumber(two, '13866554402');
    await leaveNumber(one, '13866554401');
    await setHours(allWeek('00:00', '24:00'));
    const later = new Date(Date.now() + 20 * 3_600_000);
    await server.test.database.inShop(
      shopId,
      (sql) => sql`update call_backs set enters_at = ${later} where shop_id = ${shopId} and enters_at is not null`,
    );
    await lookAfter(new Date(later.getTime() - 1_000));
    const inQueue = async () => {
      const entries = await server.test.database.inShop(shopId, (sql) => listWaiting(sql, shopId));
      return entries
        .filter((entry) => entry.reason === 'call-back' && [one.id, two.id].includes(entry.conversationId))
        .sort((first, second) => first.queuedAt.getTime() - second.queuedAt.getTime())
        .map((entry) => entry.conversationId);
    };
    expect(await inQueue()).toEqual([]);
    await lookAfter(later);
    expect(await inQueue()).toEqual([ConversationId.check(two.id), ConversationId.check(one.id)]);
  });
});
