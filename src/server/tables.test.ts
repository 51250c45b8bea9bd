import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { importUploadHandler, importUploadJob } from '../commerce/index.ts';
import { makeWorkbook } from '../commerce/stores/table/testing/make-workbook.ts';
import { type ShopId, silentLog, startJobWorker, systemClock } from '../platform/index.ts';
import { type SignedInTester, startTestServer, type TestServer } from './testing/test-server.ts';

let server: TestServer;
let shopId: ShopId;
let owner: SignedInTester;

beforeAll(async () => {
  server = await startTestServer();
  shopId = await server.test.makeShop();
  owner = await server.makeStaff(shopId, 'owner');
  await server.test.database.inShop(
    shopId,
    (sql) => sql`update shops set platform = 'peakdesk' where shop_id = ${shopId}`,
  );
}, 120_000);
afterAll(() => server.close());

const read = (text: string) => {
  const body: { preview: { importId: string }; imports: { importId: string; state: string }[] } = JSON.parse(text);
  return body;
};

async function upload(who: SignedInTester, bytes: Buffer, name: string) {
  const answer = await fetch(`${server.address}/api/v1/tables`, {
    method: 'POST',
    headers: {
      cookie: `peakdesk_session=${who.token}`,
      'x-peakdesk': '1',
      'content-type': 'application/octet-stream',
      'x-file-name': encodeURIComponent(name),
    },
    body: new Uint8Array(bytes),
  });
  return { status: answer.status, text: await answer.text() };
}

async function runJobs(): Promise<void> {
  const { database } = server.parts.walk;
  const handlers = {
    [importUploadJob]: importUploadHandler({ database, secrets: server.parts.ground.secrets, log: silentLog() }),
  };
  const worker = startJobWorker({ database, clock: systemClock, log: silentLog(), handlers });
  await worker.drain();
  await worker.stop();
}

const countOrders = () =>
  server.test.database.inShop(shopId, async (sql) => {
    const [row] = await sql<{ count: number }[]>`select count(*)::int as count from store_orders`;
    return row?.count;
  });

const header = ['单号', '商品名称', '数量', '单价', '订单状态', '收货人', '手机'];
const rows = (count: number) =>
  Array.from({ length: count }, (_, index) => [
    `A${index}`,
    '保温杯',
    1,
    59.9,
    '已发货',
    '测试',
    `1380000${1000 + index}`,
  ]);

describe('a table from the browser', () => {
  it('is for the owner only', async () => {
    const agent = await server.makeStaff(shopId, 'agent');
    expect((await server.as(agent, 'GET', '/api/v1/tables')).status).toBe(403);
    expect((await upload(agent, makeWorkbook([header]), 'a.xlsx')).status).toBe(403);
  });

  it('is shown first, takes columns as they are chosen, and is written by a job, once', async () => {
    const uploaded = await upload(owner, makeWorkbook([header, ...rows(300)]), '订单 11 月.xlsx');
    expect(uploaded.status).toBe(201);
    expect(read(uploaded.text)).toMatchObject({
      preview: { fileName: '订单 11 月.xlsx', kind: 'orders', missing: ['orderId'], read: 300, changed: 0 },
    });
    const { importId } = read(uploaded.text).preview;
    const choice = { kind: 'orders', own: { 单号: 'orderId' } };
    const shown = await server.as(owner, 'POST', `/api/v1/tables/${importId}/preview`, choice);
    expect(read(shown.text)).toMatchObject({
      preview: { missing: [], faults: [], changed: 600, rows: [{ line: 2 }, { line: 3 }, {}, {}, {}] },
    });
    expect(await countOrders()).toBe(0);
    expect((await server.as(owner, 'POST', `/api/v1/tables/${importId}/import`, choice)).status).toBe(202);
    expect((await server.as(owner, 'POST', `/api/v1/tables/${importId}/import`, choice)).status).toBe(409);
    await runJobs();
    const { imports } = read((await server.as(owner, 'GET', '/api/v1/tables')).text);
    expect(imports).toMatchObject([{ state: 'done', report: { read: 300, changed: 600 } }]);
    expect(await countOrders()).toBe(300);
    const [kept] = await server.test.database.inShop(
      shopId,
      (sql) =>
        sql<{ content: unknown }[]>`select content_sealed as content from table_imports where import_id = ${importId}`,
    );
    expect(kept?.content, 'names of customers do not lie about').toBeNull();
    const again = read((await upload(owner, makeWorkbook([header, ...rows(300)]), 'again.xlsx')).text);
    const same = await server.as(owner, 'POST', `/api/v1/tables/${again.preview.importId}/preview`, choice);
    expect(read(same.text)).toMatchObject({ preview: { changed: 0, faults: [] } });
  });

  it('adds tracking numbers to orders that are there, and names those that are not', async () => {
    const table = (orderId: string) =>
      makeWorkbook([
        ['订单号', '快递单号', '快递公司'],
        [orderId, 'SF1234567890123', '顺丰'],
      ]);
    const wrong = read((await upload(owner, table('B9'), 'parcels.xlsx')).text);
    expect(wrong).toMatchObject({
      preview: { kind: 'parcels', faults: [{ line: 2, words: { 'zh-CN': expect.stringContaining('没有订单“B9”') } }] },
    });
    const right = read((await upload(owner, table('A7'), 'parcels.xlsx')).text).preview;
    await server.as(owner, 'POST', `/api/v1/tables/${right.importId}/import`, { kind: 'parcels' });
    await runJobs();
    const [order] = await server.test.database.inShop(
      shopId,
      (sql) =>
        sql<{ parcels: unknown }[]>`select document -> 'parcels' as parcels from store_orders where order_id = 'A7'`,
    );
    expect(order?.parcels).toMatchObject([{ trackingNumber: 'SF1234567890123', lineIds: ['1'] }]);
  });

  it('with a fault that came up since the preview is not written at all', async () => {
    const table = makeWorkbook([
      ['订单号', '快递单号'],
      ['A1', 'YT8800112233445'],
      ['A2', 'YT8800112233446'],
    ]);
    const { importId } = read((await upload(owner, table, 'parcels.xlsx')).text).preview;
    await server.test.database.inShop(shopId, (sql) => sql`delete from store_orders where order_id = 'A2'`);
    await server.as(owner, 'POST', `/api/v1/tables/${importId}/import`, {});
    await runJobs();
    const { imports } = read((await server.as(owner, 'GET', '/api/v1/tables')).text);
    expect(imports[0]).toMatchObject({ importId, state: 'refused', report: { faults: [{ line: 3 }] } });
    const [order] = await server.test.database.inShop(
      shopId,
      (sql) =>
        sql<{ parcels: unknown }[]>`select document -> 'parcels' as parcels from store_orders where order_id = 'A1'`,
    );
    expect(order?.parcels).toEqual([]);
  });

  it('is refused in a shop with a system of its own, above the limit, and when it is gone', async () => {
    const other = await server.test.makeShop();
    const elsewhere = await server.makeStaff(other, 'owner');
    await server.test.database.inShop(other, (sql) => sql`update shops set platform = 'rest' where shop_id = ${other}`);
    expect((await upload(elsewhere, makeWorkbook([header]), 'a.xlsx')).status).toBe(409);
    expect((await upload(owner, Buffer.alloc(5_000_001), 'a.csv')).status).toBe(413);
    const gone = '/api/v1/tables/00000000-0000-4000-8000-000000000000';
    expect((await server.as(owner, 'POST', `${gone}/preview`, {})).status).toBe(404);
    expect((await server.as(owner, 'POST', `${gone}/import`, {})).status).toBe(409);
  });
});
