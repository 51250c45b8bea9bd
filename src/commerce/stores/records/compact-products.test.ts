import { afterAll, beforeAll, expect, test } from 'vitest';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import type { Product } from '../../types.ts';
import { listStoreProducts } from './compact-products.ts';

let db: TestDatabase;
beforeAll(async () => {
  db = await testDatabase();
});
afterAll(() => db.close());

const text = (words: string) => ({ 'zh-CN': words, 'zh-TW': words, en: words });
function aProduct(number: number): Product {
  const productId = `P${String(number).padStart(4, '0')}`;
  const variant = { variantId: `${productId}-1`, productId, options: {}, price: number, stock: 1, isAvailable: true };
  return {
    productId,
    name: text(`第 ${number} 号 📦`),
    nicknames: [],
    category: 'misc',
    attributes: [{ key: 'long', label: text('长'), value: text('长文字'.repeat(number % 50)) }],
    optionNames: [],
    optionLabels: {},
    variants: [variant],
    returnClass: 'standard',
    warrantyMonths: number,
  };
}

test('a large catalogue is the same products as a small one, decoded when they are looked at', async () => {
  const shopId = await db.makeShop();
  const products = Array.from({ length: 300 }, (_one, number) => aProduct(number));
  const visited: Product[] = [];
  const [plain, lazy] = await db.database.inShop(shopId, async (sql) => {
    await sql`
      insert into store_products (shop_id, product_id, document)
      select ${shopId}, one ->> 'productId', one from jsonb_array_elements(${JSON.stringify(products)}::text::jsonb) as one`;
    return [
      await listStoreProducts(sql),
      await listStoreProducts(sql, { plainUpTo: 10, visit: (product) => void visited.push(product) }),
    ];
  });
  expect(plain).toEqual(products);
  expect(visited).toEqual(products);
  expect(lazy.map((product) => ({ ...product }))).toEqual(products);
  expect(JSON.parse(JSON.stringify(lazy[42]))).toEqual(products[42]);
  expect(lazy[7]?.name['zh-CN']).toBe('第 7 号 📦');
  expect(lazy[7] !== undefined && 'brand' in lazy[7]).toBe(false);
  expect(new Set([...lazy, ...lazy]).size).toBe(300);
});

test('a document that is no product is told by its id', async () => {
  const shopId = await db.makeShop();
  const list = db.database.inShop(shopId, async (sql) => {
    await sql`insert into store_products (shop_id, product_id, document) values (${shopId}, 'odd', '{}')`;
    return await listStoreProducts(sql);
  });
  await expect(list).rejects.toThrow('the stored product odd');
});
