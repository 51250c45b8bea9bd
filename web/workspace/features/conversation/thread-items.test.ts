import { describe, expect, it } from 'vitest';
import { makeMessage } from '../../testing/make.ts';
import { deliveryOf } from './delivery.ts';
import { threadItems } from './thread-items.ts';

const shapes = (items: ReturnType<typeof threadItems>) =>
  items.map((item) => (item.kind === 'message' ? (item.isFirstOfGroup ? 'first' : 'next') : item.kind));

describe('the thread', () => {
  it('stands together by author within two minutes', () => {
    const messages = [
      makeMessage(1),
      makeMessage(2),
      makeMessage(3, { author: { kind: 'ai' } }),
      makeMessage(4, { createdAt: '2026-11-21T08:09:00.000Z', author: { kind: 'ai' } }),
    ];
    expect(shapes(threadItems(messages, []))).toEqual(['day', 'first', 'next', 'first', 'first']);
  });

  it('parts days by a line and begins anew after it', () => {
    const messages = [
      makeMessage(1, { createdAt: '2026-11-19T12:00:00.000Z' }),
      makeMessage(2, { createdAt: '2026-11-21T12:00:00.000Z' }),
    ];
    expect(shapes(threadItems(messages, []))).toEqual(['day', 'first', 'day', 'first']);
  });

  it('keeps a private note apart from the same author', () => {
    const author = { kind: 'agent', id: 's1', name: '周蔓' };
    expect(shapes(threadItems([makeMessage(1, { author }), makeMessage(2, { author, isPrivate: true })], []))).toEqual([
      'day',
      'first',
      'first',
    ]);
  });

  it('gives an own message the key it had on its way, so that it does not jump', () => {
    expect(threadItems([makeMessage(1, { clientId: 'abc' })], [])[1]?.key).toBe('abc');
  });
});

describe('the delivery mark', () => {
  const marks = { customerReadSeq: 3, customerDeliveredSeq: 5 };
  it.each([
    [2, 'sent', 'read'],
    [4, 'sent', 'delivered'],
    [6, 'sent', 'sent'],
    [6, 'failed', 'failed'],
  ] as const)('of message %i in state %s is %s', (seq, delivery, expected) => {
    expect(deliveryOf({ seq, delivery }, marks)).toBe(expected);
  });
});
