import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openIncident } from '../incidents/incident-store.ts';
import { linkConversations } from '../incidents/index.ts';
import { ConversationId, type ShopId } from '../platform/index.ts';
import { type SignedInTester, startTestServer, type TestServer, words } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let agent: SignedInTester;
let supervisor: SignedInTester;
const incidentId = '01890000-0000-7000-8000-00000000abcd';
const answer = { 'zh-CN': '正在抢修', 'zh-TW': '正在搶修', en: 'Being repaired' };
const path = `/api/v1/incidents/${incidentId}`;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  agent = await server.makeStaff(shopId, 'agent');
  supervisor = await server.makeStaff(shopId, 'supervisor');
  const { token } = (await server.openWindow(shopId)).body;
  const sent = await server.asWindow(token, 'POST', '/api/v1/widget/messages', words('付款一直失败'));
  const conversationId = ConversationId.check(sent.body.conversationId);
  const surge = {
    key: 'pay.problem|',
    intent: 'pay.problem',
    subject: '',
    perMinute: 30,
    usualPerMinute: 1,
    grams: [],
    members: [],
  };
  await server.test.database.inShop(shopId, async (sql) => {
    await openIncident(sql, { shopId, incidentId, surge, now: new Date() });
    await linkConversations(sql, shopId, incidentId, [{ conversationId, seq: 1 }]);
  });
});
afterAll(() => server.close());

const seen = async (who: SignedInTester) =>
  JSON.parse((await server.as(who, 'GET', '/api/v1/incidents')).text).incidents;

describe('incidents', () => {
  it('are seen by everybody at work, with how many ask and in which words', async () => {
    expect(await seen(agent)).toEqual([
      expect.objectContaining({ incidentId, state: 'found', asked: 1, told: 0, samples: ['付款一直失败'] }),
    ]);
  });

  it('are not seen in another shop, and cannot be answered from there', async () => {
    const other = await server.makeStaff(await server.test.makeShop(), 'supervisor');
    expect(await seen(other)).toEqual([]);
    expect((await server.as(other, 'POST', `${path}/answer`, { answer })).status).toBe(409);
  });

  it('are answered by a supervisor, in all three languages, and by no agent', async () => {
    expect((await server.as(agent, 'POST', `${path}/answer`, { answer })).status).toBe(403);
    expect((await server.as(supervisor, 'POST', `${path}/answer`, { answer: { ...answer, en: '' } })).status).toBe(400);
    expect((await server.as(supervisor, 'POST', `${path}/answer`, { answer })).status).toBe(200);
    expect(await seen(supervisor)).toEqual([expect.objectContaining({ state: 'answered', answer })]);
  });

  it('are ended by hand, once, and stand in the trail', async () => {
    expect((await server.as(supervisor, 'POST', `${path}/end`)).status).toBe(200);
    expect((await server.as(supervisor, 'POST', `${path}/end`)).status).toBe(409);
    const { entries } = (await server.as(supervisor, 'GET', '/api/v1/audit')).body;
    expect(entries.map((entry) => entry.action)).toEqual(
      expect.arrayContaining(['incident.answered', 'incident.ended']),
    );
  });
});
