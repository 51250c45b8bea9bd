import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopId } from '../platform/index.ts';
import { type SignedInTester, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let owner: SignedInTester;
let page: Server;
let pageAddress: string;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  owner = await server.makeStaff(shopId, 'owner');
  page = createServer((_request, response) => response.end('<html>Welcome</html>'));
  await new Promise<void>((resolve) => page.listen(0, '127.0.0.1', resolve));
  const address = page.address();
  pageAddress = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
}, 120_000);
afterAll(async () => {
  page.close();
  await server.close();
});

const read = (text: string): Record<string, unknown> => JSON.parse(text);
const [first] = ['medusa'];
const settings = (more: object = {}) => ({ url: pageAddress, apiKey: 'sk_very_secret', ...more });

describe('connecting a shop over HTTP', () => {
  it('is for the owner only', async () => {
    for (const role of ['agent', 'supervisor', 'analyst'] as const) {
      const other = await server.makeStaff(shopId, role);
      for (const [method, path] of [
        ['GET', '/api/v1/connections'],
        ['GET', '/api/v1/connections/platforms'],
        ['PUT', '/api/v1/connections'],
        ['POST', '/api/v1/connections/backfill'],
      ] as const) {
        const body = method === 'PUT' ? { platform: first, settings: settings() } : undefined;
        expect((await server.as(other, method, path, body)).status, `${role} ${path}`).toBe(403);
      }
    }
  });

  it('lists platforms with their fields and where they push to', async () => {
    const answer = await server.as(owner, 'GET', '/api/v1/connections/platforms');
    expect(answer.status).toBe(200);
    const { platforms } = read(answer.text);
    expect(platforms).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ platform: first, callbackPath: `/callbacks/stores/${first}/${shopId}` }),
      ]),
    );
  });

  it('says in plain words what is wrong, and keeps nothing', async () => {
    const test = async (more: object) =>
      read(
        (await server.as(owner, 'POST', '/api/v1/connections/test', { platform: first, settings: settings(more) }))
          .text,
      );
    expect(await test({})).toMatchObject({
      test: { ok: false, problem: { 'zh-CN': expect.stringContaining('内网') } },
    });
    expect(await test({ allowPrivateNetwork: 'true' })).toMatchObject({
      test: { ok: false, problem: { 'zh-CN': expect.stringContaining('网页') } },
    });
    expect(await test({ apiKey: '' })).toMatchObject({ test: { ok: false, field: 'apiKey' } });
    expect(read((await server.as(owner, 'GET', '/api/v1/connections')).text)).toEqual({ connection: null });
  });

  it('takes secrets in and never gives them out', async () => {
    const saved = await server.as(owner, 'PUT', '/api/v1/connections', { platform: first, settings: settings() });
    expect(saved.status).toBe(200);
    expect(read(saved.text)).toMatchObject({
      connection: { platform: first, state: 'new', filledSecrets: ['apiKey'], settings: { url: pageAddress } },
    });
    expect(saved.text).not.toContain('sk_very_secret');
    expect((await server.as(owner, 'GET', '/api/v1/connections')).text).not.toContain('sk_very_secret');
  });

  it('refuses a platform that there is not, and a field that it has not', async () => {
    const put = (body: object) => server.as(owner, 'PUT', '/api/v1/connections', body);
    expect((await put({ platform: 'nothing', settings: {} })).status).toBe(400);
    expect((await put({ platform: first, settings: settings({ colour: 'red' }) })).status).toBe(400);
  });

  it('answers pushes of platforms that have none, and to shops that are not connected, with nothing', async () => {
    const push = (path: string) => fetch(`${server.address}${path}`, { method: 'POST', body: '{}' });
    for (const path of [
      `/callbacks/stores/${first}/${shopId}`,
      `/callbacks/stores/nothing/${shopId}`,
      `/callbacks/stores/${first}/nobody`,
    ])
      expect((await push(path)).status, path).toBe(404);
  });
});
