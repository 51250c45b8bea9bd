import { describe, expect, test } from 'vitest';
import { caseKinds, caseStates, isFinal, orderStatuses, paidBalance } from '../commerce/index.ts';
import { loadDemoContent } from './demo-content.ts';
import { generateDemoOrders } from './generate-demo-orders.ts';
import { stories } from './stories.ts';

const folder = new URL('../../demo-shop', import.meta.url).pathname;
const content = await loadDemoContent(folder);
const now = new Date('2026-11-21T06:00:00Z');
const records = generateDemoOrders({ content, now });
const orderOf = (suffix: string) => records.orders.find((order) => order.orderId.endsWith(suffix));

describe('the demo shop', () => {
  test('has 600 customers and 2,000 orders, each id once, and every order belongs to somebody', () => {
    expect(records.customers.length).toBe(600);
    expect(records.orders.length).toBe(2000);
    expect(new Set(records.orders.map((order) => order.orderId)).size).toBe(2000);
    expect(new Set(records.customers.map((customer) => customer.storeCustomerId)).size).toBe(600);
    const known = new Set(records.customers.map((customer) => customer.storeCustomerId));
    expect(records.orders.every((order) => known.has(order.storeCustomerId))).toBe(true);
    expect(records.orders.every((order) => /^NY\d{14}$/.test(order.orderId))).toBe(true);
  });

  test('has orders and cases in every state and of every kind, stuck and lost parcels among them', () => {
    const hosted = orderStatuses.filter((status) => status !== 'pending-modified');
    expect(new Set(records.orders.map((order) => order.status))).toEqual(new Set(hosted));
    expect(new Set(records.cases.map((one) => one.state))).toEqual(new Set(caseStates));
    expect(new Set(records.cases.map((one) => one.kind))).toEqual(new Set(caseKinds));
    const parcels = new Set(records.orders.flatMap((order) => order.parcels.map((parcel) => parcel.status)));
    for (const status of [
      'packed',
      'in-transit',
      'out-for-delivery',
      'delivered',
      'stuck',
      'lost',
      'returned',
    ] as const) {
      expect(parcels, status).toContain(status);
    }
  });

  test('is the same for the same seed and moment, and different for another seed', () => {
    expect(generateDemoOrders({ content, now })).toEqual(records);
    expect(generateDemoOrders({ content, now, seed: 7 }).orders[100]).not.toEqual(records.orders[100]);
  });

  test('nothing has happened in the future, and things come in their order', () => {
    for (const order of records.orders) {
      const moments = [
        order.placedAt,
        order.paidAt ?? order.placedAt,
        ...order.payments.map((entry) => entry.at ?? ''),
      ];
      expect(moments.toSorted(), order.orderId).toEqual(moments);
      for (const parcel of order.parcels) {
        const events = parcel.events.map((event) => event.at);
        expect(events.toSorted(), parcel.parcelId).toEqual(events);
        expect((events[0] ?? '') >= (order.paidAt ?? ''), `${order.orderId} packed before it was paid`).toBe(true);
        expect(parcel.events.length).toBeGreaterThan(0);
        if (parcel.deliveredAt !== undefined)
          expect(parcel.deliveredAt >= (parcel.shippedAt ?? ''), order.orderId).toBe(true);
        moments.push(...events, parcel.deliveredAt ?? order.placedAt, parcel.shippedAt ?? order.placedAt);
      }
      expect(
        moments.every((at) => at <= now.toISOString()),
        `${order.orderId} ${order.statusText}`,
      ).toBe(true);
    }
    for (const one of records.cases) {
      const times = one.history.map((entry) => entry.at);
      expect(times.toSorted(), one.caseId).toEqual(times);
      expect(
        times.every((at) => at <= now.toISOString()),
        `${one.kind} ${one.state}`,
      ).toBe(true);
    }
  });

  test('running cases have an owner and a deadline that has not passed', () => {
    for (const one of records.cases) {
      expect(one.owner === undefined, `${one.kind} ${one.state}`).toBe(isFinal(one.state));
      if (one.deadline !== undefined)
        expect(one.deadline > now.toISOString(), `${one.kind} ${one.state} ${one.deadline}`).toBe(true);
    }
  });

  test('lines, freight and payments add up, and nobody got back more than was paid', () => {
    for (const order of records.orders) {
      const goods = order.lines.reduce((sum, line) => sum + line.unitPrice * line.quantity, 0);
      expect(order.total, order.orderId).toBe(goods + order.freight);
      expect(paidBalance(order), order.orderId).toBeGreaterThanOrEqual(0);
      const inParcels = order.parcels.flatMap((parcel) => parcel.lineIds).toSorted();
      if (order.parcels.length > 0) expect(inParcels).toEqual(order.lines.map((line) => line.lineId).toSorted());
    }
  });

  test('a member level fits what was spent', () => {
    for (const customer of records.customers) {
      const paid = records.orders
        .filter((order) => order.storeCustomerId === customer.storeCustomerId)
        .reduce((sum, order) => sum + paidBalance(order), 0);
      expect(customer.spent).toBe(paid);
      const level = content.shop.memberLevels.find((one) => one.id === customer.memberLevel);
      expect(customer.spent).toBeGreaterThanOrEqual(level?.spentFromFen ?? Number.POSITIVE_INFINITY);
    }
    expect(new Set(records.customers.map((customer) => customer.memberLevel)).size).toBe(4);
  });

  test('tells the well-known stories at any hour of any day', () => {
    for (const hour of [0, 3, 9, 15, 16, 20, 23]) {
      const at = new Date(Date.UTC(2026, 1, 28, hour, 30));
      const { orders, cases } = generateDemoOrders({ content, now: at, customers: 20, orders: 40 });
      const find = (suffix: string) => orders.find((order) => order.orderId.endsWith(suffix));
      const yesterday = new Date(at.getTime() - 24 * 3_600_000);
      const day = (instant: Date | string) =>
        new Date(instant).toLocaleDateString('sv-SE', { timeZone: 'Asia/Shanghai' });
      expect(day(find('000101')?.parcels[0]?.deliveredAt ?? ''), String(hour)).toBe(day(yesterday));
      expect(find('000201')?.parcels[0]).toMatchObject({ status: 'in-transit' });
      expect(find('000301')).toMatchObject({ status: 'pending' });
      expect(find('001301')).toMatchObject({ status: 'return-requested' });
      expect(cases.find((one) => one.orderId === find('000701')?.orderId)).toMatchObject({ state: 'rejected' });
    }
  });

  test('the stories are what they promise', () => {
    expect(stories.map((story) => story.storeCustomerId)).toEqual(
      records.customers.slice(0, stories.length).map((customer) => customer.storeCustomerId),
    );
    expect(orderOf('000401')?.parcels[0]?.status).toBe('stuck');
    expect(orderOf('000502')?.address.city).toMatch(/[北中雄]/);
    expect(orderOf('000601')?.address.name).toBe('Emily Carter');
    expect(orderOf('000901')).toMatchObject({ status: 'unpaid', payments: [] });
    expect(orderOf('001401')?.shipBy?.localeCompare(now.toISOString())).toBe(-1);
    expect((orderOf('001001')?.shipBy ?? '') > now.toISOString()).toBe(true);
  });
});
