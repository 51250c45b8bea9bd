import type { Parcel, TrackingEvent } from '../types.ts';

/** Where a parcel is, as a tracking service tells it. */
export type Tracking = {
  status: Parcel['status'];
  /** Oldest first. */
  events: readonly TrackingEvent[];
  deliveredAt?: string;
};

export type TrackingAnswer = { ok: true; tracking: Tracking } | { ok: false; code: string; text: string };

/** The parcel with what a tracking service knows of it; scans are joined, none is told twice. */
export function withTracking(parcel: Parcel, tracking: Tracking): Parcel {
  const events = new Map(
    [...parcel.events, ...tracking.events].map((event) => [`${event.at} ${event.text['zh-CN']}`, event]),
  );
  const sorted = [...events.values()].sort((one, other) => one.at.localeCompare(other.at));
  const deliveredAt = tracking.deliveredAt ?? parcel.deliveredAt;
  return { ...parcel, status: tracking.status, events: sorted, ...(deliveredAt === undefined ? {} : { deliveredAt }) };
}
