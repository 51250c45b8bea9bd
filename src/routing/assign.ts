import type { ConversationId, StaffId } from '../platform/index.ts';
import type { RoutableStaff } from '../staff/index.ts';

/** A conversation that waits for a person. */
export type WaitingEntry = {
  entryId: string;
  conversationId: ConversationId;
  groupId: string;
  /** 0 first … 9 last. */
  priority: number;
  language: string;
  queuedAt: Date;
  wantedStaffId?: StaffId;
};

/** Who gets which conversation and why; the reason is a key of `routing.reason.*` with its parameters. */
export type Assignment = {
  entry: WaitingEntry;
  staffId: StaffId;
  reason: { key: 'wanted' | 'skill-longest-idle' | 'language-longest-idle' | 'overflow'; group: string; level: number };
};

/** Minutes of waiting that move an entry one priority step forward, so that nobody waits for ever. */
const ageingMinutes = 3;
/** Minutes after which any agent may take it, whatever the group. */
const overflowMinutes = 2;
const rolesThatAnswer = ['owner', 'supervisor', 'agent'];

/** Order in which waiting entries are served: aged priority, then the longer wait. */
export function inServingOrder<Entry extends WaitingEntry>(entries: readonly Entry[], now: Date): Entry[] {
  const aged = (entry: Entry) => entry.priority - (now.getTime() - entry.queuedAt.getTime()) / (ageingMinutes * 60_000);
  return [...entries].sort((a, b) => aged(a) - aged(b) || a.queuedAt.getTime() - b.queuedAt.getTime());
}

/** Gives waiting conversations to free people: never above anybody's capacity, each person's load counted as it grows. */
export function assign(entries: readonly WaitingEntry[], staff: readonly RoutableStaff[], now: Date): Assignment[] {
  const load = new Map(staff.map((person) => [person.staffId, person.load]));
  const lastAssigned = new Map(staff.map((person) => [person.staffId, person.lastAssignedAt?.getTime() ?? 0]));
  const assignments: Assignment[] = [];
  let order = now.getTime();
  for (const entry of inServingOrder(entries, now)) {
    const free = staff.filter((person) => isFree(person, load.get(person.staffId) ?? 0));
    const choice = choose(entry, free, lastAssigned, now);
    if (!choice) continue;
    assignments.push({ entry, ...choice });
    load.set(choice.staffId, (load.get(choice.staffId) ?? 0) + 1);
    order += 1;
    lastAssigned.set(choice.staffId, order);
  }
  return assignments;
}

function isFree(person: RoutableStaff, load: number): boolean {
  return person.presence === 'online' && load < person.capacity && rolesThatAnswer.includes(person.role);
}

function choose(
  entry: WaitingEntry,
  free: readonly RoutableStaff[],
  lastAssigned: ReadonlyMap<StaffId, number>,
  now: Date,
): Pick<Assignment, 'staffId' | 'reason'> | undefined {
  const wanted = free.find((person) => person.staffId === entry.wantedStaffId);
  if (wanted) return { staffId: wanted.staffId, reason: { key: 'wanted', group: entry.groupId, level: 0 } };
  const longestIdle = (people: readonly RoutableStaff[]) =>
    [...people].sort((a, b) => (lastAssigned.get(a.staffId) ?? 0) - (lastAssigned.get(b.staffId) ?? 0))[0];
  const inGroup = free.filter((person) => levelIn(person, entry.groupId) !== undefined);
  const speaking = longestIdle(inGroup.filter((person) => person.languages.includes(entry.language)));
  if (speaking)
    return {
      staffId: speaking.staffId,
      reason: { key: 'skill-longest-idle', group: entry.groupId, level: levelIn(speaking, entry.groupId) ?? 0 },
    };
  const isOverdue = now.getTime() - entry.queuedAt.getTime() >= overflowMinutes * 60_000;
  const anyone = longestIdle(isOverdue ? free : inGroup);
  if (!anyone) return undefined;
  const level = levelIn(anyone, entry.groupId);
  return {
    staffId: anyone.staffId,
    reason: {
      key: level === undefined ? 'overflow' : 'language-longest-idle',
      group: entry.groupId,
      level: level ?? 0,
    },
  };
}

function levelIn(person: RoutableStaff, groupId: string): number | undefined {
  return person.groups.find((group) => group.groupId === groupId)?.level;
}
