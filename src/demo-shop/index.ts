/** The demo shop: believable records around the moment of seeding, and what a freshly imported shop knows. */

export { type DemoContent, loadDemoContent } from './demo-content.ts';
export { type DemoRecords, generateDemoOrders } from './generate-demo-orders.ts';
export { prepareImportedShop } from './prepare-imported-shop.ts';
export { demoShopId, ensureDemoShop, seedDemoShop } from './seed-demo-shop.ts';
export { type Story, stories } from './stories.ts';
