import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { remotePlatforms } from '../../src/commerce/index.ts';
import { createPushClient, PushRefused } from '../../web/api/push-client.ts';
import { secretBytes, signedHeaders } from '../../web/api/standard-webhooks.ts';

const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const rest = remotePlatforms.find((one) => one.platform === 'rest');
const changes: unknown[] = [];

/** A callback as Peakdesk answers it: the connector reads the push. */
const server = createServer(async (request, response) => {
  const parts: Buffer[] = [];
  for await (const part of request) parts.push(Buffer.from(part));
  const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]));
  const push = { method: 'POST', query: {}, headers, body: Buffer.concat(parts).toString() };
  const read = rest?.readPush?.(push, { webhookSecret: secret }, new Date());
  if (read?.ok === true) changes.push(...read.changes);
  response.writeHead(read?.ok === true ? 200 : (read?.status ?? 500)).end();
});
let url = '';
beforeAll(async () => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/callbacks/stores/rest/nanyu`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

it('signs as the official example of Standard Webhooks does', async () => {
  const headers = await signedHeaders(secretBytes(secret), {
    messageId: 'msg_p5jXN8AQM9LWM0D4loKWxJek',
    at: new Date(1_614_265_330_000),
    body: '{"test": 2432232314}',
  });
  expect(headers['webhook-signature']).toBe('v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=');
});

it('tells the connector what has changed', async () => {
  const client = createPushClient({ url, secret });
  await client.tell({ type: 'order.changed', id: 'NY1001' });
  await client.tell({ type: 'product.changed', id: 'P/1' });
  expect(changes).toEqual([
    { kind: 'order', id: 'NY1001' },
    { kind: 'product', id: 'P/1' },
  ]);
});

it('says that it was refused: another secret, a wrong clock', async () => {
  const other = createPushClient({ url, secret: `whsec_${btoa('another secret of a shop')}` });
  await expect(other.tell({ type: 'order.changed', id: '1' })).rejects.toBeInstanceOf(PushRefused);
  const late = createPushClient({ url, secret, now: () => new Date(0) });
  await expect(late.tell({ type: 'order.changed', id: '1' })).rejects.toMatchObject({ status: 401 });
  expect(() => createPushClient({ url, secret: 'geheim' })).toThrow(RangeError);
});
