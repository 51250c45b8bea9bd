import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Broker, startBroker } from './broker.ts';
import { type ClusterDatabase, startClusterDatabase } from './cluster-database.ts';
import { freePort } from './free-port.ts';
import { type Build, type NodeProcess, startNode, thisBuild } from './node-process.ts';
import { startProxy, type TcpProxy } from './tcp-proxy.ts';

/** One node with what stands between it and the others. */
export type Member = {
  process: NodeProcess;
  toDatabase: TcpProxy;
  toBroker: TcpProxy;
  /** Starts it anew after it has ended, perhaps as another version or with a clock that is off. */
  restart(given?: { build?: Build; clockShift?: number }): Promise<void>;
};

/** Several nodes on one PostgreSQL and one broker. */
export type Cluster = {
  database: ClusterDatabase;
  broker: Broker;
  members: Member[];
  /** Addresses of the nodes that a proxy in front would choose from: those that say they are ready. */
  ready(): readonly string[];
  stop(): Promise<void>;
};

/** Starts everything in a folder of its own; the first node also makes the demo shop. Nothing stays behind when that fails. */
export async function startCluster(given: { nodes: number; build?: Build }): Promise<Cluster> {
  const folder = mkdtempSync(join(tmpdir(), 'peakdesk-cluster-'));
  const undo: (() => Promise<void> | void)[] = [() => rmSync(folder, { recursive: true, force: true })];
  const stop = async () => {
    for (const one of undo.splice(0).reverse()) await one();
  };
  try {
    const database = await startClusterDatabase(folder);
    undo.push(database.stop);
    const broker = await startBroker(await freePort());
    undo.push(broker.kill, broker.thaw);
    const members: Member[] = [];
    undo.push(() => stopMembers(members));
    for (let index = 0; index < given.nodes; index += 1)
      members.push(
        await startMember({ name: `node-${index + 1}`, folder, database, broker, build: given.build ?? thisBuild }),
      );
    const watch = watchReadiness(members);
    undo.push(watch.stop);
    return { database, broker, members, ready: watch.ready, stop };
  } catch (error) {
    await stop();
    throw error;
  }
}

async function stopMembers(members: readonly Member[]): Promise<void> {
  for (const { process, toDatabase, toBroker } of members) {
    process.thaw();
    await process.kill();
    await toDatabase.close();
    await toBroker.close();
  }
}

async function startMember(parts: {
  name: string;
  folder: string;
  database: ClusterDatabase;
  broker: Broker;
  build: Build;
}): Promise<Member> {
  const toDatabase = await startProxy(parts.database.port);
  const toBroker = await startProxy(parts.broker.port);
  const databaseUrl = Object.assign(new URL(parts.database.url), { port: String(toDatabase.port) }).href;
  const port = await freePort();
  const start = (build: Build, clockShift?: number) =>
    startNode({
      name: parts.name,
      build,
      port,
      folder: join(parts.folder, parts.name),
      databaseUrl,
      natsUrl: `nats://127.0.0.1:${toBroker.port}`,
      ...(clockShift === undefined ? {} : { clockShift }),
    });
  const member: Member = {
    process: await start(parts.build),
    toDatabase,
    toBroker,
    restart: async (given = {}) => {
      member.process = await start(given.build ?? parts.build, given.clockShift);
    },
  };
  return member;
}

/** Asks /readyz as a proxy does: twice a second, with little patience. */
function watchReadiness(members: readonly Member[]): { ready(): readonly string[]; stop(): void } {
  let known: readonly string[] = members.map((member) => member.process.url);
  const ask = async (url: string) => {
    try {
      return (await fetch(`${url}/readyz`, { signal: AbortSignal.timeout(1_000) })).ok;
    } catch {
      return false;
    }
  };
  const timer = setInterval(async () => {
    const answers = await Promise.all(
      members.map(async ({ process }) => [process.url, await ask(process.url)] as const),
    );
    known = answers.flatMap(([url, isReady]) => (isReady ? [url] : []));
  }, 500);
  return { ready: () => known, stop: () => clearInterval(timer) };
}
