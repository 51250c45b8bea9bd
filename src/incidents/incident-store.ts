import type { ConversationId, ShopId, Sql } from '../platform/index.ts';
import type { Surge } from './detect-surge.ts';
import type { Incident, IncidentAnswer } from './types.ts';

type Row = {
  shop_id: ShopId;
  incident_id: string;
  key: string;
  intent: string;
  subject: string;
  found_at: Date;
  per_minute: number;
  usual_per_minute: number;
  answer: IncidentAnswer | null;
  answered_at: Date | null;
  ended_at: Date | null;
  ended_by: string | null;
  grams: number[];
};

/** How long a surge that is no more told of counts as going on. */
const hotSeconds = 300;

/** Opens an incident for a surge, or keeps the open one of the same question alive; true where it is new. */
export async function openIncident(
  sql: Sql,
  input: { shopId: ShopId; incidentId: string; surge: Surge; now: Date },
): Promise<{ incidentId: string; isNew: boolean }> {
  const { shopId, incidentId, surge, now } = input;
  const [row] = await sql<{ incident_id: string }[]>`
    insert into incidents (shop_id, incident_id, key, intent, subject, found_at, hot_until, per_minute, usual_per_minute, grams)
    values (${shopId}, ${incidentId}, ${surge.key}, ${surge.intent}, ${surge.subject}, ${now}, ${hotUntil(now)}, ${surge.perMinute},
      ${surge.usualPerMinute}, ${sql.json([...surge.grams])})
    on conflict (shop_id, key) where ended_at is null do update set hot_until = greatest(incidents.hot_until, excluded.hot_until)
    returning incident_id`;
  return { incidentId: row?.incident_id ?? incidentId, isNew: row?.incident_id === incidentId };
}

/** The open incident's question is still asked far more often than usual. */
export async function keepHot(sql: Sql, shopId: ShopId, incidentId: string, now: Date): Promise<void> {
  await sql`
    update incidents set hot_until = ${hotUntil(now)}
    where shop_id = ${shopId} and incident_id = ${incidentId} and ended_at is null`;
}

/** Ends what nobody has asked unusually often for a while; returns the ids. */
export async function endCold(sql: Sql, shopId: ShopId, now: Date): Promise<string[]> {
  const rows = await sql<{ incident_id: string }[]>`
    update incidents set ended_at = ${now}, ended_by = 'surge-over'
    where shop_id = ${shopId} and ended_at is null and hot_until < ${now} returning incident_id`;
  return rows.map((row) => row.incident_id);
}

/** Approves the one answer; false where the incident is over. */
export async function answerIncident(
  sql: Sql,
  input: { shopId: ShopId; incidentId: string; answer: IncidentAnswer; staffId: string; now: Date },
): Promise<boolean> {
  const rows = await sql`
    update incidents set answer = ${sql.json(input.answer)}, answered_by = ${input.staffId}, answered_at = ${input.now}
    where shop_id = ${input.shopId} and incident_id = ${input.incidentId} and ended_at is null returning 1`;
  return rows.length > 0;
}

/** Ends an incident by hand; false where it was over already. */
export async function endIncident(
  sql: Sql,
  input: { shopId: ShopId; incidentId: string; staffId: string; now: Date },
): Promise<boolean> {
  const rows = await sql`
    update incidents set ended_at = ${input.now}, ended_by = ${input.staffId}
    where shop_id = ${input.shopId} and incident_id = ${input.incidentId} and ended_at is null returning 1`;
  return rows.length > 0;
}

/** Links conversations in which the question was asked. */
export async function linkConversations(
  sql: Sql,
  shopId: ShopId,
  incidentId: string,
  members: readonly { conversationId: ConversationId; seq: number }[],
): Promise<void> {
  if (members.length === 0) return;
  const rows = members.map((one) => ({ conversation_id: one.conversationId, asked_seq: one.seq }));
  await sql`
    insert into incident_conversations (shop_id, incident_id, conversation_id, asked_seq)
    select ${shopId}, ${incidentId}, conversation_id, asked_seq
    from jsonb_to_recordset(${sql.json(rows)}::jsonb) as given(conversation_id uuid, asked_seq bigint)
    join conversations using (conversation_id) where conversations.shop_id = ${shopId}
    on conflict do nothing`;
}

/**
 * Whether the answer goes to this turn: once in a conversation. The same turn may ask again (it is retaken when somebody was faster);
 * whoever asks once more later wants something else than the same words.
 */
export async function claimTelling(
  sql: Sql,
  input: { shopId: ShopId; incidentId: string; conversationId: ConversationId; seq: number },
): Promise<boolean> {
  const { shopId, incidentId, conversationId, seq } = input;
  const rows = await sql`
    insert into incident_conversations (shop_id, incident_id, conversation_id, asked_seq, told_seq)
    values (${shopId}, ${incidentId}, ${conversationId}, ${seq}, ${seq})
    on conflict (shop_id, incident_id, conversation_id) do update set told_seq = ${seq}
    where incident_conversations.told_seq is null or incident_conversations.told_seq = ${seq} returning 1`;
  return rows.length > 0;
}

/** Conversations that have asked, wait for a person and have not been told yet, up to `limit`; they count as told from now on. */
export async function claimWaiting(
  sql: Sql,
  shopId: ShopId,
  incidentId: string,
  limit: number,
): Promise<{ conversationId: ConversationId; channelId: string; language: string }[]> {
  const rows = await sql<{ conversation_id: ConversationId; channel_id: string; language: string }[]>`
    with waiting as (
      select conversation_id, channel_id, language, last_seq
      from incident_conversations join conversations using (shop_id, conversation_id)
      where shop_id = ${shopId} and incident_id = ${incidentId} and told_seq is null and handler = 'queue' and status <> 'closed'
      order by conversation_id limit ${limit} for update of conversations
    )
    update incident_conversations set told_seq = waiting.last_seq from waiting
    where incident_conversations.shop_id = ${shopId} and incident_id = ${incidentId}
      and incident_conversations.conversation_id = waiting.conversation_id
    returning waiting.conversation_id, waiting.channel_id, waiting.language`;
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    channelId: row.channel_id,
    language: row.language,
  }));
}

/** Incidents that are not over, newest first. */
export async function listOpen(sql: Sql, shopId: ShopId): Promise<Incident[]> {
  const rows = await sql<Row[]>`
    select * from incidents where shop_id = ${shopId} and ended_at is null order by found_at desc limit 50`;
  return rows.map(toIncident);
}

/** What supervisors see: open ones and the last that are over, each with how many asked, how many were told, and some of the words. */
export async function listForStaff(
  sql: Sql,
  shopId: ShopId,
  limit: number,
): Promise<(Incident & { asked: number; told: number; samples: readonly string[] })[]> {
  const rows = await sql<(Row & { asked: number; told: number; samples: string[] | null })[]>`
    select incidents.*, counted.asked, counted.told, words.samples
    from incidents
    cross join lateral (
      select count(*)::int as asked, count(told_seq)::int as told from incident_conversations as linked
      where linked.shop_id = incidents.shop_id and linked.incident_id = incidents.incident_id) as counted
    cross join lateral (
      select array_agg(left(message.text, 120)) as samples from (
        select messages.content -> 0 ->> 'text' as text from incident_conversations as linked
        join messages on messages.shop_id = linked.shop_id and messages.conversation_id = linked.conversation_id
          and messages.seq = linked.asked_seq
        where linked.shop_id = incidents.shop_id and linked.incident_id = incidents.incident_id and messages.author_kind = 'customer'
        limit 3) as message where message.text is not null) as words
    where incidents.shop_id = ${shopId}
    order by ended_at is not null, found_at desc limit ${limit}`;
  return rows.map((row) => ({ ...toIncident(row), asked: row.asked, told: row.told, samples: row.samples ?? [] }));
}

function hotUntil(now: Date): Date {
  return new Date(now.getTime() + hotSeconds * 1_000);
}

function toIncident(row: Row): Incident {
  return {
    shopId: row.shop_id,
    incidentId: row.incident_id,
    key: row.key,
    intent: row.intent,
    subject: row.subject,
    state: row.ended_at ? 'ended' : row.answer ? 'answered' : 'found',
    foundAt: row.found_at.toISOString(),
    perMinute: row.per_minute,
    usualPerMinute: row.usual_per_minute,
    grams: row.grams,
    ...(row.answer ? { answer: row.answer } : {}),
    ...(row.answered_at ? { answeredAt: row.answered_at.toISOString() } : {}),
    ...(row.ended_at ? { endedAt: row.ended_at.toISOString() } : {}),
    ...(row.ended_by === null ? {} : { endedBy: row.ended_by }),
  };
}
