import { SMTPServer } from 'smtp-server';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { demoShopId } from '../../src/demo-shop/index.ts';
import { type RunningApp, runApp, type TestCustomer, wordsIn } from './running-app.ts';

let running: RunningApp;
let server: SMTPServer;
const mails: { to: string; text: string }[] = [];

beforeAll(async () => {
  server = new SMTPServer({
    authOptional: true,
    disabledCommands: ['STARTTLS'],
    onData: (stream, session, done) => {
      const parts: Buffer[] = [];
      stream.on('data', (part: Buffer) => parts.push(part));
      stream.on('end', () => {
        const [to] = session.envelope.rcptTo;
        mails.push({ to: to?.address ?? '', text: Buffer.concat(parts).toString('utf8') });
        done();
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve()));
  const address = server.server.address();
  const port = typeof address === 'object' && address !== null ? address.port : 0;
  running = await runApp({}, { PEAKDESK_SMTP_URL: `smtp://127.0.0.1:${port}/?from=shop@example.com` });
});
afterAll(async () => {
  await running.stop();
  await new Promise<void>((resolve) => server.close(() => resolve()));
});

/** What the demo shop asks for from here on. */
async function settings(safety: object): Promise<void> {
  const { database } = running.app.walk;
  const value = { safety: JSON.parse(JSON.stringify(safety)) };
  await database.inShop(demoShopId, (sql) => sql`update shops set settings = settings || ${sql.json(value)}`);
  running.app.shops.forget(demoShopId);
}

const returns = async (customerId: string) => {
  const { store } = await running.app.shops.get(demoShopId);
  return (await store.listCases(customerId)).filter((one) => one.kind === 'return');
};

async function asksForReturn(customer: TestCustomer): Promise<string> {
  await customer.say('我要退货');
  await customer.say('不喜欢');
  return wordsIn(await customer.say('嗯'));
}

describe('a return that needs a proof of who asks for it', () => {
  it('is done after the code that came by mail; the code stands in no message, no trace and no state', async () => {
    await settings({ identity: { 'request-return': 'verified' } });
    const customer = await running.aCustomer('DC0001', 'matched');
    const offer = await asksForReturn(customer);
    expect(offer).toMatch(/验证/);
    expect(offer).toMatch(/\*\*\*@/);
    expect(await returns('DC0001')).toEqual([]);
    await customer.say('发吧');
    running.clock.advance(10 * 60_000 + 1);
    expect(wordsIn(await customer.say(codeIn(mails.at(-1)?.text ?? '')))).toMatch(/过期|有效时间/);
    expect(await returns('DC0001')).toEqual([]);
    await customer.say('发吧');
    const code = codeIn(mails.at(-1)?.text ?? '');
    expect(code).toMatch(/^\d{6}$/);
    const wrong = code === '000000' ? '000001' : '000000';
    expect(wordsIn(await customer.say(`验证码是 ${wrong}`))).toMatch(/验证码/);
    await customer.say(`${code.slice(0, 3)} ${code.slice(3)}`);
    expect(await returns('DC0001')).toMatchObject([{ state: 'wait-buyer-ship' }]);

    const said = wordsIn(await customer.thread());
    expect(said).toContain('••••••');
    const { database } = running.app.walk;
    const stored = await database.inShop(demoShopId, async (sql) => [
      await sql`select content::text from messages`,
      await sql`select dialogue_state::text, last_message_text from conversations`,
      await sql`select trace::text from turn_traces`,
      await sql`select one_time_codes::text from one_time_codes`,
    ]);
    for (const typed of [code, `${code.slice(0, 3)} ${code.slice(3)}`, `是 ${wrong}`])
      expect(JSON.stringify(stored)).not.toContain(typed);
  });
});

describe('a shop with the strict default', () => {
  it('sends a code to an e-mail on file and knows the customer afterwards; to a strange one it sends nothing and says the same', async () => {
    await settings({});
    const { store } = await running.app.shops.get(demoShopId);
    expect(store.descriptor.identityClues).toEqual(['order-phone', 'code']);
    const email = (await store.findCustomer({ by: 'id', storeCustomerId: 'DC0002' }))?.email ?? '';
    const customer = await running.aCustomer();
    await customer.say('我的订单到哪了');
    const before = mails.length;
    const sent = wordsIn(await customer.say(email));
    expect(mails.slice(before)).toMatchObject([{ to: email }]);
    expect(sent).toMatch(/如果|只要/);
    expect(wordsIn(await customer.say(codeIn(mails.at(-1)?.text ?? '')))).toMatch(/核对/);

    const stranger = await running.aCustomer();
    await stranger.say('我的订单到哪了');
    expect(wordsIn(await stranger.say('nobody-at-all@example.com'))).toMatch(/如果|只要/);
    expect(mails).toHaveLength(before + 1);
    expect(wordsIn(await stranger.say('123456'))).toMatch(/验证码/);
  });
});

/** The code in a mail whose text is in base64 or quoted-printable. */
function codeIn(mail: string): string {
  const [, body = ''] = mail.split(/\r?\n\r?\n/);
  const text = /base64/i.test(mail) ? Buffer.from(body, 'base64').toString('utf8') : body;
  return /(\d{6})/.exec(text)?.[1] ?? '';
}
