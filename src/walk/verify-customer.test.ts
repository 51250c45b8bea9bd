import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { aCustomer as aStoreCustomer } from '../commerce/stores/hosted/a-hosted-shop.ts';
import { codeTries, findOrCreateCustomer, linkStoreCustomer } from '../customers/index.ts';
import {
  type CustomerId,
  createMailer,
  createSecrets,
  fixedClock,
  type Mailer,
  type Secrets,
  type ShopId,
  type Sms,
} from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { confirmVerificationCode, sendVerificationCode, type VerificationParts } from './verify-customer.ts';

const start = new Date('2026-11-21T08:00:00Z');
const clock = fixedClock(start);
let testing: TestDatabase;
let secrets: Secrets;
let server: SMTPServer;
let mailer: Mailer;
const mails: string[] = [];
const messages: Sms[] = [];

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, _session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        mails.push(Buffer.concat(parts).toString('utf8'));
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  mailer = createMailer(`smtp://127.0.0.1:${port}/?from=shop@example.com`);
});
afterAll(async () => {
  mailer.close();
  await new Promise<void>((resolve) => server.close(() => resolve()));
  await testing.close();
});

async function aCustomer(): Promise<{ parts: VerificationParts; shopId: ShopId; customerId: CustomerId }> {
  const shopId = await testing.makeShop();
  const identity = { channelId: 'console', sourceId: 'p', isVerified: false };
  const { customerId } = await testing.database.inShop(shopId, async (sql) => {
    const made = await findOrCreateCustomer(sql, { shopId, identity, language: 'zh-CN', now: start });
    const { customerId } = made;
    await linkStoreCustomer(sql, { shopId, customerId, storeCustomerId: 'C1', displayName: '', identity: 'matched' });
    return made;
  });
  const known = aStoreCustomer({ email: 'wang@example.com' });
  const shops = { get: async () => ({ name: '暖山', store: { findCustomer: async () => known } }) };
  const sms = { id: 'fake', send: async (message: Sms) => void messages.push(message) };
  return { parts: { database: testing.database, clock, shops, secrets, mailer, sms }, shopId, customerId };
}

describe('a one-time code', () => {
  test('goes by mail to the address on file, is stored nowhere in the clear, and proves who it is once', async () => {
    const { parts, shopId, customerId } = await aCustomer();
    const sent = await sendVerificationCode(parts, { shopId, customerId, channel: 'email', language: 'zh-CN' });
    expect(sent).toMatchObject({ ok: true, sentTo: 'w***@example.com' });
    const code = codeIn(mails.at(-1) ?? '');
    const rows = await testing.database.inShop(
      shopId,
      (sql) => sql<{ text: string }[]>`select one_time_codes::text as text from one_time_codes`,
    );
    expect(JSON.stringify(rows)).not.toContain(code);
    expect(await confirmVerificationCode(parts, { shopId, customerId, code })).toBe('right');
    expect(await confirmVerificationCode(parts, { shopId, customerId, code })).toBe('expired');
    const [row] = await testing.database.inShop(
      shopId,
      (sql) => sql<{ identity: string }[]>`select profile ->> 'identity' as identity from customers`,
    );
    expect(row?.identity).toBe('verified');
  });

  test('may be tried three times, and then not even the right one helps', async () => {
    const { parts, shopId, customerId } = await aCustomer();
    await sendVerificationCode(parts, { shopId, customerId, channel: 'sms', language: 'en' });
    const code = messages.at(-1)?.parameters.code ?? '';
    const wrong = code === '000000' ? '000001' : '000000';
    const verdicts: string[] = [];
    for (let count = 0; count < codeTries; count += 1) {
      verdicts.push(await confirmVerificationCode(parts, { shopId, customerId, code: wrong }));
    }
    expect(verdicts).toEqual(['wrong', 'wrong', 'no-more-tries']);
    expect(await confirmVerificationCode(parts, { shopId, customerId, code })).toBe('no-more-tries');
  });

  test('is good for ten minutes, and the next one ends it', async () => {
    const { parts, shopId, customerId } = await aCustomer();
    const wanted = { shopId, customerId, channel: 'sms', language: 'zh-TW' } as const;
    await sendVerificationCode(parts, wanted);
    const first = messages.at(-1)?.parameters.code ?? '';
    clock.advance(61_000);
    await sendVerificationCode(parts, wanted);
    const second = messages.at(-1)?.parameters.code ?? '';
    if (first !== second)
      expect(await confirmVerificationCode(parts, { shopId, customerId, code: first })).toBe('wrong');
    clock.advance(600_000);
    expect(await confirmVerificationCode(parts, { shopId, customerId, code: second })).toBe('expired');
  });

  test('is not sent more than once a minute, five times an hour, to nobody and to no empty address', async () => {
    const { parts, shopId, customerId } = await aCustomer();
    const wanted = { shopId, customerId, channel: 'sms', language: 'zh-CN' } as const;
    const outcomes: boolean[] = [];
    for (let count = 0; count < 7; count += 1) {
      outcomes.push((await sendVerificationCode(parts, wanted)).ok);
      if (count === 0)
        expect(await sendVerificationCode(parts, wanted)).toMatchObject({ reason: 'too-many', waitSeconds: 60 });
      clock.advance(61_000);
    }
    expect(outcomes).toEqual([true, true, true, true, true, false, false]);
    const { sms: _none, ...withoutSms } = parts;
    expect(await sendVerificationCode(withoutSms, wanted)).toEqual({ ok: false, reason: 'not-offered' });
  });
});

/** The code in a mail whose text is in base64 or quoted-printable. */
function codeIn(mail: string): string {
  const [, body = ''] = mail.split(/\r?\n\r?\n/);
  const text = /base64/i.test(mail) ? Buffer.from(body, 'base64').toString('utf8') : body;
  return /(\d{6})/.exec(text)?.[1] ?? '';
}
