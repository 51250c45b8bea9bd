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

/** Gives a shop without skill groups the usual ones, so that hand-overs have somewhere to go. */
export async function makeFirstGroups(database: Database, shopId: ShopId): Promise<void> {
  await database.inShop(shopId, async (sql) => {
    const groups = await listGroups(sql, shopId);
    if (groups.length === 0) for (const group of firstGroups) await saveGroup(sql, shopId, group);
  });
}
