import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import type { ShopId } from '../ids.ts';
import { createSecrets } from '../secrets.ts';
import { type TestDatabase, testDatabase } from '../testing.ts';
import { restoreBackup } from './restore-backup.ts';
import { parentsFirst } from './shop-tables.ts';
import { writeBackup } from './write-backup.ts';

const secretKey = 'a master key of more than 32 characters';
const now = new Date('2026-11-11T00:00:00Z');
const awkward = 'tab\t, new\nline, \\N, 你好 🌶️';
let source: TestDatabase;
let target: TestDatabase;
let folder: string;
beforeEach(async () => {
  source = await testDatabase();
  target = await testDatabase();
  folder = await mkdtemp(path.join(os.tmpdir(), 'peakdesk-backup-'));
});
afterEach(async () => {
  await source.close();
  await target.close();
  await rm(folder, { recursive: true });
});

const backupFolder = () => path.join(folder, 'backup');
const backup = () =>
  writeBackup({ owner: source.owner, dataFolder: path.join(folder, 'data'), secretKey, to: backupFolder(), now });
const restore = (change: { secretKey?: string } = {}) =>
  restoreBackup({
    owner: target.owner,
    dataFolder: path.join(folder, 'new-data'),
    secretKey,
    from: backupFolder(),
    ...change,
  });

async function fill(shopId: ShopId): Promise<Buffer> {
  const secrets = await createSecrets({ database: source.database, secretKey }).forShop(shopId);
  const sealed = secrets.seal('customers/contact/1', '13800138000');
  const customerId = '01890000-0000-7000-8000-000000000001';
  const conversationId = '01890000-0000-7000-8000-000000000002';
  await source.database.inShop(shopId, async (sql) => {
    await sql`insert into customers (shop_id, customer_id, display_name, contact_sealed) values (${shopId}, ${customerId}, ${awkward}, ${sealed})`;
    await sql`insert into conversations (shop_id, conversation_id, customer_id, channel_id) values (${shopId}, ${conversationId}, ${customerId}, 'widget')`;
  });
  return sealed;
}

const namesIn = (database: TestDatabase, shopId: ShopId) =>
  database.database.inShop(shopId, async (sql) => {
    const rows = await sql<{ display_name: string }[]>`select display_name from customers`;
    return rows.map((row) => row.display_name);
  });

test('what was backed up is there again, each shop in its own walls, and sealed values open', async () => {
  const [one, other] = [await source.makeShop(), await source.makeShop()];
  const sealed = await fill(one);
  await backup();
  await restore();
  expect(await namesIn(target, one)).toEqual([awkward]);
  expect(await namesIn(target, other)).toEqual([]);
  const secrets = await createSecrets({ database: target.database, secretKey }).forShop(one);
  expect(secrets.open('customers/contact/1', sealed)).toBe('13800138000');
});

test('rows written after a restore get numbers of their own', async () => {
  const shop = await source.makeShop();
  const write = (database: TestDatabase) =>
    database.database.inShop(shop, async (sql) => {
      const [row] = await sql<{ audit_id: number }[]>`
        insert into audit_events (shop_id, actor, action, target, details, hash, created_at)
        values (${shop}, '{}', 'a', 'b', '{}', '\\x00', ${now}) returning audit_id`;
      return row?.audit_id ?? 0;
    });
  await write(source);
  const before = await write(source);
  await backup();
  await restore();
  expect(await write(target)).toBeGreaterThan(before);
});

test('another secret key, a damaged file and a database in use are refused, and nothing is changed', async () => {
  const shop = await source.makeShop();
  await fill(shop);
  const manifest = await backup();
  await expect(restore({ secretKey: `${secretKey}!` })).rejects.toMatchObject({ field: 'PEAKDESK_SECRET_KEY' });
  const file = path.join(backupFolder(), 'shops', shop, 'customers.copy.gz');
  const bytes = await readFile(file);
  await writeFile(file, bytes.subarray(0, bytes.length - 4));
  await expect(restore()).rejects.toThrow('customers.copy.gz was changed or damaged');
  await writeFile(file, bytes);
  await writeFile(
    path.join(backupFolder(), 'manifest.json'),
    JSON.stringify({ ...manifest, migration: manifest.migration + 1 }),
  );
  await expect(restore()).rejects.toThrow('newer Peakdesk');
  await writeFile(path.join(backupFolder(), 'manifest.json'), JSON.stringify(manifest));
  await restore();
  await expect(restore()).rejects.toMatchObject({ kind: 'conflict' });
});

test('a manifest that tells another number of rows brings nothing in', async () => {
  const shop = await source.makeShop();
  await fill(shop);
  const manifest = await backup();
  const wrong = structuredClone(manifest);
  const customers = wrong.shops[0]?.tables.find((table) => table.name === 'customers');
  if (customers) customers.rows += 1;
  await writeFile(path.join(backupFolder(), 'manifest.json'), JSON.stringify(wrong));
  await expect(restore()).rejects.toThrow('customers.copy.gz: 1 rows where the manifest tells 2');
  const left = await target.database.asScheduler((sql) => sql`select shop_id from shops`);
  expect([...left]).toEqual([]);
});

test('files that were sent go with it; a folder with something in it is not overwritten', async () => {
  await source.makeShop();
  const files = path.join(folder, 'data', 'files', 'shop');
  await mkdir(files, { recursive: true });
  await writeFile(path.join(files, 'picture'), 'bytes');
  await backup();
  await restore();
  expect(await readFile(path.join(folder, 'new-data', 'files', 'shop', 'picture'), 'utf8')).toBe('bytes');
  await expect(backup()).rejects.toMatchObject({ kind: 'invalid', field: 'to' });
  expect((await readdir(folder)).filter((name) => name.endsWith('.unfinished'))).toEqual([]);
});

test('a folder that is no backup is named', async () => {
  await expect(restore()).rejects.toThrow('is no backup');
});

test('tables stand after those they refer to, and a circle is an error', () => {
  const table = (name: string) => ({ name, columns: ['shop_id'] });
  const names = parentsFirst(
    [table('messages'), table('conversations'), table('shops')],
    [
      { child: 'messages', parent: 'conversations' },
      { child: 'conversations', parent: 'shops' },
    ],
  ).map((one) => one.name);
  expect(names).toEqual(['shops', 'conversations', 'messages']);
  const circle = [
    { child: 'a', parent: 'b' },
    { child: 'b', parent: 'a' },
  ];
  expect(() => parentsFirst([table('a'), table('b')], circle)).toThrow('in a circle: a, b');
});
