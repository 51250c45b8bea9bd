import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import {
  appendOutbox,
  CaseId,
  createSecrets,
  type FixedClock,
  fixedClock,
  type Mail,
  OrderId,
  type ShopEvent,
  type ShopId,
  silentLog,
  startJobWorker,
} from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { insertStaff, listAudit, verifyAudit } from '../staff/index.ts';
import { listDeliveries, pruneLog, resend } from './delivery-log.ts';
import {
  addEndpoint,
  changeEndpoint,
  listEndpoints,
  removeEndpoint,
  rotateSecret,
  switchEndpoint,
} from './endpoint-store.ts';
import { gatherEvents, sendJob } from './gather-events.ts';
import { sendHandler } from './send-job.ts';
import { createSender, type SendMessage } from './send-message.ts';
import { tellOwnerHandler, tellOwnerJob } from './tell-owners.ts';
import { testEndpoint } from './test-endpoint.ts';
import { type Receiver, startReceiver } from './testing.ts';
import { endpointInput } from './types.ts';

let test: TestDatabase;
let shopId: ShopId;
let clock: FixedClock;
let receiver: Receiver;
const mails: Mail[] = [];
beforeAll(async () => {
  test = await testDatabase({ maxConnections: 12 });
});
afterAll(() => test.close());
beforeEach(async () => {
  shopId = await test.makeShop();
  clock = fixedClock(new Date());
  receiver = await startReceiver();
  mails.length = 0;
  return () => receiver.close();
});

const parts = () => ({
  database: test.database,
  secrets: createSecrets({ database: test.database, secretKey: 'k'.repeat(40) }),
  now: () => clock.now(),
});
const endpoint = async (more: object = {}) =>
  await addEndpoint(parts(), shopId, endpointInput.parse({ url: receiver.url, allowsPrivate: true, ...more }));
const happen = (...events: ShopEvent[]) => test.database.inShop(shopId, (sql) => appendOutbox(sql, events));
const orderChanged = (orderId: string): ShopEvent => ({
  type: 'order.changed',
  shopId,
  payload: { orderId: OrderId.check(orderId) },
});
const send = createSender({ timeoutMilliseconds: 2_000 });
/** One process's worker. */
const worker = (sender: SendMessage = send) =>
  startJobWorker({
    database: test.database,
    handlers: {
      [sendJob]: sendHandler({ ...parts(), clock, send: sender, random: () => 0 }),
      [tellOwnerJob]: tellOwnerHandler({
        database: test.database,
        mailer: { send: async (mail) => void mails.push(mail), close: () => undefined },
      }),
    },
    clock,
    log: silentLog(),
    concurrency: 8,
    pollMilliseconds: 60_000,
  });
const work = async (sender?: SendMessage) => {
  await gatherEvents(parts(), shopId);
  const one = worker(sender);
  await one.drain();
  await one.stop();
};
const log = (endpointId: string) =>
  test.database.inShop(shopId, (sql) => listDeliveries(sql, shopId, { endpointId, limit: 100 }));
const bodies = () => receiver.received.map(({ body }): { data: object } => JSON.parse(body));
const only = async () => (await listEndpoints(parts(), shopId))[0];

describe('what happens in a shop', () => {
  it('is told once, from the making of the endpoint on', async () => {
    await happen(orderChanged('before'));
    const { endpointId } = await endpoint();
    await happen(orderChanged('A'), orderChanged('B'), { type: 'settings.changed', shopId, payload: {} });
    await work();
    await work();
    expect(bodies().map(({ data }) => data)).toEqual([
      { orderId: 'A', change: null },
      { orderId: 'B', change: null },
    ]);
    expect(await log(endpointId)).toMatchObject([
      { state: 'delivered', tries: 1, status: 204, problem: null, type: 'order.changed' },
      { state: 'delivered', tries: 1, status: 204 },
    ]);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(2);
  });

  it('is told one by one, where events share a row, to each endpoint that wants them', async () => {
    await endpoint();
    const cases = await endpoint({ types: ['case.changed'] });
    const closed: ShopEvent = {
      type: 'case.changed',
      shopId,
      payload: { caseId: CaseId.check('CS1'), state: 'closed' },
    };
    await test.database.inShop(shopId, (sql) =>
      appendOutbox(sql, [orderChanged('A'), closed, orderChanged('B')], { isPacked: true }),
    );
    await work();
    await work();
    expect(bodies().filter(({ data }) => 'orderId' in data && 'change' in data)).toHaveLength(2);
    expect(receiver.received).toHaveLength(4);
    expect(await log(cases.endpointId)).toMatchObject([{ state: 'delivered', type: 'case.changed' }]);
  });

  it('is told once by several processes that look and send at the same time', async () => {
    const { endpointId } = await endpoint();
    const workers = [worker(), worker(), worker()];
    const numbers = Array.from({ length: 60 }, (_, index) => `N${index}`);
    await Promise.all(
      numbers.map(async (number) => {
        await happen(orderChanged(number));
        await gatherEvents(parts(), shopId);
        for (const one of workers) one.wake(shopId);
      }),
    );
    await Promise.all(workers.map((one) => one.drain()));
    await Promise.all(workers.map((one) => one.stop()));
    expect(bodies()).toHaveLength(60);
    expect((await log(endpointId)).every(({ state, tries }) => state === 'delivered' && tries === 1)).toBe(true);
  });

  it('is told to each endpoint that wants it, and never to another shop’s', async () => {
    const all = await endpoint();
    const cases = await endpoint({ types: ['case.changed'] });
    const off = await endpoint();
    await switchEndpoint(parts(), shopId, { endpointId: off.endpointId, isOn: false });
    await happen(orderChanged('A'));
    await work();
    expect(
      [await log(all.endpointId), await log(cases.endpointId), await log(off.endpointId)].map((rows) => rows.length),
    ).toEqual([1, 0, 0]);
    const other = await test.makeShop();
    const seen = await test.database.inShop(other, async (sql) => [
      ...(await sql`select 1 from webhook_endpoints`),
      ...(await sql`select 1 from webhook_events`),
      ...(await sql`select 1 from webhook_deliveries`),
      ...(await sql`select 1 from webhook_readings`),
    ]);
    expect(seen).toEqual([]);
    expect(await listEndpoints(parts(), other)).toEqual([]);
    expect(await removeEndpoint(parts(), other, all.endpointId)).toBe(false);
    await expect(resend(parts(), other, { endpointId: all.endpointId })).rejects.toMatchObject({ kind: 'not-found' });
  });

  it('that was written before and committed after the last look is told', async () => {
    await endpoint();
    let commit = () => {};
    const held = new Promise<void>((resolve) => {
      commit = resolve;
    });
    const slow = test.database.inShop(shopId, async (sql) => {
      await appendOutbox(sql, [orderChanged('slow')]);
      await held;
    });
    await happen(orderChanged('quick'));
    await work();
    await test.database.inShop(shopId, (sql) => sql`update outbox set published_at = now()`);
    commit();
    await slow;
    await work();
    expect(bodies().map(({ data }) => data)).toMatchObject([{ orderId: 'quick' }, { orderId: 'slow' }]);
  });
});

describe('a message that is not taken', () => {
  it('comes again later with the same id and body and a new time, until it is', async () => {
    const { endpointId } = await endpoint();
    receiver.answer = (response) => void response.writeHead(500).end('down');
    await happen(orderChanged('A'));
    await work();
    expect(await log(endpointId)).toMatchObject([{ state: 'waiting', tries: 1, status: 500, answer: 'down' }]);
    expect(await only()).toMatchObject({ failures: 1, waiting: 1, isOn: true });
    await work();
    expect(receiver.received).toHaveLength(1);
    clock.advance(6_000);
    receiver.answer = (response) => void response.writeHead(200).end();
    await work();
    const [first, second] = receiver.received;
    expect(second?.headers['webhook-id']).toBe(first?.headers['webhook-id']);
    expect(second?.body).toBe(first?.body);
    expect(second?.headers['webhook-timestamp']).not.toBe(first?.headers['webhook-timestamp']);
    expect(await only()).toMatchObject({ failures: 0, failingSince: null, waiting: 0 });
  });

  it('is given up after ten tries in three days, and resent by hand', async () => {
    const { endpointId } = await endpoint();
    receiver.answer = (response) => void response.writeHead(500).end();
    await happen(orderChanged('A'));
    for (let round = 0; round < 14; round += 1) {
      await work();
      clock.advance(24 * 3_600_000);
    }
    expect(receiver.received).toHaveLength(10);
    const [delivery] = await log(endpointId);
    expect(delivery).toMatchObject({ state: 'failed', tries: 10 });
    await switchEndpoint(parts(), shopId, { endpointId, isOn: true });
    receiver.answer = (response) => void response.writeHead(200).end();
    expect(await resend(parts(), shopId, { endpointId, deliveryId: delivery?.deliveryId })).toBe(1);
    await work();
    expect(await log(endpointId)).toMatchObject([{ state: 'delivered', tries: 1 }]);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
  });

  it('waits as long as the endpoint asks, and so does everything else for it', async () => {
    await endpoint();
    receiver.answer = (response) => void response.writeHead(429, { 'retry-after': '3600' }).end();
    await happen(orderChanged('A'));
    await work();
    await happen(orderChanged('B'));
    clock.advance(3_000_000);
    await work();
    expect(receiver.received).toHaveLength(1);
    receiver.answer = (response) => void response.writeHead(200).end();
    clock.advance(700_000);
    await work();
    expect(bodies().map(({ data }) => data)).toMatchObject([{ orderId: 'A' }, { orderId: 'B' }, { orderId: 'A' }]);
  });

  it('whose process dies while it is sent comes again with the same id', async () => {
    const { endpointId } = await endpoint();
    await happen(orderChanged('A'));
    await gatherEvents(parts(), shopId);
    let started = () => {};
    const isSending = new Promise<void>((resolve) => {
      started = resolve;
    });
    let release = () => {};
    const dying = worker(async (message) => {
      const tried = await send(message);
      started();
      // The process stands still with the answer in its hand.
      await new Promise<void>((resolve) => {
        release = resolve;
      });
      return { ...tried, outcome: { kind: 'answered', status: 500 } };
    });
    dying.wake(shopId);
    await isSending;
    await work();
    expect(receiver.received).toHaveLength(1);
    await test.database.inShop(shopId, async (sql) => {
      await sql`update jobs set lease_until = now() - interval '1 second' where lease_until is not null`;
      await sql`update webhook_deliveries set lease_until = now() - interval '1 second'`;
    });
    await work();
    release();
    await dying.stop();
    expect(receiver.received.map(({ headers }) => headers['webhook-id'])).toHaveLength(2);
    expect(new Set(receiver.received.map(({ headers }) => headers['webhook-id'])).size).toBe(1);
    expect(await log(endpointId)).toMatchObject([{ state: 'delivered', tries: 2, status: 204 }]);
    expect(await only()).toMatchObject({ failures: 0 });
  });
});

describe('an endpoint', () => {
  it('that is slow does not hold up others', async () => {
    const slow = await startReceiver();
    let letGo = () => {};
    const held = new Promise<void>((resolve) => {
      letGo = resolve;
    });
    slow.answer = (response) => void held.then(() => response.writeHead(200).end());
    await endpoint({ url: slow.url });
    await endpoint();
    await happen(...Array.from({ length: 30 }, (_, index) => orderChanged(`N${index}`)));
    await gatherEvents(parts(), shopId);
    const one = worker(createSender({ timeoutMilliseconds: 60_000 }));
    one.wake(shopId);
    await Promise.all([receiver.count(30), slow.count(8)]);
    // Eight at a time and no more, however many wait.
    expect(slow.received).toHaveLength(8);
    letGo();
    await one.drain();
    await one.stop();
    expect(slow.received).toHaveLength(30);
    await slow.close();
  });

  it('that says 410 is turned off, and the owner is told', async () => {
    const owner = { shopId, email: 'owner@shop.example', name: '店主', role: 'owner' as const, passwordHash: 'none' };
    await test.database.inShop(shopId, (sql) => insertStaff(sql, owner));
    const { endpointId } = await endpoint();
    receiver.answer = (response) => void response.writeHead(410).end();
    await happen(orderChanged('A'), orderChanged('B'));
    await work();
    expect(await only()).toMatchObject({ isOn: false, offReason: 'gone', waiting: 0 });
    await happen(orderChanged('C'));
    await work();
    expect((await log(endpointId)).every(({ state }) => state === 'failed' || state === 'stopped')).toBe(true);
    expect(mails).toHaveLength(1);
    expect(mails[0]).toMatchObject({ to: 'owner@shop.example', text: expect.stringContaining(receiver.url) });
    const audit = await test.database.inShop(shopId, (sql) => listAudit(sql, shopId, { limit: 5 }));
    expect(audit).toMatchObject([
      { action: 'webhook.turned-off', actor: { kind: 'system' }, details: { reason: 'gone' } },
    ]);
    expect(await test.database.inShop(shopId, (sql) => verifyAudit(sql, shopId))).toMatchObject({ ok: true });
    await expect(resend(parts(), shopId, { endpointId })).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('that fails for days is turned off; on again, what did not arrive is resent together', async () => {
    const { endpointId } = await endpoint();
    receiver.answer = (response) => void response.writeHead(503).end();
    for (let day = 0; day < 7; day += 1) {
      await happen(orderChanged(`D${day}`));
      await work();
      clock.advance(12 * 3_600_000);
      await work();
      clock.advance(12 * 3_600_000);
    }
    expect(await only()).toMatchObject({ isOn: false, offReason: 'failing' });
    receiver.answer = (response) => void response.writeHead(200).end();
    await switchEndpoint(parts(), shopId, { endpointId, isOn: true });
    receiver.received.length = 0;
    const count = await resend(parts(), shopId, { endpointId });
    await work();
    expect(receiver.received).toHaveLength(count);
    expect((await log(endpointId)).every(({ state }) => state === 'delivered')).toBe(true);
  });

  it('is called one message at a time while it fails', async () => {
    await endpoint();
    let under = 0;
    let most = 0;
    const count: SendMessage = async (message) => {
      under += 1;
      most = Math.max(most, under);
      const tried = await send(message);
      under -= 1;
      return tried;
    };
    receiver.answer = (response) => void response.writeHead(500).end();
    await happen(orderChanged('first'));
    await work(count);
    await happen(...Array.from({ length: 10 }, (_, index) => orderChanged(`N${index}`)));
    await work(count);
    expect([receiver.received.length, most]).toEqual([11, 1]);
  });

  it('gets a new secret while the old one still signs for a day', async () => {
    const { endpointId, secret } = await endpoint();
    const rotated = await rotateSecret(parts(), shopId, { endpointId, keepHours: 24 });
    expect(rotated.secret).not.toBe(secret);
    const signatures = async () => {
      await happen(orderChanged('A'));
      await work();
      return String(receiver.received.at(-1)?.headers['webhook-signature']).split(' ').length;
    };
    expect(await signatures()).toBe(2);
    clock.advance(25 * 3_600_000);
    expect(await signatures()).toBe(1);
    const stored = await test.database.inShop(shopId, (sql) => sql`select * from webhook_endpoints`);
    expect(JSON.stringify(stored)).not.toContain(secret.slice(6));
    expect(JSON.stringify(await listEndpoints(parts(), shopId))).not.toContain('whsec_');
  });

  it('is tested at once, also when it is off, and that counts for nothing', async () => {
    const { endpointId } = await endpoint();
    await switchEndpoint(parts(), shopId, { endpointId, isOn: false });
    receiver.answer = (response) => void response.writeHead(401).end('who are you?');
    expect(await testEndpoint({ ...parts(), send }, shopId, endpointId)).toMatchObject({
      type: 'webhook.test',
      state: 'failed',
      status: 401,
      answer: 'who are you?',
    });
    expect(await only()).toMatchObject({ failures: 0, offReason: 'by-hand' });
    await switchEndpoint(parts(), shopId, { endpointId, isOn: true });
    expect(await resend(parts(), shopId, { endpointId })).toBe(0);
  });

  it('can be changed and removed; its log goes with it', async () => {
    const { endpointId } = await endpoint();
    await changeEndpoint(parts(), shopId, {
      endpointId,
      input: endpointInput.parse({ url: 'https://new.example/', types: ['case.changed'], description: 'ERP' }),
    });
    expect(await only()).toMatchObject({ url: 'https://new.example/', types: ['case.changed'], description: 'ERP' });
    expect(await removeEndpoint(parts(), shopId, endpointId)).toBe(true);
    await happen(orderChanged('A'));
    expect(await gatherEvents(parts(), shopId)).toBe(0);
    const left = await test.database.asScheduler(
      (sql) => sql`select 1 from webhook_readings where shop_id = ${shopId}`,
    );
    expect(left).toEqual([]);
  });

  it('is refused as the twenty-first', async () => {
    for (let number = 0; number < 20; number += 1) await endpoint();
    await expect(endpoint()).rejects.toMatchObject({ kind: 'conflict' });
  });

  it('has a log that forgets after a month, but nothing that still waits', async () => {
    const { endpointId } = await endpoint();
    await happen(orderChanged('old'));
    await work();
    receiver.answer = (response) => void response.writeHead(500).end();
    await happen(orderChanged('waiting'));
    await work();
    clock.advance(31 * 24 * 3_600_000);
    expect(await pruneLog(test.database, shopId, clock.now())).toBe(1);
    expect(await log(endpointId)).toMatchObject([{ state: 'waiting' }]);
  });
});
