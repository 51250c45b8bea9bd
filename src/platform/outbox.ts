import type { EventBus } from './bus/event-bus.ts';
import type { OpenPeerLink } from './bus/peer-link.ts';
import type { EventType, ShopEvent } from './events.ts';
import type { ConversationId, ShopId } from './ids.ts';
import type { Log } from './log.ts';
import { createOutboxRelay } from './outbox-relay.ts';
import type { Database, Sql } from './storage/database.ts';

/**
 * Writes events inside the caller's transaction; after commit call `relay.wake(shopId)`.
 * Events of one conversation keep their order if the transaction locked the conversation before.
 */
export async function appendOutbox(sql: Sql, events: readonly ShopEvent[]): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into outbox (shop_id, type, conversation_id, payload, further)
    select shop, type, conversation, payload, further
    from rows from (jsonb_to_recordset(${JSON.stringify(toOutboxRows(events))}::text::jsonb)
      as (shop text, type text, conversation uuid, payload jsonb, further jsonb))
      with ordinality as event (shop, type, conversation, payload, further, position)
    order by position`;
}

/** A row of the outbox as it is written: an event, and lesser ones of the same conversation right after it. */
export type NewOutboxRow = {
  shop: ShopId;
  type: EventType;
  conversation: ConversationId | null;
  payload: ShopEvent['payload'];
  further?: Pick<ShopEvent, 'type' | 'payload'>[];
};

/**
 * Fewer rows than events: one that only tells windows to look again travels in the row of the event before it. A process of the version
 * before does not read those, so that they must never be all that tells of something.
 */
const lesserEvents: ReadonlySet<EventType> = new Set(['turn.committed', 'conversation.updated'] as const);

/** Events as rows of the outbox, in order. */
export function toOutboxRows(events: readonly ShopEvent[]): NewOutboxRow[] {
  const rows: NewOutboxRow[] = [];
  for (const { shopId, type, conversationId, payload } of events) {
    const last = rows.at(-1);
    const isSamePlace = last?.conversation === conversationId && last?.shop === shopId;
    if (last && isSamePlace && lesserEvents.has(type)) last.further = [...(last.further ?? []), { type, payload }];
    else rows.push({ shop: shopId, type, conversation: conversationId ?? null, payload });
  }
  return rows;
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
  /** How other processes are reached; default PostgreSQL's NOTIFY. */
  openLink?: OpenPeerLink;
};

/**
 * Carries committed outbox rows to the bus of every process, at least once, in order per conversation. The first process
 * that publishes a row marks it and tells the others over the link; a poll finds what was missed.
 */
export function startOutboxRelay(parts: OutboxRelayParts): OutboxRelay {
  return createOutboxRelay(parts);
}
