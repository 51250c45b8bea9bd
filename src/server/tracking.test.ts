import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import {
  type FakeTrackingService,
  startFakeTracking,
  trackingKeys,
} from '../commerce/testing/fake-tracking-service.ts';
import type { ShopId } from '../platform/index.ts';
import { type SignedInTester, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let owner: SignedInTester;
let fake: FakeTrackingService;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  owner = await server.makeStaff(shopId, 'owner');
  fake = await startFakeTracking();
}, 120_000);
afterAll(async () => {
  await fake.close();
  await server.close();
});

const read = (text: string): Record<string, unknown> => JSON.parse(text);
const input = (more: object = {}) => ({
  service: 'kuaidi100',
  settings: { ...trackingKeys, url: fake.url, allowPrivateNetwork: 'true', ...more },
});

describe('a tracking service over HTTP', () => {
  it('is for the owner only', async () => {
    const agent = await server.makeStaff(shopId, 'agent');
    for (const [method, path, body] of [
      ['GET', '/api/v1/tracking', undefined],
      ['PUT', '/api/v1/tracking', input()],
      ['POST', '/api/v1/tracking/test', input()],
      ['DELETE', '/api/v1/tracking', undefined],
    ] as const)
      expect((await server.as(agent, method, path, body)).status, `${method} ${path}`).toBe(403);
  });

  it('lists services with their fields, and says in plain words whether the keys are right', async () => {
    const listed = read((await server.as(owner, 'GET', '/api/v1/tracking')).text);
    expect(listed).toMatchObject({
      tracking: null,
      services: [
        { service: 'kuaidi100', callbackPath: `/callbacks/tracking/kuaidi100/${shopId}` },
        { service: 'cainiao' },
      ],
    });
    const test = async (more: object) =>
      read((await server.as(owner, 'POST', '/api/v1/tracking/test', input(more))).text);
    expect(await test({})).toMatchObject({ test: { ok: true } });
    expect(await test({ key: 'wrong' })).toMatchObject({
      test: { ok: false, problem: { 'zh-CN': expect.stringContaining('请核对编号和密钥') } },
    });
  });

  it('takes secrets in and never gives them out', async () => {
    const saved = await server.as(owner, 'PUT', '/api/v1/tracking', input());
    expect(saved.status).toBe(200);
    expect(read(saved.text)).toMatchObject({ tracking: { service: 'kuaidi100', filledSecrets: ['key'] } });
    expect(saved.text).not.toContain(trackingKeys.key);
    expect((await server.as(owner, 'GET', '/api/v1/tracking')).text).not.toContain(trackingKeys.key);
    const again = await server.as(owner, 'POST', '/api/v1/tracking/test', input({ key: '' }));
    expect(read(again.text)).toMatchObject({ test: { ok: true } });
    expect((await server.as(owner, 'PUT', '/api/v1/tracking', input({ colour: 'red' }))).status).toBe(400);
  });

  it('answers what is not signed with a refusal, and shops without it with nothing', async () => {
    const push = (path: string) => fetch(`${server.address}${path}`, { method: 'POST', body: 'param=%7B%7D&sign=A' });
    expect((await push(`/callbacks/tracking/kuaidi100/${shopId}`)).status).toBe(401);
    for (const path of [
      `/callbacks/tracking/cainiao/${shopId}`,
      `/callbacks/tracking/nothing/${shopId}`,
      '/callbacks/tracking/kuaidi100/nobody',
    ])
      expect((await push(path)).status, path).toBe(404);
  });

  it('ends when it is removed', async () => {
    expect(read((await server.as(owner, 'DELETE', '/api/v1/tracking')).text)).toMatchObject({ tracking: null });
    expect((await server.as(owner, 'DELETE', '/api/v1/tracking')).status).toBe(404);
  });
});
