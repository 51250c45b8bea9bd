import { describe, expect, test } from 'vitest';
import { allowedSteps, type CaseRole, caseMachine, isFinal, openCase, paidBalance, settle } from '../case-machine.ts';
import { aLine, anOrder } from '../stores/hosted/a-hosted-shop.ts';
import { type AfterSalesCase, type CaseEffect, caseKinds, caseStates, type Order } from '../types.ts';
import { advance, advanceLate } from './case-effects.ts';
import { freePieces, paidBackPieces } from './case-limits.ts';
import { describeCase } from './describe-case.ts';
import { planRefund } from './plan-refund.ts';

const roles = ['customer', 'shop', 'system'] as const satisfies readonly CaseRole[];

/** Numbers that come again with the same seed, so that a failure can be looked at. */
function numbers(seed: number): (below: number) => number {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
}

type Shop = { order: Order; paid: number; cases: Map<string, AfterSalesCase>; stock: number; seen: Set<string> };

describe('a hundred thousand random steps over orders with several cases each', () => {
  test('never pay back more than was paid, never leave a case without owner and deadline, never do an effect twice', () => {
    const next = numbers(20_261_121);
    const final = new Map<string, number>();
    let [steps, rejected] = [0, 0];
    for (let round = 0; steps < 100_000; round += 1) {
      const shop = aShop(next);
      let now = Date.parse('2026-11-21T08:00:00Z');
      for (let turn = 0; turn < 60; turn += 1) {
        now += next(6 * 86_400_000);
        const at = new Date(now);
        if (next(4) === 0) apply(shop, next, at);
        for (const [caseId, one] of shop.cases) {
          if (isFinal(one.state)) continue;
          const by = roles[next(3)] ?? 'shop';
          const allowed = allowedSteps(one, by);
          const step = next(8) === 0 ? undefined : allowed[next(allowed.length)];
          const after = step === undefined ? advanceLate(one, at) : advance(one, { step, by }, at);
          steps += 1;
          if (after === undefined) {
            rejected += 1;
            continue;
          }
          shop.cases.set(caseId, after.case);
          for (const effect of after.effects) happen(shop, after.case, effect, at);
          check(after.case);
          if (isFinal(after.case.state)) final.set(after.case.state, (final.get(after.case.state) ?? 0) + 1);
        }
        const left = paidBalance(shop.order);
        if (left < 0 || left > shop.paid) throw new Error(`round ${round}: ${left} of ${shop.paid} is left`);
      }
      for (const one of shop.cases.values()) expectStockSettled(one);
    }
    expect(steps).toBeGreaterThanOrEqual(100_000);
    expect(rejected).toBeLessThan(steps / 2);
    expect([...final.keys()].toSorted()).toEqual(['cancelled', 'closed', 'failed', 'success']);
  }, 60_000);
});

describe('the words for a case', () => {
  const words = { language: 'zh-CN', timeZone: 'Asia/Shanghai', currency: 'CNY' } as const;

  test('every state and kind has its own sentence in three languages, with deadline and amount where it speaks of them', () => {
    const opened = openCase(aCase('1', 'return'), new Date('2026-11-21T08:00:00Z'));
    for (const language of ['zh-CN', 'zh-TW', 'en'] as const) {
      for (const kind of caseKinds) {
        for (const state of caseStates) {
          const { text } = describeCase({ ...opened, kind, state }, { ...words, language });
          expect(text, `${language} ${kind} ${state}`).toMatch(/.{5,}/);
          expect(text).not.toMatch(/[{}]/);
        }
      }
    }
  });

  test('the customer reads until when, and sees only what customers may do', () => {
    const opened = openCase(aCase('1', 'return'), new Date('2026-11-21T08:00:00Z'));
    const { text, steps } = describeCase(opened, words);
    expect(text).toBe('申请已提交，我们会在 11月23日 16:00 前审核。');
    expect(steps).toEqual([{ step: 'withdraw', label: '撤销申请' }]);
    expect(describeCase(opened, words, 'shop').steps.map((one) => one.step)).toEqual([
      'approve',
      'negotiate',
      'reject',
    ]);
  });
});

function aShop(next: (below: number) => number): Shop {
  const lines = Array.from({ length: 1 + next(3) }, (_, index) =>
    aLine({ lineId: String(index + 1), unitPrice: 1 + next(90_000), quantity: 1 + next(4) }),
  );
  const discounts = [{ discountId: 'C', kind: 'coupon' as const, amount: next(5000) }];
  const order = anOrder({ lines, discounts, freight: 800 });
  const total = planRefund(order, lines, { before: new Map(), withFreight: true }).amount;
  const card = next(total + 1);
  const payments = [
    { kind: 'payment' as const, amount: card, methodId: 'gift-card' },
    { kind: 'payment' as const, amount: total - card, methodId: 'alipay' },
  ].filter((one) => one.amount > 0);
  return { order: { ...order, total, payments }, paid: total, cases: new Map(), stock: 0, seen: new Set() };
}

function aCase(caseId: string, kind: AfterSalesCase['kind']) {
  return {
    caseId,
    orderId: 'O',
    storeCustomerId: 'C1',
    kind,
    reason: 'wrong-size',
    lineIds: ['1'],
    amount: 100,
    details: {},
  };
}

/** Applies for some pieces of a line, as the rules would let somebody. */
function apply(shop: Shop, next: (below: number) => number, at: Date): void {
  const { order } = shop;
  const cases = [...shop.cases.values()];
  const line = order.lines[next(order.lines.length)];
  const kind = caseKinds[next(caseKinds.length)] ?? 'return';
  const free = line === undefined ? 0 : freePieces(order, line, cases);
  if (line === undefined || free === 0) return;
  const quantity = 1 + next(free);
  const wanted = [{ lineId: line.lineId, quantity }];
  const plan = planRefund(order, wanted, { before: paidBackPieces(order, cases), withFreight: next(2) === 0 });
  const amount =
    kind === 'return' || kind === 'refund' ? plan.amount : kind === 'price-protection' ? next(line.unitPrice) : 0;
  const caseId = String(shop.cases.size + 1);
  const { orderId } = order;
  const about = {
    ...aCase(caseId, kind),
    orderId,
    lineIds: [line.lineId],
    quantities: { [line.lineId]: quantity },
    amount,
  };
  shop.cases.set(caseId, openCase({ ...about, worth: plan.amount }, at));
}

function happen(shop: Shop, one: AfterSalesCase, effect: CaseEffect, at: Date): void {
  const key = `${one.caseId}/${effect}`;
  if (shop.seen.has(key)) throw new Error(`${key} happened twice`);
  shop.seen.add(key);
  if (effect === 'refund') shop.order = settle(shop.order, one, at);
}

function check(one: AfterSalesCase): void {
  const rule = caseMachine[one.state];
  if (isFinal(one.state) !== (one.deadline === undefined))
    throw new Error(`${one.state} with deadline ${one.deadline}`);
  if (one.owner !== rule?.owner) throw new Error(`${one.state} is owned by ${one.owner}`);
}

/** What was set aside was either sent or given free again. */
function expectStockSettled(one: AfterSalesCase): void {
  const effects = one.effects ?? [];
  if (!isFinal(one.state) || !effects.includes('reserve-replacement')) return;
  expect(effects.includes('send-replacement') !== effects.includes('release-replacement'), effects.join()).toBe(true);
}
