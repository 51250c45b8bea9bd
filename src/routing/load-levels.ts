import type { OutboxRelay, ShopId } from '../platform/index.ts';

/** Steps of the load ladder: what is still done by a model, and who is let in. */
export const loadLevels = ['normal', 'busy', 'surge', 'overload'] as const;
export type LoadLevel = (typeof loadLevels)[number];

/** Load level of each shop in this process: pinned by a supervisor, otherwise normal. */
export type LoadBoard = {
  level(shopId: ShopId): LoadLevel;
  /** Pins a level until it is given back (null); every window hears of it. */
  pin(shopId: ShopId, level: LoadLevel | null): void;
};

/** Makes the board; changes are announced through the relay. */
export function createLoadBoard(relay: Pick<OutboxRelay, 'announce'>): LoadBoard {
  const pinned = new Map<ShopId, LoadLevel>();
  const level = (shopId: ShopId): LoadLevel => pinned.get(shopId) ?? 'normal';
  return {
    level,
    pin: (shopId, wanted) => {
      const previousLevel = level(shopId);
      if (wanted === null) pinned.delete(shopId);
      else pinned.set(shopId, wanted);
      if (level(shopId) === previousLevel) return;
      relay.announce({
        type: 'load.changed',
        shopId,
        payload: { level: level(shopId), previousLevel, reason: wanted === null ? 'measured again' : 'pinned' },
      });
    },
  };
}
