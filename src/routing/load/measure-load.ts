import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { Clock, Database, Log, Metrics, ShopId } from '../../platform/index.ts';
import { calmLadder, type Ladder, type LoadReading, loadLimits, stepLadder } from './ladder.ts';
import type { LoadBoard } from './load-board.ts';
import { heightOf } from './load-levels.ts';
import { longestWaits } from './load-store.ts';

/** What other rooms tell of a shop; the greater the worse. */
export type LoadSources = {
  /** How long a turn that becomes due now would wait here, in milliseconds, of each shop with waiting ones. */
  turnAges(): ReadonlyMap<ShopId, number>;
  /** Shops that this process has served in the last minutes. */
  activeShops(): Iterable<ShopId>;
  /** Whether a shop's model answers, and how long it takes; undefined without one. */
  model(shopId: ShopId): { isUsable: boolean; calls: number; p90Ms: number } | undefined;
  /** Part of a shop's messages that was turned away in the last seconds. */
  refused(shopId: ShopId): number;
};

const everyMilliseconds = 1_000;
const waitsEveryMilliseconds = 5_000;
/** The monitor's own pace, which is no delay. */
const loopResolution = 10;

/** Measures every second and moves each shop's ladder. Call the result to stop. */
export function startLoadMeasure(parts: {
  database: Database;
  clock: Clock;
  log: Log;
  metrics: Metrics;
  board: LoadBoard;
  sources: LoadSources;
}): () => void {
  const { database, clock, log, metrics, board, sources } = parts;
  const ladders = new Map<ShopId, Ladder>();
  const loop = monitorEventLoopDelay({ resolution: loopResolution });
  const answer = createDatabaseWatch(database);
  const shown = metrics.gauge('load_signal', 'What the load ladder has measured last', ['signal']);
  const levels = metrics.gauge('load_level', 'Load level of a shop: 0 normal to 3 overload', ['shop']);
  let waits: ReadonlyMap<ShopId, number> = new Map();
  loop.enable();

  const measure = (): void => {
    const now = performance.now();
    const node = { 'event-loop': Math.max(0, loop.percentile(90) / 1e6 - loopResolution), database: answer(now) };
    loop.reset();
    for (const [signal, value] of Object.entries(node)) shown.set({ signal }, value);
    const ages = sources.turnAges();
    const shops = new Set([...sources.activeShops(), ...ages.keys(), ...waits.keys(), ...ladders.keys()]);
    for (const shopId of shops) {
      const reading = { ...node, ...ownReading(shopId, ages.get(shopId)) };
      const { ladder, change } = stepLadder(ladders.get(shopId) ?? calmLadder, reading, now);
      if (ladder.level === 'normal' && ladder.rising === undefined && ladder.rises.length === 0) ladders.delete(shopId);
      else ladders.set(shopId, ladder);
      if (!change) continue;
      log.info({ shopId, from: change.from, to: change.to, ...change.reason }, 'load level measured');
      levels.set({ shop: shopId }, heightOf(change.to));
      board.report(shopId, change.to, change.reason);
    }
  };

  const ownReading = (shopId: ShopId, turnAge: number | undefined): LoadReading => {
    const model = sources.model(shopId);
    const wait = waits.get(shopId);
    const refused = sources.refused(shopId);
    return {
      ...(turnAge === undefined ? {} : { 'turn-age': turnAge }),
      ...(wait === undefined ? {} : { 'queue-wait': wait }),
      ...(refused > 0 ? { refused } : {}),
      ...(model && model.calls > 0 ? { 'model-latency': model.p90Ms, 'model-down': model.isUsable ? 0 : 1 } : {}),
    };
  };

  const timers = [
    setInterval(measure, everyMilliseconds),
    setInterval(() => {
      longestWaits(database, loadLimits['queue-wait'].busy ?? 0, clock.now()).then(
        (found) => {
          waits = found;
        },
        (error: unknown) => log.debug({ err: error }, 'waits could not be read'),
      );
    }, waitsEveryMilliseconds),
  ];
  for (const timer of timers) timer.unref();
  return () => {
    for (const timer of timers) clearInterval(timer);
    loop.disable();
  };
}

/** How long the database takes to answer: the last question, or the one that is still open. */
function createDatabaseWatch(database: Database): (now: number) => number {
  let askedAt: number | undefined;
  let last = 0;
  const ask = (now: number): void => {
    askedAt = now;
    const done = () => {
      last = performance.now() - now;
      askedAt = undefined;
    };
    // A database that is away answers no turn either: the age of turns tells it better.
    database.ping().then(done, done);
  };
  return (now) => {
    if (askedAt !== undefined) return Math.max(last, now - askedAt);
    const answered = last;
    ask(now);
    return answered;
  };
}
