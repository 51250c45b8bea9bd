import { describe, expect, test } from 'vitest';
import { actionArguments, type CheckedAction, readActionArguments } from '../../action-arguments.ts';
import { isFinal, openCase, takeStep } from '../../case-machine.ts';
import type { ActionName } from '../../store-connector.ts';
import type { CaseKind, Order } from '../../types.ts';
import {
  aCustomer,
  aLine,
  aMovingParcel,
  anAddress,
  anOrder,
  aParcel,
  aPendingOrder,
  aProduct,
  aSituation,
  testNow,
} from './a-hosted-shop.ts';
import { decideHosted } from './decide-hosted.ts';
import type { HostedSituation } from './hosted-situation.ts';

const orderId = 'NY20261117000001';
const deliveredOn = (at: string): Partial<Order> => ({ parcels: [aParcel({ deliveredAt: at })] });

describe('before the parcel leaves', () => {
  const cancel = { orderId, reason: 'no-longer-wanted' };
  test.each<[string, Order, string]>([
    ['a paid order is cancelled and paid back', aPendingOrder(), 'cancel-order.summary'],
    [
      'an unpaid order is cancelled without a refund',
      aPendingOrder({ status: 'unpaid', payments: [] }),
      'cancel-order.summary-unpaid',
    ],
    ['a packed order is not', aPendingOrder({ status: 'processing' }), 'refused.order-packed'],
    ['a shipped order is not', anOrder({ status: 'shipped' }), 'refused.order-already-shipped'],
    ['a delivered order is not', anOrder(), 'refused.order-not-pending'],
    ['a cancelled order is not', anOrder({ status: 'cancelled' }), 'refused.order-closed'],
  ])('%s', (_rule, order, key) => {
    expect(keyOf(run({ order }, 'cancel-order', cancel))).toBe(key);
  });

  test('cancelling pays back all that was paid, freight included, the way it came', () => {
    const order = aPendingOrder({
      freight: 800,
      total: 9700,
      payments: [{ kind: 'payment', amount: 9700, methodId: 'alipay' }],
    });
    const decision = run({ order }, 'cancel-order', cancel);
    expect(decision).toMatchObject({ parameters: { amount: 9700, refundTo: '支付宝', arrival: '1-7-days' } });
    expect(effectOf(decision).order).toMatchObject({
      status: 'cancelled',
      payments: [{ kind: 'payment' }, { kind: 'refund', amount: 9700, methodId: 'alipay', at: testNow.toISOString() }],
    });
  });

  test('money on a balance is there at once', () => {
    const customer = aCustomer({ paymentMethods: [{ methodId: 'alipay', kind: 'balance', label: '余额' }] });
    expect(run({ order: aPendingOrder(), customer }, 'cancel-order', cancel)).toMatchObject({
      parameters: { arrival: 'at-once' },
    });
  });

  test("the reason must be one of the shop's", () => {
    expect(keyOf(run({ order: aPendingOrder() }, 'cancel-order', { orderId, reason: 'x' }))).toBe(
      'refused.invalid-reason',
    );
  });

  const address = {
    country: '中国',
    province: '上海市',
    city: '上海市',
    district: '徐汇区',
    detail: '漕溪路 2 号',
    zip: '200030',
  };
  test.each<[string, Order, unknown, string]>([
    ['a paid order goes to another address', aPendingOrder(), address, 'change-address.summary'],
    ['a packed order does not', aPendingOrder({ status: 'processing' }), address, 'refused.order-packed'],
    ['a shipped order does not', anOrder({ status: 'shipped' }), address, 'refused.order-already-shipped'],
    ['the same address is no change', aPendingOrder(), anAddress(), 'refused.same-address'],
    ['a street is needed', aPendingOrder(), { ...address, detail: ' ' }, 'refused.invalid-arguments'],
    ['a province is needed', aPendingOrder(), { ...address, province: ' ' }, 'refused.incomplete-address'],
  ])('%s', (_rule, order, given, key) => {
    expect(keyOf(run({ order }, 'change-address', { orderId, address: given }))).toBe(key);
  });

  test('name and phone stay as they were where only the place changes', () => {
    const changed = effectOf(run({ order: aPendingOrder() }, 'change-address', { orderId, address })).order;
    expect(changed?.address).toEqual({ name: '王小明', phone: '13812345678', ...address });
  });

  test('a place with a higher freight is refused, since nobody can be charged more', () => {
    const policy = {
      ...aSituation().policy,
      freightZones: [{ provinces: ['西藏自治区'], fee: 1800, freeFrom: 19_900 }],
    };
    const decision = run({ order: aPendingOrder(), policy }, 'change-address', {
      orderId,
      address: { ...address, province: '西藏' },
    });
    expect(decision).toMatchObject({ reasonKey: 'refused.freight-higher', parameters: { difference: 1800 } });
  });

  test.each([
    ['P1-黑', 'change-items.summary'],
    ['P1-红', 'change-items.summary'],
    ['P1-金', 'refused.price-higher'],
    ['P1-白', 'refused.same-variant'],
    ['P1-绿', 'refused.variant-unavailable'],
    ['P2-白', 'refused.other-product'],
  ])('an item becomes %s: %s', (variantId, key) => {
    const decision = run({ order: aPendingOrder() }, 'change-items', {
      orderId,
      lines: ['1'],
      newVariantIds: [variantId],
    });
    expect(keyOf(decision)).toBe(key);
    if (variantId === 'P1-红')
      expect(effectOf(decision).order?.payments.at(-1)).toMatchObject({ kind: 'refund', amount: 1000 });
  });

  test.each<[string, Partial<Order>, string]>([
    ['an urge tells the promised time', {}, 'urge-shipping.summary'],
    ['an urge after the promised time says so', { shipBy: '2026-11-21T09:00:00Z' }, 'urge-shipping.summary-late'],
    ['a second urge within hours is not needed', { urgedAt: '2026-11-21T01:00:00Z' }, 'refused.urged-before'],
    ['a later one is', { urgedAt: '2026-11-20T20:00:00Z' }, 'urge-shipping.summary'],
    ['an unpaid order is not urged', { status: 'unpaid' }, 'refused.order-not-paid'],
    ['a shipped order is not urged', { status: 'shipped' }, 'refused.order-already-shipped'],
  ])('%s', (_rule, parts, key) => {
    expect(keyOf(run({ order: aPendingOrder(parts) }, 'urge-shipping', { orderId }))).toBe(key);
  });
});

describe('returns', () => {
  const want = (reason = 'no-longer-wanted') => ({ orderId, lineIds: ['1'], reason });
  test.each<[string, string, string, string]>([
    ['delivered yesterday', '2026-11-20T06:00:00Z', 'no-longer-wanted', 'request-return.summary'],
    [
      'the seventh day after delivery, before midnight in Shanghai',
      '2026-11-14T15:00:00Z',
      'no-longer-wanted',
      'request-return.summary',
    ],
    ['one day later', '2026-11-13T15:00:00Z', 'no-longer-wanted', 'refused.return-period-over'],
    [
      'just after midnight in Shanghai counts as the next day',
      '2026-11-13T16:30:00Z',
      'no-longer-wanted',
      'request-return.summary',
    ],
    ['faulty goods have longer', '2026-11-06T15:00:00Z', 'quality', 'request-return.summary'],
    ['but not for ever', '2026-11-05T15:00:00Z', 'quality', 'refused.return-period-over'],
  ])('%s', (_rule, at, reason, key) => {
    expect(keyOf(run({ order: anOrder(deliveredOn(at)) }, 'request-return', want(reason)))).toBe(key);
  });

  test.each([
    ['fresh', 'no-longer-wanted', 'refused.return-class'],
    ['custom', 'wrong-size', 'refused.return-class'],
    ['fresh', 'damaged', 'request-return.summary'],
    ['sealed', 'no-longer-wanted', 'request-return.summary'],
    ['digital', 'no-longer-wanted', 'request-return.summary'],
  ] as const)('%s goods, %s: %s', (returnClass, reason, key) => {
    const findProduct = () => aProduct({ returnClass });
    expect(keyOf(run({ findProduct }, 'request-return', want(reason)))).toBe(key);
  });

  test('a return without a reason waits for the parcel, one with a fault for a decision', () => {
    const free = effectOf(run({}, 'request-return', want()));
    expect(free.case).toMatchObject({
      kind: 'return',
      state: 'wait-buyer-ship',
      owner: 'customer',
      amount: 8900,
      deadline: '2026-11-28T10:00:00.000Z',
    });
    expect(free.order).toMatchObject({ status: 'return-requested', caseIds: [free.case?.caseId] });
    expect(run({}, 'request-return', want())).toMatchObject({ parameters: { freightBy: 'buyer' } });
    expect(run({}, 'request-return', want('quality'))).toMatchObject({ parameters: { freightBy: 'shop' } });
    expect(effectOf(run({}, 'request-return', want('quality'))).case).toMatchObject({
      state: 'applied',
      owner: 'shop',
    });
  });

  test('a line has one running case at a time, and gives back no more than is left', () => {
    const running = aCase('return', 'wait-buyer-ship');
    expect(keyOf(run({ cases: [running] }, 'request-return', want()))).toBe('refused.case-running');
    const order = anOrder({
      payments: [
        { kind: 'payment', amount: 8900, methodId: 'alipay' },
        { kind: 'refund', amount: 3000, methodId: 'alipay' },
      ],
    });
    expect(run({ order }, 'request-return', want())).toMatchObject({ parameters: { amount: 5900 } });
  });

  test('nothing comes back that has not arrived, is unknown or is named twice', () => {
    const underway = anOrder({
      status: 'shipped',
      parcels: [aMovingParcel({ status: 'in-transit' })],
    });
    expect(keyOf(run({ order: underway }, 'request-return', want()))).toBe('refused.order-not-delivered');
    expect(keyOf(run({}, 'request-return', { ...want(), lineIds: ['9'] }))).toBe('refused.item-not-in-order');
    expect(keyOf(run({}, 'request-return', { ...want(), lineIds: ['1', '1'] }))).toBe('refused.item-not-in-order');
  });
});

describe('exchanges', () => {
  const want = (variantId: string) => ({ orderId, lines: ['1'], newVariantIds: [variantId] });
  test.each<[string, string, Partial<HostedSituation>, string]>([
    ['another colour at the same price', 'P1-黑', {}, 'request-exchange.summary'],
    ['a dearer one', 'P1-金', {}, 'refused.price-differs'],
    ['one that is sold out', 'P1-绿', {}, 'refused.variant-unavailable'],
    ['after 15 days', 'P1-黑', { order: anOrder(deliveredOn('2026-11-05T10:00:00Z')) }, 'refused.exchange-period-over'],
    ['on the 15th day', 'P1-黑', { order: anOrder(deliveredOn('2026-11-06T10:00:00Z')) }, 'request-exchange.summary'],
    ['a second time', 'P1-黑', { cases: [aCase('exchange', 'success')] }, 'refused.exchanged-before'],
    [
      'goods that are not taken back',
      'P1-黑',
      { findProduct: () => aProduct({ returnClass: 'custom' }) },
      'refused.return-class',
    ],
  ])('%s (%s)', (_rule, variantId, situation, key) => {
    expect(keyOf(run(situation, 'request-exchange', want(variantId)))).toBe(key);
  });
});

describe('refunds without goods', () => {
  const want = { orderId, reason: 'parcel-stuck' };
  const underway = (parcel: Parameters<typeof aMovingParcel>[0]) =>
    anOrder({ status: 'shipped', parcels: [aMovingParcel(parcel)] });
  test.each<[string, Order, string]>([
    ['nothing was sent', aPendingOrder(), 'request-refund.summary'],
    ['the parcel is stuck', underway({ status: 'stuck' }), 'request-refund.summary'],
    ['the parcel is lost', underway({ status: 'lost' }), 'request-refund.summary'],
    ['the parcel is on its way in time', underway({ status: 'in-transit' }), 'refused.parcel-on-its-way'],
    [
      'the parcel is overdue',
      underway({ status: 'in-transit', promisedAt: '2026-11-20T15:59:59Z' }),
      'request-refund.summary',
    ],
    ['everything has arrived', anOrder(), 'refused.already-delivered'],
    ['nothing was paid', aPendingOrder({ status: 'unpaid', payments: [] }), 'refused.order-not-paid'],
    ['all was paid back', aPendingOrder({ payments: [] }), 'refused.nothing-to-refund'],
  ])('%s', (_rule, order, key) => {
    expect(keyOf(run({ order }, 'request-refund', want))).toBe(key);
  });

  test('of two parcels only the missing one is paid back', () => {
    const lines = [aLine(), aLine({ lineId: '2', unitPrice: 5000 })];
    const parcels = [aParcel(), aMovingParcel({ parcelId: 'SF2', lineIds: ['2'], status: 'lost' })];
    const decision = run({ order: anOrder({ status: 'shipped', lines, parcels }) }, 'request-refund', want);
    expect(effectOf(decision).case).toMatchObject({ lineIds: ['2'], amount: 5000, state: 'applied' });
  });
});

describe('problems with what arrived', () => {
  const want = (parts = {}) => ({
    orderId,
    lineIds: ['1'],
    problem: 'damaged',
    wish: 'refund',
    description: '杯盖裂了',
    images: ['f1'],
    ...parts,
  });
  test.each<[string, object, Order, string]>([
    ['with a photo in time', {}, anOrder(), 'report-problem.summary'],
    ['without a photo', { images: [] }, anOrder(), 'refused.photo-missing'],
    ['after 48 hours', {}, anOrder(deliveredOn('2026-11-19T09:59:00Z')), 'refused.report-period-over'],
    [
      'a fault shows later',
      { problem: 'quality' },
      anOrder(deliveredOn('2026-11-10T10:00:00Z')),
      'report-problem.summary',
    ],
    ['before it has arrived', {}, aPendingOrder(), 'refused.order-not-delivered'],
  ])('%s', (_rule, parts, order, key) => {
    expect(keyOf(run({ order }, 'report-problem', want(parts)))).toBe(key);
  });

  test.each([
    ['under warranty', 12, 'report-problem.summary'],
    ['when it is over', 1, 'refused.shop-rule'],
    ['where there is none', 0, 'refused.shop-rule'],
  ])('a repair %s', (_rule, warrantyMonths, key) => {
    const order = anOrder(deliveredOn('2026-09-10T10:00:00Z'));
    const findProduct = () => aProduct({ warrantyMonths });
    const decision = run({ order, findProduct }, 'report-problem', want({ problem: 'quality', wish: 'repair' }));
    expect(keyOf(decision)).toBe(key);
    if (decision.ok) expect(effectOf(decision).case).toMatchObject({ kind: 'repair', amount: 0, worth: 8900 });
  });

  test('who wants new goods gets a reshipment case without money', () => {
    expect(effectOf(run({}, 'report-problem', want({ wish: 'reship' }))).case).toMatchObject({
      kind: 'reship',
      amount: 0,
      state: 'applied',
    });
  });
});

describe('price protection', () => {
  const want = { orderId, lineId: '1' };
  const bought = (parts: Partial<Parameters<typeof aLine>[0]>) => ({ order: anOrder({ lines: [aLine(parts)] }) });
  test.each<[string, Partial<HostedSituation>, string]>([
    ['the price has fallen', bought({ unitPrice: 9900 }), 'request-price-protection.summary'],
    ['the price is the same', bought({}), 'refused.price-not-lower'],
    ['bought in a flash sale', bought({ unitPrice: 9900, priceKind: 'flash' }), 'refused.price-not-covered'],
    [
      'after 15 days',
      { order: anOrder({ paidAt: '2026-11-05T10:00:00Z', lines: [aLine({ unitPrice: 9900 })] }) },
      'refused.price-protection-over',
    ],
    [
      'paid back before',
      { ...bought({ unitPrice: 9900 }), cases: [{ ...aCase('price-protection', 'success'), amount: 1000 }] },
      'refused.price-not-lower',
    ],
  ])('%s', (_rule, situation, key) => {
    expect(keyOf(run(situation, 'request-price-protection', want))).toBe(key);
  });

  test('the difference counts for every piece', () => {
    const order = anOrder({ lines: [aLine({ unitPrice: 9900, quantity: 2 })] });
    expect(effectOf(run({ order }, 'request-price-protection', want)).case).toMatchObject({
      amount: 2000,
      state: 'refunding',
    });
  });
});

describe('invoices and withdrawing', () => {
  const invoice = { orderId, titleType: 'personal', title: '王小明', email: 'wang@example.com' };
  test.each<[string, object, Partial<HostedSituation>, string]>([
    ['a delivered order', {}, {}, 'request-invoice.summary'],
    ['an order underway', {}, { order: aPendingOrder() }, 'request-invoice.summary'],
    ['a company without a tax number', { titleType: 'company', title: '某公司' }, {}, 'refused.tax-number'],
    [
      'a company with one',
      { titleType: 'company', title: '某公司', taxNumber: '91330106MA2AX8KQ1X' },
      {},
      'request-invoice.summary',
    ],
    [
      'a company in Taiwan',
      { titleType: 'company', title: '某公司', taxNumber: '12345678' },
      {},
      'request-invoice.summary',
    ],
    ['after 90 days', {}, { order: anOrder({ placedAt: '2026-08-22T02:00:00Z' }) }, 'refused.invoice-period-over'],
    ['a second time', {}, { cases: [aCase('invoice', 'approved')] }, 'refused.invoice-exists'],
    ['an unpaid order', {}, { order: aPendingOrder({ status: 'unpaid' }) }, 'refused.order-not-paid'],
  ])('%s', (_rule, parts, situation, key) => {
    expect(keyOf(run(situation, 'request-invoice', { ...invoice, ...parts }))).toBe(key);
  });

  test('a withdrawn return makes the order what it was', () => {
    const opened = effectOf(run({}, 'request-return', { orderId, lineIds: ['1'], reason: 'wrong-size' }));
    if (opened.case === undefined || opened.order === undefined) throw new Error('no case was opened');
    const decision = run({ order: opened.order, cases: [opened.case] }, 'withdraw-case', {
      caseId: opened.case.caseId,
    });
    expect(effectOf(decision)).toMatchObject({ case: { state: 'cancelled' }, order: { status: 'delivered' } });
  });

  test('what has ended or belongs to nobody cannot be withdrawn', () => {
    const ended = aCase('refund', 'success');
    expect(keyOf(run({ cases: [ended] }, 'withdraw-case', { caseId: ended.caseId }))).toBe('refused.case-not-open');
    expect(keyOf(run({}, 'withdraw-case', { caseId: 'x' }))).toBe('refused.unknown-case');
  });
});

test('every opened case has an owner and a deadline, and every action is strict about its arguments', () => {
  for (const name of Object.keys(actionArguments).filter((one): one is ActionName => one in actionArguments)) {
    expect(readActionArguments(name, { nonsense: true }).ok, name).toBe(false);
  }
  const opened = effectOf(run({}, 'request-return', { orderId, lineIds: ['1'], reason: 'quality' })).case;
  expect(
    opened !== undefined && !isFinal(opened.state) && opened.owner !== undefined && opened.deadline !== undefined,
  ).toBe(true);
});

function run(situation: Partial<HostedSituation>, name: ActionName, given: unknown) {
  const read = readActionArguments(name, given);
  const action: CheckedAction | undefined = read.ok ? read.action : undefined;
  if (action === undefined) return { ok: false, reasonKey: 'refused.invalid-arguments' } as const;
  return decideHosted(aSituation(situation), action);
}

function keyOf(decision: ReturnType<typeof run>): string {
  return decision.ok ? decision.summaryKey : decision.reasonKey;
}

function effectOf(decision: ReturnType<typeof run>) {
  if (!decision.ok) throw new Error(decision.reasonKey);
  return decision.effect;
}

function aCase(kind: CaseKind, state: 'success' | 'approved' | 'wait-buyer-ship') {
  const one = openCase(
    { caseId: 'c1', orderId, storeCustomerId: 'C1', kind, reason: '', lineIds: ['1'], amount: 0, details: {} },
    testNow,
  );
  return { ...(takeStep(one, 'approve', 'shop', testNow) ?? one), state };
}
