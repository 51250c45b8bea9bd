import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SignedInTester, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let agent: SignedInTester;
let supervisor: SignedInTester;
let owner: SignedInTester;
const approvalId = '0199a0a0-0000-7000-8000-0000000000b1';

beforeAll(async () => {
  server = await startTestServer();
  const shopId = await server.test.makeShop();
  agent = await server.makeStaff(shopId, 'agent');
  owner = await server.makeStaff(shopId, 'owner');
  supervisor = await server.makeStaff(shopId, 'supervisor');
  const secrets = await server.parts.ground.secrets.forShop(shopId);
  const given = secrets.seal(`action_approvals/arguments/${approvalId}`, JSON.stringify({ orderId: 'T1001' }));
  await server.test.database.inShop(
    shopId,
    (sql) => sql`
      insert into action_approvals (shop_id, approval_id, idempotency_key, action, actor, arguments_sealed, order_id, amount, currency, requested_at)
      values (${shopId}, ${approvalId}, 'k', 'cancel-order', ${sql.json({ storeCustomerId: 'C1', identity: 'verified' })}, ${given},
        'T1001', 990000, 'CNY', ${new Date()})`,
  );
});
afterAll(() => server.close());

describe('how far Peakdesk may go by itself', () => {
  it('is set by the owner, read by supervisors, and every change is in the trail', async () => {
    const change = { approvalAbove: 50_000, limits: { perCustomerDay: { count: 5 } } };
    expect((await server.as(supervisor, 'PUT', '/api/v1/safety', change)).status).toBe(403);
    const saved = await server.as(owner, 'PUT', '/api/v1/safety', change);
    const wanted = { safety: { approvalAbove: 50_000, limits: { perCustomerDay: { count: 5, amount: null } } } };
    expect(JSON.parse(saved.text)).toMatchObject(wanted);
    expect(JSON.parse((await server.as(supervisor, 'GET', '/api/v1/safety')).text)).toMatchObject(wanted);
    for (const wrong of [{ approvalAbove: -1 }, { aprovalAbove: 1 }])
      expect((await server.as(owner, 'PUT', '/api/v1/safety', wrong)).status).toBe(400);
  });
});

describe('the queue for a second pair of eyes', () => {
  it('is for supervisors, shows no arguments, and an entry is decided once and written into the trail', async () => {
    expect((await server.as(agent, 'GET', '/api/v1/approvals')).status).toBe(403);
    const listed = await server.as(supervisor, 'GET', '/api/v1/approvals');
    expect(JSON.parse(listed.text)).toMatchObject({
      approvals: [{ approvalId, action: 'cancel-order', amount: 990_000, state: 'pending', askedBy: 'customer' }],
    });
    expect(listed.text).not.toMatch(/arguments|actor/);
    const path = `/api/v1/approvals/${approvalId}`;
    const answered = await server.as(supervisor, 'POST', path, { decision: 'reject', note: '金额不对' });
    expect(JSON.parse(answered.text)).toMatchObject({ approval: { state: 'rejected', note: '金额不对' } });
    expect((await server.as(supervisor, 'POST', path, { decision: 'approve' })).status).toBe(409);
    const trail = await server.as(supervisor, 'GET', '/api/v1/audit');
    expect(trail.body.entries.map((entry) => entry.action)).toContain('approval.rejected');
    expect((await server.as(supervisor, 'GET', '/api/v1/approvals?only=all')).text).toContain(approvalId);
  });
});
