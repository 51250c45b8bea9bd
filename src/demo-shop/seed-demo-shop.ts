import path from 'node:path';
import { countHostedShop, hostedPlatform, removeUntouched, writeHostedShop } from '../commerce/index.ts';
import { type KnowledgeItem, readShopFolder, releaseKnowledge } from '../knowledge/index.ts';
import { type Database, type Log, localDay, type Secrets, ShopId, type Sql } from '../platform/index.ts';
import { seedStaff } from '../staff/index.ts';
import { type DemoContent, loadDemoContent } from './demo-content.ts';
import { demoSettings } from './demo-settings.ts';
import { generateDemoOrders } from './generate-demo-orders.ts';

/** Id of the demo shop. */
export const demoShopId = ShopId.check('demo');

export type SeedParts = {
  database: Database;
  secrets: Secrets;
  now: Date;
  /** Folder with shop.json, products/ and so on. */
  contentFolder: string;
  shopId?: ShopId;
};

/**
 * Writes the demo shop: its row, products, customers, orders, cases and knowledge, all counted from `now`. Called again on
 * a later day it makes the dates fresh: orders that nobody touched are drawn anew, touched ones stay.
 */
export async function seedDemoShop(parts: SeedParts): Promise<Awaited<ReturnType<typeof countHostedShop>>> {
  const { database, now, contentFolder, shopId = demoShopId } = parts;
  const content = await loadDemoContent(contentFolder);
  const knowledge = await readShopFolder(contentFolder, now);
  const records = generateDemoOrders({ content, now });
  await database.inShop(shopId, (sql) => writeShop(sql, shopId, content, now));
  const secrets = await parts.secrets.forShop(shopId);
  return database.inShop(shopId, async (sql) => {
    const transaction = { sql, shopId, secrets };
    // Two processes that start together must not both do it at once.
    await sql`select 1 from shops where shop_id = ${shopId} for update`;
    await removeUntouched(transaction);
    await writeHostedShop(transaction, { products: content.products, ...records });
    await release(sql, shopId, [...knowledge, ...cannedReplies(content)]);
    const seededOn = { demo: { seededOn: localDay(now, content.shop.timeZone) } };
    await sql`update shops set settings = settings || ${sql.json(seededOn)} where shop_id = ${shopId}`;
    return countHostedShop(transaction);
  });
}

/** Seeds the demo shop on the first run with its staff, and makes its dates fresh when it was seeded on an earlier day. */
export async function ensureDemoShop(parts: {
  database: Database;
  secrets: Secrets;
  /** The checkout's folder. */
  folder: string;
  now: Date;
  log: Log;
}): Promise<void> {
  const { database, secrets, now, log } = parts;
  const contentFolder = path.join(parts.folder, 'demo-shop');
  const seededOn = await database.inShop(demoShopId, findSeedDay);
  if (seededOn === undefined || seededOn.day < localDay(now, seededOn.timeZone)) {
    const startedAt = performance.now();
    const counts = await seedDemoShop({ database, secrets, now, contentFolder });
    log.info({ ...counts, ms: Math.round(performance.now() - startedAt) }, 'demo shop seeded');
  }
  if (seededOn === undefined) await seedStaff(database, demoShopId, (await loadDemoContent(contentFolder)).agents);
}

async function findSeedDay(sql: Sql): Promise<{ day: string; timeZone: string } | undefined> {
  const [row] = await sql<{ day: string | null; timeZone: string }[]>`
    select settings->'demo'->>'seededOn' as day, time_zone as "timeZone" from shops where shop_id = ${demoShopId}`;
  return row?.day === undefined || row.day === null ? undefined : { day: row.day, timeZone: row.timeZone };
}

async function writeShop(sql: Sql, shopId: ShopId, content: DemoContent, now: Date): Promise<void> {
  const { name, timeZone, currency } = content.shop;
  await sql`
    insert into shops (shop_id, name, platform, language, time_zone, currency, settings, created_at)
    values (${shopId}, ${sql.json(name)}, ${hostedPlatform}, 'zh-CN', ${timeZone}, ${currency}, ${sql.json(demoSettings(content))}, ${now})
    on conflict do nothing`;
}

const note = 'demo shop';

/** The first time everything; later only promotions, whose days move on, and those only while nobody has edited one. */
async function release(sql: Sql, shopId: ShopId, items: readonly KnowledgeItem[]): Promise<void> {
  const [state] = await sql<{ releases: number; edited: number }[]>`
    select (select count(*) from knowledge_releases) as releases, (
      select count(*) from knowledge_items i join knowledge_releases r on r.release = i.from_release
      where i.kind = 'promotion' and i.to_release is null and r.note <> ${note}) as edited`;
  if (state === undefined || state.releases === 0) {
    await releaseKnowledge(sql, shopId, items, { note });
  } else if (state.edited === 0) {
    const promotions = items.filter((item) => item.kind === 'promotion');
    await releaseKnowledge(sql, shopId, promotions, { note, kinds: ['promotion'] });
  }
}

function cannedReplies({ cannedReplies: replies }: DemoContent): KnowledgeItem[] {
  return replies.map((reply) => ({ itemId: reply.shortcut, kind: 'canned-reply', document: reply }));
}
