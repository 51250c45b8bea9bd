import { type ConversationId, createBatches, type ShopId } from '../platform/index.ts';
import { releaseDeadTurns } from './dead-owners.ts';
import type { WalkParts } from './parts.ts';
import { claimAndRead } from './read-turns.ts';
import { takeTurn } from './take-turn.ts';
import { listAbandonedTurns, releaseTurn, type TurnClaim } from './turn-ledger.ts';

/** Takes due turns: at once when told, and by a slow poll what another process left behind. */
export type TurnWorker = {
  /** A turn of this conversation is due at `dueAt`. */
  wake(shopId: ShopId, conversationId: ConversationId, dueAt: Date): void;
  /** Resolves when no turn runs or waits in this process. */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

/** Turns that run at a time; they share transactions, so that few connections do for all. */
const turnsAtOnce = 24;
const pollMilliseconds = 1_000;
/** A turn that failed is tried again after this time, longer with each attempt. */
const retryMilliseconds = 500;
const retryAtMost = 30_000;

/** Starts the worker; `stop` waits for running turns. */
export function startTurnWorker(parts: WalkParts): TurnWorker {
  const waiting = new Map<string, { shopId: ShopId; conversationId: ConversationId }>();
  const running = new Set<string>();
  const timers = new Set<NodeJS.Timeout>();
  const idle: (() => void)[] = [];
  let isStopped = false;

  // Turns that become due together are claimed and read together.
  const claims = createBatches<ShopId, ConversationId, TurnClaim | undefined>({
    limit: turnsAtOnce,
    atOnce: 2,
    work: (shopId, conversationIds) =>
      parts.database.inShop(shopId, (sql) =>
        claimAndRead(sql, shopId, conversationIds, { owner: parts.owner, now: parts.clock.now() }),
      ),
  });
  const takeBreath = createBreath();

  const isIdle = () => waiting.size === 0 && running.size === 0 && timers.size === 0;
  const settleIdle = () => {
    if (isIdle()) for (const resolve of idle.splice(0)) resolve();
  };

  const next = (): void => {
    for (const [key, turn] of waiting) {
      if (isStopped || running.size >= turnsAtOnce) break;
      if (running.has(key)) continue;
      waiting.delete(key);
      running.add(key);
      void run(turn.shopId, turn.conversationId).finally(() => {
        running.delete(key);
        next();
        settleIdle();
      });
    }
  };

  const wake = (shopId: ShopId, conversationId: ConversationId, dueAt: Date): void => {
    if (isStopped) return;
    const later = dueAt.getTime() - parts.clock.now().getTime();
    if (later > 0) {
      const timer = setTimeout(() => {
        timers.delete(timer);
        wake(shopId, conversationId, parts.clock.now());
        settleIdle();
      }, later);
      timers.add(timer);
      return;
    }
    waiting.set(`${shopId}/${conversationId}`, { shopId, conversationId });
    next();
  };

  const run = async (shopId: ShopId, conversationId: ConversationId): Promise<void> => {
    const claim = await claims
      .run(shopId, conversationId)
      .catch((error: unknown) => void parts.log.warn({ error, shopId, conversationId }, 'turn could not be claimed'));
    if (!claim) return;
    await takeBreath();
    try {
      const result = await takeTurn(parts, claim);
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

  const poll = setInterval(() => {
    void releaseDeadTurns(parts.database, parts.owner)
      .then(() => listAbandonedTurns(parts.database, parts.clock.now(), 100))
      .then((turns) => {
        for (const turn of turns) wake(turn.shopId, turn.conversationId, parts.clock.now());
      })
      .catch((error: unknown) => parts.log.warn({ error }, 'due turns could not be listed'));
  }, pollMilliseconds);
  poll.unref();

  const drain = () => new Promise<void>((resolve) => (isIdle() ? resolve() : idle.push(resolve)));

  return {
    wake,
    drain,
    stop: async () => {
      isStopped = true;
      clearInterval(poll);
      for (const timer of timers) clearTimeout(timer);
      timers.clear();
      waiting.clear();
      settleIdle();
      await drain();
    },
  };
}

/** Lets one turn after another begin, with a look at the sockets in between: a turn thinks for a millisecond in one piece. */
function createBreath(): () => Promise<void> {
  let last = Promise.resolve();
  return () => {
    last = last.then(() => new Promise((resolve) => setImmediate(resolve)));
    return last;
  };
}
