import { textOf } from '../conversations/index.ts';
import { enqueueJob, type JobHandler } from '../platform/index.ts';
import type { CommitResult } from './commit.ts';
import type { Turn } from './gather.ts';
import type { WalkParts } from './parts.ts';

/** Tells the windows that something was committed; the outbox carries it to whoever watches. */
export function deliver(parts: WalkParts, turn: Turn, committed: CommitResult & { kind: 'committed' }): void {
  parts.relay.wake(turn.shop.shopId);
  parts.metrics.counter('turns_total', 'Turns committed, by decision', ['decision']).inc({ decision: committed.decision.kind });
}
