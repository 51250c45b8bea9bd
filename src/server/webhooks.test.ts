import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { ShopId } from '../platform/index.ts';
import { type Receiver, startReceiver } from '../webhooks/testing.ts';
import { type SignedInTester, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let owner: SignedInTester;
let receiver: Receiver;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  owner = await server.makeStaff(shopId, 'owner');
  receiver = await startReceiver();
}, 120_000);
afterAll(async () => {
  await receiver.close();
  await server.close();
});

const root = '/api/v1/webhooks';
const someId = '0198c0de-0000-7000-8000-000000000001';
const call = async (method: string, path = '', body?: unknown, who: SignedInTester | undefined = owner) => {
  const { status, text } = await server.as(who, method, `${root}${path}`, body);
  const read: Record<string, unknown> = text === '' ? {} : JSON.parse(text);
  return { status, text, body: read };
};
const add = async (more: object = {}) => {
  const { body } = await call('POST', '', { url: receiver.url, allowsPrivate: true, ...more });
  return { endpointId: String(body.endpointId), secret: String(body.secret) };
};

describe('webhook settings over HTTP', () => {
  it('are for the owner only', async () => {
    const routes = [
      ['GET', ''],
      ['POST', '', { url: 'https://shop.example/' }],
      ['PUT', `/${someId}`, { url: 'https://shop.example/' }],
      ['PUT', `/${someId}/state`, { isOn: false }],
      ['DELETE', `/${someId}`],
      ['POST', `/${someId}/secret`, {}],
      ['POST', `/${someId}/test`],
      ['GET', `/${someId}/deliveries`],
      ['POST', `/${someId}/resend`, {}],
    ] as const;
    for (const role of ['supervisor', 'agent', 'trainer', 'analyst'] as const) {
      const other = await server.makeStaff(shopId, role);
      for (const [method, path, body] of routes)
        expect((await call(method, path, body, other)).status, `${role} ${method} ${path}`).toBe(403);
    }
    expect((await server.as(undefined, 'GET', root)).status).toBe(401);
  });

  it('tell a secret once and never again', async () => {
    const { endpointId, secret } = await add({ description: 'ERP' });
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
    const listed = await call('GET');
    expect(listed.text).not.toContain('whsec_');
    expect(listed.body).toMatchObject({
      endpoints: expect.arrayContaining([expect.objectContaining({ endpointId, description: 'ERP', isOn: true })]),
      events: expect.arrayContaining(['order.changed', 'message.received']),
    });
    const rotated = await call('POST', `/${endpointId}/secret`, {});
    expect(rotated.body.secret).not.toBe(secret);
    expect((await call('GET')).text).not.toContain('whsec_');
  });

  it.each([
    ['an address without TLS', { url: 'http://shop.example/' }, 'url'],
    ['a private address', { url: 'https://10.0.0.1/' }, 'url'],
    ['a metadata service', { url: 'http://169.254.169.254/', allowsPrivate: true }, 'url'],
    ['an event that there is not', { url: 'https://shop.example/', types: ['order.eaten'] }, 'types.0'],
  ])('refuse %s and name the field', async (_, body, field) => {
    expect(await call('POST', '', body)).toMatchObject({ status: 400, body: { field } });
  });

  it('test an endpoint and say what came back', async () => {
    const { endpointId } = await add();
    receiver.answer = (response) => void response.writeHead(403).end('no');
    expect((await call('POST', `/${endpointId}/test`)).body).toMatchObject({
      delivery: { state: 'failed', status: 403, answer: 'no', type: 'webhook.test' },
    });
    receiver.answer = (response) => void response.writeHead(204).end();
    expect((await call('POST', `/${endpointId}/test`)).body).toMatchObject({ delivery: { state: 'delivered' } });
    expect((await call('GET', `/${endpointId}/deliveries`)).body.deliveries).toHaveLength(2);
    expect((await call('GET', `/${endpointId}/deliveries?state=failed`)).body.deliveries).toHaveLength(1);
    expect((await call('GET', `/${endpointId}/deliveries?type=order.changed`)).body.deliveries).toHaveLength(0);
    expect((await call('GET', `/${endpointId}/deliveries?state=lost`)).status).toBe(400);
  });

  it('page through a long log', async () => {
    const { endpointId } = await add();
    for (let number = 0; number < 51; number += 1) await call('POST', `/${endpointId}/test`);
    const first = (await call('GET', `/${endpointId}/deliveries`)).body;
    expect(first.deliveries).toHaveLength(50);
    const rest = (await call('GET', `/${endpointId}/deliveries?before=${first.nextCursor}`)).body;
    expect(rest.deliveries).toHaveLength(1);
    expect(rest.nextCursor).toBeUndefined();
  });

  it('turn off, on, change and remove an endpoint, and the trail knows it', async () => {
    const { endpointId } = await add();
    const off = await call('PUT', `/${endpointId}/state`, { isOn: false });
    expect(off.text).toContain('by-hand');
    expect((await call('POST', `/${endpointId}/resend`, {})).status).toBe(409);
    expect((await call('PUT', `/${endpointId}/state`, { isOn: true })).status).toBe(200);
    expect((await call('POST', `/${endpointId}/resend`, {})).body).toEqual({ count: 0 });
    expect((await call('PUT', `/${endpointId}`, { url: 'https://new.example/' })).text).toContain('new.example');
    expect((await call('DELETE', `/${endpointId}`)).status).toBe(200);
    for (const [method, path] of [
      ['DELETE', ''],
      ['POST', '/test'],
      ['PUT', '/state'],
    ] as const)
      expect((await call(method, `/${endpointId}${path}`, path === '/state' ? { isOn: true } : undefined)).status).toBe(
        404,
      );
    const { body } = await server.as(owner, 'GET', '/api/v1/audit');
    expect(body.entries.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'webhook.added',
        'webhook.turned-off',
        'webhook.turned-on',
        'webhook.changed',
        'webhook.removed',
      ]),
    );
  });

  it('know nothing of another shop’s', async () => {
    const { endpointId } = await add();
    const other = await server.makeStaff(await server.test.makeShop(), 'owner');
    expect((await call('GET', '', undefined, other)).body.endpoints).toEqual([]);
    expect((await call('POST', `/${endpointId}/test`, undefined, other)).status).toBe(404);
    expect((await call('POST', `/${endpointId}/secret`, {}, other)).status).toBe(404);
    expect((await call('GET', `/${endpointId}/deliveries`, undefined, other)).body.deliveries).toEqual([]);
  });
});
