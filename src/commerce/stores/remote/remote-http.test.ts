import { describe, expect, test } from 'vitest';
import { createGuardedFetch, type GuardedFetch } from '../../../platform/index.ts';
import { nextChangeCursor, readChangeCursor } from './change-cursor.ts';
import { createRemoteHttp } from './remote-http.ts';
import { parseRemoteJson } from './remote-json.ts';
import { problemOf } from './remote-problem.ts';
import { pauseOf, readSkew } from './response-headers.ts';

const url = 'https://shop.example.com/api';

/** A platform that answers in turn, and a clock that the waiting moves. */
function aWay(answers: readonly (Response | Error)[], more: Partial<Parameters<typeof createRemoteHttp>[0]> = {}) {
  let at = 1_000_000;
  const sentAt: number[] = [];
  const waits: number[] = [];
  const send: GuardedFetch = async () => {
    const answer = answers[Math.min(sentAt.length, answers.length - 1)];
    sentAt.push(at);
    if (answer instanceof Error || answer === undefined) throw answer;
    return answer.clone();
  };
  const http = createRemoteHttp({
    send,
    now: () => at,
    wait: async (milliseconds) => {
      waits.push(milliseconds);
      at += milliseconds;
    },
    ...more,
  });
  return { http, sentAt, waits };
}
const answer = (status: number, headers: Record<string, string> = {}) => new Response('{}', { status, headers });

describe('the way to a platform', () => {
  test('a read is tried again, a write never', async () => {
    const reads = aWay([new Error('reset'), answer(502), answer(200)]);
    expect((await reads.http({ method: 'GET', url })).status).toBe(200);
    expect(reads.sentAt).toHaveLength(3);
    const writes = aWay([answer(502), answer(200)]);
    await expect(writes.http({ method: 'POST', url, isWrite: true })).rejects.toMatchObject({ upstreamStatus: 502 });
    expect(writes.sentAt).toHaveLength(1);
  });

  test('a read is given up at last, and a refusal is an answer', async () => {
    const away = aWay([new Error('reset')]);
    await expect(away.http({ method: 'GET', url })).rejects.toMatchObject({ kind: 'unavailable', isRetryable: true });
    expect(away.sentAt).toHaveLength(4);
    expect((await aWay([answer(403)]).http({ method: 'GET', url })).status).toBe(403);
  });

  test('the platform says when to go on', async () => {
    const { http, sentAt } = aWay([answer(429, { 'retry-after': '7' }), answer(200)]);
    await http({ method: 'GET', url });
    expect((sentAt[1] ?? 0) - (sentAt[0] ?? 0)).toBeGreaterThanOrEqual(7_000);
  });

  test("the platform's own words for too many requests count as its status does", async () => {
    const limited = new Response('{"code":7}', { status: 200 });
    const isTooMany = ({ text }: { text: string }) => text.includes('"code":7');
    const reads = aWay([limited, answer(200)]);
    expect(await reads.http({ method: 'GET', url, isTooMany })).toMatchObject({ text: '{}' });
    expect((reads.sentAt[1] ?? 0) - (reads.sentAt[0] ?? 0)).toBeGreaterThanOrEqual(1_000);
    const writes = aWay([limited]);
    await expect(writes.http({ method: 'POST', url, isWrite: true, isTooMany })).rejects.toMatchObject({
      upstreamStatus: 429,
    });
    expect(writes.sentAt).toHaveLength(1);
  });

  test('no more requests than the platform allows, after a burst', async () => {
    const { http, sentAt } = aWay([answer(200)], { limits: { perSecond: 2, burst: 3 } });
    for (let index = 0; index < 6; index += 1) await http({ method: 'GET', url });
    expect(sentAt.map((at) => at - 1_000_000)).toEqual([0, 0, 0, 500, 1_000, 1_500]);
  });

  test('an answer that does not end is cut off', async () => {
    const { http } = aWay([new Response('x'.repeat(2_000))], { maxBytes: 1_000 });
    await expect(http({ method: 'GET', url })).rejects.toMatchObject({ isRetryable: false });
  });

  test('addresses of the own network are for those who allow them, those of the cloud for nobody', async () => {
    const ask = (allowed: 'public' | 'private', address: string) =>
      createRemoteHttp({ send: createGuardedFetch(allowed) })({ method: 'GET', url: address }).catch(problemOf);
    expect(await ask('public', 'http://192.168.1.4/admin-api')).toMatchObject({
      en: expect.stringContaining('Allow private'),
    });
    expect(await ask('private', 'http://169.254.169.254/latest')).toMatchObject({
      en: expect.stringContaining('never called'),
    });
  });

  test('a web page is told from an API', async () => {
    const response = { status: 200, headers: {}, text: '<html></html>' };
    expect(() => parseRemoteJson({ url }, response)).toThrow(/no JSON/);
    try {
      parseRemoteJson({ url }, response);
    } catch (error) {
      expect(problemOf(error)['zh-CN']).toContain('网页');
    }
  });
});

describe('what answers say beside their content', () => {
  const now = Date.parse('2026-11-21T10:00:00Z');
  test.each([
    [429, { 'retry-after': '3' }, 3_000],
    [503, { 'retry-after': 'Sat, 21 Nov 2026 10:00:05 GMT' }, 5_000],
    [429, {}, 1_000],
    [200, { 'x-ratelimit-remaining': '0', 'x-ratelimit-reset': '2' }, 2_000],
    [200, { 'ratelimit-remaining': '0', 'ratelimit-reset': String(now / 1_000 + 4) }, 4_000],
    [200, { 'x-ratelimit-remaining': '12' }, 0],
    [200, { 'x-shop-api-call-limit': '39/40' }, 1_000],
    [200, { 'x-shop-api-call-limit': '12/40' }, 0],
    [200, {}, 0],
  ])('%i %j means waiting %i ms', (status, headers, milliseconds) => {
    expect(pauseOf({ status, headers }, now)).toBe(milliseconds);
  });

  test.each([
    ['Sat, 21 Nov 2026 10:00:00 GMT', 0],
    ['Sat, 21 Nov 2026 09:59:59 GMT', 0],
    ['Sat, 21 Nov 2026 10:05:00 GMT', 300_400],
    ['Sat, 21 Nov 2026 09:50:00 GMT', -599_600],
    ['soon', undefined],
  ])('a Date of %s is a skew of %s ms', (date, skew) => {
    expect(readSkew(date, now, now + 200)).toBe(skew);
  });
});

describe('a cursor over changes', () => {
  test('begins in time where the last page ended, and counts off only what changed in one instant', () => {
    const start = readChangeCursor({ since: '2026-01-01T00:00:00.000Z', cursor: undefined });
    const page = { count: 50, perPage: 50, lastChangedAt: '2026-01-02T00:00:00.000Z' };
    const next = nextChangeCursor(start, page);
    expect(next).toBe('2026-01-02T00:00:00.000Z|0');
    const second = readChangeCursor({ since: 'x', cursor: next });
    expect(nextChangeCursor(second, page)).toBe('2026-01-02T00:00:00.000Z|50');
    expect(nextChangeCursor(second, { ...page, count: 49 })).toBeUndefined();
    expect(nextChangeCursor(start, { ...page, marginMilliseconds: 1_000 })).toBe('2026-01-01T23:59:59.000Z|0');
  });
});
