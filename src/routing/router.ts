import { randomUUID } from 'node:crypto';
import type { Clock, Database, EventBus, Log, OutboxRelay, ShopId } from '../platform/index.ts';
import { createLeads, giveLeadUp, leadMilliseconds, readToldPlaces } from './lead.ts';
import type { Place } from './places.ts';
import { type Known, routeOnce } from './route-once.ts';

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
