import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Cluster, startCluster } from './cluster.ts';
import { type Load, startLoad } from './load.ts';
import { type Build, thisBuild } from './node-process.ts';
import { findFaults } from './oracle.ts';
import { previousBuild } from './previous-build.ts';

let before: Build | undefined;
let cluster: Cluster;
let load: Load;

beforeAll(async () => {
  before = await previousBuild();
  if (!before)
    console.error(
      'NO HISTORY: the nodes are renewed from this version to itself; fetch the whole history to see two versions.',
    );
  cluster = await startCluster({ nodes: 2, build: before ?? thisBuild });
  load = await startLoad(() => cluster.ready(), 16);
});
afterAll(async () => {
  for (const customer of load?.customers ?? []) customer.stop();
  await cluster?.stop();
});

it('two nodes are renewed one after the other under load: both versions run side by side, nothing is lost', async () => {
  const pause = (milliseconds: number) => new Promise<void>((resolve) => setTimeout(resolve, milliseconds));
  const applied = () => cluster.database.sql<{ last: number }[]>`select max(number) as last from schema_migrations`;
  const [old] = await applied();
  await pause(2_000);
  for (const member of cluster.members) {
    const { code } = await member.process.terminate();
    expect(code).toBe(0);
    await member.restart({ build: thisBuild });
    // The other one is still as it was before, on a database that is already as it will be.
    await pause(4_000);
  }
  const [renewed] = await applied();
  load.pause();
  expect(await findFaults(cluster, load.customers)).toEqual([]);
  if (before) expect(renewed?.last).toBeGreaterThan(old?.last ?? 0);
  const slowest = Math.max(...load.customers.flatMap((customer) => customer.absences));
  console.log(`  the longest that a window was without a node: ${Math.round(slowest)} ms`);
  expect(slowest).toBeLessThan(10_000);
});
