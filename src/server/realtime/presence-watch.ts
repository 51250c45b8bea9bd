import { setTimeout as sleep } from 'node:timers/promises';
import { lookAfterCallBacks, lookAfterLongWaits, requeueFromGone, returnFromSilent } from '../../desk/index.ts';
import type { Clock, Database, Log, OutboxRelay, ShopId, StaffId } from '../../platform/index.ts';
import { learnMatches, readRoutingSettings } from '../../routing/index.ts';
import { findStaff, keepPresent, type Presence, setGoneOffline, setPresence } from '../../staff/index.ts';
import { listShops } from '../../walk/index.ts';
import type { Registry } from './registry.ts';

/** Sets people online when their first window opens and offline some time after the last one was closed. */
export type PresenceWatch = {
  opened(shopId: ShopId, staffId: StaffId): Promise<void>;
  closed(shopId: ShopId, staffId: StaffId): void;
  /** Somebody has said so: whoever leaves by choice is not brought back by a reload. */
  choose(shopId: ShopId, staffId: StaffId, presence: Presence): Promise<void>;
  stop(): void;
};

/** A reload or a tunnel must not take anybody off the queue. */
const graceMilliseconds = 20_000;
const beatMilliseconds = 10_000;
/** After a crash nobody says goodbye: windows that were not seen for so long are gone. */
const lostMilliseconds = 45_000;
/** A customer who waits for somebody that has left goes back into the queue after this time. */
const requeueMilliseconds = 180_000;

/** Starts the watch; the times can be shorter in tests. */
export function startPresenceWatch(
  parts: {
    database: Database;
    clock: Clock;
    log: Log;
    relay: OutboxRelay;
    registry: Registry;
    /** Channels in which a form can be filled in. */
    formChannels?: readonly string[];
  },
  options: { graceMilliseconds?: number; sweepMilliseconds?: number } = {},
): PresenceWatch {
  const stopping = new AbortController();
  const { database, clock, relay, registry } = parts;
  const report = (error: unknown) => {
    if (!stopping.signal.aborted) parts.log.warn({ err: error }, 'presence could not be kept');
  };

  const goOffline = async (shopId: ShopId, staffId: StaffId): Promise<void> => {
    const closedAt = clock.now();
    await sleep(options.graceMilliseconds ?? graceMilliseconds, undefined, { signal: stopping.signal, ref: false });
    if (registry.ofStaff(shopId, staffId).length > 0) return;
    const now = clock.now();
    await database.inShop(shopId, (sql) =>
      setPresence(sql, { shopId, staffId, presence: 'offline', now, unlessSeenAfter: closedAt }),
    );
    relay.wake(shopId);
  };

  const lookAfter = async (shopId: ShopId, now: Date): Promise<void> => {
    const staffIds = registry
      .staffOfShop(shopId)
      .flatMap((one) => (one.who.role === 'staff' ? [one.who.signedIn.staff.staffId] : []));
    const changes = await database.inShop(shopId, async (sql) => {
      if (staffIds.length > 0) await keepPresent(sql, shopId, staffIds, now);
      const gone = await setGoneOffline(sql, shopId, new Date(now.getTime() - lostMilliseconds), now);
      const requeued = await requeueFromGone(sql, shopId, new Date(now.getTime() - requeueMilliseconds), now);
      const settings = await readRoutingSettings(sql, shopId);
      const returned = await returnFromSilent(sql, shopId, settings, now);
      const lookedAfter = await lookAfterLongWaits(sql, shopId, settings, now);
      const channels = parts.formChannels ?? [];
      const called = await lookAfterCallBacks(sql, shopId, { ...settings, channels }, now);
      await learnMatches(sql, shopId, now);
      return gone.length + requeued + returned + lookedAfter + called;
    });
    if (changes > 0) relay.wake(shopId);
  };
  const beat = async (): Promise<void> => {
    for (const shopId of registry.shopsWithStaff()) await lookAfter(shopId, clock.now());
  };
  // Shops whose people's windows are open nowhere: they went with a node that died, or have all gone home.
  const sweep = async (): Promise<void> => {
    const here = new Set(registry.shopsWithStaff());
    for (const { shopId } of await listShops(database))
      if (!here.has(shopId) && !stopping.signal.aborted) await lookAfter(shopId, clock.now());
  };

  const timers = [
    setInterval(() => void beat().catch(report), beatMilliseconds),
    setInterval(() => void sweep().catch(report), options.sweepMilliseconds ?? lostMilliseconds),
  ];
  for (const timer of timers) timer.unref();

  return {
    opened: async (shopId, staffId) => {
      const now = clock.now();
      await database.inShop(shopId, async (sql) => {
        const staff = await findStaff(sql, shopId, staffId);
        if (staff?.presence === 'offline')
          await setPresence(sql, { shopId, staffId, presence: 'online', now, unlessLeft: true });
        else await keepPresent(sql, shopId, [staffId], now);
      });
      relay.wake(shopId);
    },
    closed: (shopId, staffId) => {
      if (registry.ofStaff(shopId, staffId).length === 0)
        void goOffline(shopId, staffId).catch((error: unknown) => report(error));
    },
    choose: async (shopId, staffId, presence) => {
      const now = clock.now();
      await database.inShop(shopId, (sql) => setPresence(sql, { shopId, staffId, presence, now, isChosen: true }));
      relay.wake(shopId);
    },
    stop: () => {
      stopping.abort();
      for (const timer of timers) clearInterval(timer);
    },
  };
}
