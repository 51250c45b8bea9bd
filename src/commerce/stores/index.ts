import type { Database, Secrets, ShopId } from '../../platform/index.ts';
import type { ShopExporter, ShopImporter } from '../shop-files.ts';
import type { ShopTools } from '../shop-tools.ts';
import type { StoreConnector } from '../store-connector.ts';
import { hostedDescriptor, openHostedStore } from './hosted/hosted-connector.ts';
import { exportRetailShop, importRetailShop } from './retail/import-retail.ts';
import { openRetailStore, openRetailTools } from './retail/retail-connector.ts';

export type StoreParts = { database: Database; secrets: Secrets; shopId: ShopId };

/** What a platform brings: its connector, and tools where its own system has some. */
export type Platform = {
  open: (parts: StoreParts) => StoreConnector;
  tools?: (parts: StoreParts) => ShopTools;
};

/** The one list of platforms whose shops Peakdesk can serve; the name is `shops.platform`. */
export const platforms: Readonly<Record<string, Platform>> = {
  peakdesk: { open: openHostedStore },
  retail: { open: openRetailStore, tools: openRetailTools },
};

/** Platform of the shops that Peakdesk hosts itself. */
export const hostedPlatform = hostedDescriptor.platform;
export { caseDeadlineHandler, scheduleCaseDeadlines } from './hosted/case-deadline-job.ts';
export { caseDeadlineJob } from './hosted/case-timers.ts';
export { countHostedShop, type HostedShop, removeUntouched, writeHostedShop } from './hosted/write-hosted-shop.ts';

/** Formats of `shop import`. */
export const importFormats: Readonly<Record<string, ShopImporter>> = { 'retail-json': importRetailShop };

/** Formats of `shop export`. */
export const exportFormats: Readonly<Record<string, ShopExporter>> = { 'retail-json': exportRetailShop };
