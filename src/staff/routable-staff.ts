import type { ShopId, Sql, StaffId } from '../platform/index.ts';
import { type StaffSkill, toSkills } from './skills.ts';
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
  /** Open conversations in this person's hands by channel, `channel/call-back` for those who are to be called. */
  heldByChannel?: Readonly<Record<string, number>>;
  /** What this person can besides the groups, e.g. 'jewellery'; level 1 is the best. */
  skills?: readonly StaffSkill[];
  /** Channels this person serves; all where empty. */
  channels?: readonly string[];
  /** Pause after a conversation, until then. */
  wrapUpUntil?: Date;
  /** After this nothing new is given. */
  shiftEndsAt?: Date;
  /** Shifts of today that are not over, the first one first; told only where shifts are followed. */
  shifts?: readonly { startsAt: Date; endsAt: Date }[];
  /** Nobody is asked off shift; told only where shifts are followed, and `presence` is then offline. */
  isOffShift?: true;
};

type Row = {
  staff_id: StaffId;
  name: string;
  role: Role;
  presence: Presence;
  capacity: number;
  languages: string[];
  last_assigned_at: Date | null;
  skill_levels: unknown;
  channels: string[];
  wrap_up_until: Date | null;
  shift_ends_at: Date | null;
};

type Span = { startsAt: Date; endsAt: Date };

/** Shifts that begin later than this say nothing about today. */
const shiftsAhead = '16 hours';

/**
 * Everybody of a shop who may sign in, with presence and load now. `onShiftAt`: who has no shift then counts as offline. Plain questions in
 * one flight, put together here: joined in the database, thousands of people make the planner guess, and it guesses badly.
 */
export async function listRoutableStaff(sql: Sql, shopId: ShopId, onShiftAt?: Date): Promise<RoutableStaff[]> {
  const [rows, skills, held, shifts] = await Promise.all([
    sql<Row[]>`
      select staff_id, name, role, presence, capacity, languages, last_assigned_at, skill_levels, channels, wrap_up_until, shift_ends_at
      from staff where shop_id = ${shopId} and disabled_at is null order by staff_id`,
    sql<{ staff_id: StaffId; group_id: string; level: number }[]>`
      select staff_id, group_id, level from staff_skills where shop_id = ${shopId} order by staff_id, group_id`,
    sql<{ staff_id: StaffId; channel_id: string; held: number }[]>`
      select staff_id, case when call_backs.state is null then channel_id else channel_id || '/call-back' end as channel_id,
        count(*)::int as held
      from conversations left join call_backs on call_backs.shop_id = ${shopId}
        and call_backs.conversation_id = conversations.conversation_id and call_backs.state = 'asked'
      where conversations.shop_id = ${shopId} and staff_id is not null and handler = 'agent' and status = 'open' group by 1, 2`,
    onShiftAt ? listSpans(sql, shopId, onShiftAt) : [],
  ]);
  const groupsOf = byPerson(skills);
  const heldBy = byPerson(held);
  const shiftsOf = byPerson(shifts);
  return rows.map((row) => ({
    ...toRoutable(row, groupsOf.get(row.staff_id) ?? [], heldBy.get(row.staff_id) ?? []),
    ...(onShiftAt ? onShift(shiftsOf.get(row.staff_id) ?? [], row.presence, onShiftAt) : {}),
  }));
}

async function listSpans(sql: Sql, shopId: ShopId, at: Date): Promise<{ staff_id: StaffId; span: Span }[]> {
  const rows = await sql<{ staff_id: StaffId; starts_at: Date; ends_at: Date }[]>`
    select staff_id, starts_at, ends_at from shifts where shop_id = ${shopId} and ends_at > ${at}
      and starts_at <= ${at}::timestamptz + ${shiftsAhead}::interval order by staff_id, starts_at`;
  return rows.map((row) => ({ staff_id: row.staff_id, span: { startsAt: row.starts_at, endsAt: row.ends_at } }));
}

/** What shifts make of somebody: those that follow each other without a pause are one. */
function onShift(
  planned: readonly { span: Span }[],
  presence: Presence,
  at: Date,
): Pick<RoutableStaff, 'presence' | 'shifts' | 'isOffShift'> {
  const shifts: Span[] = [];
  for (const { span } of planned) {
    const last = shifts.at(-1);
    if (last && span.startsAt <= last.endsAt) shifts[shifts.length - 1] = { ...last, endsAt: laterOf(last, span) };
    else shifts.push(span);
  }
  const isOn = shifts.some((span) => span.startsAt <= at);
  return isOn ? { presence, shifts } : { presence: 'offline', shifts, isOffShift: true };
}

function laterOf(one: Span, other: Span): Date {
  return new Date(Math.max(one.endsAt.getTime(), other.endsAt.getTime()));
}

function toRoutable(
  row: Row,
  skills: readonly { group_id: string; level: number }[],
  held: readonly { channel_id: string; held: number }[],
): RoutableStaff {
  return {
    staffId: row.staff_id,
    name: row.name,
    role: row.role,
    presence: row.presence,
    capacity: row.capacity,
    load: held.reduce((sum, one) => sum + one.held, 0),
    languages: row.languages,
    groups: skills.map((skill) => ({ groupId: skill.group_id, level: skill.level })),
    ...(row.last_assigned_at ? { lastAssignedAt: row.last_assigned_at } : {}),
    ...(held.length > 0 ? { heldByChannel: Object.fromEntries(held.map((one) => [one.channel_id, one.held])) } : {}),
    skills: toSkills(row.skill_levels),
    channels: row.channels,
    ...(row.wrap_up_until ? { wrapUpUntil: row.wrap_up_until } : {}),
    ...(row.shift_ends_at ? { shiftEndsAt: row.shift_ends_at } : {}),
  };
}

function byPerson<One extends { staff_id: StaffId }>(rows: readonly One[]): Map<StaffId, One[]> {
  const people = new Map<StaffId, One[]>();
  for (const row of rows) {
    const known = people.get(row.staff_id);
    if (known) known.push(row);
    else people.set(row.staff_id, [row]);
  }
  return people;
}
