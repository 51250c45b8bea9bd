import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopId } from '../platform/index.ts';
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

async function aWaitingCustomer(): Promise<{ token: string; id: string }> {
  const { token } = (await server.openWindow(shopId)).body;
  const sent = await server.asWindow(token, 'POST', '/api/v1/widget/messages', words('转人工'));
  const id = sent.body.conversationId;
  await server.as(supervisor, 'POST', `/api/v1/conversations/${id}/transfer`, { groupId: 'aftersale' });
  return { token, id };
}

const json = async (who: SignedInTester, method: string, path: string, body?: unknown) => {
  const answer = await server.as(who, method, path, body);
  return { status: answer.status, body: JSON.parse(answer.text) };
};

describe('the supervisor’s wall', () => {
  it('shows queues, who waits and people, and tells two without a name apart', async () => {
    const { id } = await aWaitingCustomer();
    const { body } = await json(supervisor, 'GET', '/api/v1/wall');
    expect(body.queues[0]).toMatchObject({ groupId: 'aftersale', waiting: 1 });
    expect(body.waiting[0]).toMatchObject({
      conversationId: id,
      reason: 'transferred',
      customerId: expect.stringMatching(/./),
    });
    expect(body.agents.map((one: { name: string }) => one.name).sort()).toEqual(['周蔓', '小林'].sort());
  });

  it('says why this one next, and why this agent', async () => {
    const { id } = await aWaitingCustomer();
    const next = await json(agent, 'GET', `/api/v1/conversations/${id}/routing`);
    expect(next.body.next).toMatchObject({ groupId: 'aftersale', boundSeconds: 1_800 });
    await server.as(agent, 'POST', `/api/v1/conversations/${id}/take`);
    const taken = await json(agent, 'GET', `/api/v1/conversations/${id}/routing`);
    expect(taken.body.agent).toMatchObject({ name: '小林' });
  });

  it('lets a supervisor speak to everybody, not an agent', async () => {
    expect((await json(supervisor, 'POST', '/api/v1/broadcast', { text: '大家辛苦了' })).status).toBe(200);
    expect((await json(agent, 'POST', '/api/v1/broadcast', { text: '大家辛苦了' })).status).toBe(403);
  });
});

describe('the rules of routing', () => {
  it('are read by a supervisor and written by the owner, and a wrong field is named', async () => {
    const owner = await server.makeStaff(shopId, 'owner');
    expect((await json(supervisor, 'GET', '/api/v1/routing/settings')).body.silentSeconds).toBe(90);
    const rule = { mode: 'mixed', humanShare: 0.3, channels: ['widget'], from: '09:00', to: '18:00' };
    expect(
      (await json(owner, 'PUT', '/api/v1/routing/settings', { silentSeconds: 60, reception: [rule] })).status,
    ).toBe(200);
    expect((await json(supervisor, 'GET', '/api/v1/routing/settings')).body).toMatchObject({ silentSeconds: 60 });
    const wrong = await json(owner, 'PUT', '/api/v1/routing/settings', { silentSeconds: -1 });
    expect([wrong.status, wrong.body.field]).toEqual([400, 'silentSeconds']);
  });
});

describe('a rehearsal in the browser', () => {
  const scenario = {
    hours: 4,
    arrivals: { perHour: 60 },
    intents: [{ id: 'refund', handleSeconds: 300 }],
    agents: [{ count: 12, costPerHour: 30 }],
    patienceSeconds: 120,
  };

  it('gives figures and intervals, and names a wrong field', async () => {
    const { body } = await json(supervisor, 'POST', '/api/v1/rehearsal', { scenario });
    expect(body.intervals).toHaveLength(16);
    expect(body.served + body.lost).toBe(body.arrivals);
    const wrong = await json(supervisor, 'POST', '/api/v1/rehearsal', { scenario: { ...scenario, agents: [] } });
    expect([wrong.status, wrong.body.field]).toEqual([400, 'agents']);
  });

  it('finds a cheaper roster that keeps the goal', async () => {
    const { body } = await json(supervisor, 'POST', '/api/v1/rehearsal/roster', { scenario });
    expect(body.isEnough).toBe(true);
    expect(body.counts[0]).toBeLessThan(12);
    expect(body.result.serviceLevel).toBeGreaterThanOrEqual(0.8);
  });

  it('says honestly that there is no history to forecast from', async () => {
    const { body } = await json(supervisor, 'GET', '/api/v1/rehearsal/forecast');
    expect(body.forecast).toBeUndefined();
    expect((await json(supervisor, 'GET', '/api/v1/rehearsal/day?day=2026-11-11')).status).toBe(404);
  });
});
