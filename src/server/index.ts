/** The door to the network: HTTP, realtime and pages; no rules. */
export { createServer, type PeakdeskServer } from './create-server.ts';
export { removeShopFile } from './files/file-folder.ts';
export { demoIdentityToken } from './pages/system-pages.ts';
export { routes } from './routes/index.ts';
export type { ServerParts } from './server-parts.ts';
export { readExtras } from './widget/shop-extras.ts';
