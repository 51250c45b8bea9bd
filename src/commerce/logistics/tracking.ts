import type { Parcel, TrackingEvent } from '../types.ts';

/** Where a parcel is, as a tracking service tells it. */
export type Tracking = {
  status: Parcel['status'];
  /** Oldest first. */
  events: readonly TrackingEvent[];
  deliveredAt?: string;
};

export type TrackingAnswer = { ok: true; tracking: Tracking } | { ok: false; code: string; text: string };

/** A parcel as a tracking service is asked for it; `carrier` is the service's own code, the phone's last figures only where they are wanted. */
export type TrackingQuestion = { carrier: string; trackingNumber: string; phoneTail?: string };

/** What a service told by itself; `isEnded` where it will tell no more although the parcel has not arrived. */
export type TrackingPush =
  | { ok: true; trackingNumber: string; tracking: Tracking; isEnded: boolean }
  | { ok: false; problem: string };

/** The parcel with what a tracking service knows of it; scans are joined, none is told twice, and what has arrived stays so. */
export function withTracking(parcel: Parcel, tracking: Tracking): Parcel {
  const events = new Map(
    [...parcel.events, ...tracking.events].map((event) => [`${event.at} ${event.text['zh-CN']}`, event]),
  );
  const sorted = [...events.values()].sort((one, other) => one.at.localeCompare(other.at));
  const deliveredAt = tracking.deliveredAt ?? parcel.deliveredAt;
  const status = isArrived(parcel) && !isArrived(tracking) ? parcel.status : tracking.status;
  return { ...parcel, status, events: sorted, ...(deliveredAt === undefined ? {} : { deliveredAt }) };
}

/** An order's parcels with what was seen of them, by tracking number. */
export function withTracks<Kept extends { parcels: readonly Parcel[] }>(
  order: Kept,
  tracks: Readonly<Record<string, Tracking>>,
): Kept {
  const parcels = order.parcels.map((parcel) => {
    const seen = Object.hasOwn(tracks, parcel.trackingNumber) ? tracks[parcel.trackingNumber] : undefined;
    return seen === undefined ? parcel : withTracking(parcel, seen);
  });
  return { ...order, parcels };
}

/** Whether nothing more is to be expected of a parcel. */
export function isArrived({ status, deliveredAt }: Pick<Parcel, 'status'> & { deliveredAt?: string }): boolean {
  return status === 'delivered' || status === 'returned' || deliveredAt !== undefined;
}
