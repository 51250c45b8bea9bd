import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { aLine, anOrder } from '../stores/hosted/a-hosted-shop.ts';
import type { Order } from '../types.ts';
import { allocate } from './allocate.ts';
import { balances, netOfLines, planRefund, splitRefund } from './plan-refund.ts';

const at = new Date('2026-11-21T08:00:00Z');
const money = fc.integer({ min: 1, max: 5_000_000 });

/** An order with several lines, discounts over all or some of them, points, and one to three ways of payment. */
const anyOrder: fc.Arbitrary<Order> = fc
  .record({
    lines: fc.array(fc.record({ unitPrice: money, quantity: fc.integer({ min: 1, max: 9 }) }), {
      minLength: 1,
      maxLength: 6,
    }),
    discounts: fc.array(
      fc.record({
        kind: fc.constantFrom('promotion' as const, 'coupon' as const, 'points' as const),
        amount: fc.integer({ min: 0, max: 900_000 }),
        points: fc.integer({ min: 0, max: 90_000 }),
        isForFirst: fc.boolean(),
      }),
      { maxLength: 4 },
    ),
    freight: fc.constantFrom(0, 800, 1800),
    pointsEarned: fc.integer({ min: 0, max: 100_000 }),
    split: fc.tuple(
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 0, max: 100 }),
      fc.integer({ min: 1, max: 100 }),
    ),
  })
  .map(({ lines, discounts, freight, pointsEarned, split }) => {
    const order = anOrder({
      lines: lines.map((line, index) => aLine({ ...line, lineId: String(index + 1) })),
      discounts: discounts.map(({ isForFirst, ...one }, index) => ({
        ...one,
        discountId: `D${index}`,
        ...(isForFirst ? { lineIds: ['1'] } : {}),
      })),
      freight,
      pointsEarned,
    });
    const total = netOfLines(order).reduce((sum, one) => sum + one, 0) + freight;
    const payments = allocate(total, split).map((amount, index) => ({
      kind: 'payment' as const,
      amount,
      methodId: `m${index}`,
    }));
    return { ...order, total, payments: payments.filter((one) => one.amount > 0) };
  });

describe('splitting an amount', () => {
  test('parts are whole, differ from the exact share by less than one, and add up', () => {
    fc.assert(
      fc.property(fc.nat(1e12), fc.array(fc.nat(1e7), { minLength: 1, maxLength: 12 }), (amount, weights) => {
        const parts = allocate(amount, weights);
        const total = weights.reduce((sum, one) => sum + one, 0);
        expect(parts.every(Number.isSafeInteger)).toBe(true);
        if (total === 0) return;
        expect(parts.reduce((sum, one) => sum + one, 0)).toBe(amount);
        parts.forEach((part, index) => {
          expect(Math.abs(part - (amount / total) * (weights[index] ?? 0))).toBeLessThan(1.001);
        });
      }),
      { numRuns: 500 },
    );
  });

  test.each([
    [100, [1, 1, 1], [34, 33, 33]],
    [5000, [9900, 100, 0], [4950, 50, 0]],
    [1, [1, 2], [0, 1]],
    [7, [0, 0], [0, 0]],
  ])('%i by %j is %j', (amount, weights, parts) => expect(allocate(amount, weights)).toEqual(parts));
});

describe('what goes back', () => {
  test('piece by piece in any order it is exactly what was paid, all points and every coupon once', () => {
    fc.assert(
      fc.property(anyOrder, fc.infiniteStream(fc.nat()), (order, numbers) => {
        const before = new Map<string, number>();
        const coupons: string[] = [];
        let [amount, points, taken] = [0, 0, 0];
        const open = order.lines.flatMap((line) => Array.from({ length: line.quantity }, () => line.lineId));
        while (open.length > 0) {
          const [lineId = ''] = open.splice((numbers.next().value ?? 0) % open.length, 1);
          const plan = planRefund(order, [{ lineId, quantity: 1 }], { before, withFreight: true });
          before.set(lineId, (before.get(lineId) ?? 0) + 1);
          expect(plan.amount).toBeGreaterThanOrEqual(0);
          amount += plan.amount;
          points += plan.giveBack.points;
          taken += plan.giveBack.pointsTaken;
          coupons.push(...plan.giveBack.coupons);
        }
        expect(amount).toBe(order.total);
        expect(points).toBe((order.discounts ?? []).reduce((sum, one) => sum + (one.points ?? 0), 0));
        expect(taken).toBe(order.pointsEarned);
        const used = (order.discounts ?? []).filter((one) => one.kind === 'coupon').map((one) => one.discountId);
        expect(coupons.toSorted()).toEqual(used.toSorted());
      }),
      { numRuns: 300 },
    );
  });

  test('to split payments it goes in proportion, never more to one way than was paid that way', () => {
    fc.assert(
      fc.property(anyOrder, fc.array(money, { minLength: 1, maxLength: 8 }), (order, amounts) => {
        let payments = [...order.payments];
        for (const amount of amounts) {
          const left = [...balances(payments).values()].reduce((sum, one) => sum + one, 0);
          const entries = splitRefund(payments, amount, at);
          expect(entries.reduce((sum, one) => sum + one.amount, 0)).toBe(Math.min(amount, left));
          payments = [...payments, ...entries];
          for (const one of balances(payments).values()) expect(one).toBeGreaterThan(0);
          for (const { methodId } of order.payments) {
            const refunds = payments.filter((one) => one.methodId === methodId && one.kind === 'refund');
            const paid = order.payments.find((one) => one.methodId === methodId)?.amount ?? 0;
            expect(refunds.reduce((sum, one) => sum + one.amount, 0)).toBeLessThanOrEqual(paid);
          }
        }
      }),
      { numRuns: 300 },
    );
  });

  test('满 200 减 30 over two lines, one of them returned: its part of the 30 stays with the shop', () => {
    const order = anOrder({
      lines: [aLine({ unitPrice: 15_000 }), aLine({ lineId: '2', unitPrice: 5000 })],
      discounts: [{ discountId: 'C1', kind: 'coupon', amount: 3000 }],
      freight: 800,
    });
    const first = planRefund(order, [{ lineId: '1', quantity: 1 }], { before: new Map(), withFreight: false });
    expect(first).toMatchObject({ amount: 12_750, giveBack: { coupons: [] } });
    const rest = planRefund(order, [{ lineId: '2', quantity: 1 }], { before: new Map([['1', 1]]), withFreight: true });
    expect(rest).toMatchObject({ amount: 5050, freight: 800, giveBack: { coupons: ['C1'] } });
  });
});
