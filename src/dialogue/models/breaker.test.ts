import { describe, expect, it } from 'vitest';
import { fixedClock } from '../../platform/index.ts';
import { createBreaker } from './breaker.ts';

function aBreaker() {
  const clock = fixedClock('2026-11-21T10:00:00Z');
  return { clock, breaker: createBreaker(clock, { failures: 3, pauseMs: 1000 }) };
}

describe('the breaker', () => {
  it('opens after failures in a row, not after as many with a success between', () => {
    const { breaker } = aBreaker();
    for (const end of [breaker.failed, breaker.failed, breaker.succeeded, breaker.failed, breaker.failed]) end();
    expect(breaker.isOpen()).toBe(false);
    breaker.failed();
    expect([breaker.isOpen(), breaker.enter()]).toEqual([true, false]);
  });

  it('lets one probe through after the pause and closes with its success', () => {
    const { breaker, clock } = aBreaker();
    for (let count = 0; count < 3; count += 1) breaker.failed();
    clock.advance(1000);
    expect([breaker.enter(), breaker.enter()]).toEqual([true, false]);
    breaker.succeeded();
    expect([breaker.enter(), breaker.enter()]).toEqual([true, true]);
  });

  it('opens again when the probe fails, also after a pause that the server asked for', () => {
    const { breaker, clock } = aBreaker();
    breaker.failed(5000);
    clock.advance(4999);
    expect(breaker.enter()).toBe(false);
    clock.advance(1);
    expect(breaker.enter()).toBe(true);
    breaker.failed();
    expect(breaker.enter()).toBe(false);
  });

  it('does not close by a success from before it opened', () => {
    const { breaker } = aBreaker();
    for (let count = 0; count < 3; count += 1) breaker.failed();
    breaker.succeeded();
    expect(breaker.isOpen()).toBe(true);
  });
});
