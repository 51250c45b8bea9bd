import { describe, expect, it } from 'vitest';
import { ShopId } from '../platform/index.ts';
import { publicBody, publicEventSchemas, publicEventTypes, type ToldRow } from './public-events.ts';
import { endpointInput } from './types.ts';

const shopId = ShopId.check('demo');
const id = '0198c0de-0000-7000-8000-000000000001';
const row = (type: ToldRow['type'], payload: unknown, more: Partial<ToldRow> = {}): ToldRow => ({
  type,
  payload,
  at: new Date('2026-11-11T00:00:00.123Z'),
  conversationId: id,
  channel: 'widget',
  customerId: id,
  storeCustomerId: null,
  ...more,
});
const about = { conversationId: id, channel: 'widget', customerId: id, storeCustomerId: null };

const payloads: Readonly<Record<ToldRow['type'], [payload: unknown, data: object]>> = {
  'conversation.queued': [
    { reason: 'asked', priority: 3 },
    { ...about, reason: 'asked', skill: null },
  ],
  'conversation.assigned': [{ staffId: id }, { ...about, staffId: id, previousStaffId: null }],
  'conversation.closed': [{}, { ...about, reason: null, staffId: null }],
  'message.received': [
    { messageId: id, seq: 1, customerId: id },
    { ...about, messageId: id, seq: 1 },
  ],
  'message.sent': [
    { messageId: id, seq: 2, author: 'ai' },
    { ...about, messageId: id, seq: 2, author: 'ai', staffId: null },
  ],
  'order.changed': [
    { orderId: 'DD1', change: 'cancelled' },
    { orderId: 'DD1', change: 'cancelled' },
  ],
  'case.changed': [
    { caseId: 'AS1', state: 'refunded' },
    { caseId: 'AS1', state: 'refunded', orderId: null },
  ],
  'parcel.troubled': [
    { orderId: 'DD1', parcelId: 'SF1', trouble: 'late' },
    { orderId: 'DD1', parcelId: 'SF1', trouble: 'late' },
  ],
};

describe('a public event', () => {
  it.each(publicEventTypes)('%s has a body with ids and states only', (type) => {
    const [payload, data] = payloads[type];
    const body: unknown = JSON.parse(publicBody(shopId, row(type, payload)) ?? 'null');
    expect(body).toEqual({ type, version: 1, timestamp: '2026-11-11T00:00:00.123Z', shop: 'demo', data });
    expect(publicEventSchemas[type].safeParse(data).success).toBe(true);
  });

  it('that a newer version has written otherwise is not told', () => {
    expect(publicBody(shopId, row('order.changed', { order: 'DD1' }))).toBeUndefined();
  });

  it('of a conversation that is gone is not told', () => {
    const gone = { channel: null, customerId: null };
    expect(publicBody(shopId, row('message.received', { messageId: id, seq: 1 }, gone))).toBeUndefined();
  });
});

describe('an endpoint', () => {
  const problemOf = (input: object) => endpointInput.safeParse(input).error?.issues[0]?.path.join('.');
  it.each([
    ['https on the internet', { url: 'https://shop.example/hooks' }, undefined],
    ['some events', { url: 'https://shop.example/', types: ['order.changed'] }, undefined],
    ['http in a network of one’s own', { url: 'http://192.168.0.7:3000/', allowsPrivate: true }, undefined],
    ['http on the internet', { url: 'http://shop.example/' }, 'url'],
    ['a private address', { url: 'https://192.168.0.7/' }, 'url'],
    ['a metadata service', { url: 'http://169.254.169.254/', allowsPrivate: true }, 'url'],
    ['a password in the address', { url: 'https://a:b@shop.example/' }, 'url'],
    ['another protocol', { url: 'ftp://shop.example/' }, 'url'],
    ['no address', { url: 'shop' }, 'url'],
    ['an event that there is not', { url: 'https://shop.example/', types: ['order.eaten'] }, 'types.0'],
    ['a field that there is not', { url: 'https://shop.example/', colour: 1 }, ''],
  ])('%s', (_, input, problem) => {
    expect(problemOf(input)).toBe(problem);
  });
});
