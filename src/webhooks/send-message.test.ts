import { createServer, type Server } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { makeWebhookSecret, readWebhookSecret, webhookProblem } from '../platform/index.ts';
import { createSender, type OutgoingMessage } from './send-message.ts';
import { type Receiver, startReceiver } from './testing.ts';

let receiver: Receiver;
let garbage: Server;
beforeAll(async () => {
  receiver = await startReceiver();
  garbage = createServer((socket) => socket.end('SSH-2.0-OpenSSH_9.9\r\n'));
  await new Promise<void>((resolve) => garbage.listen(0, '127.0.0.1', resolve));
});
afterAll(async () => {
  await receiver.close();
  garbage.close();
});
beforeEach(() => {
  receiver.received.length = 0;
});

const send = createSender({ timeoutMilliseconds: 400 });
const secrets = [makeWebhookSecret(), makeWebhookSecret()];
const message = (more: Partial<OutgoingMessage> = {}): OutgoingMessage => ({
  url: receiver.url,
  allowsPrivate: true,
  secrets,
  messageId: 'msg_1',
  body: '{"type":"order.changed","data":{"orderId":"南屿1"}}',
  at: new Date(),
  ...more,
});
const portOf = (server: Server) => {
  const address = server.address();
  return address !== null && typeof address === 'object' ? address.port : 0;
};

describe('a message', () => {
  it('arrives as it was, signed with every secret', async () => {
    receiver.answer = (response) => void response.writeHead(200).end('{"ok":true}');
    const sent = message();
    const { outcome, answer } = await send(sent);
    expect([outcome, answer]).toEqual([{ kind: 'answered', status: 200 }, '{"ok":true}']);
    const [got] = receiver.received;
    expect(got?.body).toBe(sent.body);
    expect(got?.headers).toMatchObject({ 'content-type': 'application/json', 'webhook-id': 'msg_1' });
    const headers = Object.fromEntries(
      Object.entries(got?.headers ?? {}).map(([name, value]) => [name, String(value)]),
    );
    for (const secret of secrets)
      expect(webhookProblem(readWebhookSecret(secret), { headers, body: sent.body, now: new Date() })).toBeUndefined();
    const other = readWebhookSecret(makeWebhookSecret());
    expect(webhookProblem(other, { headers, body: sent.body, now: new Date() })).toBe('signature');
  });
});

describe('an endpoint that', () => {
  const answers: readonly (readonly [string, Receiver['answer'], object])[] = [
    ['has a fault', (response) => void response.writeHead(500).end('Oops'), { kind: 'answered', status: 500 }],
    ['knows no such page', (response) => void response.writeHead(404).end(), { kind: 'answered', status: 404 }],
    ['is gone', (response) => void response.writeHead(410).end(), { kind: 'answered', status: 410 }],
    [
      'has too much to do',
      (response) => void response.writeHead(429, { 'retry-after': '30' }).end(),
      { kind: 'answered', status: 429, retryAfter: '30' },
    ],
    [
      'sends elsewhere',
      (response) => void response.writeHead(307, { location: receiver.url.replace('hooks', 'elsewhere') }).end(),
      { kind: 'answered', status: 307 },
    ],
    ['does not answer', () => undefined, { kind: 'unanswered', problem: 'timeout' }],
    ['hangs up', (_, __, socket) => void socket.destroy(), { kind: 'unanswered', problem: 'no-connection' }],
    [
      'hangs up in the middle of its answer',
      (response, _, socket) =>
        void response
          .writeHead(200, { 'content-length': '99' })
          .write('half', () => setImmediate(() => socket.destroy())),
      { kind: 'answered', status: 200 },
    ],
    [
      'answers for ever, drop by drop',
      (response) => {
        const drops = setInterval(() => response.write('.'), 20);
        response.writeHead(500).write('.');
        response.on('close', () => clearInterval(drops));
      },
      { kind: 'answered', status: 500 },
    ],
    [
      'answers with a flood',
      (response) => {
        const pour = () => {
          while (!response.destroyed && response.write('x'.repeat(65_536)));
        };
        response.writeHead(200).on('drain', pour);
        pour();
      },
      { kind: 'answered', status: 200 },
    ],
  ];

  it.each(answers)('%s', async (_, answer, expected) => {
    receiver.answer = answer;
    const tried = await send(message());
    expect(tried.outcome).toEqual(expected);
    expect(tried.answer.length).toBeLessThanOrEqual(2_000);
    expect(receiver.received.map(({ path }) => path)).toEqual(['/hooks']);
  });

  it.each([
    ['nobody listens at', () => 'http://127.0.0.1:1/', 'no-connection'],
    ['speaks another language', () => `http://127.0.0.1:${portOf(garbage)}/`, 'no-connection'],
    ['has no TLS where it should', () => receiver.url.replace('http:', 'https:'), 'certificate'],
    ['has a name that nobody knows', () => 'https://nobody.invalid/', 'unknown-name'],
  ])('%s', async (_, url, problem) => {
    expect((await send(message({ url: url() }))).outcome).toEqual({ kind: 'unanswered', problem });
  });

  it('stands where it may not is not called', async () => {
    for (const url of [receiver.url, receiver.url.replace('127.0.0.1', 'localhost'), 'http://169.254.169.254/']) {
      const { outcome } = await send(message({ url, allowsPrivate: false }));
      expect(outcome).toEqual({ kind: 'unanswered', problem: 'blocked-address' });
    }
    expect((await send(message({ url: 'http://169.254.169.254/' }))).outcome).toMatchObject({
      problem: 'blocked-address',
    });
    expect(receiver.received).toEqual([]);
  });

  it('answers with zero bytes and colours is kept as plain text', async () => {
    receiver.answer = (response) => void response.writeHead(500).end('a\u0000b\u001b[31mc\n南');
    expect((await send(message())).answer).toBe('ab[31mc\n南');
  });
});
