import type { Inbound } from '../channels/index.ts';
import { type Admission, type AdmissionKind, AppError, forgetOldest, refusal, type ShopId } from '../platform/index.ts';
import { personKey } from './find-running.ts';
import type { Receiver } from './receive.ts';

/** People whose last message was stored here lately; enough for the busiest hour of one process. */
const peopleAtMost = 200_000;
/** People who were told to come back; those who never do are forgotten in this order. */
const toldAtMost = 50_000;

/**
 * Puts the gate before the receiver, for every channel alike. AppError 'unavailable' with a time to come back where more arrive than can
 * be stored quickly; people whose conversation runs are let in first.
 */
export function admitInto(receiver: Receiver, admission: Admission): Receiver {
  const lately = createMemory(peopleAtMost);
  const told = createMemory(toldAtMost);
  const kindOf = (key: string): AdmissionKind => {
    if (told.has(key)) return 'returning';
    return lately.has(key) ? 'running' : 'new';
  };
  return {
    receive: async (shopId: ShopId, inbound: Inbound) => {
      const key = `${shopId}/${personKey(inbound)}`;
      const place = admission.enter(shopId, kindOf(key));
      if (!place.isIn) {
        told.add(key);
        throw tooManyNow(place.retryAfterMs);
      }
      told.delete(key);
      try {
        const received = await receiver.receive(shopId, inbound);
        lately.add(key);
        place.leave(true);
        return received;
      } catch (error) {
        place.leave(!(error instanceof AppError && error.kind === 'unavailable'));
        throw error;
      }
    },
  };
}

/** The last so many names, oldest forgotten first. */
function createMemory(most: number): Pick<Set<string>, 'has' | 'delete'> & { add(key: string): void } {
  const kept = new Set<string>();
  return {
    has: (key) => kept.has(key),
    delete: (key) => kept.delete(key),
    add: (key) => {
      kept.delete(key);
      kept.add(key);
      forgetOldest(kept, most);
    },
  };
}

/** The refusal of a busy moment, with the time to come back. */
export function tooManyNow(retryAfterMs: number): AppError {
  return refusal('unavailable', 'more than can be served quickly', { retryAfterSeconds: retryAfterMs / 1_000 });
}
