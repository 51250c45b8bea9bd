import type postgres from 'postgres';
import type { Cluster } from './cluster.ts';
import type { Customer } from './customer.ts';

/** A conversation that goes on is served within this time after a fault is over. */
const stuckMilliseconds = 60_000;

/**
 * Waits until nothing is left to do, then compares what every customer was told and saw with the database. Returns what is wrong, in
 * words; an empty list is the only good answer.
 */
export async function findFaults(cluster: Cluster, customers: readonly Customer[]): Promise<string[]> {
  const until = performance.now() + stuckMilliseconds;
  const stuck = await untilQuiet(cluster.database.sql, customers, until);
  return [
    ...stuck,
    ...customers.flatMap((customer) => customer.violations),
    ...(await lostMessages(cluster.database.sql, customers)),
    ...(await gaps(cluster.database.sql)),
    ...(await doubledEffects(cluster.database.sql)),
    ...(await unseen(cluster, customers, until)),
  ];
}

async function untilQuiet(sql: postgres.Sql, customers: readonly Customer[], until: number): Promise<string[]> {
  for (;;) {
    const left = [
      ...customers.flatMap(({ name, unacknowledged }) =>
        unacknowledged() > 0 ? [`${name}: ${unacknowledged()} messages were never acknowledged`] : [],
      ),
      ...(await openWork(sql).catch((error: unknown) => [`the database does not answer: ${String(error)}`])),
    ];
    if (left.length === 0 || performance.now() > until) return left;
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** What somebody still has to do: turns, events that nobody has published, jobs, customers without a reply. */
async function openWork(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ what: string }[]>`
    select 'turn of ' || conversation_id || ' is due since ' || due_at || ', held by ' || coalesce(lease_owner, 'nobody') as what
      from turns_due
    union all select 'event ' || outbox_id || ' is not published' from outbox where published_at is null
    union all select 'job ' || name || ' is due' from jobs where done_at is null and run_at <= now()
    union all select 'job ' || name || ' is dead: ' || coalesce(last_error, '') from jobs where done_at is null and run_at = 'infinity'
    limit 20`;
  return rows.map((row) => row.what);
}

async function lostMessages(sql: postgres.Sql, customers: readonly Customer[]): Promise<string[]> {
  const told = customers.flatMap(({ name, acknowledged }) => acknowledged.map((one) => ({ name, ...one })));
  const rows = await sql<{ client_id: string; seq: string; conversation_id: string }[]>`
    select client_id, seq::text, conversation_id from messages where client_id = any(${told.map((one) => one.clientId)})`;
  const stored = new Map(rows.map((row) => [row.client_id, row]));
  const twice = rows.length - stored.size;
  return [
    ...(twice === 0 ? [] : [`${twice} messages are stored twice`]),
    ...told.flatMap(({ name, clientId, seq, conversationId, text }) => {
      const row = stored.get(clientId);
      if (!row) return [`${name}: ‘${text}’ was acknowledged and is not there`];
      return Number(row.seq) === seq && row.conversation_id === conversationId
        ? []
        : [`${name}: ‘${text}’ was acknowledged as ${seq} and is ${row.seq}`];
    }),
  ];
}

async function gaps(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ conversation_id: string; count: number; last: number }[]>`
    select conversation_id, count(*)::int as count, max(seq)::int as last from messages
    group by shop_id, conversation_id having count(*) <> max(seq) or min(seq) <> 1`;
  return rows.map((row) => `conversation ${row.conversation_id} has ${row.count} messages up to ${row.last}`);
}

/** Replies, cases and places in the queue that exist more often than they may. */
async function doubledEffects(sql: postgres.Sql): Promise<string[]> {
  const rows = await sql<{ what: string }[]>`
    select 'message ' || to_seq || ' of ' || conversation_id || ' was answered ' || count(*) || ' times' as what
      from turn_traces group by shop_id, conversation_id, to_seq having count(*) > 1
    union all select 'order ' || order_id || ' has ' || count(*) || ' cases ' || kind
      from store_cases where created_at > now() - interval '20 minutes' group by shop_id, order_id, kind having count(*) > 1
    union all select 'conversation ' || conversation_id || ' waits twice' from queue_entries where status = 'waiting'
      group by shop_id, conversation_id having count(*) > 1`;
  return rows.map((row) => row.what);
}

/** Every window has got every message of its thread exactly once. */
async function unseen(cluster: Cluster, customers: readonly Customer[], until: number): Promise<string[]> {
  const missing = async (customer: Customer): Promise<string[]> => {
    for (;;) {
      const [node] = cluster.ready();
      const thread = node ? await customer.thread(node).catch(() => undefined) : undefined;
      const seen = new Set(customer.seen.map((message) => message.seq));
      const lacking = thread?.filter((message) => !seen.has(message.seq)) ?? [];
      if (thread && lacking.length === 0) return [];
      if (performance.now() > until)
        return thread
          ? lacking.map((message) => `${customer.name} has not seen ${message.seq}: ‘${message.text.slice(0, 30)}’`)
          : [`${customer.name} cannot read the thread at ${node ?? 'any node'}`];
      await new Promise((resolve) => setTimeout(resolve, 300));
    }
  };
  return (await Promise.all(customers.map(missing))).flat();
}
