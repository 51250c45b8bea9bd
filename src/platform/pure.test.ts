import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { fixedClock } from './clock.ts';
import { AppError, errorTable, isRetryableStatus, toAppError, UpstreamError } from './errors.ts';
import { readEvent } from './events.ts';
import { ConversationId, MessageId, OrderId, ShopId } from './ids.ts';
import { createLog, type Log } from './log.ts';
import { createMetrics } from './metrics.ts';
import { createRateLimit } from './rate-limit.ts';
import { createRecentIds } from './recent-ids.ts';
import { backOffMilliseconds } from './retry.ts';

describe('ids', () => {
  test('sort by the time they were made', () => {
    const ids = Array.from({ length: 50 }, () => MessageId.make());
    expect([...ids].sort()).toEqual(ids);
  });

  test.each(['demo', 'a', 'shop-2', '0', 'a'.repeat(63)])('%s is a shop', (text) =>
    expect(ShopId.check(text)).toBe(text),
  );
  test.each(['', 'Demo', '-a', 'a-', 'a_b', '店', 'a'.repeat(64), 'a/b', 'a\n', null, 5, ['demo']])(
    '%j is no shop',
    (text) => {
      expect(ShopId.is(text)).toBe(false);
      expect(() => ShopId.check(text)).toThrow(expect.objectContaining({ kind: 'invalid', field: 'ShopId' }));
    },
  );
  test.each(['#W0000001', '订单 1', 'x'])('%s is an order of a platform', (text) =>
    expect(OrderId.is(text)).toBe(true),
  );
  test.each(['', ' x', 'x ', 'a\nb', 'x'.repeat(201)])('%j is no order', (text) =>
    expect(OrderId.is(text)).toBe(false),
  );
});

describe('errors', () => {
  test('what is no AppError is a bug and keeps its cause', () => {
    const cause = new TypeError('x');
    expect(toAppError(cause)).toMatchObject({ kind: 'bug', cause });
    expect(errorTable[toAppError('text').kind]).toEqual({ status: 500, logLevel: 'error' });
  });

  test('an upstream error is an AppError of kind unavailable', () => {
    const error = new UpstreamError('x', { isRetryable: true, upstreamStatus: 502 });
    expect([error instanceof AppError, error.kind, error.upstreamStatus]).toEqual([true, 'unavailable', 502]);
  });

  test.each([
    [200, false],
    [400, false],
    [404, false],
    [408, true],
    [429, true],
    [500, true],
    [501, false],
    [503, true],
  ])('status %i: trying again makes sense: %s', (status, expected) => expect(isRetryableStatus(status)).toBe(expected));
});

describe('back-off', () => {
  test('lies between half and all of the doubled base, never above the limit', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1000 }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        (attempt, random) => {
          const wait = backOffMilliseconds(attempt, random, { baseMilliseconds: 100, maxMilliseconds: 5000 });
          const full = Math.min(5000, 100 * 2 ** (attempt - 1));
          expect(wait).toBeGreaterThanOrEqual(full / 2);
          expect(wait).toBeLessThanOrEqual(full);
        },
      ),
    );
  });
});

describe('rate limit', () => {
  test('gives the capacity at once, then refills, and says when', () => {
    const clock = fixedClock('2026-11-11T00:00:00Z');
    const limit = createRateLimit({ capacity: 3, perSecond: 0.5, clock });
    expect([1, 2, 3].map(() => limit.take('a').isAllowed)).toEqual([true, true, true]);
    expect(limit.take('a')).toEqual({ isAllowed: false, retryAfterSeconds: 2 });
    expect(limit.take('b').isAllowed).toBe(true);
    clock.advance(2000);
    expect([limit.take('a').isAllowed, limit.take('a').isAllowed]).toEqual([true, false]);
  });

  test('a clock that jumps back locks nobody out', () => {
    const clock = fixedClock('2026-11-11T01:00:00Z');
    const limit = createRateLimit({ capacity: 1, perSecond: 1, clock });
    limit.take('a');
    clock.advance(-3_600_000);
    limit.take('a');
    clock.advance(1000);
    expect(limit.take('a').isAllowed).toBe(true);
  });

  test('forgets the oldest keys beyond its limit', () => {
    const limit = createRateLimit({
      capacity: 1,
      perSecond: 0.001,
      clock: fixedClock('2026-11-11T00:00:00Z'),
      maxKeys: 2,
    });
    for (const key of ['a', 'b', 'c']) limit.take(key);
    expect([limit.take('c').isAllowed, limit.take('a').isAllowed]).toEqual([false, true]);
  });
});

test('recent ids are told from new ones, at least the last half of the size', () => {
  const ids = createRecentIds(10);
  for (let id = 0; id < 100; id += 1) expect(ids.add(id)).toBe(true);
  expect([99, 98, 97, 96, 95].map((id) => ids.add(id))).toEqual([false, false, false, false, false]);
});

describe('events', () => {
  const conversationId = ConversationId.make();
  test('a stored event comes back typed', () => {
    const raw = { type: 'conversation.closed', shopId: 'demo', conversationId, payload: { reason: 'solved' } };
    expect(readEvent(raw)).toEqual(raw);
  });

  test.each([
    { type: 'parcel.sang', shopId: 'demo', payload: {} },
    { type: 'toString', shopId: 'demo', payload: {} },
    { type: 'conversation.closed', shopId: 'No Shop', payload: {} },
    { type: 'message.received', shopId: 'demo', payload: { messageId: 'x', seq: 1 } },
    { type: 'message.received', shopId: 'demo', payload: null },
  ])('what this version does not know is nothing: %j', (raw) => expect(readEvent(raw)).toBeUndefined());
});

describe('log', () => {
  const lines = (write: (log: Log) => void) => {
    const parts: string[] = [];
    write(createLog({ level: 'info', destination: { write: (line) => void parts.push(line) } }));
    return parts.join('');
  };

  test('personal data and secrets do not reach it, at any usual depth', () => {
    const text = lines((log) => {
      log.info(
        { phone: '13800138000', customer: { email: 'a@example.com', contact: { address: '杭州市西湖区' } } },
        'x',
      );
      log.info(
        { request: { headers: { authorization: 'Bearer abc' } }, body: { token: 'abc', text: '我的电话' } },
        'y',
      );
    });
    for (const secret of ['13800138000', 'a@example.com', '西湖', 'Bearer', 'abc', '电话'])
      expect(text).not.toContain(secret);
    expect(text).toContain('[hidden]');
  });

  test('what is no personal data stays', () => {
    expect(lines((log) => log.info({ shopId: 'demo', orderId: '#W1' }, 'imported'))).toContain(
      '"shopId":"demo","orderId":"#W1","msg":"imported"',
    );
  });
});

test('a metric asked for twice is one, and two apps do not share it', async () => {
  const [one, other] = [createMetrics(), createMetrics()];
  one.counter('turns_total', 'turns', ['decision']).inc({ decision: 'answer' });
  one.counter('turns_total', 'turns', ['decision']).inc({ decision: 'answer' });
  expect(await one.text()).toContain('peakdesk_turns_total{decision="answer"} 2');
  expect(await other.text()).not.toContain('turns_total');
});
