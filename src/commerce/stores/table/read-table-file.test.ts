import { describe, expect, it } from 'vitest';
import { readTable } from './read-table-file.ts';
import { mapColumns } from './table-columns.ts';
import { makeWorkbook } from './testing/make-workbook.ts';
import { toRecords } from './to-records.ts';

const shop = { currency: 'CNY', digits: 2, madeId: (clue: string) => `T-${clue}` };

async function recordsOf(file: string, bytes: Buffer) {
  const reading = await readTable(file, bytes);
  if (!reading.ok) return { refused: reading.refused };
  return toRecords(file, reading.table, mapColumns(reading.table.header), shop);
}

describe('a workbook of orders', () => {
  it('has dates, long numbers as text, full-width signs, a title above and merged cells', async () => {
    const bytes = makeWorkbook(
      [
        ['2026 年 11 月订单导出', null, null, null, null, null, null],
        ['订单编号', '下单时间', '商品', null, null, '收货信息', null],
        [null, null, '商品名称', '数量*', '单价（元）', '姓名', '手机'],
        [
          '2231958349001234567',
          new Date('2026-11-02T09:05:00Z'),
          '保温杯',
          '２',
          59.9,
          '测试甲',
          '１３８００００００01',
        ],
        [null, null, '杯刷', 1, '￥1,009.90', null, null],
        ['A2', '2026年11月3日', '保温杯', 1, 0.1 + 0.2, '测试乙', 13800000002],
      ],
      ['A1:G1', 'A2:A3', 'B2:B3', 'C2:E2', 'F2:G2', 'A4:A5', 'B4:B5'],
    );
    const records = await recordsOf('orders.xlsx', bytes);
    expect(records.refused).toEqual([]);
    expect(records).toMatchObject({
      orders: [
        {
          orderId: '2231958349001234567',
          placedAt: '2026-11-02T01:05:00.000Z',
          total: 112_970,
          lines: [
            { quantity: 2, unitPrice: 5_990 },
            { quantity: 1, unitPrice: 100_990 },
          ],
          address: { name: '测试甲' },
        },
        { orderId: 'A2', placedAt: '2026-11-02T16:00:00.000Z', total: 30 },
      ],
      customers: [{ phone: '13800000001' }, { phone: '13800000002' }],
    });
  });

  it('with a number that Excel has already cut is refused with its row, in plain words', async () => {
    const bytes = makeWorkbook([
      ['订单号', '商品名称', '数量', '单价'],
      [Number('2231958349001234567'), '保温杯', 1, 59.9],
    ]);
    expect((await recordsOf('orders.xlsx', bytes)).refused).toMatchObject([
      { line: 2, words: { 'zh-CN': expect.stringContaining('设为“文本”') } },
    ]);
  });

  it('names the row and the column of each fault', async () => {
    const bytes = makeWorkbook([
      ['订单号', '商品名称', '数量', '单价', '订单状态'],
      ['A1', '保温杯', 1.5, '十元', '飞走了'],
      ['A2', null, 1, 1, '待发货'],
    ]);
    const { refused } = await recordsOf('orders.xlsx', bytes);
    expect(refused.map(({ line, words }) => [line, words?.['zh-CN']])).toEqual([
      [3, '“商品名称”没有填写。'],
      [2, '数量“1.5”不是正整数。'],
      [2, '“单价”里的“十元”不是有效金额（CNY）。'],
      [2, '认不出订单状态“飞走了”，例如可以写：待发货、已发货、交易成功。'],
    ]);
  });
});

describe('a file', () => {
  it('may be written in GB18030, as Excel in China writes it', async () => {
    // 订单号,快递单号 / A1,SF1234567890123
    const bytes = Buffer.from('b6a9b5a5bac52cbfecb5ddb5a5bac50a41312c5346313233343536373839303132330a', 'hex');
    expect(await recordsOf('parcels.csv', bytes)).toMatchObject({
      refused: [],
      parcels: [{ orderId: 'A1', parcel: { trackingNumber: 'SF1234567890123' } }],
    });
  });

  it.each([
    ['orders.xls', Buffer.from('x'), '另存为 .xlsx'],
    ['orders.xlsx', Buffer.from('not a zip file'), '不是有效的 Excel'],
    ['orders.csv', Buffer.from(''), '没有内容'],
    ['orders.csv', Buffer.from('订单号\n"A1'), '引号不成对'],
    ['orders.csv', Buffer.from(`订单号\n${'A\n'.repeat(20_001)}`), '最多 20000 行'],
  ])('%s that cannot be read is told in plain words: %#', async (file, bytes, words) => {
    expect((await recordsOf(file, bytes)).refused).toMatchObject([
      { words: { 'zh-CN': expect.stringContaining(words) } },
    ]);
  });

  it('that says it unpacks to gigabytes is not unpacked', async () => {
    const bytes = makeWorkbook([['订单号']]);
    const entry = bytes.indexOf('PK\u0001\u0002');
    bytes.writeUInt32LE(3_000_000_000, entry + 24);
    expect((await recordsOf('orders.xlsx', bytes)).refused).toMatchObject([
      { reason: expect.stringContaining('more than') },
    ]);
  });
});
