import postgres from 'postgres';
import { openGround } from '../../ground.ts';
import { type Config, createLog, type Database, ShopId, startDatabase } from '../../platform/index.ts';
import { runPart } from '../parts.ts';
import { type BenchResult, type BenchRound, quantile } from '../report.ts';
import { withScratchFolder } from '../scratch.ts';
import { backfillNodeResult } from './backfill-node.ts';
import { type ElsewhereOrder, elsewhereProgress, readPage } from './elsewhere.ts';

const orders = 100_000;
/** What the process may keep; left to itself Node collects late on a machine with much memory. */
const heapFlag = '--max-old-space-size=200';

/**
 * A shop of 100,000 orders elsewhere is read for the first time: page by page from a server in a process of its own, checked, sealed, and
 * written with its place, against the same pages written by hand into two plain tables.
 */
export async function benchBackfill(config: Config, folder: string, options: { rounds: number }): Promise<BenchResult> {
  return await withScratchFolder(async (dataFolder) => {
    const own: Config = { ...config, dataFolder, databaseUrl: undefined, model: { ...config.model, url: undefined } };
    const log = createLog({ level: 'warn', destination: process.stderr });
    const ground = await openGround(own, folder, { log });
    const database = await startDatabase(own, log);
    const server = runPart('backfill-elsewhere', { orders });
    try {
      const url = await new Promise<string>((resolve) =>
        server.onProgress((message) => {
          const told = elsewhereProgress.safeParse(message);
          if (told.success) resolve(told.data.url);
        }),
      );
      const rounds: BenchRound[] = [];
      const notes: string[] = [];
      for (let round = 0; round < options.rounds; round += 1) {
        const floor = await writeByHand(database.owner.url, url);
        const shopId = `elsewhere-${round}`;
        await makeShop(ground.database, shopId);
        const node = runPart('backfill-node', { dataFolder, folder, shopId, url }, [heapFlag]);
        const read = backfillNodeResult.parse(await node.result);
        const seconds = read.milliseconds / 1_000;
        rounds.push({
          floor: orders / floor.seconds,
          peakdesk: read.orders / seconds,
          p50Ms: quantile(floor.pages, 0.5),
          p99Ms: quantile(floor.pages, 0.99),
        });
        notes.push(
          `round ${round + 1}: ${read.orders.toLocaleString('en-US')} orders in ${seconds.toFixed(1)} s (wanted: 60), at most ${read.peakMiB.toFixed(0)} MiB in the whole process, ${read.startMiB.toFixed(0)} before the first page (wanted: 300); by hand ${floor.seconds.toFixed(1)} s`,
        );
      }
      notes.push('p50 and p99 are of a page by hand');
      return {
        name: 'backfill',
        unit: 'per second',
        floorName: 'the same pages by hand, plain',
        rounds,
        wantedRatio: orders / 60 / (rounds[0]?.floor ?? 1),
        notes,
      };
    } finally {
      server.send({ stop: true });
      await server.result;
      await database.stop();
      await ground.stop();
    }
  });
}

async function makeShop(database: Database, name: string): Promise<void> {
  const shopId = ShopId.check(name);
  await database.inShop(
    shopId,
    (sql) =>
      sql`insert into shops (shop_id, name, platform) values (${shopId}, ${sql.json({ en: name })}, 'elsewhere')`,
  );
}

/** What a script would do: fetch, parse, insert; nothing checked, nothing sealed, no place kept. */
async function writeByHand(ownerUrl: string, url: string): Promise<{ seconds: number; pages: number[] }> {
  const sql = postgres(ownerUrl, { max: 1, onnotice: () => undefined });
  await sql`create schema if not exists bench`;
  await sql`drop table if exists bench.orders_by_hand, bench.customers_by_hand`;
  await sql`create table bench.orders_by_hand (order_id text primary key, customer_id text, status text, placed_at timestamptz, document jsonb)`;
  await sql`create table bench.customers_by_hand (customer_id text primary key, document jsonb)`;
  const pages: number[] = [];
  const startedAt = performance.now();
  for (let from: string | undefined = '0'; from !== undefined; ) {
    const pageAt = performance.now();
    const page = readPage(await (await fetch(`${url}/orders?from=${from}`)).text());
    await insertPage(sql, page.items);
    pages.push(performance.now() - pageAt);
    from = page.next;
  }
  const seconds = (performance.now() - startedAt) / 1_000;
  await sql.end();
  return { seconds, pages };
}

async function insertPage(sql: postgres.Sql, items: readonly ElsewhereOrder[]): Promise<void> {
  const customers = [...new Map(items.map(({ customer }) => [customer.storeCustomerId, customer])).values()];
  await sql.begin(async (tx) => {
    await tx`insert into bench.customers_by_hand ${tx(customers.map((one) => ({ customer_id: one.storeCustomerId, document: tx.json(JSON.parse(JSON.stringify(one))) })))} on conflict do nothing`;
    await tx`insert into bench.orders_by_hand ${tx(
      items.map(({ order }) => ({
        order_id: order.orderId,
        customer_id: order.storeCustomerId,
        status: order.status,
        placed_at: order.placedAt,
        document: tx.json(JSON.parse(JSON.stringify(order))),
      })),
    )} on conflict do nothing`;
  });
}
