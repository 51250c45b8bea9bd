import {
  type ConversationId,
  createBatches,
  createFairQueue,
  createLatencyLimit,
  type LatencyLimit,
  type ShopId,
} from '../platform/index.ts';
import { releaseDeadTurns } from './dead-owners.ts';
import type { WalkParts } from './parts.ts';
import { claimAndRead } from './read-turns.ts';
import { takeTurn } from './take-turn.ts';
import { listAbandonedTurns, releaseTurn, type TurnClaim } from './turn-ledger.ts';
import { createBreath, createTurnPace } from './turn-pace.ts';
import { tellPlacesInTurn } from './turn-places.ts';
import { createTurnRates } from './turn-rates.ts';
import type { TurnTrace } from './turn-trace.ts';

/** Takes due turns: at once when told, and by a slow poll what another process left behind. Shops take turns, whatever each has waiting. */
export type TurnWorker = {
  /** A turn of this conversation is due at `dueAt`; conversations that run go before new ones. */
  wake(shopId: ShopId, conversationId: ConversationId, dueAt: Date, isNew?: boolean): void;
  /** Another process has more turns than it can take: looks for them at once, if there is room. */
  look(): void;
  /** How long a turn that becomes due now would wait here, of each shop with waiting ones; at most what the oldest has waited; milliseconds. */
  ages(): ReadonlyMap<ShopId, number>;
  /** Shops served here in the last minutes. */
  activeShops(): Iterable<ShopId>;
  /** Resolves when no turn runs or waits in this process. */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

/** Turns that are claimed and read in one go. */
const claimedTogether = 24;
/** Others are claimed beside a claim that takes longer, in milliseconds. */
const slowClaim = 25;
/** One shop's part of the turns that run; the rest is free for the next shop at once. */
const shareOfShop = 0.75;
const pollMilliseconds = 1_000;
const placesMilliseconds = 2_000;
const activeMilliseconds = 300_000;
/** A turn that failed is tried again after this time, longer with each attempt. */
const retryMilliseconds = 500;
const retryAtMost = 30_000;

/** Turns that run at a time, learned from how long it takes to claim and read one; a model's time does not count. */
const turnLimit = (): LatencyLimit => createLatencyLimit({ most: 128, least: 24, first: 32, tolerance: 3, quick: 30 });

type Due = { shopId: ShopId; conversationId: ConversationId; isNew: boolean };

/**
 * Starts the worker; `stop` waits for running turns. While `isCrowded` says that messages are turned away or wait to be stored,
 * storing goes before answering: turns get a part of the thread only. They are claimed when they may think, so that what they have read
 * is not overtaken by newer words while they wait.
 */
export function startTurnWorker(parts: WalkParts, isCrowded: () => boolean = () => false): TurnWorker {
  const waiting = createFairQueue<ShopId, Due>();
  const running = new Set<string>();
  const runningOf = new Map<ShopId, number>();
  /** Woken while they ran. */
  const again = new Map<string, Due>();
  const active = new Map<ShopId, number>();
  const timers = new Set<NodeJS.Timeout>();
  const idle: (() => void)[] = [];
  const limit = turnLimit();
  let isStopped = false;

  // Turns that become due together are claimed and read together.
  const claims = createBatches<ShopId, ConversationId, TurnClaim | undefined>({
    limit: claimedTogether,
    atOnce: 2,
    besideAfter: slowClaim,
    work: (shopId, conversationIds) =>
      parts.database.inShop(shopId, (sql) =>
        claimAndRead(sql, shopId, conversationIds, { owner: parts.owner, now: parts.clock.now() }),
      ),
  });
  const takeBreath = createBreath();
  const pace = createTurnPace(isCrowded);
  const rates = createTurnRates();
  let paused: NodeJS.Timeout | undefined;

  const isIdle = () => waiting.size() === 0 && running.size === 0 && timers.size === 0;
  const settleIdle = () => {
    if (isIdle()) for (const resolve of idle.splice(0)) resolve();
  };
  const countRunning = (shopId: ShopId, by: number) => {
    const count = (runningOf.get(shopId) ?? 0) + by;
    if (count > 0) runningOf.set(shopId, count);
    else runningOf.delete(shopId);
  };
  const hasRoom = (shopId: ShopId) =>
    (runningOf.get(shopId) ?? 0) < Math.max(1, Math.floor(limit.current() * shareOfShop));

  const next = (): void => {
    while (!isStopped && waiting.size() > 0 && running.size < limit.current()) {
      if (!pace.mayBegin()) {
        paused ??= setTimeout(goOn, pace.untilNext());
        return;
      }
      const taken = waiting.take(hasRoom);
      if (!taken) return;
      pace.begun();
      const { shopId, conversationId } = taken.item;
      rates.took(shopId);
      const key = keyOf(taken.item);
      running.add(key);
      countRunning(shopId, 1);
      void run(shopId, conversationId).finally(() => {
        running.delete(key);
        countRunning(shopId, -1);
        const woken = again.get(key);
        if (again.delete(key) && woken && !isStopped) queue(woken);
        next();
        settleIdle();
      });
    }
  };

  const goOn = (): void => {
    paused = undefined;
    next();
  };

  const queue = (due: Due): void =>
    waiting.add(due.shopId, due.conversationId, due, { isUrgent: !due.isNew, at: performance.now() });

  const wake = (shopId: ShopId, conversationId: ConversationId, dueAt: Date, isNew = false): void => {
    if (isStopped) return;
    const later = dueAt.getTime() - parts.clock.now().getTime();
    if (later > 0) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        wake(shopId, conversationId, parts.clock.now(), isNew);
        settleIdle();
      }, later);
      timers.add(timer);
      return;
    }
    const due = { shopId, conversationId, isNew };
    active.set(shopId, performance.now());
    if (running.has(keyOf(due))) again.set(keyOf(due), { ...due, isNew: false });
    else queue(due);
    next();
  };

  const run = async (shopId: ShopId, conversationId: ConversationId): Promise<void> => {
    const startedAt = performance.now();
    const claim = await claims
      .run(shopId, conversationId)
      .catch((error: unknown) => void parts.log.warn({ error, shopId, conversationId }, 'turn could not be claimed'));
    limit.answered(performance.now() - startedAt, running.size, waiting.size() > running.size);
    if (!claim) return;
    await takeBreath();
    try {
      const result = await takeTurn(parts, claim);
      if (result.kind === 'committed') pace.thought(thinkingOf(result.trace));
      if (result.kind === 'overtaken' || (result.kind === 'committed' && result.isDueAgain))
        wake(shopId, conversationId, parts.clock.now());
    } catch (error) {
      parts.log.error({ error, shopId, conversationId, attempts: claim.attempts }, 'turn failed, it is taken again');
      const wait = Math.min(retryAtMost, retryMilliseconds * 2 ** claim.attempts);
      const dueAt = new Date(parts.clock.now().getTime() + wait);
      await parts.database
        .inShop(shopId, (sql) => releaseTurn(sql, { ...claim, owner: parts.owner, dueAt }))
        .catch(() => undefined); // The lease runs out by itself when the database is away.
      parts.metrics.counter('turn_failures_total', 'Turns that failed and were retried').inc();
    }
  };

  let isLooking = false;
  const look = (): void => {
    if (isLooking || isStopped || running.size >= limit.current()) return;
    isLooking = true;
    void releaseDeadTurns(parts.database, parts.owner)
      .then(() => listAbandonedTurns(parts.database, parts.clock.now(), 100))
      .then((turns) => {
        for (const turn of turns) wake(turn.shopId, turn.conversationId, parts.clock.now());
      })
      .catch((error: unknown) => parts.log.warn({ error }, 'due turns could not be listed'))
      .finally(() => {
        isLooking = false;
      });
  };
  const askOthers = (shopIds: Iterable<ShopId>): void => {
    for (const shopId of shopIds) parts.relay.announce({ type: 'work.waiting', shopId, payload: { kind: 'turns' } });
  };
  const waitingHere = parts.metrics.gauge('turns_waiting', 'Turns that wait for a free place in this process');
  const poll = setInterval(() => {
    look();
    waitingHere.set(waiting.size());
    // More than one round of turns waits here: whoever has room takes some.
    if (waiting.size() > limit.current()) askOthers(waiting.oldest().keys());
  }, pollMilliseconds);
  poll.unref();
  const tellPlaces = tellPlacesInTurn(parts, waiting);
  const places = setInterval(() => tellPlaces(active.keys()), placesMilliseconds);
  places.unref();

  const drain = () => new Promise<void>((resolve) => (isIdle() ? resolve() : idle.push(resolve)));

  return {
    wake,
    look,
    ages: () => {
      const now = performance.now();
      return new Map(
        [...waiting.oldest()].map(([shopId, at]) => [
          shopId,
          Math.min(now - at, (waiting.sizeOf(shopId) * 1_000) / rates.perSecond(shopId)),
        ]),
      );
    },
    activeShops: () => {
      const now = performance.now();
      for (const [shopId, at] of active) if (now - at > activeMilliseconds) active.delete(shopId);
      return active.keys();
    },
    drain,
    stop: async () => {
      isStopped = true;
      clearInterval(poll);
      clearInterval(places);
      clearTimeout(paused);
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      const left = [...waiting.oldest().keys()];
      waiting.clear();
      settleIdle();
      await drain();
      askOthers(left);
    },
  };
}

function keyOf({ shopId, conversationId }: Due): string {
  return `${shopId}/${conversationId}`;
}

function thinkingOf({ milliseconds }: TurnTrace): number {
  return (milliseconds.understand ?? 0) + (milliseconds.decide ?? 0) + (milliseconds.draft ?? 0);
}
