import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
  AppError,
  type Database,
  type Secrets,
  type ShopId,
  type ShopSecrets,
  type Sql,
} from '../../../platform/index.ts';
import { emailHash, nameZipHash } from '../../personal-hashes.ts';
import type { ImportProgress, ImportReport } from '../../shop-files.ts';
import { writeValue } from './json-text.ts';
import { type RetailFolder, readRetailFolder } from './read-folder.ts';
import {
  type OrderRow,
  orderOfRow,
  orderParts,
  orderPurpose,
  storedDocument,
  type UserRow,
  userOfRow,
  userParts,
  userPurpose,
} from './retail-store.ts';

/**
 * Imports a folder of users.json, orders.json and products.json into a shop, which is made if there is none.
 * All or nothing: one refused entry and not a row is written. The same folder a second time changes nothing.
 */
export async function importRetailShop(parts: {
  database: Database;
  secrets: Secrets;
  shopId: ShopId;
  from: string;
  onProgress?: (progress: ImportProgress) => void;
}): Promise<ImportReport> {
  const { folder, read, refused } = await readRetailFolder(parts.from);
  parts.onProgress?.({ step: 'read', done: read, total: read });
  if (refused.length > 0) return { read, changed: 0, refused };
  await parts.database.inShop(parts.shopId, (sql) => makeShop(sql, parts.shopId));
  const secrets = await parts.secrets.forShop(parts.shopId);
  const changed = await parts.database.inShop(parts.shopId, async (sql) => {
    const writer = { sql, shopId: parts.shopId, secrets };
    const before = await readStored(writer);
    const steps = [
      () => writeUsers(writer, folder, before.users),
      () => writeProducts(writer, folder, before.products),
      () => writeOrders(writer, folder, before.orders),
    ];
    let total = 0;
    for (const [index, step] of steps.entries()) {
      total += await step();
      parts.onProgress?.({ step: 'write', done: index + 1, total: steps.length });
    }
    return total;
  });
  return { read, changed, refused };
}

/** Writes the shop back as users.json, orders.json and products.json; returns how many entries each has. */
export async function exportRetailShop(parts: {
  database: Database;
  secrets: Secrets;
  shopId: ShopId;
  to: string;
}): Promise<{ users: number; orders: number; products: number }> {
  const secrets = await parts.secrets.forShop(parts.shopId);
  const stored = await parts.database.inShop(parts.shopId, async (sql) => {
    const [shop] = await sql<{ platform: string }[]>`select platform from shops where shop_id = ${parts.shopId}`;
    if (shop?.platform !== 'retail') {
      throw new AppError('not-found', `there is no shop ${parts.shopId} in the retail format`, { field: 'shop' });
    }
    return readStored({ sql, shopId: parts.shopId, secrets });
  });
  await mkdir(parts.to, { recursive: true });
  for (const [name, texts] of Object.entries(stored)) {
    const entries = [...texts].map(([id, text]) => `${writeValue(id)}: ${text}`);
    await writeFile(join(parts.to, `${name}.json`), `{${entries.join(', ')}}`);
  }
  return { users: stored.users.size, orders: stored.orders.size, products: stored.products.size };
}

type Writer = { sql: Sql; shopId: ShopId; secrets: ShopSecrets };
type Texts = ReadonlyMap<string, string>;

const rowsAtOnce = 250;

async function makeShop(sql: Sql, shopId: ShopId): Promise<void> {
  const [known] = await sql<{ platform: string }[]>`select platform from shops where shop_id = ${shopId}`;
  if (known !== undefined && known.platform !== 'retail') {
    throw new AppError('conflict', `the shop ${shopId} is of the platform ${known.platform}`, { field: 'shop' });
  }
  const name = { 'zh-CN': shopId, 'zh-TW': shopId, en: shopId };
  await sql`
    insert into shops (shop_id, name, platform, language, time_zone, currency)
    values (${shopId}, ${sql.json(name)}, 'retail', 'en', 'America/New_York', 'USD') on conflict do nothing`;
}

/** Every document's full text by id, in the shop's own order. */
async function readStored({ sql, secrets }: Writer): Promise<{ users: Texts; orders: Texts; products: Texts }> {
  const users = await sql<UserRow[]>`
    select store_customer_id as id, document, sealed from store_customers order by (document->>'position')::int`;
  const orders = await sql<OrderRow[]>`
    select order_id as id, document, sealed from store_orders order by (document->>'position')::int`;
  const products = await sql<{ id: string; document: unknown }[]>`
    select product_id as id, document from store_products order by (document->>'position')::int`;
  return {
    users: new Map(users.map((row) => [row.id, writeValue(userOfRow(secrets, row))])),
    orders: new Map(orders.map((row) => [row.id, writeValue(orderOfRow(secrets, row))])),
    products: new Map(products.map((row) => [row.id, storedDocument.parse(row.document).text])),
  };
}

async function writeUsers({ sql, shopId, secrets }: Writer, folder: RetailFolder, before: Texts): Promise<number> {
  const changed = [...folder.users].filter(([id, entry]) => before.get(id) !== entry.text);
  for (const part of parts(changed)) {
    const rows = part.map(([id, { document: user, position }]) => {
      const { text, personal } = userParts(user);
      return {
        shop_id: shopId,
        store_customer_id: id,
        document: sql.json({ text, position }),
        sealed: secrets.seal(userPurpose(id), personal),
        email_hash: emailHash(secrets, user.email),
        name_zip_hash: nameZipHash(secrets, user.name.first_name, user.name.last_name, user.address.zip),
      };
    });
    await sql`
      insert into store_customers ${sql(rows)} on conflict (shop_id, store_customer_id) do update set
        document = excluded.document, sealed = excluded.sealed, email_hash = excluded.email_hash,
        name_zip_hash = excluded.name_zip_hash, version = store_customers.version + 1`;
  }
  return changed.length;
}

async function writeProducts({ sql, shopId }: Writer, folder: RetailFolder, before: Texts): Promise<number> {
  const changed = [...folder.products].filter(([id, entry]) => before.get(id) !== entry.text);
  for (const part of parts(changed)) {
    const rows = part.map(([id, { text, position }]) => ({
      shop_id: shopId,
      product_id: id,
      document: sql.json({ text, position }),
    }));
    await sql`
      insert into store_products ${sql(rows)} on conflict (shop_id, product_id) do update set
        document = excluded.document, version = store_products.version + 1`;
  }
  return changed.length;
}

async function writeOrders({ sql, shopId, secrets }: Writer, folder: RetailFolder, before: Texts): Promise<number> {
  const changed = [...folder.orders].filter(([id, entry]) => before.get(id) !== entry.text);
  for (const part of parts(changed)) {
    const rows = part.map(([id, { document: order, position }]) => {
      const { text, personal, status } = orderParts(order);
      return {
        shop_id: shopId,
        order_id: id,
        store_customer_id: order.user_id,
        status,
        document: sql.json({ text, position }),
        sealed: secrets.seal(orderPurpose(id), personal),
      };
    });
    await sql`
      insert into store_orders ${sql(rows)} on conflict (shop_id, order_id) do update set
        store_customer_id = excluded.store_customer_id, status = excluded.status, document = excluded.document,
        sealed = excluded.sealed, version = store_orders.version + 1`;
  }
  return changed.length;
}

function parts<T>(list: readonly T[]): T[][] {
  return Array.from({ length: Math.ceil(list.length / rowsAtOnce) }, (_, index) =>
    list.slice(index * rowsAtOnce, (index + 1) * rowsAtOnce),
  );
}
