import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { playScenario } from '../play-scenario.ts';
import { type Scenario, scenarioSchema } from '../scenario.ts';
import type { Stage } from '../stage.ts';
import { aStage } from '../testing.ts';
import { truthCheckFor } from './check-truth.ts';

let stage: Stage & { stop(): Promise<void> };
beforeAll(async () => {
  stage = await aStage();
}, 400_000);
afterAll(() => stage.stop());

/** What is false about a reply that we put into the shop's mouth. */
async function falseIn(reply: string, { customer, say = '你好' }: { customer?: string; say?: string } = {}) {
  const body = scenarioSchema.parse({ title: 'a reply is checked', flow: 'x', language: 'zh-CN', turns: [{ say }] });
  const scenario: Scenario = { ...body, ...(customer ? { customer } : {}), id: 'x', shop: 'demo', file: 'x' };
  const check = await truthCheckFor(stage, scenario, new Map());
  let found: readonly { kind: string }[] = [];
  await playScenario(stage, scenario, async (played, _, conversationId) => {
    const lie = { ...played, reply, shown: '', buttons: [] };
    found = await check(lie, { computed: [], before: [], conversationId });
  });
  return found.map((one) => one.kind);
}

describe('the check of what is said', () => {
  it.each([
    ['a price of the catalogue', '轻暖立领短款羽绒服现在 ¥399.00。', {}],
    ["the customer's own parcel", '顺丰速运 SF0994402895104，预计 11月23日前送达。', { customer: 'DC0002' }],
    ['a rule of the shop', '签收次日起 7 天内可以退，满 59 元包邮，人工 9:00–22:00 在线。', {}],
    ['a running offer', '满 300 减 50，新客券 NEW15 满 99 减 15。', {}],
    ['what the customer wrote', '您说的 ¥88 我记下了。', { say: '我只有88元' }],
  ])('lets %s pass', async (_, reply, more) => {
    expect(await falseIn(reply, more)).toEqual([]);
  });

  it.each([
    ['a price that is nowhere', '轻暖立领短款羽绒服现在 ¥389.00。', {}, 'money'],
    ['a price of another product', '轻暖立领短款羽绒服现在 ¥1299.00。', {}, 'money'],
    ["somebody else's order", '订单 NY20261120000201 已发货。', { customer: 'DC0001' }, 'code'],
    ["somebody else's parcel", '单号 SF0994402895104。', {}, 'code'],
    ['an order to a stranger', '您的订单 NY20261118000101。', {}, 'code'],
    ['a coupon that has run out', '用 SEASON25。', {}, 'code'],
    ['a coupon that never was', '用 SAVE99。', {}, 'code'],
    ['a foreign link', '请看 https://evil.example.net/pay', {}, 'link'],
    ['a mail address', '写信到 boss@evil.example.net', {}, 'mail'],
    ['a day that nothing says', '3月5日送达。', {}, 'day'],
    ['a share that nothing says', '现在打 37% 的折扣。', {}, 'percent'],
    ['a cancellation that was not made', '订单已取消。', { customer: 'DC0003' }, 'deed'],
    ['a refund that was not made', '退款已到账。', { customer: 'DC0003' }, 'deed'],
  ])('catches %s', async (_, reply, more, kind) => {
    expect(await falseIn(reply, more)).toContain(kind);
  });
});
