import type { ShopId } from '../platform/index.ts';

/** How many turns of each shop are taken here a second, by the last seconds. */
export type TurnRates = { took(shopId: ShopId): void; perSecond(shopId: ShopId): number };

/** What was taken longer ago than this counts for little, in milliseconds. */
const remembered = 3_000;

/** Makes an empty count; `now` is in monotone milliseconds. */
export function createTurnRates(now: () => number = () => performance.now()): TurnRates {
  const shops = new Map<ShopId, { perSecond: number; at: number }>();
  const rateAt = (shopId: ShopId, at: number): number => {
    const known = shops.get(shopId);
    return known ? known.perSecond * Math.exp((known.at - at) / remembered) : 0;
  };
  return {
    took: (shopId) => {
      const at = now();
      shops.set(shopId, { perSecond: rateAt(shopId, at) + 1_000 / remembered, at });
    },
    perSecond: (shopId) => rateAt(shopId, now()),
  };
}
