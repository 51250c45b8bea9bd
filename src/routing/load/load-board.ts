import type { Clock, Database, EventBus, Log, OutboxRelay, ShopId } from '../../platform/index.ts';
import { type LoadReason, loadSignals } from './ladder.ts';
import { highestOf, type LoadLevel, readLevel } from './load-levels.ts';
import { listPins, type Pin, recordChange, savePin } from './load-store.ts';

/** What holds for a shop now, and why. */
export type LoadView = {
  level: LoadLevel;
  /** What measurement alone would say. */
  measured: LoadLevel;
  pinned?: { level: LoadLevel; staffId: string };
};

/** Load level of each shop: pinned by a supervisor, otherwise the highest that any process has measured for it. */
export type LoadBoard = {
  level(shopId: ShopId): LoadLevel;
  view(shopId: ShopId): LoadView;
  /** What this process has measured. */
  report(shopId: ShopId, level: LoadLevel, reason: LoadReason): void;
  /** Pins a level until it is given back (null); every process and every window hears of it. */
  pin(shopId: ShopId, level: LoadLevel | null, staffId: string): Promise<void>;
  /** Reads what was pinned before this process began. */
  start(): Promise<void>;
  stop(): void;
};

type Report = { level: LoadLevel; reason: LoadReason; heardAt: number };

/** A level above normal is told again this often, so that a process that has missed it or has just begun knows it too. */
const repeatMilliseconds = 5_000;
/** What another process has said counts for so long after it was last heard. */
const heardMilliseconds = 16_000;

/** Makes the board of one process; `node` is its name among the others. */
export function createLoadBoard(parts: {
  database: Database;
  bus: EventBus;
  relay: Pick<OutboxRelay, 'announce'>;
  clock: Clock;
  log: Log;
  node: string;
}): LoadBoard {
  const { database, bus, relay, clock, log, node } = parts;
  const reports = new Map<ShopId, Map<string, Report>>();
  const pins = new Map<ShopId, Pin>();
  const known = new Map<ShopId, LoadLevel>();

  const measured = (shopId: ShopId): LoadLevel =>
    highestOf([...(reports.get(shopId)?.values() ?? [])].map((one) => one.level));
  const level = (shopId: ShopId): LoadLevel => pins.get(shopId)?.level ?? measured(shopId);

  const keep = (shopId: ShopId, from: string, report: Report): void => {
    const ofShop = reports.get(shopId) ?? new Map<string, Report>();
    if (report.level === 'normal') ofShop.delete(from);
    else ofShop.set(from, report);
    if (ofShop.size > 0) reports.set(shopId, ofShop);
    else reports.delete(shopId);
  };

  /** Tells the windows of this process and the record if the level is another one than before. */
  const settle = (shopId: ShopId, reason: LoadReason | { signal: 'pinned' }): void => {
    const previousLevel = known.get(shopId) ?? 'normal';
    const now = level(shopId);
    if (now === previousLevel) return;
    if (now === 'normal') known.delete(shopId);
    else known.set(shopId, now);
    const at = clock.now();
    bus.publish({
      type: 'load.changed',
      shopId,
      payload: { level: now, previousLevel, reason: reason.signal },
      outboxId: undefined,
      at,
    });
    void recordChange(database, { shopId, level: now, previousLevel, reason, node, at }).catch((error: unknown) =>
      log.warn({ err: error, shopId, level: now }, 'a change of the load level was not recorded'),
    );
  };

  const tell = (shopId: ShopId, { level: told, reason }: Report): void =>
    relay.announce({ type: 'load.measured', shopId, payload: { node, level: told, ...reason } });

  const unsubscribe = [
    bus.subscribe(['load.measured'], ({ shopId, payload }) => {
      const told = readLevel(payload.level);
      if (payload.node === node || !told) return;
      const reason = readReason(payload);
      keep(shopId, payload.node, { level: told, reason, heardAt: performance.now() });
      settle(shopId, reason);
    }),
    bus.subscribe(['load.pinned'], ({ shopId, payload }) => {
      const pinned = readLevel(payload.level);
      if (pinned) pins.set(shopId, { shopId, level: pinned, staffId: payload.staffId });
      else pins.delete(shopId);
      settle(shopId, { signal: 'pinned' });
    }),
  ];

  const beat = setInterval(() => {
    const now = performance.now();
    for (const [shopId, ofShop] of [...reports])
      for (const [from, report] of [...ofShop]) {
        if (from === node) tell(shopId, report);
        else if (now - report.heardAt > heardMilliseconds) {
          keep(shopId, from, { ...report, level: 'normal' });
          settle(shopId, { signal: 'calm' });
        }
      }
  }, repeatMilliseconds);
  beat.unref();

  return {
    level,
    view: (shopId) => {
      const pin = pins.get(shopId);
      return {
        level: level(shopId),
        measured: measured(shopId),
        ...(pin ? { pinned: { level: pin.level, staffId: pin.staffId } } : {}),
      };
    },
    report: (shopId, reported, reason) => {
      const before = reports.get(shopId)?.get(node)?.level ?? 'normal';
      if (before === reported) return;
      const report = { level: reported, reason, heardAt: performance.now() };
      keep(shopId, node, report);
      tell(shopId, report);
      settle(shopId, reason);
    },
    pin: async (shopId, wanted, staffId) => {
      await savePin(database, { shopId, level: wanted, staffId, at: clock.now() });
      relay.announce({ type: 'load.pinned', shopId, payload: { level: wanted, staffId } });
    },
    start: async () => {
      for (const pin of await listPins(database)) {
        pins.set(pin.shopId, pin);
        known.set(pin.shopId, pin.level);
      }
    },
    stop: () => {
      clearInterval(beat);
      for (const stop of unsubscribe) stop();
    },
  };
}

function readReason(payload: { signal: string; value?: number | undefined; limit?: number | undefined }): LoadReason {
  const signal = loadSignals.find((one) => one === payload.signal);
  if (!signal || payload.value === undefined || payload.limit === undefined) return { signal: 'calm' };
  return { signal, value: payload.value, limit: payload.limit };
}
