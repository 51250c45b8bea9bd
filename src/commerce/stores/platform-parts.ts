import type { Clock, Database, Log, Secrets, ShopId } from '../../platform/index.ts';
import type { ShopBrowser } from '../shop-browser.ts';
import type { ShopTools } from '../shop-tools.ts';
import type { StoreConnector } from '../store-connector.ts';

/** What a shop's connector works with; clock and log are the machine's and none where they are not given. */
export type StoreParts = { database: Database; secrets: Secrets; shopId: ShopId; clock?: Clock; log?: Log };

/** What a platform brings: its connector, and tools where its own system has some. */
export type Platform = {
  open: (parts: StoreParts) => StoreConnector;
  /** Looking through all records; absent where they are not kept here. */
  browse?: (parts: StoreParts) => ShopBrowser;
  tools?: (parts: StoreParts) => ShopTools;
};
