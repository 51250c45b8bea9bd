import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { type FakeAnswer, type FakeCall, fakePlatform, onlyThese } from '../../testing/fake-platform.ts';
import { testAgainstFake } from '../remote/testing/test-against-fake.ts';
import { rawCase, rawOrder } from './__fixtures__/xiaohongshu-answers.ts';
import { xiaohongshuDialect } from './__fixtures__/xiaohongshu-fake.ts';
import { signLegacyXiaohongshu } from './xiaohongshu-api.ts';
import { xiaohongshuPlatform } from './xiaohongshu-platform.ts';

testAgainstFake('小红书', xiaohongshuDialect);

const settings = {
  appId: '21d6aaaabbbbcccc8be8',
  appSecret: '429aa3aee9ef9e4a85',
  refreshToken: 'R0',
  rejectReason: '31',
};
const system = ['appId', 'method', 'timestamp', 'version', 'sign'];
const allowed: Readonly<Record<string, readonly string[]>> = {
  'oauth.refreshToken': ['refreshToken'],
  'order.getOrderList': ['startTime', 'endTime', 'timeType', 'pageNo', 'pageSize', 'accessToken'],
  'order.getOrderDetail': ['orderId', 'accessToken'],
  'afterSale.listAfterSaleInfos': ['startTime', 'endTime', 'timeType', 'pageNo', 'pageSize', 'accessToken'],
  'afterSale.getAfterSaleInfo': ['returnsId', 'needNegotiateRecord', 'accessToken'],
  'afterSale.auditReturns': ['returnsId', 'action', 'message', 'reason', 'description', 'receiverInfo', 'accessToken'],
  'afterSale.confirmReceive': ['returnsId', 'action', 'reason', 'description', 'accessToken'],
};
const wrapped = (data: unknown) => ({ success: true, error_code: 0, data: { success: true, code: 0, msg: '', data } });
const good: Readonly<Record<string, unknown>> = {
  'oauth.refreshToken': {
    success: true,
    error_code: 0,
    data: { accessToken: 'A1', refreshToken: 'R1', accessTokenExpiresAt: 1_795_852_800_000 },
  },
  'order.getOrderList': {
    success: true,
    error_code: 0,
    data: { total: 1, maxPageNo: 1, orderList: [{ orderId: rawOrder.orderId }] },
  },
  'order.getOrderDetail': { success: true, error_code: 0, data: rawOrder },
  'afterSale.listAfterSaleInfos': wrapped({ totalCount: 1, afterSaleBasicInfos: [{ returnsId: rawCase.returnsId }] }),
  'afterSale.getAfterSaleInfo': wrapped({ afterSaleInfo: rawCase }),
  'afterSale.auditReturns': { success: true, error_code: 0, data: '审核成功' },
  'afterSale.confirmReceive': { success: true, error_code: 0, data: '确认收货成功' },
};

function answer(call: FakeCall, over: Readonly<Record<string, unknown>> = {}): FakeAnswer {
  expect(call.address).toBe('ark.xiaohongshu.com/ark/open_api/v3/common_controller');
  const body = JSON.parse(call.body);
  onlyThese(body, system, allowed[body.method] ?? ['nothing']);
  const text = `${body.method}?${[`version=${body.version}`, `timestamp=${body.timestamp}`, `appId=${body.appId}`].sort().join('&')}${settings.appSecret}`;
  expect(body.sign).toBe(createHash('md5').update(text).digest('hex'));
  expect(body.timestamp).toBe('1795248000');
  return { json: over[body.method] ?? good[body.method] };
}

function connect(over: Readonly<Record<string, unknown>> = {}, more: Readonly<Record<string, string>> = {}) {
  const fake = fakePlatform({
    now: '2026-11-21T08:00:00Z',
    settings: { ...settings, ...more },
    answer: (call) => answer(call, over),
  });
  return { fake, shop: xiaohongshuPlatform.connect(fake.parts) };
}

describe('小红书', () => {
  it('signs the older interfaces as the platform’s own example', () => {
    const parameters = { status: '0', page_no: '1', page_size: '50', timestamp: '1469902537', 'app-key': 'xhs' };
    expect(signLegacyXiaohongshu('/ark/open_api/v1/items', parameters, '9a539709cafc1efc9ef05838be468a28')).toBe(
      '72be6fad4dd0e5104dbdebbcdadb2a06',
    );
  });

  it('reads an order to the 分, also where a line does not divide by its pieces', async () => {
    const { order } = (await connect().shop.findOrder(rawOrder.orderId)) ?? expect.fail('no order');
    expect(order).toMatchObject({
      status: 'shipped',
      total: 19_901,
      freight: 600,
      lines: [{ quantity: 3, unitPrice: 6434 }],
      discounts: [{ amount: 1 }],
    });
    const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
    expect(goods + order.freight - (order.discounts ?? []).reduce((sum, one) => sum + one.amount, 0)).toBe(order.total);
  });

  it('reads a case through both envelopes, with the platform’s deadline', async () => {
    expect(await connect().shop.findCase?.(rawCase.returnsId)).toMatchObject({
      kind: 'return',
      state: 'applied',
      amount: 6434,
      deadline: '2025-11-17T09:46:40.000Z',
    });
  });

  it.each([
    [4, 2, 'success'],
    [4, 1, 'refunding'],
    [4, 3, 'failed'],
    [14, 0, 'dispute'],
    [9001, 0, 'inspect-failed'],
  ])('tells the money from the case: status %i with money %i is %s', async (status, refundStatus, state) => {
    const { shop } = connect({
      'afterSale.getAfterSaleInfo': wrapped({ afterSaleInfo: { ...rawCase, status, refundStatus } }),
    });
    expect((await shop.findCase?.(rawCase.returnsId))?.state).toBe(state);
  });

  it('asks for changes half an hour at a time, orders in seconds and cases in milliseconds', async () => {
    const { shop, fake } = connect();
    const since = '2026-11-21T07:00:00Z';
    const first = await shop.listOrders({ since, cursor: undefined });
    expect(first.items).toHaveLength(1);
    expect((await shop.listOrders({ since, cursor: first.next })).next).toBeUndefined();
    await shop.listCases?.({ since, cursor: undefined });
    const spans = fake.calls.map((call) => JSON.parse(call.body)).filter((body) => body.timeType === 2);
    expect(spans.map((body) => body.endTime - body.startTime)).toEqual([1800, 1800, 1_800_000]);
    const other = connect({}, { orderTimeUnit: 'milliseconds' });
    await other.shop.listOrders({ since, cursor: undefined });
    expect(JSON.parse(other.fake.calls[1]?.body ?? '{}').startTime).toBe(1_795_244_400_000);
  });

  it('refuses an answer of which one envelope failed', async () => {
    const inner = {
      success: true,
      error_code: 0,
      data: { success: false, code: -2000400, msg: '参数错误', data: null },
    };
    const { shop } = connect({ 'afterSale.getAfterSaleInfo': inner });
    await expect(shop.findCase?.('R1')).rejects.toMatchObject({ kind: 'unavailable' });
  });

  it('agrees, refuses with the reason, and confirms receipt', async () => {
    const { shop, fake } = connect();
    const one = (await shop.findCase?.(rawCase.returnsId)) ?? expect.fail('no case');
    await shop.steps?.approve?.write({ case: one, note: '请寄回', idempotencyKey: 'k' });
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}')).toMatchObject({ action: 2, message: '请寄回' });
    await shop.steps?.reject?.write({ case: one, note: '已使用', idempotencyKey: 'k' });
    expect(JSON.parse(fake.calls.at(-1)?.body ?? '{}')).toMatchObject({ action: 3, reason: 31, description: '已使用' });
    expect(await shop.steps?.receive?.write({ case: one, note: '', idempotencyKey: 'k' })).toEqual({ ok: true });
    expect(fake.calls.at(-1)?.isWrite).toBe(true);
  });

  it('says in plain words that the authorisation has ended', async () => {
    const { shop } = connect({ 'oauth.refreshToken': { success: false, error_code: -1, error_msg: 'token 无效' } });
    expect(await shop.test()).toMatchObject({ ok: false, field: 'refreshToken' });
    expect(await connect().shop.test()).toMatchObject({ ok: true });
  });
});
