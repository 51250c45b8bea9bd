import { currentItems, importedShopItems, releaseKnowledge } from '../knowledge/index.ts';
import type { Database, ShopId } from '../platform/index.ts';
import { listGroups, saveGroup } from '../staff/index.ts';

/** Skill groups that every shop begins with; their ids are the ones that flows hand over to. */
const firstGroups = [
  { groupId: 'presale', name: { 'zh-CN': '售前咨询', 'zh-TW': '售前諮詢', en: 'Pre-sale' } },
  { groupId: 'aftersale', name: { 'zh-CN': '售后服务', 'zh-TW': '售後服務', en: 'After-sales' } },
  { groupId: 'logistics', name: { 'zh-CN': '物流', 'zh-TW': '物流配送', en: 'Logistics' } },
  { groupId: 'complaint', name: { 'zh-CN': '投诉专席', 'zh-TW': '客訴專員', en: 'Complaints' } },
  { groupId: 'invoice-payment', name: { 'zh-CN': '发票与付款', 'zh-TW': '發票與付款', en: 'Invoices and payments' } },
];

/** Gives a freshly imported shop what it needs to serve: skill groups and the rules of its platform as knowledge. What is there stays. */
export async function prepareImportedShop(input: { database: Database; shopId: ShopId }): Promise<void> {
  await input.database.inShop(input.shopId, async (sql) => {
    const groups = await listGroups(sql, input.shopId);
    if (groups.length === 0) for (const group of firstGroups) await saveGroup(sql, input.shopId, group);
    const items = await currentItems(sql, input.shopId);
    if (items.length === 0) await releaseKnowledge(sql, input.shopId, importedShopItems(), 'rules of the imported shop');
  });
}
