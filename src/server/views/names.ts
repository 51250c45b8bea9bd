import type { Database, ShopId, StaffId } from '../../platform/index.ts';
import { listStaffNames } from '../../staff/index.ts';

/** Names of staff for lines that go out often; read again after a minute. */
export type StaffNames = { nameOf(shopId: ShopId, staffId: StaffId): Promise<string> };

const freshMilliseconds = 60_000;

/** Makes the cache of one process. */
export function createStaffNames(database: Database, now: () => number): StaffNames {
  const shops = new Map<ShopId, { names: Promise<Map<StaffId, string>>; until: number }>();
  return {
    nameOf: async (shopId, staffId) => {
      const known = shops.get(shopId);
      if (known && known.until > now()) {
        const name = (await known.names).get(staffId);
        if (name !== undefined) return name;
      }
      const names = database.inShop(shopId, (sql) => listStaffNames(sql, shopId));
      shops.set(shopId, { names, until: now() + freshMilliseconds });
      names.catch(() => shops.delete(shopId));
      return (await names).get(staffId) ?? '';
    },
  };
}
