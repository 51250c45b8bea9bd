import type { TurnFacts } from './types.ts';

/** Whether any order of the customer's has passed what was promised for it, or its parcel does not move. */
export function isSomethingLate({ orders, now }: Pick<TurnFacts, 'orders' | 'now'>): boolean {
  const isPast = (instant: string | undefined) => instant !== undefined && Date.parse(instant) < now.getTime();
  return orders.some(({ status, shipBy, parcels }) => {
    if (status === 'shipped')
      return parcels.some((one) => ['stuck', 'lost'].includes(one.status) || isPast(one.promisedAt));
    return status.startsWith('pending') || status === 'processing' ? isPast(shipBy) : false;
  });
}
