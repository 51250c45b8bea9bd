import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopId } from '../platform/index.ts';
import { type SignedInTester, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let owner: SignedInTester;
let supervisor: SignedInTester;
let agent: SignedInTester;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  owner = await server.makeStaff(shopId, 'owner');
  supervisor = await server.makeStaff(shopId, 'supervisor');
  agent = await server.makeStaff(shopId, 'agent');
});
afterAll(() => server.close());

const json = async (who: SignedInTester, method: string, path: string, body?: unknown) => {
  const answer = await server.as(who, method, `/api/v1${path}`, body);
  return { status: answer.status, body: JSON.parse(answer.text) };
};

describe('groups and skills', () => {
  it('are written by the owner, read by all, and told in the audit trail', async () => {
    expect((await json(supervisor, 'PUT', '/skills/jewellery', { name: '珠宝' })).status).toBe(403);
    expect((await json(owner, 'PUT', '/skills/jewellery', { name: '珠宝' })).status).toBe(200);
    expect((await json(owner, 'PUT', '/groups/vip', { name: '会员专线' })).status).toBe(200);
    const { body } = await json(agent, 'GET', '/routing/choices');
    expect(body.skills).toEqual([{ skillId: 'jewellery', name: { 'zh-CN': '珠宝', 'zh-TW': '珠宝', en: '珠宝' } }]);
    expect(body.groups.map((group: { groupId: string }) => group.groupId)).toContain('vip');
    expect(body.channels).toEqual(['widget']);
    const audit = await json(owner, 'GET', '/audit');
    expect(audit.body.entries.map((entry: { action: string }) => entry.action)).toEqual(
      expect.arrayContaining(['skill.saved', 'group.saved']),
    );
  });

  it('go out of the rules with them; a group of the AI stays', async () => {
    const rules = { groups: { vip: { requires: [{ skillId: 'jewellery' }] } } };
    expect((await json(owner, 'PUT', '/routing/settings', rules)).status).toBe(200);
    expect((await json(owner, 'DELETE', '/skills/jewellery')).status).toBe(200);
    expect((await json(owner, 'GET', '/routing/settings')).body.groups.vip.requires).toEqual([]);
    const refused = await json(owner, 'PUT', '/routing/settings', rules);
    expect([refused.status, refused.body.field]).toEqual([400, 'groups.vip.requires.0.skillId']);
    expect(refused.body.type).toContain('unknown-skill');
    expect((await json(owner, 'DELETE', '/groups/aftersale')).status).toBe(409);
    expect((await json(owner, 'DELETE', '/groups/vip')).status).toBe(200);
    expect((await json(owner, 'GET', '/routing/settings')).body.groups).toEqual({});
  });

  it('are given to people with a level, beside capacity and channels', async () => {
    await json(owner, 'PUT', '/skills/jade', { name: '玉石' });
    const change = { capacity: 3, channels: ['widget'], skills: [{ skillId: 'jade', level: 2 }] };
    const { body } = await json(owner, 'PATCH', `/staff/${agent.staff.staffId}`, change);
    expect(body.staff).toMatchObject({ capacity: 3, channels: ['widget'], skills: [{ skillId: 'jade', level: 2 }] });
  });
});

describe('shifts', () => {
  const week = '2026-11-23';

  it('are planned by a supervisor, day by day, and copied to the next week', async () => {
    const path = `/shifts/${agent.staff.staffId}/${week}`;
    const spans = [
      { from: '14:00', to: '18:00' },
      { from: '09:00', to: '12:00' },
    ];
    expect((await json(agent, 'PUT', path, { spans })).status).toBe(403);
    expect((await json(supervisor, 'PUT', path, { spans })).status).toBe(200);
    expect((await json(agent, 'GET', `/shifts?from=${week}`)).body.shifts).toEqual([
      { staffId: agent.staff.staffId, day: week, from: '09:00', to: '12:00' },
      { staffId: agent.staff.staffId, day: week, from: '14:00', to: '18:00' },
    ]);
    expect((await json(supervisor, 'POST', '/shifts/copy', { from: '2026-11-30' })).body).toEqual({ copied: 2 });
    expect((await json(supervisor, 'POST', '/shifts/copy', { from: '2026-11-30' })).body).toEqual({ copied: 0 });
    await json(supervisor, 'PUT', path, { spans: [] });
    expect((await json(agent, 'GET', `/shifts?from=${week}`)).body.shifts).toEqual([]);
  });

  it('name the field that is wrong', async () => {
    const path = `/shifts/${agent.staff.staffId}/${week}`;
    const overlapping = [
      { from: '09:00', to: '12:00' },
      { from: '11:00', to: '18:00' },
    ];
    const answers = [
      await json(supervisor, 'PUT', path, { spans: overlapping }),
      await json(supervisor, 'PUT', path, { spans: [{ from: '09:00', to: '09:00' }] }),
      await json(supervisor, 'PUT', path, { spans: [{ from: '9', to: '10:00' }] }),
    ];
    expect(answers.map(({ status, body }) => [status, body.field])).toEqual([
      [400, 'spans.1.from'],
      [400, 'spans.0.to'],
      [400, 'spans.0.from'],
    ]);
  });

  it('stand beside the public holidays of the year as they were announced', async () => {
    const { body } = await json(supervisor, 'GET', '/public-holidays?year=2026');
    expect(body.days).toContainEqual({ day: '2026-10-01', kind: 'off', name: '国庆节' });
    expect(body.days).toContainEqual({ day: '2026-10-10', kind: 'worked', name: '国庆节' });
  });
});
