import type { Parcel } from '../types.ts';
import { isArrived } from './tracking.ts';

/** What is wrong with a parcel: not there by the promised day, no movement, or taken for lost. */
export type ParcelTrouble = 'late' | 'stuck' | 'lost';

/** Hours after which a parcel counts as stuck or lost; a shop may want others. */
export type ParcelPatience = {
  /** No scan for so long while it is on its way. */
  stuckHours: number;
  /** The same while it is out for delivery. */
  deliveryHours: number;
  /** No scan for so long: lost. */
  lostHours: number;
};

/** Two days without a scan are unusual within China; after ten days carriers themselves pay. Both are defaults, not rules. */
export const defaultPatience: ParcelPatience = { stuckHours: 48, deliveryHours: 24, lostHours: 240 };

/** What is wrong with a parcel at a moment; the worst counts. Pure. */
export function troubleOf(
  parcel: Parcel,
  now: Date,
  patience: ParcelPatience = defaultPatience,
): ParcelTrouble | undefined {
  if (isArrived(parcel)) return undefined;
  if (parcel.status === 'lost') return 'lost';
  const silent = silentHours(parcel, now);
  if (silent !== undefined && silent >= patience.lostHours) return 'lost';
  const limit = parcel.status === 'out-for-delivery' ? patience.deliveryHours : patience.stuckHours;
  if (parcel.status === 'stuck' || (silent !== undefined && silent >= limit)) return 'stuck';
  return parcel.promisedAt !== undefined && new Date(parcel.promisedAt).getTime() < now.getTime() ? 'late' : undefined;
}

export type TroubledParcel = { orderId: string; parcelId: string; trouble: ParcelTrouble };

/**
 * Parcels whose trouble began, or became another, between two looks: each beginning is told once, whoever looks, as long as the
 * looks follow one another. Pure.
 */
export function newTroubles(
  orders: readonly { orderId: string; parcels: readonly Parcel[] }[],
  since: Date,
  now: Date,
  patience: ParcelPatience = defaultPatience,
): TroubledParcel[] {
  return orders.flatMap(({ orderId, parcels }) =>
    parcels.flatMap((parcel) => {
      const trouble = troubleOf(parcel, now, patience);
      const isNew = trouble !== undefined && trouble !== troubleOf(parcel, since, patience);
      return isNew ? [{ orderId, parcelId: parcel.parcelId, trouble }] : [];
    }),
  );
}

/** Hours since the last scan that lies before the moment; undefined where it has not left yet. */
function silentHours(parcel: Parcel, now: Date): number | undefined {
  const known = [parcel.shippedAt, ...parcel.events.map((event) => event.at)]
    .flatMap((at) => (at === undefined || at === '' ? [] : [new Date(at).getTime()]))
    .filter((at) => Number.isFinite(at) && at <= now.getTime());
  return known.length === 0 ? undefined : (now.getTime() - Math.max(...known)) / 3_600_000;
}
