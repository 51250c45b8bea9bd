import { afterAll, beforeAll, expect, it } from 'vitest';
import type { Channel, Outbound, Receipt } from '../../src/channels/index.ts';
import { createChannels } from '../../src/channels/index.ts';
import { type RunningApp, runApp } from './running-app.ts';

const sent: Outbound[] = [];
const answers: Receipt[] = [];
let running: RunningApp;

/** A platform that is away twice and then takes the message. */
function aPushChannel(): Channel {
  const console = createChannels().get('console');
  if (!console) throw new Error('no console channel');
  return {
    ...console,
    descriptor: { ...console.descriptor, delivery: 'push' },
    send: async (outbound) => {
      sent.push(outbound);
      return answers.shift() ?? { state: 'sent' };
    },
  };
}

beforeAll(async () => {
  running = await runApp({ channels: new Map([['console', aPushChannel()]]) });
}, 120_000);
afterAll(() => running.stop());

it('a reply is sent through its channel again and again under one key until the platform takes it', async () => {
  answers.push({ state: 'failed', isRetryable: true, reason: '503' });
  const customer = await running.aCustomer();
  await customer.say('多久发货');
  await until(() => sent.length === 1);
  await running.app.jobs.drain();
  running.clock.set(new Date(running.clock.now().getTime() + 60_000));
  await running.app.jobs.drain();
  expect(sent.map((outbound) => outbound.isFromAi)).toEqual([true, true]);
  expect(new Set(sent.map((outbound) => outbound.idempotencyKey)).size).toBe(1);
  expect((await customer.thread()).at(-1)?.delivery).toBe('sent');
});

it('a refusal that will not pass is shown in the thread and not repeated', async () => {
  sent.length = 0;
  answers.push({ state: 'failed', isRetryable: false, reason: 'window closed' });
  const customer = await running.aCustomer();
  await customer.say('可以开发票吗');
  await until(() => sent.length === 1);
  await running.app.jobs.drain();
  expect(sent).toHaveLength(1);
  expect((await customer.thread()).at(-1)?.delivery).toBe('failed');
});

/** Jobs are made by an event, a moment after the commit. */
async function until(check: () => boolean): Promise<void> {
  for (let round = 0; round < 200 && !check(); round += 1) await new Promise((resolve) => setTimeout(resolve, 25));
}
