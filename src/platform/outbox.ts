import type { EventBus } from './bus/event-bus.ts';
import type { OpenPeerLink } from './bus/peer-link.ts';
import type { EventType, ShopEvent } from './events.ts';
import type { ConversationId, ShopId } from './ids.ts';
import type { Log } from './log.ts';
import { createOutboxRelay } from './outbox-relay.ts';
import type { Database, Sql } from './storage/database.ts';

/**
 * Writes events inside the caller's transaction; after commit call `relay.wake(shopId)`.
 * Events of one conversation keep their order if the transaction locked the conversation before. With `isPacked`, which `relay.packs()`
 * must allow, events of all conversations share rows.
 */
export async function appendOutbox(
  sql: Sql,
  events: readonly ShopEvent[],
  { isPacked = false }: { isPacked?: boolean } = {},
): Promise<void> {
  if (events.length === 0) return;
  await sql`
    insert into outbox (shop_id, type, conversation_id, payload, further)
    select shop, type, conversation, payload, further
    from rows from (jsonb_to_recordset(${JSON.stringify(toOutboxRows(events, isPacked))}::text::jsonb)
      as (shop text, type text, conversation uuid, payload jsonb, further jsonb))
      with ordinality as event (shop, type, conversation, payload, further, position)
    order by position`;
}

/** A row of the outbox as it is written: an event, and others right after it; those of another conversation name it. */
export type NewOutboxRow = {
  shop: ShopId;
  type: EventType;
  conversation: ConversationId | null;
  payload: ShopEvent['payload'];
  further?: (Pick<ShopEvent, 'type' | 'payload'> & { conversation?: ConversationId | null })[];
};

/**
 * Fewer rows than events: one that only tells windows to look again travels in the row of the event before it. A process of the version
 * before does not read those, so that they must never be all that tells of something.
 */
const lesserEvents: ReadonlySet<EventType> = new Set(['turn.committed', 'conversation.updated'] as const);

/** Events that share a row at most: what one row holds is read and published in one piece. */
const furtherAtMost = 191;

/** Events as rows of the outbox, in order; `isPacked`: also events of different conversations share a row. */
export function toOutboxRows(events: readonly ShopEvent[], isPacked = false): NewOutboxRow[] {
  const rows: NewOutboxRow[] = [];
  for (const { shopId, type, conversationId, payload } of events) {
    const conversation = conversationId ?? null;
    const last = rows.at(-1);
    const isSamePlace = last?.conversation === conversation && last.shop === shopId;
    const isShared = isPacked && last?.shop === shopId && (last.further?.length ?? 0) < furtherAtMost;
    if (last && isShared) addTo(last, { type, payload, conversation });
    else if (last && isSamePlace && lesserEvents.has(type)) addTo(last, { type, payload });
    else rows.push({ shop: shopId, type, conversation, payload });
  }
  return rows;
}

function addTo(row: NewOutboxRow, event: NonNullable<NewOutboxRow['further']>[number]): void {
  const { further = [] } = row;
  further.push(event);
  row.further = further;
}

export type OutboxRelay = {
  /** Publishes what this shop committed, at once; call it after the transaction, without waiting. */
  wake(shopId: ShopId): void;
  /** A passing event (typing, presence) for this process and all others; it is not stored and may be lost. */
  announce(event: ShopEvent): void;
  /** Whether rows may hold events of several conversations: no process of a version that passes over them was heard for a minute. */
  packs(): boolean;
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
  /** How long to listen for others before anything is packed, in milliseconds; default 25,000, so that each has said hello once. */
  listenFirst?: number;
};

/**
 * Carries committed outbox rows to the bus of every process, at least once, in order per conversation. The first process
 * that publishes a row marks it and tells the others over the link; a poll finds what was missed.
 */
export function startOutboxRelay(parts: OutboxRelayParts): OutboxRelay {
  return createOutboxRelay(parts);
}
