import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import {
  appendOutbox,
  createBus,
  createSecrets,
  OrderId,
  type ShopId,
  silentLog,
  startJobWorker,
  startOutboxRelay,
  systemClock,
} from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { addEndpoint } from './endpoint-store.ts';
import { sendJob } from './gather-events.ts';
import { sendHandler } from './send-job.ts';
import { createSender } from './send-message.ts';
import { startWebhooks } from './start-webhooks.ts';
import { type Receiver, startReceiver } from './testing.ts';
import { endpointInput } from './types.ts';

let test: TestDatabase;
let receiver: Receiver;
let shopId: ShopId;
beforeAll(async () => {
  test = await testDatabase({ maxConnections: 10 });
});
afterAll(() => test.close());
beforeEach(async () => {
  receiver = await startReceiver();
  shopId = await test.makeShop();
  return () => receiver.close();
});

const log = silentLog();
const secrets = () => createSecrets({ database: test.database, secretKey: 'k'.repeat(40) });

/** What one process runs, all of it. */
function startProcess() {
  const { database } = test;
  const bus = createBus(log);
  const relay = startOutboxRelay({ database, bus, log });
  const handlers = {
    [sendJob]: sendHandler({ database, secrets: secrets(), clock: systemClock, send: createSender() }),
  };
  const jobs = startJobWorker({ database, handlers, clock: systemClock, log, pollMilliseconds: 60_000 });
  const webhooks = startWebhooks({ database, bus, clock: systemClock, log, wakeJobs: jobs.wake });
  return {
    relay,
    webhooks,
    stop: async () => {
      await webhooks.stop();
      await jobs.stop();
      await relay.stop();
    },
  };
}
const addOne = () => {
  const parts = { database: test.database, secrets: secrets(), now: () => new Date() };
  return addEndpoint(parts, shopId, endpointInput.parse({ url: receiver.url, allowsPrivate: true }));
};
const orderChanged = (orderId: string) =>
  test.database.inShop(shopId, (sql) =>
    appendOutbox(sql, [{ type: 'order.changed', shopId, payload: { orderId: OrderId.check(orderId) } }]),
  );
const told = () => receiver.received.map(({ body }) => /"orderId":"(\w+)"/.exec(body)?.[1]).toSorted();

it('an event leaves as soon as it is committed, whichever process has heard of the endpoint', async () => {
  const processes = [startProcess(), startProcess()];
  await addOne();
  processes[0]?.webhooks.wake(shopId);
  for (const [index, number] of ['A', 'B', 'C', 'D'].entries()) {
    await orderChanged(number);
    processes[index % 2]?.relay.wake(shopId);
    await receiver.count(index + 1);
  }
  await Promise.all(processes.map((one) => one.stop()));
  expect(told()).toEqual(['A', 'B', 'C', 'D']);
});

it('what was committed and published while nobody looked after webhooks is told at the next start', async () => {
  await addOne();
  await orderChanged('A');
  const bus = createBus(log);
  const relay = startOutboxRelay({ database: test.database, bus, log });
  await relay.drain();
  await relay.stop();
  await orderChanged('B');
  const next = startProcess();
  await receiver.count(2);
  await next.stop();
  expect(told()).toEqual(['A', 'B']);
});
