import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createHttpClient } from './http-client.ts';

let server: Server;
let base = '';
const hits: string[] = [];
beforeAll(async () => {
  server = createServer((request, response) => {
    hits.push(request.url ?? '');
    if (request.url === '/slow') return;
    if (request.url === '/large') return void response.end('x'.repeat(20_000));
    if (request.url === '/away') return void response.writeHead(302, { location: 'http://169.254.169.254/' }).end();
    if (request.url === '/cut')
      return void response.writeHead(200, { 'content-length': '100' }).write('half', () => response.destroy());
    request.pipe(response.writeHead(request.url === '/busy' ? 429 : 200, { 'x-method': request.method ?? '' }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  base = `http://127.0.0.1:${address !== null && typeof address === 'object' ? address.port : 0}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const client = createHttpClient({ blockPrivateAddresses: false });
const careful = createHttpClient({ blockPrivateAddresses: true });

describe('a request', () => {
  test('sends body and method, and any status is a reply', async () => {
    const reply = await client.request(`${base}/busy`, { method: 'POST', body: '{"text":"你好"}' });
    expect([reply.status, reply.headers['x-method'], reply.json()]).toEqual([429, 'POST', { text: '你好' }]);
  });

  test('does not follow redirects', async () => {
    expect((await client.request(`${base}/away`)).status).toBe(302);
  });

  test.each([
    ['/slow', { timeoutMilliseconds: 50 }, { isRetryable: true, message: expect.stringContaining('within 50 ms') }],
    ['/large', { maxBytes: 10_000 }, { isRetryable: false, message: expect.stringContaining('more than 10000 bytes') }],
    ['/cut', {}, { isRetryable: true, kind: 'unavailable' }],
  ])('%s is an upstream error that says whether to try again', async (path, request, error) => {
    await expect(client.request(`${base}${path}`, request)).rejects.toMatchObject(error);
  });

  test('a body that is no JSON is an upstream error', async () => {
    const reply = await client.request(`${base}/`, { method: 'POST', body: '<html>' });
    expect(() => reply.json()).toThrow('no JSON');
  });
});

describe('with private addresses blocked', () => {
  const port = () => new URL(base).port;
  test.each([
    '127.0.0.1',
    '127.1',
    '2130706433',
    '0x7f000001',
    '0177.0.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    'localhost',
    'localhost.',
    '0',
  ])('%s is never connected to', async (host) => {
    const before = hits.length;
    await expect(careful.request(`http://${host}:${port()}/`)).rejects.toMatchObject({
      isRetryable: expect.any(Boolean),
      kind: 'unavailable',
    });
    expect(hits).toHaveLength(before);
  });

  test('not even over a connection that another client keeps open', async () => {
    await client.request(`http://localhost:${port()}/warm`);
    await expect(careful.request(`http://localhost:${port()}/warm`)).rejects.toThrow('public address');
  });
});

test.each(['file:///etc/passwd', 'gopher://example.com', 'javascript:1', 'not an address'])(
  '%s is refused',
  async (url) => {
    await expect(client.request(url)).rejects.toMatchObject({ kind: 'invalid' });
  },
);
