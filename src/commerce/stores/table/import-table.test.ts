import { mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecrets, type Secrets, type ShopId } from '../../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import { importTable } from './import-table.ts';
import { mapColumns } from './table-columns.ts';

let testing: TestDatabase;
let secrets: Secrets;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

async function aHostedShop(name: string): Promise<ShopId> {
  const shopId = await testing.makeShop(name);
  await testing.database.inShop(shopId, (sql) => sql`update shops set platform = 'peakdesk' where shop_id = ${shopId}`);
  return shopId;
}

async function aFile(name: string, text: string): Promise<string> {
  const path = join(await mkdtemp(join(tmpdir(), 'peakdesk-table-')), name);
  await writeFile(path, text);
  return path;
}

const orders = `\uFEFF店铺订单,下单时间,订单状态,商品名称,规格,数量,单价,运费,收货人,手机,物流单号,别的
A1,2026/11/2 9:05,已发货,保温杯,颜色:蓝;容量:500ml,2,"1,059.90",6,测试甲,13800000001,SF1234567890123,x
A1,2026/11/2 9:05,已发货,杯刷,,1,9.90,6,测试甲,13800000001,SF1234567890123,x
A2,2026-11-03,待付款,保温杯,蓝,1,59.90,0,测试乙,13800000002,,x
`;

describe('a table of orders', () => {
  const parts = (shopId: ShopId, from: string) => ({
    database: testing.database,
    secrets,
    shopId,
    from,
    map: { 店铺订单: 'orderId' },
  });

  test('a preview writes nothing, an import writes once', async () => {
    const shopId = await aHostedShop('table');
    const from = await aFile('orders.csv', orders);
    const preview = await importTable({ ...parts(shopId, from), isPreview: true });
    expect(preview).toMatchObject({ read: 3, changed: 4, refused: [], columns: { kind: 'orders', unused: ['别的'] } });
    expect(await importTable(parts(shopId, from))).toMatchObject({ changed: 4, refused: [] });
    expect(await importTable(parts(shopId, from))).toMatchObject({ changed: 0, refused: [] });
    const rows = await testing.database.inShop(
      shopId,
      (sql) =>
        sql<
          { status: string; placed: Date }[]
        >`select status, placed_at as placed from store_orders where shop_id = ${shopId} order by order_id`,
    );
    expect(rows.map((row) => [row.status, row.placed.toISOString()])).toEqual([
      ['shipped', '2026-11-02T01:05:00.000Z'],
      ['unpaid', '2026-11-02T16:00:00.000Z'],
    ]);
  });

  test('one row that is not as it should be and nothing is written', async () => {
    const shopId = await aHostedShop('table-half');
    const from = await aFile('orders.csv', orders.replace('待付款', '飞走了').replace('59.90,0', '59.901,0'));
    const report = await importTable(parts(shopId, from));
    expect(report.changed).toBe(0);
    expect(report.refused.map((one) => [one.line, one.reason.split(':')[0]])).toEqual([
      [4, 'unitPrice'],
      [4, 'status'],
    ]);
  });

  test('a column nobody knows is asked for', async () => {
    const shopId = await aHostedShop('table-asks');
    const report = await importTable({ ...parts(shopId, await aFile('orders.csv', orders)), map: {} });
    expect(report.refused).toMatchObject([
      { file: 'orders.csv', line: 1, reason: 'no column for orderId: say which by --map COLUMN=FIELD' },
    ]);
  });
});

describe('other tables', () => {
  test('a shop with a system of its own is left alone', async () => {
    const shopId = await testing.makeShop('table-other');
    const from = await aFile('orders.csv', orders);
    const wanted = importTable({ database: testing.database, secrets, shopId, from });
    await expect(wanted).rejects.toMatchObject({ kind: 'conflict' });
  });

  test('variants of a product stand in rows of their own', async () => {
    const shopId = await aHostedShop('table-goods');
    const text = '商品编号,商品名称,规格,价格,库存\nP1,保温杯,颜色:蓝,59.90,3\nP1,保温杯,颜色:白,59.90,0\n';
    const parts = { database: testing.database, secrets, shopId, from: await aFile('goods.csv', text) };
    expect(await importTable(parts)).toMatchObject({ read: 2, changed: 1, refused: [] });
    expect(await importTable(parts)).toMatchObject({ changed: 0 });
  });
});

describe('which kind a table is', () => {
  test.each([
    [['商品编号', '商品名称', '价格', '库存'], 'products'],
    [['会员编号', '姓名', '手机', '会员等级'], 'customers'],
    [['订单号', '商品名称', '数量', '单价', '收货人'], 'orders'],
    [['Order ID', 'Item', 'Qty', 'Price', 'constructor'], 'orders'],
  ])('%j is %s', (header, kind) => {
    expect(mapColumns(header)).toMatchObject({ kind, missing: [] });
  });
});
