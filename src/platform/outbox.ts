import type { EventBus } from './bus.ts';
import type { ShopEvent } from './events.ts';
import type { ShopId } from './ids.ts';
import type { Log } from './log.ts';
import { createOutboxRelay } from './outbox-relay.ts';
import type { Database, Sql } from './storage/database.ts';

/**
 * Writes events inside the caller's transaction; after commit call `relay.wake(shopId)`. Returns their outbox ids in order.
 * Events of one conversation keep their order if the transaction locked the conversation before.
 */
export async function appendOutbox(sql: Sql, events: readonly ShopEvent[]): Promise<number[]> {
  if (events.length === 0) return [];
  const rows = events.map((event) => ({
    shop: event.shopId,
    type: event.type,
    conversation: event.conversationId ?? null,
    payload: event.payload,
  }));
  const inserted = await sql<{ id: number }[]>`
    insert into outbox (shop_id, type, conversation_id, payload)
    select shop, type, conversation, payload
    from rows from (jsonb_to_recordset(${JSON.stringify(rows)}::text::jsonb) as (shop text, type text, conversation uuid, payload jsonb))
      with ordinality as event (shop, type, conversation, payload, position)
    order by position
    returning outbox_id as id`;
  return inserted.map((row) => row.id);
}

export type OutboxRelay = {
  /** Publishes what this shop committed, at once; call it after the transaction, without waiting. */
  wake(shopId: ShopId): void;
  /** A passing event (typing, presence) for this process and all others; it is not stored and may be lost. */
  announce(event: ShopEvent): void;
  /** Resolves when everything committed before the call is published here. */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

export type OutboxRelayParts = {
  database: Database;
  bus: EventBus;
  log: Log;
  /** Fallback poll for rows whose writer did not wake anybody; default 200. */
  pollMilliseconds?: number;
};

/**
 * Carries committed outbox rows to the bus of every process, at least once, in order per conversation. The first process
 * that publishes a row marks it and tells the others by a coalesced NOTIFY; a poll finds what was missed.
 */
export function startOutboxRelay(parts: OutboxRelayParts): OutboxRelay {
  return createOutboxRelay(parts);
}
