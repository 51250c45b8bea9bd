import { type Clock, createLanes, type Database, type EventBus, type Log, ShopId } from '../platform/index.ts';
import { pruneLog } from './delivery-log.ts';
import { enqueueSending, gatherEvents } from './gather-events.ts';
import { publicEventTypes } from './public-events.ts';

/** Reads the outbox for the endpoints of all shops. */
export type Webhooks = {
  /** Looks at once; call it after an endpoint was made or changed, or something is to be sent again. */
  wake(shopId: ShopId): void;
  /** Looks at every shop that has endpoints and resolves when that is done. */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

export type WebhookParts = {
  database: Database;
  bus: EventBus;
  clock: Clock;
  log: Log;
  /** Looks for due jobs of the shop. */
  wakeJobs(shopId: ShopId): void;
};

/** Events that come together are taken together. */
const togetherMilliseconds = 30;
/** How soon every process knows that a shop has its first endpoint; the one that made it knows at once. */
const shopsMilliseconds = 5_000;
/** The look that finds what no event has told of. */
const sweepMilliseconds = 60_000;
const pruneMilliseconds = 3_600_000;

/**
 * An event on the bus is only the reason to look: what is told comes from the committed outbox, from where the last look ended, so
 * that a process that dies in between loses nothing.
 */
export function startWebhooks(parts: WebhookParts): Webhooks {
  const { database, clock, log } = parts;
  const listening = new Set<ShopId>();
  const looks = createLooks(parts);
  let isStopped = false;
  const learnShops = async () => {
    const shops = await shopsWithEndpoints(database);
    const added = shops.filter((shopId) => !listening.has(shopId));
    listening.clear();
    for (const shopId of shops) listening.add(shopId);
    await Promise.all(added.map(looks.now));
  };
  const sweep = async () => {
    await learnShops();
    for (const shopId of listening) {
      await looks.now(shopId);
      await wakeOverdue(database, shopId, clock.now());
    }
  };
  const prune = async () => {
    for (const shopId of listening) await pruneLog(database, shopId, clock.now());
  };
  const quietly = (work: () => Promise<void>) =>
    void work().catch((error: unknown) => {
      if (!isStopped) log.warn({ err: error }, 'webhooks were not looked after');
    });
  const unsubscribe = parts.bus.subscribe(publicEventTypes, ({ shopId }) => {
    if (listening.has(shopId)) looks.soon(shopId);
  });
  quietly(learnShops);
  const timers = [
    setInterval(() => quietly(learnShops), shopsMilliseconds),
    setInterval(() => quietly(sweep), sweepMilliseconds),
    setInterval(() => quietly(prune), pruneMilliseconds),
  ];
  return {
    wake: (shopId) => {
      listening.add(shopId);
      void looks.now(shopId).then(() => parts.wakeJobs(shopId));
    },
    drain: sweep,
    stop: async () => {
      isStopped = true;
      unsubscribe();
      for (const timer of timers) clearInterval(timer);
      await looks.stop();
    },
  };
}

/** Looks at shops' outboxes, one at a time for each shop. */
function createLooks({ database, clock, log, wakeJobs }: WebhookParts) {
  const resting = new Map<ShopId, { isAsked: boolean; timer: NodeJS.Timeout }>();
  const lanes = createLanes<ShopId>((error, shopId) =>
    log.warn({ err: error, shopId }, 'webhook events were not gathered; the next look tries again'),
  );
  const now = (shopId: ShopId) =>
    lanes.run(shopId, async () => {
      if ((await gatherEvents({ database, now: () => clock.now() }, shopId)) > 0) wakeJobs(shopId);
    });
  /** The first event is looked for at once; those that follow closely share the next look. */
  const soon = (shopId: ShopId) => {
    const rest = resting.get(shopId);
    if (rest) {
      rest.isAsked = true;
      return;
    }
    const timer = setTimeout(() => {
      const isAsked = resting.get(shopId)?.isAsked === true;
      resting.delete(shopId);
      if (isAsked) soon(shopId);
    }, togetherMilliseconds);
    resting.set(shopId, { isAsked: false, timer });
    void now(shopId);
  };
  return {
    now,
    soon,
    stop: async () => {
      for (const { timer } of resting.values()) clearTimeout(timer);
      resting.clear();
      await lanes.idle();
    },
  };
}

async function shopsWithEndpoints(database: Database): Promise<ShopId[]> {
  const rows = await database.asScheduler(
    (sql) => sql<{ shop: string }[]>`select shop_id as shop from webhook_readings`,
  );
  return rows.map((row) => ShopId.check(row.shop));
}

/** Messages that should have been sent a while ago have lost their job; they get a new one. */
async function wakeOverdue(database: Database, shopId: ShopId, now: Date): Promise<void> {
  await database.inShop(shopId, async (sql) => {
    const rows = await sql<{ endpointId: string }[]>`
      select distinct d.endpoint_id as "endpointId" from webhook_deliveries d
      join webhook_endpoints e using (shop_id, endpoint_id)
      where d.shop_id = ${shopId} and d.state = 'waiting' and d.next_try_at < ${new Date(now.getTime() - sweepMilliseconds)}
        and (d.lease_until is null or d.lease_until <= now()) and e.is_on and (e.paused_until is null or e.paused_until <= ${now})`;
    for (const { endpointId } of rows) await enqueueSending(sql, shopId, { endpointId, at: now, isRetry: true });
  });
}
