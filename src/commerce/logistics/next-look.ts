import type { Parcel } from '../types.ts';
import { isArrived, type Tracking } from './tracking.ts';

const hour = 3_600_000;

/** Hours until the next look at a parcel that has just moved. A number is not to be asked more than every half hour. */
const hoursOf: Readonly<Record<Parcel['status'], number>> = {
  packed: 6,
  'in-transit': 4,
  'out-for-delivery': 1,
  stuck: 6,
  lost: 24,
  delivered: 24,
  returned: 24,
};
const longestHours = 24;
/** A parcel that has not arrived after so long is no longer asked for. */
const longestDays = 45;

/**
 * When a parcel is looked at again: soon when it is at the door, later with every look that brought nothing, once a day where the
 * service tells by itself; never where it has arrived or is too old. Pure.
 */
export function nextLookAt(
  seen: Pick<Tracking, 'status'> & { deliveredAt?: string },
  { quiet, isSubscribed, since, now }: { quiet: number; isSubscribed: boolean; since: Date; now: Date },
): Date | undefined {
  if (isArrived(seen) || now.getTime() - since.getTime() > longestDays * 24 * hour) return undefined;
  const hours = isSubscribed ? longestHours : Math.min(longestHours, hoursOf[seen.status] * 2 ** Math.min(quiet, 5));
  return new Date(now.getTime() + hours * hour);
}
