import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openAroundTheClock } from '../end-to-end/open-around-the-clock.ts';
import { type Agent, openAgent } from './agent.ts';
import { type Cluster, type Member, startCluster } from './cluster.ts';
import { type Customer, openCustomer } from './customer.ts';
import { startLoad } from './load.ts';
import { findFaults } from './oracle.ts';
import { statementsWithoutShop } from './shop-key.ts';

let cluster: Cluster;
const customers: Customer[] = [];
const agents: Agent[] = [];

beforeAll(async () => {
  cluster = await startCluster({ nodes: 3 });
  const [first] = cluster.members;
  if (first) await openAroundTheClock(first.process.url);
});
afterAll(async () => {
  for (const one of [...customers, ...agents]) one.stop();
  await cluster?.stop();
});

async function until(isTrue: () => Promise<boolean>, what: string, milliseconds = 30_000): Promise<void> {
  const end = performance.now() + milliseconds;
  while (!(await isTrue())) {
    if (performance.now() > end) throw new Error(`it did not happen in time: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

const queue = () => cluster.database.sql<{ status: string; assigned_to: string | null; told: number | null }[]>`
  select status, assigned_to, told_position as told from queue_entries`;
const waitingCount = async () => (await queue()).filter((entry) => entry.status === 'waiting').length;

/** The node whose process leads the shop. */
async function leader(): Promise<Member | undefined> {
  const [row] = await cluster.database.sql<
    { node: string }[]
  >`select node from routing_leads where lease_until > now()`;
  return cluster.members.find((member) => row?.node.split('/')[1] === String(member.process.pid));
}

/** Somebody who wants a person, at one node. */
async function asks(node: Member, name: string): Promise<Customer> {
  const customer = await openCustomer(name, () => [node.process.url]);
  customers.push(customer);
  customer.say('转人工');
  await until(async () => customer.unacknowledged() === 0, `${name} is heard`);
  return customer;
}

describe('people and queues over several nodes', () => {
  it('customers of every node are told their places, whoever routes', async () => {
    const [one, two] = cluster.members;
    if (!one || !two) throw new Error('three nodes are wanted');
    // One person with room for one: the first is served, the others wait with a time.
    await cluster.database.sql`update staff set capacity = 1 where shop_id = 'demo'`;
    agents.push(await openAgent(await anAgent(), one.process.url, two.process.url));
    await asks(one, 'served');
    await until(async () => (await waitingCount()) === 0, 'the first is served');
    const [served] = customers.splice(0);
    served?.stop();
    for (const [index, member] of cluster.members.entries()) await asks(member, `waiting-${index + 1}`);
    await until(async () => (await waitingCount()) === 3, 'three wait');
    await until(
      async () => customers.every((customer) => customer.places.length > 0),
      `every window shows a place: ${customers.map((customer) => customer.places.join(',')).join(' | ')}`,
    );
  });

  it('an agent signed in at one node, with the window at another, serves customers of all', async () => {
    const [one, two, three] = cluster.members;
    if (!one || !two || !three) throw new Error('three nodes are wanted');
    await cluster.database.sql`update staff set capacity = 20 where shop_id = 'demo'`;
    agents.push(await openAgent(await anAgent(1), three.process.url, one.process.url));
    await until(async () => (await waitingCount()) === 0, 'all are served');
    expect((await queue()).filter((entry) => entry.status === 'assigned')).toHaveLength(4);
  });

  it('the node that routes is killed: another goes on within seconds', async () => {
    const [one, , three] = cluster.members;
    if (!one || !three) throw new Error('three nodes are wanted');
    await asks(three, 'before');
    await until(async () => (await leader()) !== undefined || (await waitingCount()) === 0, 'somebody routes');
    const gone = (await leader()) ?? one;
    await gone.process.kill();
    const rest = cluster.members.filter((member) => member !== gone);
    for (const [index, member] of rest.entries()) await asks(member, `after-${index + 1}`);
    await until(async () => (await waitingCount()) === 0, 'all are served', 40_000);
    await gone.restart();
    expect(await findFaults(cluster, customers)).toEqual([]);
  });

  it('every statement that was run often names its shop, so that the tables can be sharded by it', async () => {
    const load = await startLoad(() => cluster.ready(), 8, 400);
    await new Promise((resolve) => setTimeout(resolve, 5_000));
    load.pause();
    expect(await findFaults(cluster, load.customers)).toEqual([]);
    for (const customer of load.customers) customer.stop();
    expect(await statementsWithoutShop(cluster.database.sql)).toEqual([]);
  });
});

/** E-mail of somebody who serves the group that whoever asks for a person waits for. */
async function anAgent(index = 0): Promise<string> {
  const rows = await cluster.database.sql<{ email: string }[]>`
    select email from staff join staff_skills using (shop_id, staff_id)
    where shop_id = 'demo' and role = 'agent' and group_id = ${askedGroup} order by level, email`;
  const email = rows[index]?.email;
  if (!email) throw new Error('the demo shop has nobody for this');
  return email;
}

const askedGroup = 'aftersale';
