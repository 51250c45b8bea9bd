import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  allowedSteps,
  type CaseRole,
  caseMachine,
  caseSteps,
  isFinal,
  type NewCase,
  openCase,
  paidBalance,
  refundable,
  settle,
  takeStep,
  timeOut,
} from './case-machine.ts';
import { type AfterSalesCase, type CaseKind, type CaseState, caseKinds, caseStates, type Order } from './types.ts';

const at = new Date('2026-11-21T08:00:00Z');
const hours = (count: number) => new Date(at.getTime() + count * 3_600_000);
const aCase = (parts: Partial<NewCase> = {}): NewCase => ({
  caseId: 'c1',
  orderId: 'o1',
  storeCustomerId: 's1',
  kind: 'return',
  reason: 'quality',
  lineIds: ['1'],
  amount: 5000,
  details: {},
  ...parts,
});

describe('the way of a case', () => {
  test.each<[CaseKind, readonly [(typeof caseSteps)[number], CaseRole][], CaseState]>([
    [
      'refund',
      [
        ['approve', 'shop'],
        ['proceed', 'system'],
        ['complete', 'shop'],
      ],
      'success',
    ],
    [
      'return',
      [
        ['approve', 'shop'],
        ['proceed', 'shop'],
        ['send-back', 'customer'],
        ['receive', 'shop'],
        ['complete', 'system'],
      ],
      'success',
    ],
    [
      'exchange',
      [
        ['approve', 'shop'],
        ['proceed', 'shop'],
        ['send-back', 'customer'],
        ['receive', 'shop'],
        ['ship', 'shop'],
        ['confirm', 'customer'],
      ],
      'success',
    ],
    [
      'reship',
      [
        ['approve', 'shop'],
        ['proceed', 'shop'],
        ['ship', 'shop'],
        ['confirm', 'system'],
      ],
      'success',
    ],
    [
      'price-protection',
      [
        ['approve', 'system'],
        ['proceed', 'system'],
      ],
      'refunding',
    ],
    [
      'invoice',
      [
        ['approve', 'system'],
        ['proceed', 'shop'],
      ],
      'success',
    ],
    [
      'return',
      [
        ['reject', 'shop'],
        ['dispute', 'customer'],
        ['negotiate', 'shop'],
        ['offer-accepted', 'customer'],
      ],
      'approved',
    ],
    [
      'return',
      [
        ['approve', 'shop'],
        ['proceed', 'shop'],
        ['send-back', 'customer'],
        ['fail-inspection', 'shop'],
        ['negotiate', 'shop'],
      ],
      'negotiating',
    ],
    ['refund', [['withdraw', 'customer']], 'cancelled'],
  ])('%s by %j ends as %s', (kind, steps, state) => {
    const end = steps.reduce<AfterSalesCase | undefined>(
      (one, [step, by]) => one && takeStep(one, step, by, at),
      openCase(aCase({ kind }), at),
    );
    expect(end?.state).toBe(state);
  });

  test.each<[CaseState, number, CaseState]>([
    ['applied', 48, 'approved'],
    ['rejected', 168, 'closed'],
    ['wait-buyer-ship', 168, 'closed'],
    ['wait-seller-receive', 240, 'refunding'],
    ['refunding', 48, 'success'],
    ['wait-buyer-confirm', 240, 'success'],
  ])('%s goes on by itself after %i hours: %s', (state, after, next) => {
    const rule = caseMachine[state];
    const one: AfterSalesCase = { ...openCase(aCase(), at), state, deadline: hours(rule?.hours ?? 0).toISOString() };
    expect(timeOut(one, hours(after - 0.01))).toBeUndefined();
    expect(timeOut(one, hours(after))?.state).toBe(next);
  });

  test('a customer cannot approve, receive or pay out the own case', () => {
    for (const state of caseStates) {
      const steps = allowedSteps({ state }, 'customer');
      for (const forbidden of ['approve', 'proceed', 'receive', 'complete', 'ship'] as const)
        expect(steps).not.toContain(forbidden);
    }
  });

  test('every running state has a timeout that the table allows, and can reach an end', () => {
    for (const state of caseStates) {
      const rule = caseMachine[state];
      if (rule === undefined) continue;
      expect(allowedSteps({ state }, 'system'), state).toContain(rule.onTimeout);
      for (const kind of caseKinds) {
        let one: AfterSalesCase = { ...openCase(aCase({ kind }), at), state };
        for (let round = 0; round < 12 && !isFinal(one.state); round += 1) {
          const steps =
            one.state === 'dispute'
              ? (['close'] as const)
              : (['complete', 'confirm', 'close', 'ship', 'receive', 'proceed', 'approve'] as const);
          one =
            steps
              .map((step) => takeStep(one, step, 'shop', at) ?? takeStep(one, step, 'system', at))
              .find((next) => next !== undefined) ?? one;
        }
        expect(isFinal(one.state), `${state} ${kind}`).toBe(true);
      }
    }
  });
});

describe('whatever happens to cases', () => {
  const anOrder = (paid: number): Order => ({
    orderId: 'o1',
    storeCustomerId: 's1',
    status: 'delivered',
    statusText: '',
    placedAt: at.toISOString(),
    lines: [],
    parcels: [],
    payments: [{ kind: 'payment', amount: paid, methodId: 'alipay' }],
    address: { name: '', phone: '', country: '', province: '', city: '', district: '', detail: '', zip: '' },
    total: paid,
    freight: 0,
    currency: 'CNY',
    caseIds: [],
  });
  const event = fc.oneof(
    fc.record({ open: fc.constantFrom(...caseKinds), amount: fc.integer({ min: 0, max: 20_000 }) }),
    fc.record({
      at: fc.nat(9),
      step: fc.constantFrom(...caseSteps),
      by: fc.constantFrom<CaseRole>('customer', 'shop', 'system'),
    }),
    fc.record({ wait: fc.integer({ min: 1, max: 300 }) }),
  );

  test('never more is paid back than was paid, and no running case is without owner and deadline', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 30_000 }), fc.array(event, { maxLength: 60 }), (paid, events) => {
        let order = anOrder(paid);
        let cases: AfterSalesCase[] = [];
        let now = at;
        const replace = (index: number, next: AfterSalesCase | undefined) => {
          if (next === undefined) return;
          cases = cases.map((one, place) => (place === index ? next : one));
          order = settle(order, next, now);
        };
        for (const one of events) {
          if ('open' in one) {
            const amount = Math.min(one.amount, refundable(order, cases));
            cases = [...cases, openCase(aCase({ caseId: `c${cases.length}`, kind: one.open, amount }), now)];
          } else if ('step' in one) {
            const target = cases[one.at];
            replace(one.at, target && takeStep(target, one.step, one.by, now));
          } else {
            now = new Date(now.getTime() + one.wait * 3_600_000);
            for (const [index, running] of cases.entries()) replace(index, timeOut(running, now));
          }
          expect(paidBalance(order)).toBeGreaterThanOrEqual(0);
          for (const each of cases) {
            expect(each.owner === undefined).toBe(isFinal(each.state));
            expect(each.deadline === undefined).toBe(isFinal(each.state));
            expect(each.history.at(-1)?.state).toBe(each.state);
          }
        }
      }),
    );
  });
});
