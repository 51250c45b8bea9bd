import { describe, expect, it } from 'vitest';
import { calmAgainAfter } from './calm-again.ts';
import { createSegmentBook } from './segment-book.ts';

/** A run of ten calm seconds, ten of a crowd and ten after it; each second has one message that took so long. */
function played(after: readonly number[], refusedAt: readonly number[] = []) {
  const clock = { at: 0 };
  const book = createSegmentBook(() => clock.at);
  const say = (milliseconds: number) => {
    const intended = clock.at;
    book.meant(intended);
    clock.at += milliseconds;
    book.acked(intended);
    book.time('ack', intended, milliseconds);
    clock.at = intended + 1_000;
  };
  for (const [name, times] of [
    ['calm', Array.from({ length: 10 }, () => 60)],
    ['5 x', Array.from({ length: 10 }, () => 900)],
    ['after', after],
  ] as const) {
    book.begin({ name, seconds: times.length, from: 1, to: 1 });
    for (const [index, time] of times.entries()) {
      if (name === 'after' && refusedAt.includes(index)) book.refused();
      say(time);
    }
    book.end();
  }
  return calmAgainAfter(book.results());
}

describe('calm again', () => {
  const calm = 60;
  it.each<[string, readonly number[], readonly number[], number | undefined]>([
    ['at once', [calm, calm, calm], [], 0],
    ['after two slow seconds', [700, 500, calm, calm], [], 2],
    ['not while somebody is turned away', [calm, calm, calm, calm], [1], 2],
    ['one slow second later on counts', [calm, calm, 800, calm], [], 3],
    ['never', [calm, calm, 800], [], undefined],
    ['twice the calm is calm', [115, 119], [], 0],
  ])('%s', (_name, after, refused, seconds) => {
    expect(played(after, refused)?.seconds).toBe(seconds);
  });

  it('is not asked of a run without a crowd', () => {
    expect(calmAgainAfter({ segments: [], bySecond: [] })).toBeUndefined();
  });
});
