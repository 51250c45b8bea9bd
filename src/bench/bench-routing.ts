import { performance } from 'node:perf_hooks';
import type { ShopId, Sql } from '../platform/index.ts';
import { startCpuMeter } from './cpu.ts';
import { floorText, makeFloorTables, runIngestFloor } from './ingest-floor.ts';
import { type BenchResult, type BenchRound, quantile } from './report.ts';
import { measureCore } from './routing-core-load.ts';
import type { Scratch } from './scratch.ts';

const people = 1_000;
const groups = 50;
/** Conversations that wait when a round begins. */
const waitingAtOnce = 6_000;

/**
 * Durable assignments of the running router against the floor of a message and an outbox row, and the core's size and speed.
 */
export async function benchRouting(
  scratch: Scratch,
  options: { seconds: number; rounds: number },
): Promise<BenchResult> {
  const { app, shopId, ownerUrl } = scratch;
  await makeFloorTables(ownerUrl);
  await app.turns.stop();
  await app.walk.database.inShop(shopId, (sql) => makePeople(sql, shopId));
  const cpu = await startCpuMeter(ownerUrl);
  const rounds: BenchRound[] = [];
  const notes: string[] = [
    `floor row: '${floorText.slice(0, 12)}…' as a message and an outbox row, one transaction each, 64 connections`,
  ];
  for (let round = 0; round < options.rounds; round += 1) {
    const floor = await runIngestFloor({ url: ownerUrl, clients: 64, milliseconds: options.seconds * 1_000 });
    await app.walk.database.inShop(shopId, (sql) => queue(sql, shopId, waitingAtOnce));
    await cpu.lap(1);
    const own = await assignAll(scratch);
    notes.push(`round ${round + 1}: ${await cpu.lap(own.assigned)}`);
    notes.push(
      `round ${round + 1}: ${own.assigned} of ${waitingAtOnce} given, ${own.aboveCap} above a cap, in looks of ${own.looks}`,
    );
    const single = await assignSteadily(scratch, 40);
    rounds.push({ floor, peakdesk: own.perSecond, p50Ms: quantile(single, 0.5), p99Ms: quantile(single, 0.99) });
  }
  notes.push(`p50 and p99: from queued to committed, ${people} people online in ${groups} groups, one at a time`);
  notes.push(...measureCore());
  await cpu.stop();
  return {
    name: 'routing',
    unit: 'per second',
    floorName: 'message + outbox row by hand',
    rounds,
    wantedRatio: 0.5,
    notes,
  };
}

/** Everybody of before goes home; a thousand people with room for all come. */
async function makePeople(sql: Sql, shopId: ShopId): Promise<void> {
  await sql`update staff set presence = 'offline' where shop_id = ${shopId}`;
  await sql`
    insert into skill_groups (shop_id, group_id, name)
    select ${shopId}, 'bench-' || n, '{"zh-CN":"bench","zh-TW":"bench","en":"bench"}' from generate_series(1, ${groups}) n`;
  await sql`
    insert into staff (shop_id, staff_id, email, name, role, password_hash, capacity, presence, presence_at)
    select ${shopId}, gen_random_uuid(), 'bench-' || n || '@shop.example', 'bench ' || n, 'agent', 'none', 60, 'online', now()
    from generate_series(1, ${people}) n`;
  await sql`
    insert into staff_skills (shop_id, staff_id, group_id, level)
    select ${shopId}, staff_id, 'bench-' || (1 + (place + extra * 13) % ${groups}), 1 + extra
    from (select staff_id, row_number() over (order by staff_id) as place from staff
          where shop_id = ${shopId} and email like 'bench-%') people
    cross join generate_series(0, 3) extra
    on conflict do nothing`;
}

async function queue(sql: Sql, shopId: ShopId, count: number): Promise<void> {
  await sql`
    with made as (
      insert into customers (shop_id, customer_id) select ${shopId}, gen_random_uuid() from generate_series(1, ${count}) returning customer_id
    ), begun as (
      insert into conversations (shop_id, conversation_id, customer_id, channel_id, handler, status)
      select ${shopId}, gen_random_uuid(), customer_id, 'console', 'queue', 'open' from made returning conversation_id
    )
    insert into queue_entries (shop_id, entry_id, conversation_id, group_id, reason, summary, serve_by)
    select ${shopId}, gen_random_uuid(), conversation_id, 'bench-' || (1 + floor(random() * ${groups}))::int, 'asked', '{}', now() from begun`;
}

async function assignAll(scratch: Scratch) {
  const { app, shopId } = scratch;
  const startedAt = performance.now();
  app.router.wake(shopId);
  await app.router.drain();
  const seconds = (performance.now() - startedAt) / 1_000;
  return await app.walk.database.inShop(shopId, async (sql) => {
    const [row] = await sql<{ assigned: number; looks: number }[]>`
      select count(*)::int as assigned, count(distinct assigned_at)::int as looks from queue_entries
      where shop_id = ${shopId} and group_id like 'bench-%' and status = 'assigned' and settled_at is null`;
    const above = await sql`
      select 1 from staff join conversations on conversations.shop_id = ${shopId} and conversations.staff_id = staff.staff_id
      where staff.shop_id = ${shopId} and handler = 'agent' and status = 'open' group by staff.staff_id, capacity having count(*) > capacity`;
    await sql`update queue_entries set settled_at = now() where shop_id = ${shopId} and status = 'assigned'`;
    await sql`
      update conversations set status = 'closed', handler = 'ai', staff_id = null, closed_at = now()
      where shop_id = ${shopId} and handler = 'agent'`;
    const assigned = row?.assigned ?? 0;
    return { assigned, looks: row?.looks ?? 0, aboveCap: above.length, perSecond: assigned / seconds };
  });
}

/** One after the other: milliseconds from the wake-up of a queued conversation to its committed assignment. */
async function assignSteadily(scratch: Scratch, count: number): Promise<number[]> {
  const { app, shopId } = scratch;
  const times: number[] = [];
  for (let index = 0; index < count; index += 1) {
    await app.walk.database.inShop(shopId, (sql) => queue(sql, shopId, 1));
    const startedAt = performance.now();
    app.router.wake(shopId);
    await app.router.drain();
    times.push(performance.now() - startedAt);
  }
  return times;
}
