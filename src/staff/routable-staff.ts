import type { ShopId, Sql, StaffId } from '../platform/index.ts';
import type { Presence, Role } from './types.ts';

/** A member of staff as routing sees one. */
export type RoutableStaff = {
  staffId: StaffId;
  name: string;
  role: Role;
  presence: Presence;
  /** Conversations at a time. */
  capacity: number;
  /** Conversations in this person's hands in which the customer is not being waited for. */
  load: number;
  /** Languages this person answers in, e.g. 'zh-CN'. */
  languages: readonly string[];
  /** Skill groups; level 1 is the best. */
  groups: readonly { groupId: string; level: number }[];
  lastAssignedAt?: Date;
  /** Open conversations in this person's hands by channel. */
  heldByChannel?: Readonly<Record<string, number>>;
  /** What this person can besides the groups, e.g. 'jewellery'. */
  skills?: readonly string[];
  /** Channels this person serves; all where empty. */
  channels?: readonly string[];
  /** Pause after a conversation, until then. */
  wrapUpUntil?: Date;
  /** After this nothing new is given. */
  shiftEndsAt?: Date;
};

type Row = {
  staff_id: StaffId;
  name: string;
  role: Role;
  presence: Presence;
  capacity: number;
  load: number;
  languages: string[];
  groups: { groupId: string; level: number }[];
  last_assigned_at: Date | null;
  held_by_channel: Record<string, number> | null;
  skills: string[];
  channels: string[];
  wrap_up_until: Date | null;
  shift_ends_at: Date | null;
};

/** Everybody of a shop who may sign in, with presence and load now. */
export async function listRoutableStaff(sql: Sql, shopId: ShopId): Promise<RoutableStaff[]> {
  const rows = await sql<Row[]>`
    select staff_id, name, role, presence, capacity, languages, last_assigned_at, coalesce(held.load, 0)::int as load,
      held.by_channel as held_by_channel, skills, channels, wrap_up_until, shift_ends_at,
      coalesce((select jsonb_agg(jsonb_build_object('groupId', group_id, 'level', level) order by group_id)
                from staff_skills where staff_skills.shop_id = staff.shop_id
                  and staff_skills.staff_id = staff.staff_id), '[]'::jsonb) as groups
    from staff left join (
      select staff_id, sum(held) as load, jsonb_object_agg(channel_id, held) as by_channel from (
        select staff_id, channel_id, count(*) as held from conversations
        where shop_id = ${shopId} and handler = 'agent' and status = 'open' group by staff_id, channel_id
      ) each_channel group by staff_id
    ) held using (staff_id)
    where shop_id = ${shopId} and disabled_at is null
    order by staff_id`;
  return rows.map((row) => ({
    staffId: row.staff_id,
    name: row.name,
    role: row.role,
    presence: row.presence,
    capacity: row.capacity,
    load: row.load,
    languages: row.languages,
    groups: row.groups,
    ...(row.last_assigned_at ? { lastAssignedAt: row.last_assigned_at } : {}),
    ...(row.held_by_channel ? { heldByChannel: row.held_by_channel } : {}),
    skills: row.skills,
    channels: row.channels,
    ...(row.wrap_up_until ? { wrapUpUntil: row.wrap_up_until } : {}),
    ...(row.shift_ends_at ? { shiftEndsAt: row.shift_ends_at } : {}),
  }));
}
