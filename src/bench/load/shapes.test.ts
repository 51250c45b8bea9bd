import { describe, expect, it } from 'vitest';
import { arrivalsOf, rateAt, rateFor, type Segment, shapes } from './shapes.ts';

function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 4_294_967_296;
  };
}

describe('intended starts', () => {
  it.each<[Segment, number]>([
    [{ name: 'flat', seconds: 100, from: 50, to: 50 }, 5_000],
    [{ name: 'up', seconds: 100, from: 0, to: 100 }, 5_000],
    [{ name: 'down', seconds: 10, from: 1_000, to: 100 }, 5_500],
    [{ name: 'nothing', seconds: 10, from: 0, to: 0 }, 0],
  ])('%j has about %i', (segment, wanted) => {
    const starts = [...arrivalsOf(segment, dice(7))];
    expect(Math.abs(starts.length - wanted)).toBeLessThanOrEqual(4 * Math.sqrt(wanted));
    expect(starts).toEqual(starts.toSorted((one, other) => one - other));
    expect(starts.every((at) => at >= 0 && at < segment.seconds * 1_000)).toBe(true);
  });

  it('follow the slope', () => {
    const starts = [...arrivalsOf({ name: 'up', seconds: 10, from: 0, to: 1_000 }, dice(3))];
    const early = starts.filter((at) => at < 5_000).length;
    expect(early / starts.length).toBeCloseTo(0.25, 1);
  });
});

describe('shapes', () => {
  it.each(Object.entries(shapes))('%s sends as many messages as are asked for', (_name, shape) => {
    const rate = rateFor(shape, 6_000_000, 600);
    const { segments } = shape.plan({ rate, seconds: 600 });
    const lines = segments.reduce((sum, one) => sum + ((one.from + one.to) / 2) * one.seconds, 0);
    expect(Math.abs(lines / 6_000_000 - 1)).toBeLessThan(0.01);
  });

  it.each(Object.entries(shapes))('%s has segments with a length and a rate', (_name, { plan }) => {
    const { segments } = plan({ rate: 100, seconds: 20 });
    expect(segments.length).toBeGreaterThan(0);
    expect(segments.every((one) => one.seconds > 0 && rateAt(one, 0) >= 0)).toBe(true);
  });

  it('a spike is ten times as much within five seconds', () => {
    const { segments } = shapes.spike?.plan({ rate: 10, seconds: 20 }) ?? { segments: [] };
    expect(segments[1]).toEqual({ name: 'x10 in 5 s', seconds: 5, from: 10, to: 100 });
  });
});
