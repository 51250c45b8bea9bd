import type { Author } from '../conversations/index.ts';
import type { CustomerId, ShopId, Sql, StaffId } from '../platform/index.ts';
import {
  loadOf,
  type PromiseReport,
  type QueueEntry,
  type RoutingSettings,
  readPromises,
  readRoutingSettings,
  stateOf,
} from '../routing/index.ts';
import { listRoutableStaff, type RoutableStaff } from '../staff/index.ts';

/** One queue on the supervisor's wall. */
export type WallQueue = {
  groupId: string;
  waiting: number;
  longestWaitSeconds: number;
  /** People online in the group, and what they could still take. */
  online: number;
  spare: number;
};

/** A conversation on the wall: somebody who waits, or one in somebody's hands. */
export type WallConversation = {
  conversationId: string;
  customerId: CustomerId;
  customerName: string;
  text: string;
  /** Whose words `text` is, where that is known. */
  by?: Author['kind'];
  channelId: string;
  emotion: string;
  intensity: number;
  groupId: string;
  reason: string;
  /** Since when somebody waits for the next word, or in the queue. */
  since: string;
  urgency: QueueEntry['urgency'];
  staffId?: StaffId;
};

export type Wall = {
  queues: readonly WallQueue[];
  /** In the order of serving, at most 200. */
  waiting: readonly WallConversation[];
  /** What people hold, those whose customer waits first, at most 1,000. */
  held: readonly WallConversation[];
  /** How often the promised wait held in the last 24 hours. */
  promises: PromiseReport;
};

type Row = {
  conversation_id: string;
  customer_id: CustomerId;
  display_name: string;
  last_message_text: string;
  last_message_by: Author['kind'] | null;
  channel_id: string;
  emotion: string;
  intensity: number;
  group_id: string | null;
  reason: string | null;
  since: Date;
  urgency: { key: string; seconds: number }[] | null;
  staff_id: StaffId | null;
};

const shownWaiting = 200;
const shownHeld = 1_000;

/** Everything that a supervisor sees at once: queues, who waits and why in this order, who holds what. */
export async function readWall(sql: Sql, shopId: ShopId, now: Date): Promise<Wall> {
  const [waiting, held, queues, promises] = await Promise.all([
    sql<Row[]>`
      select conversations.conversation_id, customer_id, display_name, last_message_text, last_message_by, conversations.channel_id, emotion, intensity, group_id,
        reason, queued_at as since, urgency, null as staff_id
      from queue_entries join conversations using (shop_id, conversation_id) join customers using (shop_id, customer_id)
      where shop_id = ${shopId} and queue_entries.status = 'waiting' order by serve_by, queued_at limit ${shownWaiting}`,
    sql<Row[]>`
      select conversation_id, customer_id, display_name, last_message_text, last_message_by, conversations.channel_id, emotion, intensity, null as group_id,
        null as reason, coalesce(waiting_since, last_message_at) as since, null as urgency, staff_id
      from conversations join customers using (shop_id, customer_id)
      where shop_id = ${shopId} and handler = 'agent' and conversations.status <> 'closed'
      order by waiting_since nulls last limit ${shownHeld}`,
    readQueues(sql, shopId, now),
    readPromises(sql, shopId, new Date(now.getTime() - 86_400_000)),
  ]);
  return { queues, waiting: waiting.map(toConversation), held: held.map(toConversation), promises };
}

async function readQueues(sql: Sql, shopId: ShopId, now: Date): Promise<WallQueue[]> {
  const rows = await sql<{ group_id: string; waiting: number; first: Date | null }[]>`
    select skill_groups.group_id, count(queue_entries.entry_id)::int as waiting, min(queued_at) as first
    from skill_groups left join queue_entries on queue_entries.shop_id = ${shopId}
      and queue_entries.group_id = skill_groups.group_id and queue_entries.status = 'waiting'
    where skill_groups.shop_id = ${shopId} group by skill_groups.group_id order by 2 desc, 1`;
  const settings = await readRoutingSettings(sql, shopId);
  const staff = (await listRoutableStaff(sql, shopId, settings.followsShifts ? now : undefined)).filter(
    (person) => person.presence === 'online',
  );
  return rows.map((row) => {
    const able = staff.filter((person) => person.groups.some((group) => group.groupId === row.group_id));
    return {
      groupId: row.group_id,
      waiting: row.waiting,
      longestWaitSeconds: row.first ? Math.max(0, Math.round((now.getTime() - row.first.getTime()) / 1_000)) : 0,
      online: able.length,
      spare: able.reduce((sum, person) => sum + roomOf(person, settings, now), 0),
    };
  });
}

/** Usual conversations that somebody could take now: as weighed by the shop, none in the pause after one or after the shift. */
function roomOf(person: RoutableStaff, settings: RoutingSettings, now: Date): number {
  if (stateOf(person, now.getTime()) !== 'open') return 0;
  return Math.max(0, Math.floor(person.capacity - loadOf(person, settings) / 100));
}

function toConversation(row: Row): WallConversation {
  return {
    conversationId: row.conversation_id,
    customerId: row.customer_id,
    customerName: row.display_name,
    text: row.last_message_text.slice(0, 120),
    ...(row.last_message_by ? { by: row.last_message_by } : {}),
    channelId: row.channel_id,
    emotion: row.emotion,
    intensity: row.intensity,
    groupId: row.group_id ?? '',
    reason: row.reason ?? '',
    since: row.since.toISOString(),
    urgency: row.urgency ?? [],
    ...(row.staff_id ? { staffId: row.staff_id } : {}),
  };
}
