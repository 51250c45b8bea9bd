import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideAfterTry, mostTries, readRetryAfter, retrySeconds, type TryOutcome } from './retry-rules.ts';

const now = new Date('2026-11-11T00:00:00Z');
const day = 24 * 3_600_000;
const before = { tries: 1, failures: 0, failingSince: null, now, random: 0 };
const answered = (status: number, retryAfter?: string): TryOutcome => ({ kind: 'answered', status, retryAfter });
const inSeconds = (seconds: number) => new Date(now.getTime() + seconds * 1_000);

describe('after a try', () => {
  it.each([
    ['200', answered(200)],
    ['204', answered(204)],
    ['299', answered(299)],
  ])('%s is delivered, and all is well', (_, outcome) => {
    expect(decideAfterTry(outcome, { ...before, failures: 9, failingSince: new Date(0) })).toEqual({
      message: { state: 'delivered' },
      endpoint: { state: 'well' },
    });
  });

  it.each([
    ['a redirect', answered(302)],
    ['a wrong request', answered(400)],
    ['no permission', answered(401)],
    ['no page', answered(404)],
    ['a fault', answered(500)],
    ['no answer in time', { kind: 'unanswered', problem: 'timeout' } as const],
    ['nobody there', { kind: 'unanswered', problem: 'no-connection' } as const],
    ['a name that nobody knows', { kind: 'unanswered', problem: 'unknown-name' } as const],
    ['a certificate that does not hold', { kind: 'unanswered', problem: 'certificate' } as const],
    ['an address that is not called', { kind: 'unanswered', problem: 'blocked-address' } as const],
  ])('%s is tried again after five seconds, others are not held up', (_, outcome) => {
    expect(decideAfterTry(outcome, before)).toEqual({
      message: { state: 'waiting', nextTryAt: inSeconds(5) },
      endpoint: { state: 'failing', pausedUntil: null },
    });
  });

  it('410 turns the endpoint off, and the message is given up', () => {
    expect(decideAfterTry(answered(410), before)).toEqual({
      message: { state: 'failed' },
      endpoint: { state: 'off', reason: 'gone' },
    });
  });

  it.each([429, 502, 503, 504])('%i leaves the whole endpoint alone for a moment', (status) => {
    expect(decideAfterTry(answered(status), before)).toEqual({
      message: { state: 'waiting', nextTryAt: inSeconds(10) },
      endpoint: { state: 'failing', pausedUntil: inSeconds(10) },
    });
  });

  it.each([
    ['seconds', '120', 120],
    ['a date', 'Wed, 11 Nov 2026 00:30:00 GMT', 1_800],
    ['more than a day', '999999', 86_400],
  ])('Retry-After in %s is kept to', (_, text, seconds) => {
    expect(decideAfterTry(answered(503, text), before)).toEqual({
      message: { state: 'waiting', nextTryAt: inSeconds(seconds) },
      endpoint: { state: 'failing', pausedUntil: inSeconds(seconds) },
    });
  });

  it('a Retry-After that is sooner than our own wait changes nothing', () => {
    expect(decideAfterTry(answered(429, '1'), { ...before, tries: 3 }).message).toEqual({
      state: 'waiting',
      nextTryAt: inSeconds(1_800),
    });
  });

  it('waits as the specification recommends: three days in ten tries, each up to a fifth longer', () => {
    const waits = retrySeconds.map(
      (_, index) => decideAfterTry(answered(500), { ...before, tries: index + 1 }).message,
    );
    expect(waits).toEqual(retrySeconds.map((seconds) => ({ state: 'waiting', nextTryAt: inSeconds(seconds) })));
    expect(retrySeconds.reduce((sum, one) => sum + one, 0)).toBe(75 * 3_600 + 35 * 60 + 5);
    expect(decideAfterTry(answered(500), { ...before, tries: mostTries }).message).toEqual({ state: 'failed' });
    expect(decideAfterTry(answered(500), { ...before, tries: 2, random: 0.5 }).message).toEqual({
      state: 'waiting',
      nextTryAt: inSeconds(330),
    });
  });

  it.each([
    ['for four days', 4 * day, 50, 'failing'],
    ['for five days, but only nine times before', 5 * day, 8, 'failing'],
    ['for five days and ten times', 5 * day, 9, 'off'],
  ])('an endpoint that has only failed %s is %s', (_, milliseconds, failures, state) => {
    const failingSince = new Date(now.getTime() - milliseconds);
    expect(decideAfterTry(answered(500), { ...before, failures, failingSince }).endpoint.state).toBe(state);
  });

  it('is never sent again before the wait is over, nor more than a fifth later, whatever the random number', () => {
    const cases = fc.record({
      tries: fc.integer({ min: 1, max: 12 }),
      random: fc.double({ min: 0, max: 0.999, noNaN: true }),
    });
    fc.assert(
      fc.property(cases, ({ tries, random }) => {
        const { message } = decideAfterTry(answered(500), { ...before, tries, random });
        const wait = retrySeconds[tries - 1];
        if (message.state !== 'waiting' || wait === undefined) return message.state === 'failed' && wait === undefined;
        const seconds = (message.nextTryAt.getTime() - now.getTime()) / 1_000;
        return seconds >= wait && seconds <= wait * 1.2;
      }),
    );
  });
});

describe('Retry-After', () => {
  it.each([
    ['7', 7],
    [' 7 ', 7],
    ['Wed, 11 Nov 2026 00:00:30 GMT', 30],
    ['Tue, 10 Nov 2026 00:00:00 GMT', 0],
    ['soon', undefined],
    ['-5x', undefined],
    ['', undefined],
  ])('%j is %s', (text, seconds) => {
    expect(readRetryAfter(text, now)).toBe(seconds);
  });
});
