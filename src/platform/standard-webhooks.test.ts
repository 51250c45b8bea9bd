import { describe, expect, it } from 'vitest';
import {
  makeWebhookSecret,
  readWebhookSecret,
  signWebhook,
  webhookHeaders,
  webhookProblem,
} from './standard-webhooks.ts';

// The example of the specification's own libraries (github.com/standard-webhooks/standard-webhooks, libraries/*/test).
const secret = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
const body = '{"test": 2432232314}';
const id = 'msg_p5jXN8AQM9LWM0D4loKWxJek';
const at = new Date(1_614_265_330_000);
const signature = 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=';
const wrong = 'v1,Ceo5qEr07ixe2NLpvHk3FH9bwy/WavXrAFQ/9tdO6mc=';
const key = readWebhookSecret(secret) ?? Buffer.alloc(0);

describe('a message', () => {
  it('is signed as the published example is', () => {
    expect(signWebhook(key, { id, timestamp: '1614265330', body })).toBe(signature);
  });

  it('is signed with each key while a secret is changed', () => {
    const other = readWebhookSecret(makeWebhookSecret()) ?? Buffer.alloc(0);
    const headers = webhookHeaders([other, key], { id, at, body });
    expect(headers['webhook-signature'].split(' ')).toHaveLength(2);
    for (const one of [other, key]) expect(webhookProblem(one, { headers, body, now: at })).toBeUndefined();
  });
});

describe('a received message', () => {
  const good = { 'webhook-id': id, 'webhook-timestamp': '1614265330', 'webhook-signature': signature };
  const seconds = (more: number) => new Date(at.getTime() + more * 1_000);
  it.each([
    ['as published', good, body, at, undefined],
    [
      'among signatures of other keys and versions',
      { ...good, 'webhook-signature': `${wrong} v2,x ${signature}` },
      body,
      at,
      undefined,
    ],
    ['five minutes old', good, body, seconds(300), undefined],
    ['older', good, body, seconds(301), 'time'],
    ['from the future', good, body, seconds(-301), 'time'],
    ['without an id', { ...good, 'webhook-id': '' }, body, at, 'signature'],
    ['without a time', { ...good, 'webhook-timestamp': '' }, body, at, 'time'],
    ['with words for a time', { ...good, 'webhook-timestamp': 'hello' }, body, at, 'time'],
    ['without a signature', { ...good, 'webhook-signature': '' }, body, at, 'signature'],
    ['with half a signature', { ...good, 'webhook-signature': signature.slice(0, 8) }, body, at, 'signature'],
    ['with an empty signature', { ...good, 'webhook-signature': 'v1,' }, body, at, 'signature'],
    [
      'with the signature of another version',
      { ...good, 'webhook-signature': signature.replace('v1', 'v1a') },
      body,
      at,
      'signature',
    ],
    ['of another id', { ...good, 'webhook-id': 'msg_other' }, body, at, 'signature'],
    ['with another body', good, `${body} `, at, 'signature'],
  ])('%s', (_, headers, sent, now, problem) => {
    expect(webhookProblem(key, { headers, body: sent, now })).toBe(problem);
  });
});

describe('a secret', () => {
  it('is made of 32 random bytes', () => {
    const made = [makeWebhookSecret(), makeWebhookSecret()];
    expect(new Set(made).size).toBe(2);
    expect(made.map((one) => readWebhookSecret(one)?.length)).toEqual([32, 32]);
  });

  it('is read with and without its prefix, and refused when it is short', () => {
    expect(readWebhookSecret(secret.slice(6))).toEqual(key);
    expect(readWebhookSecret('whsec_c2hvcnQ=')).toBeUndefined();
    expect(readWebhookSecret('')).toBeUndefined();
  });
});
