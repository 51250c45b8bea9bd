import { z } from 'zod';
import { readSafetySettings } from '../commerce/index.ts';
import { AppError, type Database, type ShopId, type Sql } from '../platform/index.ts';
import { defaultWorkingHours } from '../routing/index.ts';
import type { ShopSettings } from './parts.ts';

/** A shop as registered: how it is called, what runs it, and what it has set. */
export type RegisteredShop = {
  shopId: ShopId;
  name: { 'zh-CN': string; 'zh-TW': string; en: string };
  platform: string;
  language: 'zh-CN' | 'zh-TW' | 'en';
  timeZone: string;
  currency: string;
  settings: ShopSettings;
};

/** Settings as stored; anything missing or from an older version gets its default. */
export const shopSettingsSchema = z.object({
  tone: z.enum(['warm', 'plain']).catch('warm'),
  workingHours: z
    .object({
      days: z.array(
        z.object({
          weekday: z.number().int().min(0).max(6),
          from: z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/),
          to: z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/),
        }),
      ),
      holidays: z.array(z.iso.date()),
      special: z
        .array(z.object({ day: z.iso.date(), from: z.string(), to: z.string() }))
        .optional()
        .catch([]),
    })
    .catch({ days: [...defaultWorkingHours.days], holidays: [] }),
  trustedOrigins: z.array(z.string()).catch([]),
});

type ShopRow = {
  shop_id: ShopId;
  name: RegisteredShop['name'];
  platform: string;
  language: RegisteredShop['language'];
  time_zone: string;
  currency: string;
  settings: unknown;
};

/** One shop; AppError 'not-found' names an unknown one. */
export async function findShop(sql: Sql, shopId: ShopId): Promise<RegisteredShop> {
  const rows = await sql<ShopRow[]>`select * from shops where shop_id = ${shopId}`;
  const [row] = rows;
  if (!row) throw new AppError('not-found', `there is no shop '${shopId}'`, { field: 'shop' });
  return toShop(row);
}

/** Registers a shop with the usual settings; AppError 'conflict' when the id is taken. */
export async function createShop(
  sql: Sql,
  shop: Omit<RegisteredShop, 'settings'> & { createdAt: Date },
): Promise<void> {
  const made = await sql`
    insert into shops (shop_id, name, platform, language, time_zone, currency, created_at)
    values (${shop.shopId}, ${sql.json(shop.name)}, ${shop.platform}, ${shop.language}, ${shop.timeZone},
      ${shop.currency}, ${shop.createdAt})
    on conflict do nothing`;
  if (made.count === 0) throw new AppError('conflict', `there is a shop '${shop.shopId}' already`, { field: 'shop' });
}

/** Every shop of this installation, by id. */
export async function listShops(database: Database): Promise<RegisteredShop[]> {
  return await database.asScheduler(async (sql) => {
    const rows = await sql<ShopRow[]>`select * from shops order by shop_id`;
    return rows.map(toShop);
  });
}

/** Changes a shop's settings; what is not named stays. */
export async function saveShopSettings(
  sql: Sql,
  shopId: ShopId,
  settings: Partial<Omit<ShopSettings, 'identityClues'>>,
): Promise<void> {
  await sql`
    update shops set settings = settings || ${sql.json(JSON.parse(JSON.stringify(settings)))} where shop_id = ${shopId}`;
}

const storedSafety = z.object({ safety: z.unknown() });

function cluesIn(settings: unknown): ShopSettings['identityClues'] {
  const stored = storedSafety.safeParse(settings ?? {});
  return readSafetySettings(stored.success ? stored.data.safety : undefined).identityClues;
}

function toShop(row: ShopRow): RegisteredShop {
  return {
    shopId: row.shop_id,
    name: row.name,
    platform: row.platform,
    language: row.language,
    timeZone: row.time_zone,
    currency: row.currency,
    settings: { ...shopSettingsSchema.parse(row.settings ?? {}), identityClues: cluesIn(row.settings) },
  };
}
