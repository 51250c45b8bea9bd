import { performance } from 'node:perf_hooks';
import type { ShopId, Sql } from '../platform/index.ts';
import { figuresOf, type PolicyName, policyNames, readScenario, simulate } from '../routing/index.ts';
import { floorText, makeFloorTables, runIngestFloor } from './ingest-floor.ts';
import { type BenchResult, type BenchRound, quantile } from './report.ts';
import { measureCore } from './routing-core-load.ts';
import type { Scratch } from './scratch.ts';

const people = 1_000;
const groups = 50;
/** Conversations that wait when a round begins. */
const waitingAtOnce = 6_000;

/**
 * Durable assignments of the running router against the floor of a message and an outbox row; the core's size and speed; the rehearsal's
 * speed, its agreement with the closed forms, and the policies side by side.
 */
export async function benchRouting(
  scratch: Scratch,
  options: { seconds: number; rounds: number },
): Promise<BenchResult> {
  const { app, shopId, ownerUrl } = scratch;
  await makeFloorTables(ownerUrl);
  await app.turns.stop();
  await app.walk.database.inShop(shopId, (sql) => makePeople(sql, shopId));
  const rounds: BenchRound[] = [];
  const notes: string[] = [
    `floor row: '${floorText.slice(0, 12)}…' as a message and an outbox row, one transaction each, 64 connections`,
  ];
  for (let round = 0; round < options.rounds; round += 1) {
    const floor = await runIngestFloor({ url: ownerUrl, clients: 64, milliseconds: options.seconds * 1_000 });
    const own = await assignAll(scratch);
    notes.push(
      `round ${round + 1}: ${own.assigned} of ${waitingAtOnce} given, ${own.aboveCap} above a cap, in looks of ${own.looks}`,
    );
    const single = await assignSteadily(scratch, 100);
    rounds.push({ floor, peakdesk: own.perSecond, p50Ms: quantile(single, 0.5), p99Ms: quantile(single, 0.99) });
  }
  notes.push(`p50 and p99: from queued to committed, ${people} people online in ${groups} groups, one at a time`);
  notes.push(...measureCore(), ...closedForms(), ...policies());
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
    select ${shopId}, staff_id, 'bench-' || (1 + (row_number() over (order by staff_id) + extra * 7) % ${groups}), 1 + extra
    from staff cross join generate_series(0, 3) extra where shop_id = ${shopId} and email like 'bench-%'
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
  await app.walk.database.inShop(shopId, (sql) => queue(sql, shopId, waitingAtOnce));
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

/** The published check values, each at a million arrivals. */
const checks = [
  { load: 20, agents: 24, handle: 180, patience: undefined },
  { load: 100, agents: 110, handle: 300, patience: undefined },
  { load: 100, agents: 100, handle: 300, patience: 300 },
  { load: 100, agents: 110, handle: 300, patience: 120 },
  { load: 120, agents: 100, handle: 300, patience: 180 },
];

function closedForms(): string[] {
  return checks.map(({ load, agents, handle, patience }) => {
    const arrivalsPerHour = (load * 3_600) / handle;
    const exact = figuresOf({
      arrivalsPerHour,
      handleSeconds: handle,
      agents,
      ...(patience === undefined ? {} : { patienceSeconds: patience }),
    });
    const before = process.cpuUsage();
    const found = simulate(
      readScenario({
        count: 1_000_000,
        warmUp: 0.01,
        intervalMinutes: 1_440,
        arrivals: { perHour: arrivalsPerHour },
        intents: [{ id: 'all', handleSeconds: handle }],
        agents: [{ count: agents }],
        ...(patience === undefined ? {} : { patienceSeconds: patience }),
      }),
    );
    const { user, system } = process.cpuUsage(before);
    const off = (value: number, wanted: number) => `${((value / wanted - 1) * 100).toFixed(2)} %`;
    return [
      `Erlang ${patience === undefined ? 'C' : 'A'} a=${load} c=${agents}: mean wait off by ${off(found.waitSeconds.mean, exact.meanWaitSeconds)}`,
      `service level by ${off(found.serviceLevel, exact.serviceLevel)}`,
      ...(patience === undefined ? [] : [`losses by ${off(found.abandonRate, exact.abandonProbability)}`]),
      `${found.eventsPerSecond} events/s, ${Math.round(found.events / ((user + system) / 1e6))} per second of processor time`,
    ].join(', ');
  });
}

function policies(): string[] {
  const compare = (title: string, given: Parameters<typeof readScenario>[0] & object, names = policyNames) =>
    names.map((policy: PolicyName) => {
      const found = simulate(readScenario({ count: 400_000, warmUp: 0.02, intervalMinutes: 1_440, ...given, policy }));
      const { mean, p95 } = found.waitSeconds;
      return `${title}, ${policy}: mean wait ${mean.toFixed(2)} s, p95 ${p95.toFixed(1)} s, idle Gini ${found.idleGini.toFixed(3)}`;
    });
  const two = ['a', 'b'].map((id) => ({ id, group: id, handleSeconds: 300 }));
  const crossed = [
    { count: 45, groups: ['a'] },
    { count: 45, groups: ['b'] },
    { count: 10, groups: ['a', 'b'] },
  ];
  const wishes = Array.from({ length: 8 }, (_none, index) => ({ id: `wish-${index}`, handleSeconds: 300 }));
  const one = [{ id: 'all', handleSeconds: 300 }];
  const load = (agents: number, share: number) => ({ perHour: agents * share * 12 });
  return [
    ...compare('90 % load, a tenth cross-trained', { arrivals: load(100, 0.9), intents: two, agents: crossed }),
    ...compare(
      'the same with overflow after 5 s',
      { arrivals: load(100, 0.9), intents: two, agents: crossed, overflowSeconds: 5 },
      ['peakdesk'],
    ),
    ...compare('the same, pooled (bound)', { arrivals: load(100, 0.9), intents: one, agents: [{ count: 100 }] }, [
      'longest-idle',
    ]),
    ...compare('40 people unlike each other by wish', {
      arrivals: load(40, 0.88),
      intents: wishes,
      agents: [{ count: 40, affinity: 0.2, speed: { from: 0.7, to: 1.3 } }],
    }),
    ...compare('20 people of speeds 0.5 to 1.5, 80 % load', {
      arrivals: load(20, 0.8),
      intents: one,
      agents: [{ count: 20, speed: { from: 0.5, to: 1.5 } }],
    }),
  ];
}
