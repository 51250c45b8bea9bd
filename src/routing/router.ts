import { randomUUID } from 'node:crypto';
import type { Clock, Database, EventBus, Log, OutboxRelay, ShopId, Sql } from '../platform/index.ts';
import { listRoutableStaff, type RoutableStaff } from '../staff/index.ts';
import { type Assignment, assign, type LearnedMatch } from './assign.ts';
import { assignConversations } from './assign-conversations.ts';
import { createLeads, giveLeadUp, type Lead, leadMilliseconds, readToldPlaces } from './lead.ts';
import { listMatches } from './match-store.ts';
import { type Place, placesOf } from './places.ts';
import { measureService, rememberTold, type ServiceRate } from './promise-store.ts';
import { listWaiting } from './queue-store.ts';
import { type RoutingSettings, readRoutingSettings } from './routing-settings.ts';

/** Hands waiting conversations to people as they become free and tells places to those who wait. */
export type Router = {
  /** Something changed in this shop (queue, presence, a closed conversation): look again soon. */
  wake(shopId: ShopId): void;
  /** Places told last, by conversation. */
  places(shopId: ShopId): ReadonlyMap<string, Place>;
  /** Called whenever places were computed anew. */
  onPlaces(listener: (shopId: ShopId, places: readonly Place[]) => void): void;
  drain(): Promise<void>;
  stop(): Promise<void>;
};

/** Events after which somebody may be free or waiting. */
const wakingEvents = [
  'conversation.queued',
  'conversation.assigned',
  'conversation.closed',
  'presence.changed',
] as const;
/** Changed settings that routing reads: its own, and people with what they can and when they work. */
const settingsOfRouting: readonly string[] = ['routing', 'team'];
/** Waits grow old without any event: overflow and places are looked at this often. */
const pollMilliseconds = 5_000;
/** Somebody else is at it this very moment, or has just gone: looked at again after this time. */
const busyMilliseconds = 250;
/** Places that another process tells are read together for so long. */
const showMilliseconds = 150;

/**
 * Starts the router. One process leads a shop by a lease and routes it; the others watch for the lease's end and show the places that it
 * tells. A lock makes each run the only one, also beside a version that knows no lease.
 */
export function startRouter(parts: {
  database: Database;
  clock: Clock;
  log: Log;
  bus: EventBus;
  relay: OutboxRelay;
  /** This process among others; default made anew. */
  node?: string;
}): Router {
  const node = parts.node ?? randomUUID();
  const leads = createLeads(node);
  const later = new Map<ShopId, NodeJS.Timeout>();
  const showing = new Map<ShopId, NodeJS.Timeout>();
  const places = new Map<ShopId, ReadonlyMap<string, Place>>();
  const listeners: ((shopId: ShopId, places: readonly Place[]) => void)[] = [];
  const running = new Map<ShopId, Promise<void>>();
  const again = new Set<ShopId>();
  const known = new Map<ShopId, Known>();
  let isStopped = false;

  const wake = (shopId: ShopId): void => {
    if (isStopped) return;
    if (running.has(shopId)) {
      again.add(shopId);
      return;
    }
    const run = routeShop(shopId)
      .catch((error: unknown) => parts.log.warn({ error, shopId }, 'routing failed, it runs again'))
      .finally(() => {
        running.delete(shopId);
        if (again.delete(shopId)) wake(shopId);
      });
    running.set(shopId, run);
  };

  const show = (shopId: ShopId, told: readonly Place[]): void => {
    places.set(shopId, new Map(told.map((place) => [place.conversationId, place])));
    for (const listener of listeners) listener(shopId, told);
  };
  const wakeIn = (shopId: ShopId, milliseconds: number): void => {
    if (isStopped || later.has(shopId)) return;
    const timer = setTimeout(() => {
      later.delete(shopId);
      wake(shopId);
    }, milliseconds);
    timer.unref();
    later.set(shopId, timer);
  };

  const routeShop = async (shopId: ShopId): Promise<void> => {
    const elsewhere = leads.elsewhereMilliseconds(shopId);
    if (elsewhere > 0) {
      wakeIn(shopId, elsewhere + busyMilliseconds);
      return;
    }
    const told = places.get(shopId) ?? new Map<string, Place>();
    const result = await parts.database.inShop(shopId, (sql) =>
      routeOnce(sql, shopId, { known, told, now: parts.clock.now(), lead: () => leads.take(sql, shopId) }),
    );
    if (result === 'busy') {
      wakeIn(shopId, busyMilliseconds);
      return;
    }
    if ('lead' in result) {
      // Its lease is renewed while anybody waits: when it ends, that process is gone.
      if (result.lead.hasWaiting) wakeIn(shopId, result.lead.milliseconds + busyMilliseconds);
      return;
    }
    if (result.assigned > 0) parts.relay.wake(shopId);
    if (!result.places) {
      again.add(shopId);
      return;
    }
    if (result.places.length > 0) wakeIn(shopId, leadMilliseconds / 2);
    if (result.hasTold) parts.relay.announce({ type: 'places.told', shopId, payload: { node } });
    show(shopId, result.places);
  };
  const showTold = (shopId: ShopId): void => {
    if (isStopped || showing.has(shopId)) return;
    const timer = setTimeout(() => {
      showing.delete(shopId);
      parts.database
        .inShop(shopId, (sql) => readToldPlaces(sql, shopId))
        .then((told) => show(shopId, told))
        .catch((error: unknown) => parts.log.warn({ error, shopId }, 'places could not be read'));
    }, showMilliseconds);
    timer.unref();
    showing.set(shopId, timer);
  };

  const unsubscribe = [
    parts.bus.subscribe(wakingEvents, (event) => wake(event.shopId)),
    // An answered conversation waits for its customer and frees its place; other updates change nothing for routing.
    parts.bus.subscribe(['conversation.updated'], (event) => {
      if (event.payload.changed?.includes('status')) wake(event.shopId);
    }),
    parts.bus.subscribe(['places.told'], ({ shopId, payload }) => {
      if (payload.node === node) return;
      leads.isLedElsewhere(shopId);
      showTold(shopId);
    }),
    parts.bus.subscribe(['settings.changed'], ({ shopId, payload }) => {
      if (!payload.changed?.some((name) => settingsOfRouting.includes(name))) return;
      known.delete(shopId);
      wake(shopId);
    }),
    parts.bus.subscribe(['work.waiting'], (event) => {
      if (event.payload.kind !== 'routing') return;
      leads.forget(event.shopId);
      wake(event.shopId);
    }),
  ];
  const poll = setInterval(() => {
    for (const [shopId, waiting] of places) if (waiting.size > 0) wake(shopId);
  }, pollMilliseconds);
  poll.unref();

  return {
    wake,
    places: (shopId) => places.get(shopId) ?? new Map(),
    onPlaces: (listener) => void listeners.push(listener),
    drain: async () => {
      while (running.size > 0) await Promise.all(running.values());
    },
    stop: async () => {
      isStopped = true;
      clearInterval(poll);
      for (const stop of unsubscribe) stop();
      for (const timer of [...later.values(), ...showing.values()]) clearTimeout(timer);
      await Promise.all(running.values());
      for (const shopId of leads.ours()) {
        await parts.database.inShop(shopId, (sql) => giveLeadUp(sql, shopId, node)).catch(() => undefined); // It ends by itself.
        parts.relay.announce({ type: 'work.waiting', shopId, payload: { kind: 'routing' } });
      }
    },
  };
}

/** What changes slowly and is read again only now and then. */
type Known = {
  readAt: number;
  settings: RoutingSettings;
  matches: readonly LearnedMatch[];
  service: ReadonlyMap<string, ServiceRate>;
};

const knownMilliseconds = 5_000;
/** Assignments of one transaction; the next look follows at once. */
const assignmentsAtOnce = 2_000;

/** What one run has done; `hasTold` when somebody waits at another place than was told before; no places where more follows at once. */
type Run = { assigned: number; hasTold: boolean; places?: readonly Place[] };

async function routeOnce(
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
  const places = placesOf(left, withGiven(staff, chosen, served), { service: context.service, told: input.told, now });
  const before = new Map(left.map((entry) => [entry.entryId, entry]));
  const told = places.flatMap(({ entryId, position, wait }) => {
    const entry = before.get(entryId);
    const isTold = entry?.toldPosition === position && (!wait || entry.toldWaitSeconds === wait.p50);
    return isTold ? [] : [{ entryId, position, ...wait }];
  });
  await rememberTold(sql, shopId, told, now);
  const hasTold = told.length > 0 || given.length > 0;
  return { assigned: given.length, hasTold, places };
}

/** People as they are after the assignments: what is told of waits must not count room that is taken. */
function withGiven(
  staff: readonly RoutableStaff[],
  chosen: readonly Assignment[],
  served: ReadonlySet<string>,
): RoutableStaff[] {
  const more = new Map<string, number>();
  for (const one of chosen)
    if (served.has(one.entry.conversationId)) more.set(one.staffId, (more.get(one.staffId) ?? 0) + 1);
  return staff.map((person) => ({ ...person, load: person.load + (more.get(person.staffId) ?? 0) }));
}

async function readKnown(sql: Sql, shopId: ShopId, cache: Map<ShopId, Known>, now: Date): Promise<Known> {
  const found = cache.get(shopId);
  if (found && Math.abs(now.getTime() - found.readAt) < knownMilliseconds) return found;
  const [settings, matches, service] = await Promise.all([
    readRoutingSettings(sql, shopId),
    listMatches(sql, shopId),
    measureService(sql, shopId, now),
  ]);
  const read = { readAt: now.getTime(), settings, matches, service };
  cache.set(shopId, read);
  return read;
}

function reasonText(assignment: Assignment): string {
  const { key, group, level } = assignment.reason;
  return JSON.stringify({ key, group, level });
}
