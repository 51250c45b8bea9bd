import { z } from 'zod';
import type { ShopId } from '../../platform/index.ts';
import type { ServerParts } from '../server-parts.ts';

/** A short text of a shop in the three languages. */
export const localized = z.strictObject({
  'zh-CN': z.string().max(500),
  'zh-TW': z.string().max(500),
  en: z.string().max(500),
});

// What the server keeps beside the walk's own settings in the same column.
const stored = z.object({
  greeting: localized.nullable().catch(null),
  popularQuestions: z.array(localized).nullable().catch(null),
  model: z
    .object({
      url: z.string().nullable().catch(null),
      name: z.string().nullable().catch(null),
      keySealed: z.string().nullable().catch(null),
    })
    .catch({ url: null, name: null, keySealed: null }),
});
export type StoredExtras = z.infer<typeof stored>;

/** Greeting, popular questions and model of a shop as stored. */
export async function readExtras(parts: ServerParts, shopId: ShopId): Promise<StoredExtras> {
  const rows = await parts.walk.database.inShop(
    shopId,
    (sql) => sql<{ settings: unknown }[]>`select settings from shops where shop_id = ${shopId}`,
  );
  return stored.parse(rows[0]?.settings ?? {});
}
