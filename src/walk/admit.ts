import type { Inbound } from '../channels/index.ts';
import { type Admission, AppError, type ShopId } from '../platform/index.ts';
import { personKey } from './find-running.ts';
import type { Receiver } from './receive.ts';

/** People whose last message was stored here lately; enough for the busiest hour of one process. */
const peopleAtMost = 200_000;

/**
 * Puts the gate before the receiver, for every channel alike. AppError 'unavailable' with a time to come back where more arrive than can
 * be stored quickly; people whose conversation runs are let in first.
 */
export function admitInto(receiver: Receiver, admission: Admission): Receiver {
  const lately = new Set<string>();
  const remember = (key: string): void => {
    lately.delete(key);
    lately.add(key);
    for (const oldest of lately) {
      if (lately.size <= peopleAtMost) return;
      lately.delete(oldest);
    }
  };
  return {
    receive: async (shopId: ShopId, inbound: Inbound) => {
      const key = `${shopId}/${personKey(inbound)}`;
      const place = admission.enter(shopId, lately.has(key) ? 'running' : 'new');
      if (!place.isIn) throw tooManyNow(place.retryAfterMs);
      try {
        const received = await receiver.receive(shopId, inbound);
        remember(key);
        place.leave(true);
        return received;
      } catch (error) {
        place.leave(!(error instanceof AppError && error.kind === 'unavailable'));
        throw error;
      }
    },
  };
}

/** The refusal of a busy moment, with the time to come back. */
export function tooManyNow(retryAfterMs: number): AppError {
  return new AppError('unavailable', 'more than can be served quickly', {
    retryAfterSeconds: retryAfterMs / 1_000,
  });
}
