import { z } from 'zod';
import type { ShopId, Sql } from '../../../platform/index.ts';
import type { EffectRow } from '../../perform-once.ts';
import { defaultPolicies } from '../../policy/default-policies.ts';
import { compilePolicies, type PolicyEntry, type PolicySet } from '../../policy/policy-rules.ts';
import { type AfterSalesPolicy, readAfterSalesPolicy } from './after-sales-policy.ts';

/** What a hosted shop has ruled: the numbers of its settings and the policies that its customers read. */
export type ShopRules = { policy: AfterSalesPolicy; policies: PolicySet; timeZone: string };

/**
 * Reads a shop's rules in the caller's transaction. Policies come from the released knowledge, so that what the rules go by
 * and what answers say is one text; they are compiled once for each release and change of settings.
 */
export function createRulesReader(shopId: ShopId): RulesReader {
  let known: { key: string; rules: ShopRules } | undefined;
  return async (sql, given) => {
    const { afterSales = {}, timeZone, release } = given ?? (await readShop(sql, shopId));
    const key = `${release}/${timeZone}/${JSON.stringify(afterSales)}`;
    if (known?.key === key) return known.rules;
    const policy = readAfterSalesPolicy({ afterSales: afterSales ?? {} });
    const policies = compilePolicies(await readPolicies(sql, shopId), defaultPolicies(policy));
    known = { key, rules: { policy, policies, timeZone } };
    return known.rules;
  };
}

/** Reads the rules; where the shop's row came with the effect, it is not asked for again. */
export type RulesReader = (sql: Sql, row?: ShopRow) => Promise<ShopRules>;
type ShopRow = Pick<EffectRow, 'afterSales' | 'timeZone' | 'release'>;

async function readShop(sql: Sql, shopId: ShopId): Promise<ShopRow> {
  const [shop] = await sql<ShopRow[]>`
    select settings -> 'afterSales' as "afterSales", time_zone as "timeZone",
      (select coalesce(max(release), 0) from knowledge_releases where shop_id = ${shopId}) as release
    from shops where shop_id = ${shopId}`;
  return shop ?? { afterSales: {}, timeZone: 'Asia/Shanghai', release: 0 };
}

async function readPolicies(sql: Sql, shopId: ShopId): Promise<PolicyEntry[]> {
  const rows = await sql<{ id: string; document: unknown; validFrom: Date | null; validTo: Date | null }[]>`
    select item_id as id, document, valid_from as "validFrom", valid_to as "validTo" from knowledge_items
    where shop_id = ${shopId} and kind = 'policy' and to_release is null order by item_id`;
  return rows.flatMap(({ id, document, validFrom, validTo }) => {
    const parsed = policyDocument.safeParse(document);
    if (!parsed.success) return [];
    return [
      { id, ...parsed.data, validFrom: validFrom?.toISOString() ?? null, validTo: validTo?.toISOString() ?? null },
    ];
  });
}

const localized = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() });
const policyDocument = z.object({
  kind: z.string(),
  title: localized,
  summary: localized,
  parameters: z.record(z.string(), z.unknown()).default({}),
});
