import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateSimilarity } from './evaluate-similarity.ts';
import { questionSimilarity, sameQuestionThreshold } from './question-similarity.ts';

describe('questionSimilarity', () => {
  it.each([
    ['什么时候发货', '什么时候能发货'],
    ['怎么申请退款', '如何申请退款'],
    ['運費多少', '运费多少'],
  ])('%s asks the same as %s', (one, other) => {
    expect(questionSimilarity(one, other)).toBeGreaterThanOrEqual(sameQuestionThreshold);
  });

  it.each([
    ['什么时候发货', '怎么退货'],
    ['有没有优惠券', '鞋子尺码偏大吗'],
    ['where is my order', 'do you have this in red'],
  ])('%s asks something else than %s', (one, other) => {
    expect(questionSimilarity(one, other)).toBeLessThan(sameQuestionThreshold);
  });

  it('does not depend on the order, lies between 0 and 1 and never throws', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 60 }), fc.string({ maxLength: 60 }), (one, other) => {
        const likelihood = questionSimilarity(one, other);
        expect(likelihood).toBeGreaterThanOrEqual(0);
        expect(likelihood).toBeLessThanOrEqual(1);
        expect(questionSimilarity(other, one)).toBeCloseTo(likelihood, 4);
      }),
      { numRuns: 60 },
    );
  });
});

describe('evaluateSimilarity', () => {
  it('gives accuracy, F1 and the built-in threshold', () => {
    const figures = evaluateSimilarity([
      { one: '什么时候发货', other: '什么时候能发货', isSame: true },
      { one: '什么时候发货', other: '怎么退货', isSame: false },
    ]);
    expect(figures).toMatchObject({ accuracy: 1, f1: 1, threshold: sameQuestionThreshold });
  });

  it('survives an empty file', () => {
    expect(evaluateSimilarity([])).toMatchObject({ accuracy: 0, f1: 0 });
  });
});
