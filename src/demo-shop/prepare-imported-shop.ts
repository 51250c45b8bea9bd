import { z } from 'zod';
import { currentItems, type KnowledgeItem, releaseKnowledge } from '../knowledge/index.ts';
import type { Database, ShopId } from '../platform/index.ts';
import content from './imported-shop.json' with { type: 'json' };

/**
 * Gives a freshly imported retail shop its first knowledge: the policy that its tools go by, in three languages. A shop
 * that knows anything already keeps it.
 */
export async function prepareImportedShop({
  database,
  shopId,
}: {
  database: Database;
  shopId: ShopId;
  now: Date;
}): Promise<void> {
  await database.inShop(shopId, async (sql) => {
    if ((await currentItems(sql, shopId)).length > 0) return;
    await releaseKnowledge(sql, shopId, importedKnowledge(), { note: 'import' });
  });
}

/** The items of `imported-shop.json`. */
export function importedKnowledge(): KnowledgeItem[] {
  const { policies, faqs } = file.parse(content);
  const items = (kind: 'policy' | 'faq', entries: z.infer<typeof entry>[]): KnowledgeItem[] =>
    entries.map((document) => ({ itemId: document.id, kind, document }));
  return [...items('policy', policies), ...items('faq', faqs)];
}

const entry = z.looseObject({ id: z.string() });
const file = z.object({ policies: z.array(entry), faqs: z.array(entry) });
