import type { ShopExporter, ShopImporter } from '../shop-files.ts';
import { hostedDescriptor, openHostedStore } from './hosted/hosted-connector.ts';
import type { Platform } from './platform-parts.ts';
import { browseRecords } from './records/browse-records.ts';
import { openMirroredStore } from './remote/mirrored-store.ts';
import { remotePlatforms } from './remote-platforms.ts';
import { exportRetailShop, importRetailShop } from './retail/import-retail.ts';
import { openRetailStore, openRetailTools } from './retail/retail-connector.ts';
import { importTable } from './table/import-table.ts';

export type { Platform, StoreParts } from './platform-parts.ts';

/** The one list of platforms whose shops Peakdesk can serve; the name is `shops.platform`. */
export const platforms: Readonly<Record<string, Platform>> = {
  peakdesk: { open: openHostedStore, browse: browseRecords },
  retail: { open: openRetailStore, tools: openRetailTools },
  ...Object.fromEntries(
    remotePlatforms.map((one) => [one.platform, { ...openMirroredStore(one), browse: browseRecords }]),
  ),
};

/** Platform of the shops that Peakdesk hosts itself. */
export const hostedPlatform = hostedDescriptor.platform;
export { caseDeadlineHandler, scheduleCaseDeadlines } from './hosted/case-deadline-job.ts';
export { caseDeadlineJob } from './hosted/case-timers.ts';
export { countHostedShop, type HostedShop, removeUntouched, writeHostedShop } from './hosted/write-hosted-shop.ts';
export {
  type ConnectionInput,
  type ConnectionView,
  type ConnectParts,
  connectionState,
  listRemotePlatforms,
  type RemotePlatformView,
  saveConnection,
  startBackfill,
  syncNow,
  testConnection,
} from './remote/connect-shop.ts';
export { fetchChangeHandler, fetchChangeJob, receivePush } from './remote/push.ts';
export type { ConnectionField, ConnectionTest, PushRequest, RemotePlatform } from './remote/remote-platform.ts';
export { scheduleStoreSyncs, syncShop, syncStoreHandler, syncStoreJob } from './remote/sync-job.ts';
export { remotePlatforms } from './remote-platforms.ts';
export {
  columnChoice,
  importUploadHandler,
  importUploadJob,
  listTableImports,
  previewTable,
  startTableImport,
  type TablePreview,
  tableFields,
  tableLimit,
  uploadTable,
} from './table/table-uploads.ts';
export type { UploadView } from './table/upload-rows.ts';

/** Formats of `shop import`. */
export const importFormats: Readonly<Record<string, ShopImporter>> = {
  'retail-json': importRetailShop,
  table: importTable,
};

/** Formats of `shop export`. */
export const exportFormats: Readonly<Record<string, ShopExporter>> = { 'retail-json': exportRetailShop };
