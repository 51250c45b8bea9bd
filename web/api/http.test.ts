import { describe, expect, it, vi } from 'vitest';
import { createHttp } from './http.ts';
import { ProblemError } from './problem-error.ts';

const json = (status: number, body: unknown, type = 'application/json') =>
  new Response(JSON.stringify(body), { status, headers: { 'content-type': type } });

function setUp(answer: () => Promise<Response>) {
  const send = vi.fn(async (_input: RequestInfo | URL, _init?: RequestInit) => await answer());
  return { send, http: createHttp({ base: '/api/v1', language: () => 'zh-TW', fetch: send }) };
}

describe('a call to the server', () => {
  it('says its language, and marks what changes something', async () => {
    const { send, http } = setUp(async () => json(200, {}));
    await http('GET', '/inbox', { query: { view: 'mine', search: '', cursor: undefined } });
    await http('POST', '/take', { body: { a: 1 }, idempotencyKey: 'key' });
    const [readUrl, read] = send.mock.calls[0] ?? [];
    const [, change] = send.mock.calls[1] ?? [];
    expect(readUrl).toBe('/api/v1/inbox?view=mine');
    expect(new Headers(read?.headers).get('accept-language')).toBe('zh-TW');
    expect(new Headers(read?.headers).has('x-peakdesk')).toBe(false);
    expect(new Headers(change?.headers).get('x-peakdesk')).toBe('1');
    expect(new Headers(change?.headers).get('idempotency-key')).toBe('key');
  });

  it.each([
    [
      409,
      {
        type: 'https://peakdesk.dev/problems/colleague-has-it',
        title: 'Conflict',
        status: 409,
        detail: '该会话正由同事接待。',
      },
      'conflict',
    ],
    [401, { type: 'https://peakdesk.dev/problems/unauthenticated', title: '', status: 401 }, 'unauthenticated'],
    [503, 'no problem document', 'unavailable'],
    [500, {}, 'bug'],
  ])('that fails with %i throws its kind', async (status, body, kind) => {
    const { http } = setUp(async () => json(status, body, 'application/problem+json'));
    await expect(http('GET', '/x')).rejects.toMatchObject({ kind });
  });

  it('that does not reach the server is offline', async () => {
    const { http } = setUp(() => Promise.reject(new TypeError('Failed to fetch')));
    await expect(http('GET', '/x')).rejects.toEqual(new ProblemError('offline'));
  });
});
