import { describe, expect, it } from 'vitest';
import { ConversationId } from '../platform/index.ts';
import { createSurgeDetector, poissonTail, type Surge } from './detect-surge.ts';
import { gramsOf, likeness } from './likeness.ts';
import type { Question } from './types.ts';

/** A generator with a seed, so that a failing day can be played again. */
function dice(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) | 0;
    return (state >>> 0) / 4_294_967_296;
  };
}

type Source = { intent: string; subject?: string; text?: string; perMinute: (second: number) => number };

/** Plays seconds of questions, looking every five; returns what surged and when. */
function play(seconds: number, sources: readonly Source[], seed = 1) {
  const random = dice(seed);
  const detector = createSurgeDetector();
  const found: { at: number; surge: Surge }[] = [];
  for (let second = 0; second < seconds; second += 1) {
    for (const { intent, subject = '', text = '', perMinute } of sources) {
      // Poisson by thinning: at most a few in a second.
      let left = perMinute(second) / 60;
      while (left > 0) {
        if (random() < Math.min(1, left)) detector.observe(aQuestion({ intent, subject, text, at: second * 1_000 }));
        left -= 1;
      }
    }
    if (second % 5 === 0) for (const surge of detector.look(second * 1_000)) found.push({ at: second, surge });
  }
  return { detector, found };
}

function aQuestion(given: { intent: string; subject: string; text: string; at: number }): Question {
  const { intent, subject, text, at } = given;
  return { conversationId: ConversationId.make(), seq: 1, at, intent, confidence: 0.9, subject, grams: gramsOf(text) };
}

const everyday: Source[] = Array.from({ length: 12 }, (_none, index) => ({
  intent: `wish.${index}`,
  perMinute: () => 1 + (index % 4),
}));
const hour = 3_600;

describe('a question that surges', () => {
  it.each<[string, { intent: string; subject?: string; text?: string }]>([
    ['a parcel company that stands still', { intent: 'track.delay', subject: 'carrier/zto' }],
    ['payments that fail', { intent: 'pay.problem' }],
    ['something that nobody has a word for', { intent: 'oos', text: '你们直播间的红包雨怎么点不进去啊' }],
  ])('%s is found within a minute', (_name, what) => {
    const surging = { ...what, perMinute: (second: number) => (second >= hour ? 40 : 0.5) };
    const { found } = play(hour + 120, [...everyday, surging]);
    expect(found[0]?.at).toBeGreaterThan(hour);
    expect(found[0]?.at).toBeLessThanOrEqual(hour + 60);
    expect(found[0]?.surge).toMatchObject({ intent: what.intent, subject: what.subject ?? '' });
    expect(new Set(found.map((one) => one.surge.key)).size).toBe(1);
    expect(found.at(-1)?.surge.members.length).toBeGreaterThan(10);
  });

  it('is hot until it is over, and then no more', () => {
    const surging = {
      intent: 'pay.problem',
      perMinute: (second: number) => (second >= hour && second < hour + 600 ? 40 : 1),
    };
    const { detector } = play(hour + 590, [...everyday, surging]);
    expect(detector.isHot('pay.problem|', (hour + 590) * 1_000)).toBe(true);
    const later = play(hour + 1_000, [...everyday, surging]);
    expect(later.detector.isHot('pay.problem|', (hour + 1_000) * 1_000)).toBe(false);
  });
});

describe('what is no surge', () => {
  it('a day of chance', () => {
    for (const seed of [1, 2, 3]) expect(play(6 * hour, everyday, seed).found).toEqual([]);
  });

  it('a sale at midnight in which everything is asked ten times as often', () => {
    const sale = everyday.map((one) => ({
      ...one,
      perMinute: (second: number) => one.perMinute(second) * (second >= hour ? 10 : 1),
    }));
    expect(play(2 * hour, sale).found).toEqual([]);
  });

  it('one customer who asks forty times', () => {
    const { detector } = play(hour, everyday);
    const conversationId = ConversationId.make();
    for (let seq = 1; seq <= 40; seq += 1)
      detector.observe({
        ...aQuestion({ intent: 'pay.problem', subject: '', text: '', at: hour * 1_000 }),
        conversationId,
        seq,
      });
    expect(detector.look(hour * 1_000)).toEqual([]);
  });

  it('the first minutes, in which nobody knows what is usual', () => {
    expect(play(4 * 60, [{ intent: 'track.where', perMinute: () => 60 }]).found).toEqual([]);
  });
});

describe('likeness of texts', () => {
  it.each([
    ['红包雨点不进去', '红包雨怎么点不进去', 0.6, 1],
    ['订单 1234567 到哪了', '订单 88776655 到哪了', 1, 1],
    ['红包雨点不进去', '什么时候发货', 0, 0.05],
    ['', '', 0, 0],
  ])('%s / %s', (one, other, least, most) => {
    const found = likeness(gramsOf(one), gramsOf(other));
    expect(found).toBeGreaterThanOrEqual(least);
    expect(found).toBeLessThanOrEqual(most);
  });
});

describe('the chance of so many', () => {
  it.each([
    [0, 5, 1],
    [1, 1, 0.632_12],
    [10, 3, 0.001_102_5],
    [20, 4, 1.0201e-8],
  ])('%i or more where %d are usual: %d', (count, mean, chance) => {
    expect(poissonTail(count, mean) / chance).toBeCloseTo(1, 2);
  });
});
