import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Cluster, type Member, startCluster } from './cluster.ts';
import { type Customer, openCustomer } from './customer.ts';
import { type Load, startLoad } from './load.ts';
import { findFaults } from './oracle.ts';

let cluster: Cluster;
let load: Load;

beforeAll(async () => {
  cluster = await startCluster({ nodes: 3 });
});
afterAll(async () => {
  for (const customer of load?.customers ?? []) customer.stop();
  await cluster?.stop();
});

const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
const member = (index: number): Member => {
  const found = cluster.members[index];
  if (!found) throw new Error(`there is no node ${index}`);
  return found;
};

/** What happens under load, and how it is over. Each lasts seconds; then the oracle looks. */
const faults: { name: string; happen(): Promise<void> }[] = [
  { name: 'nothing', happen: () => pause(3_000) },
  {
    name: 'a node is killed and comes back',
    happen: async () => {
      await member(0).process.kill();
      await pause(3_000);
      await member(0).restart();
    },
  },
  {
    name: 'a node stands still for ten seconds',
    happen: async () => {
      member(1).process.freeze();
      await pause(10_000);
      member(1).process.thaw();
    },
  },
  {
    name: 'a node is told to stop: it says so first, its windows go elsewhere, it ends in time',
    happen: async () => {
      const { url } = member(2).process;
      const going = member(2).process.terminate();
      await pause(500);
      const asked = await fetch(`${url}/readyz`);
      expect([asked.status, await asked.json()]).toEqual([503, { status: 'going' }]);
      expect((await fetch(`${url}/healthz`)).status).toBe(200);
      const { code, milliseconds } = await going;
      expect(code).toBe(0);
      expect(milliseconds).toBeLessThan(25_000);
      await member(2).restart();
    },
  },
  {
    name: 'the broker is killed and comes back empty',
    happen: async () => {
      await cluster.broker.kill();
      await pause(4_000);
      await cluster.broker.start();
      await pause(1_500);
    },
  },
  {
    name: 'the broker stands still',
    happen: async () => {
      cluster.broker.freeze();
      await pause(4_000);
      cluster.broker.thaw();
      await pause(1_500);
    },
  },
  {
    name: 'the database is killed and starts again',
    happen: async () => {
      cluster.database.kill();
      await cluster.database.untilAnswering();
      await pause(3_000);
    },
  },
  {
    name: 'a node cannot reach the broker',
    happen: async () => {
      member(2).toBroker.set('silent');
      await pause(4_000);
      member(2).toBroker.set('pass');
      await pause(1_000);
    },
  },
  {
    name: 'a node is cut off from the database',
    happen: async () => {
      member(1).toDatabase.set('cut');
      await pause(5_000);
      member(1).toDatabase.set('pass');
      await pause(1_000);
    },
  },
  {
    name: "a node's way to the database falls silent, with its connections open",
    happen: async () => {
      member(0).toDatabase.set('silent');
      await pause(8_000);
      member(0).toDatabase.set('pass');
    },
  },
  {
    name: 'the clock of a node is an hour ahead, of another an hour behind, and the one ahead is killed',
    happen: async () => {
      await member(0).process.kill();
      await member(0).restart({ clockShift: 3_600_000 });
      await member(1).process.kill();
      await member(1).restart({ clockShift: -3_600_000 });
      await pause(4_000);
      await member(0).process.kill();
      await pause(2_000);
      await member(0).restart();
    },
  },
  {
    name: 'the disk of the database is full for some seconds',
    happen: async () => {
      if (!cluster.database.fillDisk())
        console.error(
          'NOT RUN: this machine lets nobody mount a small disk, not even in a namespace of their own (unshare --map-root-user --mount)',
        );
      await pause(5_000);
      cluster.database.freeDisk();
      await cluster.database.untilAnswering();
      await pause(1_000);
    },
  },
];

describe('under load, whatever fails', () => {
  beforeAll(async () => {
    load = await startLoad(() => cluster.ready(), 24);
  });

  it.each(faults)('$name: nothing is lost, nothing doubled, nobody is stuck', async ({ happen }) => {
    const before = load.customers.reduce((sum, customer) => sum + customer.acknowledged.length, 0);
    const from = performance.now();
    await happen();
    const still = load.customers.reduce((sum, customer) => sum + customer.acknowledged.length, 0) - before;
    load.pause();
    const found = await findFaults(cluster, load.customers);
    const seconds = ((performance.now() - from) / 1_000).toFixed(1);
    console.log(`  ${still} messages taken in; all quiet after ${seconds} s`);
    load.goOn();
    expect(found).toEqual([]);
    expect(still).toBeGreaterThan(0);
  });
});

describe('a node that dies in the middle of a return', () => {
  it('leaves one case, and the customer gets an answer from another node', async () => {
    const shopper = await signedIn('DC0001');
    for (const text of ['我要退货', '不喜欢']) await talk(shopper, text);
    const before = shopper.seen.length;
    shopper.say('嗯');
    await untilTrue(() => shopper.unacknowledged() === 0);
    await member(0).process.kill();
    isHere = false;
    await untilTrue(() => shopper.seen.slice(before).some((message) => message.author === 'ai'));
    load.pause();
    const found = await findFaults(cluster, [shopper, ...load.customers]);
    shopper.stop();
    await member(0).restart();
    const cases = await cluster.database.sql`
      select state from store_cases where store_customer_id = 'DC0001' and kind = 'return' and created_at > now() - interval '10 minutes'`;
    expect(found).toEqual([]);
    expect(cases).toHaveLength(1);
  });
});

/** Whether the shopper's first node is still the one to talk to. */
let isHere = true;

/** A customer whom the shop knows, at the first node as long as it lives. */
async function signedIn(storeCustomerId: string): Promise<Customer> {
  const answer = await fetch(`${member(0).process.url}/demo/identity?customer=${storeCustomerId}`);
  const { identityToken }: { identityToken: string } = await answer.json();
  return await openCustomer(storeCustomerId, () => (isHere ? [member(0).process.url] : cluster.ready()), identityToken);
}

/** Says something and waits for the AI's reply to it. */
async function talk(customer: Customer, text: string): Promise<void> {
  const before = customer.seen.length;
  customer.say(text);
  await untilTrue(() => customer.seen.slice(before).some((message) => message.author === 'ai'));
}

async function untilTrue(isTrue: () => boolean): Promise<void> {
  while (!isTrue()) await pause(20);
}
