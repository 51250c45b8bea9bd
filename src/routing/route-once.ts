import type { ShopId, Sql } from '../platform/index.ts';
import { listRoutableStaff, type RoutableStaff } from '../staff/index.ts';
import { type Assignment, assign, type LearnedMatch } from './assign.ts';
import { assignConversations } from './assign-conversations.ts';
import type { Factors } from './calibration.ts';
import type { Lead } from './lead.ts';
import { listMatches } from './match-store.ts';
import { type Place, placesOf } from './places.ts';
import { measureService, readFactors, rememberTold, type ServiceRate } from './promise-store.ts';
import { listWaiting } from './queue-store.ts';
import { type RoutingSettings, readRoutingSettings } from './routing-settings.ts';

/**
 * Routes a shop once: gives what can be given and tells the places of those who wait on. 'busy' while another process does so, the lead where
 * another one has it.
 */
export async function routeOnce(
  sql: Sql,
  shopId: ShopId,
  input: { known: Map<ShopId, Known>; told: ReadonlyMap<string, Place>; now: Date; lead(): Promise<Lead> },
): Promise<Run | 'busy' | { lead: Extract<Lead, { kind: 'other' }> }> {
  const { now } = input;
  const [lock] = await sql<{ held: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`route/${shopId}`}, 0)) as held`;
  if (!lock?.held) return 'busy';
  const lead = await input.lead();
  if (lead.kind === 'other') return { lead };
  const waiting = await listWaiting(sql, shopId);
  if (waiting.length === 0) return { assigned: 0, hasTold: input.told.size > 0, places: [] };
  const context = await readKnown(sql, shopId, input.known, now);
  const staff = await listRoutableStaff(sql, shopId, context.settings.followsShifts ? now : undefined);
  const names = new Map(staff.map((person) => [person.staffId, person.name]));
  const planned = assign(waiting, staff, now, context);
  const chosen = planned.slice(0, assignmentsAtOnce);
  const given = await assignConversations(
    sql,
    shopId,
    chosen.map((one) => ({
      conversationId: one.entry.conversationId,
      staffId: one.staffId,
      staffName: names.get(one.staffId) ?? '',
      reason: reasonText(one),
      details: one.details,
    })),
    now,
  );
  // The next look follows at once: places that it changes again are not worth telling.
  if (planned.length > chosen.length) return { assigned: given.length, hasTold: false };
  const served = new Set<string>(given);
  const left = waiting.filter((entry) => !served.has(entry.conversationId));
  const places = placesOf(left, withGiven(staff, chosen, served), { ...context, told: input.told, now });
  const before = new Map(left.map((entry) => [entry.entryId, entry]));
  const told = places.filter(({ entryId, position, wait }) => {
    const entry = before.get(entryId);
    const isTold = entry?.toldPosition === position && (!wait || entry.toldWaitSeconds === wait.p50);
    return !isTold;
  });
  await rememberTold(sql, shopId, told, now);
  const hasTold = told.length > 0 || given.length > 0;
  return { assigned: given.length, hasTold, places };
}

/** What changes slowly and is read again only now and then. */
export type Known = {
  readAt: number;
  settings: RoutingSettings;
  matches: readonly LearnedMatch[];
  service: ReadonlyMap<string, ServiceRate>;
  factors: ReadonlyMap<string, Factors>;
};

const knownMilliseconds = 5_000;
/** Assignments of one transaction; the next look follows at once. */
const assignmentsAtOnce = 2_000;

/** What one run has done; `hasTold` when somebody waits at another place than was told before; no places where more follows at once. */
export type Run = { assigned: number; hasTold: boolean; places?: readonly Place[] };

/** People as they are after the assignments: what is told of waits must not count room that is taken. */
function withGiven(
  staff: readonly RoutableStaff[],
  chosen: readonly Assignment[],
  served: ReadonlySet<string>,
): RoutableStaff[] {
  const more = new Map<string, string[]>();
  for (const { entry, staffId } of chosen) {
    if (!served.has(entry.conversationId)) continue;
    const { channelId = '', kind } = entry;
    more.set(staffId, [...(more.get(staffId) ?? []), kind === undefined ? channelId : `${channelId}/${kind}`]);
  }
  return staff.map((person) => {
    const given = more.get(person.staffId) ?? [];
    if (given.length === 0) return person;
    const heldByChannel = { ...person.heldByChannel };
    for (const key of given) heldByChannel[key] = (heldByChannel[key] ?? 0) + 1;
    return { ...person, load: person.load + given.length, heldByChannel };
  });
}

async function readKnown(sql: Sql, shopId: ShopId, cache: Map<ShopId, Known>, now: Date): Promise<Known> {
  const found = cache.get(shopId);
  if (found && Math.abs(now.getTime() - found.readAt) < knownMilliseconds) return found;
  const [settings, matches, service, factors] = await Promise.all([
    readRoutingSettings(sql, shopId),
    listMatches(sql, shopId),
    measureService(sql, shopId, now),
    readFactors(sql, shopId, now),
  ]);
  const read = { readAt: now.getTime(), settings, matches, service, factors };
  cache.set(shopId, read);
  return read;
}

function reasonText(assignment: Assignment): string {
  const { key, group, level } = assignment.reason;
  return JSON.stringify({ key, group, level });
}
