import {
  type ConnectParts,
  connectionState,
  openStore,
  type RemotePlatform,
  saveConnection,
  syncShop,
} from '../../src/commerce/index.ts';
import { createSecrets, type ShopId, silentLog, systemClock } from '../../src/platform/index.ts';
import { testDatabase } from '../../src/platform/testing.ts';

/** A Peakdesk shop that is connected to a running server, as its owner would connect it. */
export async function connectTo(platform: RemotePlatform, settings: Readonly<Record<string, string>>) {
  const testing = await testDatabase();
  const { database } = testing;
  const secrets = createSecrets({ database, secretKey: 'a key for tests that is long enough 0123456789' });
  const parts: ConnectParts = { database, secrets, clock: systemClock, log: silentLog(), platforms: [platform] };
  const shopId: ShopId = await testing.makeShop();
  await saveConnection(parts, shopId, { platform: platform.platform, settings });
  const sync = async () => {
    // The poll is due in a minute; nobody waits for it here.
    await database.inShop(
      shopId,
      (sql) => sql`update store_connections set next_sync_at = now() where shop_id = ${shopId}`,
    );
    await syncShop(parts, shopId);
    return connectionState(parts, shopId);
  };
  const store = await openStore({ database, secrets, shopId, platform: platform.platform });
  return { testing, parts, shopId, store, sync };
}

/** Somebody who has proven who they are. */
export const verified = (storeCustomerId: string) => ({ storeCustomerId, identity: 'verified' as const });
