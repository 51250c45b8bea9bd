import type { EventBus } from './bus.ts';
import { AppError } from './errors.ts';
import type { PublishedEvent, ShopEvent } from './events.ts';
import type { ShopId } from './ids.ts';
import type { Log } from './log.ts';
import type { Database, Sql } from './storage/database.ts';

/** Writes events inside the caller's transaction; after commit call `relay.wake(shopId)`. Returns their outbox ids in order. */
export async function appendOutbox(_sql: Sql, _events: readonly ShopEvent[]): Promise<number[]> {
  throw new AppError('bug', 'not built yet');
}

export type OutboxRelay = {
  /** Publishes what this shop committed, at once; call it after the transaction, without waiting. */
  wake(shopId: ShopId): void;
  /** A passing event (typing, presence) for this process and all others; it is not stored and may be lost. */
  announce(event: ShopEvent): void;
  /** Resolves when everything committed before the call is published here. */
  drain(): Promise<void>;
  stop(): Promise<void>;
};

/** Carries committed outbox rows to the bus of every process, in order per shop, at least once. */
export function startOutboxRelay(_parts: {
  database: Database;
  bus: EventBus;
  log: Log;
  pollMilliseconds?: number;
}): OutboxRelay {
  throw new AppError('bug', 'not built yet');
}
export type { PublishedEvent };
