import { describe, expect, it } from 'vitest';
import type { CustomerPanel, Order } from '../../../api/index.ts';
import { type ActionValues, actionsFor, argumentsOf, firstValues, missingFields } from './action-forms.ts';
import { moodOf, moodPoints, worstMood } from './mood.ts';

const order: Order = JSON.parse(
  JSON.stringify({
    orderId: 'NY1',
    status: 'delivered',
    lines: [{ lineId: 'L1', productId: 'P1', variantId: 'V1' }],
    address: {
      name: '王雨桐',
      phone: '139',
      country: '中国',
      province: '湖北省',
      city: '武汉市',
      district: '',
      detail: '建设路',
      zip: '',
    },
  }),
);
const panel: CustomerPanel = JSON.parse(
  JSON.stringify({
    orders: [order],
    shopActions: { actions: ['request-return', 'request-invoice'], reasons: {}, variants: {} },
  }),
);
const filled = (given: Partial<ActionValues>): ActionValues => ({
  texts: {},
  lineIds: [],
  variantByLine: {},
  ...given,
});

describe('an action about an order', () => {
  it('is offered where the state fits and the shop knows it', () => {
    expect(actionsFor(order, panel)).toEqual(['request-return', 'request-invoice']);
    expect(actionsFor({ ...order, status: 'cancelled' }, panel)).toEqual([]);
  });

  it('starts with the only item and the known address', () => {
    expect(firstValues('request-return', { order }, panel).lineIds).toEqual(['L1']);
    expect(firstValues('change-address', { order }, panel).texts.city).toBe('武汉市');
  });

  it('names what is still missing', () => {
    expect(missingFields('request-return', filled({}))).toEqual(['lines', 'reason']);
    expect(missingFields('request-exchange', filled({ lineIds: ['L1'] }))).toEqual(['newVariantIds']);
    expect(missingFields('urge-shipping', filled({}))).toEqual([]);
  });

  it.each([
    [
      'request-return',
      filled({ lineIds: ['L1'], texts: { reason: 'size ' } }),
      { orderId: 'NY1', lineIds: ['L1'], reason: 'size' },
    ],
    [
      'request-exchange',
      filled({ lineIds: ['L1'], variantByLine: { L1: 'V2' } }),
      { orderId: 'NY1', lines: ['L1'], newVariantIds: ['V2'] },
    ],
    ['urge-shipping', filled({}), { orderId: 'NY1' }],
    ['request-price-protection', filled({ lineIds: ['L1'] }), { orderId: 'NY1', lineId: 'L1' }],
    [
      'report-problem',
      filled({ lineIds: ['L1'], texts: { problem: 'damaged', wish: 'refund' } }),
      { orderId: 'NY1', lineIds: ['L1'], problem: 'damaged', wish: 'refund', description: '', images: ['F1'] },
    ],
  ] as const)('%s gives its arguments as the shop takes them', (action, values, expected) => {
    expect(argumentsOf(action, { order }, values, ['F1'])).toEqual(expected);
  });
});

describe('the mood of a customer', () => {
  const trend = [
    { seq: 1, at: '', emotion: 'neutral', intensity: 0 },
    { seq: 3, at: '', emotion: 'angry', intensity: 3 },
    { seq: 5, at: '', emotion: 'satisfied', intensity: 3 },
  ];

  it('goes down with anger and up with praise', () => {
    expect(moodOf('angry', 3)).toBe(-1);
    expect(moodOf('satisfied', 3)).toBe(1);
    expect(moodOf('something new', 3)).toBe(0);
  });

  it('is drawn from left to right within its box', () => {
    expect(moodPoints(trend, 100, 40).map(({ x, y }) => [x, y])).toEqual([
      [0, 20],
      [50, 40],
      [100, 0],
    ]);
  });

  it('knows its worst moment', () => {
    expect(worstMood(trend)?.seq).toBe(3);
  });
});
