import { readFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, expectTypeOf, it } from 'vitest';
import type { z } from 'zod';
import { makeWebhookSecret } from '../../src/platform/index.ts';
import { createSender, publicEventSchemas, publicEventTypes, testEventType } from '../../src/webhooks/index.ts';
import {
  type CheckedWebhook,
  verifyWebhook,
  type WebhookData,
  type WebhookEventType,
} from '../../web/api/webhook-client.ts';

// The example of the specification's own libraries (github.com/standard-webhooks/standard-webhooks, libraries/*/test).
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"test": 2432232314}';
const now = new Date(1_614_265_330_000);
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const wrong = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
const headers = {
  'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
  'webhook-timestamp': '1614265330',
  'webhook-signature': signature,
};
const good = { headers, body, secrets: [secret], now };
const later = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describe('the published example', () => {
  const cases: readonly (readonly [string, Partial<typeof good>, 'ok' | 'signature' | 'time'])[] = [
    ['is believed', {}, 'ok'],
    ['is believed with a secret without its prefix', { secrets: [secret.slice(6)] }, 'ok'],
    ['is believed while a new secret replaces it', { secrets: [makeWebhookSecret(), secret] }, 'ok'],
    [
      'is believed among other signatures',
      { headers: { ...headers, 'webhook-signature': `${wrong} v2,x ${signature} ${wrong}` } },
      'ok',
    ],
    ['is believed for five minutes', { now: later(300) }, 'ok'],
    ['is too old after that', { now: later(301) }, 'time'],
    ['is not believed from the future', { now: later(-301) }, 'time'],
    ['is not believed without an id', { headers: { ...headers, 'webhook-id': '' } }, 'signature'],
    ['is not believed without a time', { headers: { ...headers, 'webhook-timestamp': '' } }, 'time'],
    ['is not believed with words for a time', { headers: { ...headers, 'webhook-timestamp': 'hello' } }, 'time'],
    ['is not believed without a signature', { headers: { ...headers, 'webhook-signature': '' } }, 'signature'],
    [
      'is not believed with half a signature',
      { headers: { ...headers, 'webhook-signature': signature.slice(0, 8) } },
      'signature',
    ],
    ['is not believed with an empty signature', { headers: { ...headers, 'webhook-signature': 'v1,' } }, 'signature'],
    [
      'is not believed with a longer signature',
      { headers: { ...headers, 'webhook-signature': `${signature}x` } },
      'signature',
    ],
    ['is not believed with another secret', { secrets: [makeWebhookSecret()] }, 'signature'],
    ['is not believed with no secret', { secrets: [] }, 'signature'],
    ['is not believed with another body', { body: body.replace('2', '3') }, 'signature'],
  ];
  it.each(cases)('%s', async (_, change, expected) => {
    const checked = await verifyWebhook({ ...good, ...change });
    expect(checked).toEqual(
      expected === 'ok' ? { ok: true, id: headers['webhook-id'], event: null } : { ok: false, reason: expected },
    );
  });

  it('is believed in a Headers object, too', async () => {
    expect(await verifyWebhook({ ...good, headers: new Headers(headers) })).toMatchObject({ ok: true });
  });

  it('asks for a secret that is one', async () => {
    await expect(verifyWebhook({ ...good, secrets: ['geheim'] })).rejects.toThrow(RangeError);
  });
});

describe('a program of the shop', () => {
  const checked: CheckedWebhook[] = [];
  const own = makeWebhookSecret();
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(Buffer.from(part));
    const text = Buffer.concat(parts).toString();
    const result = await verifyWebhook({ headers: request.headers, body: text, secrets: [own] });
    checked.push(result);
    response.writeHead(result.ok ? 204 : 400).end();
  });
  let url = '';
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}/`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  it('believes what Peakdesk sends, and nothing else', async () => {
    const event = {
      type: 'order.changed',
      version: 1,
      timestamp: now.toISOString(),
      shop: 'demo',
      data: { orderId: '南屿1', change: null },
    };
    const send = createSender();
    const message = { url, allowsPrivate: true, messageId: 'm1', body: JSON.stringify(event), at: new Date() };
    expect((await send({ ...message, secrets: [makeWebhookSecret(), own] })).outcome).toEqual({
      kind: 'answered',
      status: 204,
    });
    expect((await send({ ...message, secrets: [makeWebhookSecret()] })).outcome).toEqual({
      kind: 'answered',
      status: 400,
    });
    expect(checked).toEqual([
      { ok: true, id: 'm1', event },
      { ok: false, reason: 'signature' },
    ]);
  });
});

describe('the typed events', () => {
  type Told = { -readonly [Type in keyof typeof publicEventSchemas]: z.infer<(typeof publicEventSchemas)[Type]> };

  /** The client's types with what is common to conversations written out. */
  type Flat = {
    [Type in Exclude<WebhookEventType, 'webhook.test'>]: { [Key in keyof WebhookData[Type]]: WebhookData[Type][Key] };
  };

  it('are those that are sent', () => {
    expectTypeOf<Told>().toEqualTypeOf<Flat>();
    expectTypeOf<WebhookEventType>().toEqualTypeOf<keyof Told | 'webhook.test'>();
  });

  it('each have an example in docs/webhooks.md that is one', async () => {
    const page = readFileSync(join(import.meta.dirname, '../../docs/webhooks.md'), 'utf8');
    const examples = [...page.matchAll(/```json\n(\{"type".*?\})\n```/gs)].map(([, text]): unknown =>
      JSON.parse(text ?? ''),
    );
    const seen = examples.map((example) => exampleType(example));
    expect(seen.toSorted()).toEqual([...publicEventTypes, testEventType].toSorted());
  });

  const exampleType = (example: unknown): string => {
    if (typeof example !== 'object' || example === null || !('type' in example) || !('data' in example))
      return 'nothing';
    const type = publicEventTypes.find((one) => one === example.type);
    if (type !== undefined) expect(publicEventSchemas[type].safeParse(example.data)).toMatchObject({ success: true });
    return String(example.type);
  };
});
