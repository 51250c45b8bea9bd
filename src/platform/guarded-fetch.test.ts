import { createServer, type Server } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { blockedReason, createGuardedFetch, isMetadataAddress } from './guarded-fetch.ts';

let canary: Server;
let port = 0;
let hits = 0;
beforeAll(async () => {
  canary = createServer((_, response) => {
    hits += 1;
    response.writeHead(200, { 'content-type': 'text/plain' });
    response.write('one,');
    response.end('two');
  });
  await new Promise<void>((resolve) => canary.listen(0, '127.0.0.1', resolve));
  const address = canary.address();
  port = address !== null && typeof address === 'object' ? address.port : 0;
});
afterAll(() => void canary.close());

const get = { method: 'GET' as const, headers: {}, signal: AbortSignal.timeout(3_000) };

/** Ways to write addresses that reach what nobody outside should reach. */
const privateHosts = [
  '127.0.0.1',
  '127.1',
  '0x7f000001',
  '2130706433',
  '0177.0.0.1',
  '[::1]',
  '[::ffff:127.0.0.1]',
  '[::ffff:7f00:1]',
  '[64:ff9b::7f00:1]',
  '[2002:7f00:1::]',
  '10.0.0.1',
  '172.16.0.1',
  '192.168.1.1',
  '100.64.0.1',
  '198.18.0.1',
  '[fc00::1]',
  '１２７.0.0.1',
];
const metadataHosts = [
  '169.254.169.254',
  '0xa9fea9fe',
  '2852039166',
  '169.254.170.2',
  '100.100.100.200',
  '192.0.0.192',
  '0.0.0.0',
  '[::]',
  '[fe80::1]',
  '[fd00:ec2::254]',
  '[::ffff:169.254.169.254]',
  '[64:ff9b::a9fe:a9fe]',
  '224.0.0.1',
  '255.255.255.255',
];

describe('to the open internet only', () => {
  it.each([...privateHosts, ...metadataHosts])('%s is not called', async (host) => {
    const before = hits;
    await expect(createGuardedFetch('public')(`http://${host}:${port}/v1`, get)).rejects.toThrow(/blocked/);
    expect(hits).toBe(before);
  });

  it.each(['localhost', 'localhost.'])('%s is looked up and not called', async (host) => {
    const before = hits;
    await expect(createGuardedFetch('public')(`http://${host}:${port}/`, get)).rejects.toThrow();
    expect(hits).toBe(before);
  });
});

describe('to networks of one’s own, too', () => {
  it.each(metadataHosts)('%s is not called all the same', async (host) => {
    const before = hits;
    await expect(createGuardedFetch('private')(`http://${host}:${port}/v1`, get)).rejects.toThrow(/blocked/);
    expect(hits).toBe(before);
  });

  it.each(['127.0.0.1', 'localhost'])('%s is called, and its answer comes as a stream', async (host) => {
    const answer = await createGuardedFetch('private')(`http://${host}:${port}/`, get);
    expect([answer.status, answer.headers.get('content-type'), await answer.text()]).toEqual([
      200,
      'text/plain',
      'one,two',
    ]);
  });
});

describe('an address', () => {
  it.each([
    ['not an address', 'no-address'],
    ['file:///etc/passwd', 'protocol'],
    ['gopher://127.0.0.1', 'protocol'],
    ['http://user:password@models.example', 'credentials'],
    ['http://169.254.169.254/latest', 'metadata-address'],
    ['http://192.168.0.2/v1', 'private-address'],
    ['https://models.example/v1', undefined],
  ])('%s is blocked as %s', (url, reason) => {
    expect(blockedReason(url, 'public')).toBe(reason);
  });

  it('that cannot be read counts as a metadata address', () => {
    expect(isMetadataAddress('what')).toBe(true);
    expect(isMetadataAddress('192.168.0.2')).toBe(false);
    expect(isMetadataAddress('8.8.8.8')).toBe(false);
  });
});
