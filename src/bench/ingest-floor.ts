import postgres from 'postgres';
import { v7 } from 'uuid';
import { closedLoop } from './loops.ts';
import { runPart } from './parts.ts';

/** Where the floor writes and how hard. */
export type FloorInput = { url: string; clients: number; milliseconds: number };

/** Makes the floor's two tables: no row security, no foreign keys, no index but the keys. */
export async function makeFloorTables(url: string): Promise<void> {
  const sql = postgres(url, { max: 1, onnotice: () => undefined });
  await sql`create schema if not exists bench`;
  await sql`create table if not exists bench.messages (
    conversation_id uuid not null, seq bigint not null, message_id uuid not null, content jsonb not null,
    created_at timestamptz not null default now(), primary key (conversation_id, seq))`;
  await sql`create table if not exists bench.outbox (
    outbox_id bigint generated always as identity primary key, type text not null, conversation_id uuid,
    payload jsonb not null, created_at timestamptz not null default now())`;
  await sql.end();
}

/**
 * What any durable ingest must at least do, by hand: one prepared statement that is its own transaction and writes the message and
 * its outbox row, each client on a connection of its own. Messages per second of this process.
 */
export async function runIngestFloor(input: FloorInput): Promise<number> {
  const sql = postgres(input.url, { max: input.clients, onnotice: () => undefined });
  const content = JSON.stringify([{ kind: 'text', text: floorText }]);
  const conversations = Array.from({ length: 512 }, () => v7());
  const write = async (client: number, round: number) => {
    const conversationId = conversations[(client + round * input.clients) % conversations.length] ?? '';
    await sql`
      with message as (
        insert into bench.messages (conversation_id, seq, message_id, content)
        values (${conversationId}, ${client + round * input.clients}, ${v7()}, ${content}::text::jsonb))
      insert into bench.outbox (type, conversation_id, payload)
      values ('message.received', ${conversationId}, ${JSON.stringify({ seq: round })}::text::jsonb)`;
  };
  // Connections and prepared statements are there before the clock starts.
  await closedLoop(input.clients, 500, (client, round) => write(client, 1_000_000 + round));
  const { perSecond } = await closedLoop(input.clients, input.milliseconds, write);
  await sql.end();
  return perSecond;
}

/** The same clients spread over several processes, started together; the sum of their rates. */
export async function runIngestFloorInProcesses(input: FloorInput, processes: number): Promise<number> {
  const each = { ...input, clients: Math.floor(input.clients / processes) };
  const rates = await Promise.all(Array.from({ length: processes }, () => runPart('ingest-floor', each).result));
  return rates.reduce<number>((sum, rate) => sum + Number(rate), 0);
}

/** The words that floor and Peakdesk store. */
export const floorText = '亲,我昨天拍的那件外套什么时候能发货呀';
