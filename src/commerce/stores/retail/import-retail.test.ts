import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSecrets, type Secrets, ShopId } from '../../../platform/index.ts';
import { type TestDatabase, testDatabase } from '../../../platform/testing.ts';
import { aRetailFolder, aRetailFolderWith, retailFiles } from './a-retail-shop.ts';
import { exportRetailShop, importRetailShop } from './import-retail.ts';
import { readRetailFolder } from './read-folder.ts';

let testing: TestDatabase;
let secrets: Secrets;

beforeAll(async () => {
  testing = await testDatabase();
  secrets = createSecrets({ database: testing.database, secretKey: 'a key for tests that is long enough 0123456789' });
});
afterAll(() => testing.close());

const shop = (name: string) => ({ database: testing.database, secrets, shopId: ShopId.check(name) });

describe('importing a retail shop', () => {
  test('all rows are read and written, a second time nothing changes', async () => {
    const from = await aRetailFolder();
    const steps: string[] = [];
    const report = await importRetailShop({ ...shop('twice'), from, onProgress: ({ step }) => steps.push(step) });
    expect(report).toEqual({ read: 8, changed: 8, refused: [] });
    expect(steps).toEqual(['read', 'write', 'write', 'write']);
    expect(await importRetailShop({ ...shop('twice'), from })).toEqual({ read: 8, changed: 0, refused: [] });
  });

  test('only rows that differ are written again', async () => {
    await importRetailShop({ ...shop('later'), from: await aRetailFolder() });
    const orders = { ...retailFiles.orders, '#W1000001': { ...retailFiles.orders['#W1000001'], status: 'processed' } };
    const report = await importRetailShop({ ...shop('later'), from: await aRetailFolderWith({ orders }) });
    expect(report.changed).toBe(1);
  });

  test('an export gives the same texts back, keys and decimals as they came', async () => {
    const users = JSON.stringify(retailFiles.users).replace('"balance":20,', '"balance":20.0,');
    const from = await aRetailFolderWith({ users });
    await importRetailShop({ ...shop('export'), from });
    const to = await mkdtemp(join(tmpdir(), 'peakdesk-export-'));
    expect(await exportRetailShop({ ...shop('export'), to })).toEqual({ users: 2, orders: 4, products: 2 });
    const exported = await readFile(join(to, 'users.json'), 'utf8');
    expect(exported).toContain('"balance": 20.0');
    for (const name of ['users', 'orders', 'products']) {
      const compact = (path: string) =>
        readFile(join(path, `${name}.json`), 'utf8').then((text) => text.replace(/([,:]) /g, '$1'));
      expect(await compact(to)).toBe((await compact(from)).replace(/([,:]) /g, '$1'));
    }
    expect(await importRetailShop({ ...shop('export'), from: to })).toMatchObject({ changed: 0 });
  });

  test('one refused entry and not a row is written', async () => {
    const { '#W1000004': _gone, ...orders } = retailFiles.orders;
    const report = await importRetailShop({ ...shop('half'), from: await aRetailFolderWith({ orders }) });
    expect(report).toMatchObject({ changed: 0, refused: [{ file: 'users.json', line: 1 }] });
    const rows = await testing.database.inShop(
      ShopId.check('half'),
      (sql) => sql`select 1 from shops where shop_id = 'half'`,
    );
    expect(rows.length).toBe(0);
  });

  test('a shop of another platform is left alone', async () => {
    const shopId = await testing.makeShop('other');
    const wanted = importRetailShop({ ...shop('other'), shopId, from: await aRetailFolder() });
    await expect(wanted).rejects.toMatchObject({ kind: 'conflict' });
  });
});

describe('refusals name file, line and reason', () => {
  const order = retailFiles.orders['#W1000001'];
  const pretty = (value: unknown) => JSON.stringify(value, undefined, 1);
  const lost = pretty({ ...retailFiles.orders, '#W1000001': { ...order, status: 'lost' } });
  const lostAt = lost.split('\n').findIndex((line) => line.includes('"lost"')) + 1;
  test.each([
    [
      'a broken file',
      { orders: '{\n "a": ,\n}' },
      { file: 'orders.json', line: 2, column: 7, reason: 'not valid JSON: unexpected ","' },
    ],
    [
      'a list instead of an object',
      { users: '[]' },
      { file: 'users.json', line: 1, reason: 'not an object of id → entry' },
    ],
    [
      'a wrong status',
      { orders: lost },
      { file: 'orders.json', line: lostAt, reason: expect.stringContaining('#W1000001: status: Invalid option') },
    ],
    [
      'an id twice',
      {
        users: `{"rosa_field_1001": ${JSON.stringify(retailFiles.users.rosa_field_1001)},\n${JSON.stringify(retailFiles.users).slice(1)}`,
      },
      { file: 'users.json', line: 2, reason: 'the id rosa_field_1001 appears a second time' },
    ],
    [
      'an order of an unknown customer',
      { orders: { ...retailFiles.orders, '#W1000009': { ...order, order_id: '#W1000009', user_id: 'nobody' } } },
      { file: 'orders.json', line: 1, reason: '#W1000009: the customer nobody is not in users.json' },
    ],
    [
      'an id that is not its key',
      { orders: { ...retailFiles.orders, '#W1000009': order } },
      { file: 'orders.json', line: 1, reason: '#W1000009: order_id is #W1000001' },
    ],
    [
      'a missing product',
      { products: { '1100000001': retailFiles.products['1100000001'] } },
      { file: 'orders.json', line: 1, reason: '#W1000001: the product 1100000002 is not in products.json' },
    ],
    [
      'an amount with fractions of a cent',
      {
        orders: {
          ...retailFiles.orders,
          '#W1000003': {
            ...order,
            order_id: '#W1000003',
            payment_history: [{ ...order.payment_history[0], amount: 1.005 }],
          },
        },
      },
      {
        file: 'orders.json',
        line: 1,
        reason: '#W1000003: payment_history.0.amount: not an amount with at most two decimals',
      },
    ],
  ])('%s', async (_name, contents, refusal) => {
    const { refused } = await readRetailFolder(await aRetailFolderWith(contents));
    expect(refused[0]).toEqual(refusal);
  });

  test('a missing folder and a missing file', async () => {
    expect((await readRetailFolder('/nowhere/at/all')).refused).toEqual([
      { file: '/nowhere/at/all', line: 0, reason: 'there is no such folder' },
    ]);
    const folder = await aRetailFolder();
    await rm(join(folder, 'orders.json'));
    expect((await readRetailFolder(folder)).refused).toEqual([
      { file: 'orders.json', line: 0, reason: 'the file is missing or cannot be read' },
    ]);
  });
});
