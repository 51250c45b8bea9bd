import { randomUUID } from 'node:crypto';
import { WebSocketServer } from 'ws';
import { makeToken, type ShopId, type Sql } from '../platform/index.ts';
import { createServer } from '../server/index.ts';
import { startCpuMeter } from './cpu.ts';
import { runPart } from './parts.ts';
import { type ReconnectClientsResult, reconnectClientsResult, reconnectProgress } from './reconnect-clients.ts';
import type { BenchResult, BenchRound } from './report.ts';
import type { Scratch } from './scratch.ts';

/** What was promised for 20,000 windows. */
const promisedMilliseconds = 10_000;
const rowsAtOnce = 2_000;

/**
 * All windows of a node are lost at one moment and come back as the widget does, each with a session and a conversation of its own and
 * one message that it has not seen; against a raw `ws` server that greets and sends 250 bytes at once. The windows run in another process.
 */
export async function benchReconnect(
  scratch: Scratch,
  options: { rounds: number; sockets?: number | undefined },
): Promise<BenchResult> {
  const sockets = options.sockets ?? 20_000;
  const tokens = await makeWindows(scratch, sockets);
  const server = createServer(scratch.app);
  const address = (await server.listen(0, '127.0.0.1')).replace('http', 'ws');
  const rounds: BenchRound[] = [];
  const notes: string[] = [];
  const cpu = await startCpuMeter(scratch.ownerUrl);
  for (let index = 0; index < options.rounds; index += 1) {
    // Ports of an address rest for a minute after they were used.
    const floor = await rawReconnect(tokens, `127.1.${index}`);
    const before = process.memoryUsage().rss;
    let open = before;
    let opened = Promise.resolve('');
    const own = await loseAll({ url: `${address}/realtime`, tokens, network: `127.2.${index}` }, () => {
      open = process.memoryUsage().rss;
      opened = cpu.lap(sockets);
    });
    await opened;
    const took = await cpu.lap(sockets);
    rounds.push({ floor: floor.allMs, peakdesk: own.allMs, p50Ms: own.p50Ms, p99Ms: own.p99Ms });
    notes.push(
      `round ${index + 1}: all ${sockets} windows back after ${(own.allMs / 1_000).toFixed(1)} s (promised: ${promisedMilliseconds / 1_000} s), ` +
        `${own.missing} missing, ${own.tries} tries; ${Math.round((open - before) / sockets / 1_000)} kB of memory a window`,
      `round ${index + 1}: ${took}`,
    );
  }
  await cpu.stop();
  await server.close();
  return {
    name: 'reconnect',
    unit: 'ms',
    floorName: `raw ws, ${sockets} sockets`,
    rounds,
    wantedRatio: promisedMilliseconds / Math.max(1, rounds[0]?.floor ?? 1),
    notes,
  };
}

async function rawReconnect(tokens: readonly string[], network: string): Promise<ReconnectClientsResult> {
  const server = new WebSocketServer({ port: 0, host: '127.0.0.1', backlog: 16_384, perMessageDeflate: false });
  await new Promise((resolve) => server.once('listening', resolve));
  const line = `{"type":"message","text":"${'x'.repeat(223)}"}`;
  server.on('connection', (socket) => {
    socket.on('error', () => socket.terminate());
    socket.once('message', () => {
      socket.send('{"type":"ready"}');
      socket.send(line);
    });
  });
  const bound = server.address();
  const port = typeof bound === 'object' && bound !== null ? bound.port : 0;
  const result = await loseAll({ url: `ws://127.0.0.1:${port}`, tokens, network });
  await new Promise((resolve) => server.close(resolve));
  return result;
}

async function loseAll(
  input: { url: string; tokens: readonly string[]; network: string },
  onOpen: () => void = () => undefined,
): Promise<ReconnectClientsResult> {
  const part = runPart('reconnect-clients', input);
  const opened = new Promise<void>((resolve) =>
    part.onProgress((message) => {
      if (reconnectProgress.safeParse(message).success) resolve();
    }),
  );
  await Promise.race([opened, part.result]);
  onOpen();
  part.send({ lose: true });
  return reconnectClientsResult.parse(await part.result);
}

/** Customers with a session and a conversation of one message, made in the tables: opening 20,000 by the door would take minutes. */
async function makeWindows(scratch: Scratch, count: number): Promise<string[]> {
  const { app, shopId } = scratch;
  const tokens: string[] = [];
  for (let from = 0; from < count; from += rowsAtOnce) {
    const windows = Array.from({ length: Math.min(rowsAtOnce, count - from) }, () => {
      const { token, tokenHash } = makeToken(shopId);
      tokens.push(token);
      return {
        customer: randomUUID(),
        session: randomUUID(),
        conversation: randomUUID(),
        hash: tokenHash.toString('hex'),
      };
    });
    await app.walk.database.inShop(shopId, (sql) => insertWindows(sql, shopId, windows));
  }
  return tokens;
}

type NewWindow = { customer: string; session: string; conversation: string; hash: string };

async function insertWindows(sql: Sql, shopId: ShopId, windows: readonly NewWindow[]): Promise<void> {
  await sql`create temporary table if not exists fresh (customer uuid, session uuid, conversation uuid, hash text) on commit drop`;
  await sql`
    insert into fresh select * from jsonb_to_recordset(${JSON.stringify(windows)}::text::jsonb)
      as given(customer uuid, session uuid, conversation uuid, hash text)`;
  await sql`insert into customers (shop_id, customer_id) select ${shopId}, customer from fresh`;
  await sql`
    insert into customer_identities (shop_id, channel_id, source_id, customer_id)
    select ${shopId}, 'widget', customer::text, customer from fresh`;
  await sql`
    insert into widget_sessions (shop_id, session_id, token_hash, customer_id, expires_at)
    select ${shopId}, session, decode(hash, 'hex'), customer, now() + interval '1 day' from fresh`;
  await sql`
    insert into conversations (shop_id, conversation_id, customer_id, channel_id, last_seq)
    select ${shopId}, conversation, customer, 'widget', 1 from fresh`;
  await sql`
    insert into messages (shop_id, conversation_id, seq, message_id, channel_id, author_kind, content)
    select ${shopId}, conversation, 1, gen_random_uuid(), 'widget', 'ai', '[{"kind":"text","text":"好的,收到了"}]'::jsonb from fresh`;
}
