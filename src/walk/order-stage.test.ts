import { expect, it } from 'vitest';
import type { Order } from '../commerce/index.ts';
import { orderStageOf } from './order-stage.ts';

const now = new Date('2026-11-11T02:00:00Z');

function anOrder(orderId: string, more: Partial<Order>): Order {
  return {
    orderId,
    storeCustomerId: 'c',
    status: 'shipped',
    statusText: '',
    placedAt: '2026-11-10T02:00:00Z',
    lines: [],
    parcels: [],
    payments: [],
    address: { name: '', phone: '', country: '', province: '', city: '', district: '', detail: '', zip: '' },
    total: 0,
    freight: 0,
    currency: 'CNY',
    caseIds: [],
    ...more,
  };
}

it.each<[string, Partial<Order>, string]>([
  ['paid, packed within two hours', { status: 'pending', shipBy: '2026-11-11T03:00:00Z' }, 'cancel-window-closing'],
  ['paid, packed tomorrow', { status: 'pending', shipBy: '2026-11-12T03:00:00Z' }, 'none'],
  ['not paid', { status: 'unpaid' }, 'payment-failing'],
  ['on its way', { status: 'shipped' }, 'none'],
])('an order that is %s', (_name, more, stage) => {
  expect(orderStageOf([anOrder('1', more)], undefined, now)).toBe(stage);
});

it('looks at the order that is spoken of', () => {
  const orders = [anOrder('1', { status: 'unpaid' }), anOrder('2', {})];
  expect([orderStageOf(orders, '2', now), orderStageOf(orders, '9', now)]).toEqual(['none', 'payment-failing']);
});
