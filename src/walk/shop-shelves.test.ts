import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import type { Product } from '../commerce/index.ts';
import { openProductRows } from '../commerce/stores/records/compact-products.ts';
import { madeProduct } from '../knowledge/index.ts';
import { type ShopId, silentLog } from '../platform/index.ts';
import { type TestDatabase, testDatabase } from '../platform/testing.ts';
import { openShelfFiles } from './shelf-files.ts';
import { createShopShelves } from './shop-shelves.ts';

let db: TestDatabase;
let dataFolder = '';
let shopId: ShopId;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());
beforeEach(async () => {
  dataFolder = await mkdtemp(path.join(tmpdir(), 'shelves-'));
  shopId = await db.makeShop();
  await save(Array.from({ length: 40 }, (_one, number) => madeProduct(number)));
  return () => rm(dataFolder, { recursive: true, force: true });
});

async function save(products: readonly Product[]): Promise<void> {
  await db.database.inShop(
    shopId,
    (sql) => sql`
      insert into store_products (shop_id, product_id, document)
      select ${shopId}, one ->> 'productId', one from jsonb_array_elements(${JSON.stringify(products)}::text::jsonb) as one
      on conflict (shop_id, product_id) do update set document = excluded.document`,
  );
}

async function remove(product: Product): Promise<void> {
  await db.database.inShop(shopId, (sql) => sql`delete from store_products where product_id = ${product.productId}`);
}

/** A process of its own as far as catalogues go; `whole` counts how often all rows were read. */
function aProcess() {
  const shelves = createShopShelves({
    database: db.database,
    log: silentLog(),
    files: openShelfFiles(dataFolder),
    smallUpTo: 10,
  });
  const rows = openProductRows(db.database, shopId);
  const readAll = vi.fn(rows.readAll);
  const listProducts = () => Promise.reject(new Error('rows are there'));
  const get = async () => (await shelves.get(shopId, { listProducts, productRows: { ...rows, readAll } })).shelf;
  return { get, whole: readAll, stop: shelves.stop };
}

const fileOf = () => path.join(dataFolder, 'shelves', `${shopId}.shelf`);

async function leaveFile(): Promise<void> {
  const first = aProcess();
  await first.get();
  await vi.waitFor(async () => expect(await readdir(path.dirname(fileOf()))).toEqual([path.basename(fileOf())]));
}

test('the next process takes a large catalogue from the file of the one before', async () => {
  await leaveFile();
  const next = aProcess();
  const shelf = await next.get();
  expect(next.whole).not.toHaveBeenCalled();
  expect([...shelf.products.values()].map((product) => ({ ...product }))).toEqual(
    Array.from({ length: 40 }, (_one, number) => madeProduct(number)),
  );
  expect(shelf.finder([]).named('雾屿新款')).toEqual([]);
});

test('what was changed, added and removed since the file was written is seen, without reading all rows', async () => {
  await leaveFile();
  const { variants } = madeProduct(3);
  await save([{ ...madeProduct(3), variants: variants.map((one) => ({ ...one, price: 1, isAvailable: true })) }]);
  await save([{ ...madeProduct(90), nicknames: ['独一无二杯'] }]);
  await remove(madeProduct(5));
  const next = aProcess();
  const shelf = await next.get();
  expect(next.whole).not.toHaveBeenCalled();
  expect(shelf.products.get('M000003')?.variants[0]?.price).toBe(1);
  expect(shelf.inStock({ named: [], categories: [], words: [] }).matches[0]?.product.productId).toBe('M000003');
  expect(
    shelf
      .finder([])
      .named('独一无二杯')
      .map((product) => product.productId),
  ).toEqual(['M000090']);
  expect([shelf.products.has('M000005'), shelf.owners.get('M000005-1')]).toEqual([false, undefined]);
});

test('a process that runs puts every later change on top, of what it read itself too', async () => {
  const one = aProcess();
  expect((await one.get()).products.size).toBe(40);
  for (const price of [7, 8]) {
    const { variants } = madeProduct(4);
    await save([{ ...madeProduct(4), variants: variants.map((variant) => ({ ...variant, price })) }]);
    expect((await one.get()).products.get('M000004')?.variants[0]?.price).toBe(price);
  }
  expect(one.whole).toHaveBeenCalledTimes(1);
  one.stop();
});

test('where much has changed everything is read anew', async () => {
  await leaveFile();
  await save(Array.from({ length: 9 }, (_one, number) => ({ ...madeProduct(number), warrantyMonths: 99 })));
  const next = aProcess();
  expect((await next.get()).products.get('M000008')?.warrantyMonths).toBe(99);
  expect(next.whole).toHaveBeenCalledTimes(1);
  next.stop();
});

test('a broken file, and one of another version or shop, is made anew', async () => {
  await leaveFile();
  const good = await readFile(fileOf());
  const label = good.indexOf('catalogue lists');
  const bad = [Buffer.from('nonsense'), good.subarray(0, good.length - 10), Buffer.from(good)];
  bad[2]?.write('9', label + 'catalogue lists '.length);
  for (const bytes of bad) {
    await writeFile(fileOf(), bytes);
    const next = aProcess();
    expect((await next.get()).products.size).toBe(40);
    expect(next.whole).toHaveBeenCalledTimes(1);
    await vi.waitFor(async () => expect((await readFile(fileOf())).length).toBe(good.length));
  }
  const other = await db.makeShop();
  await writeFile(path.join(dataFolder, 'shelves', `${other}.shelf`), good);
  expect(await openShelfFiles(dataFolder).read(other)).toBeUndefined();
});

test('two processes that start together both answer and leave one whole file', async () => {
  const both = [aProcess(), aProcess()];
  for (const shelf of await Promise.all(both.map((one) => one.get()))) expect(shelf.products.size).toBe(40);
  await vi.waitFor(async () => expect(await readdir(path.dirname(fileOf()))).toEqual([path.basename(fileOf())]));
  expect((await openShelfFiles(dataFolder).read(shopId))?.packed.ids).toHaveLength(40);
});

test('a folder that cannot be written to costs the file only', async () => {
  await writeFile(path.join(dataFolder, 'shelves'), 'not a folder');
  const one = aProcess();
  expect((await one.get()).products.size).toBe(40);
});
