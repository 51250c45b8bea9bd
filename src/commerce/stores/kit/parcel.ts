import { carrierNameOf } from '../../logistics/carriers.ts';
import type { Parcel } from '../../types.ts';

/** What a platform tells of a parcel; times as ISO text. */
export type KnownParcel = {
  trackingNumber: string;
  /** The platform's code for the carrier. */
  carrier: string;
  /** The carrier's own name, where the platform tells it; else it is found by code and number. */
  carrierName?: string;
  parcelId?: string;
  shippedAt?: string | undefined;
  deliveredAt?: string | undefined;
  /** Where the platform tells that it has arrived, but not when. */
  isDelivered?: boolean;
  lineIds: readonly string[];
};

/** A parcel in our words: on its way until the platform says that it has arrived. */
export function parcelOf(known: KnownParcel): Parcel {
  const { trackingNumber, carrier, carrierName = '', parcelId = '', shippedAt, deliveredAt } = known;
  const { isDelivered = deliveredAt !== undefined } = known;
  return {
    parcelId: parcelId || trackingNumber,
    carrier,
    carrierName: carrierNameOf(carrierName || carrier, trackingNumber),
    trackingNumber,
    status: isDelivered ? 'delivered' : 'in-transit',
    ...(shippedAt === undefined ? {} : { shippedAt }),
    ...(deliveredAt === undefined ? {} : { deliveredAt }),
    lineIds: known.lineIds,
    events: [],
  };
}
