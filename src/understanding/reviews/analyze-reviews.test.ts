import { describe, expect, it } from 'vitest';
import { analyzeReview } from './analyze-review.ts';
import { analyzeReviews } from './analyze-reviews.ts';

describe('analyzeReview', () => {
  it.each([
    ['质量很好，穿着舒服，下次还来', 'positive'],
    ['垃圾，用两天就坏了，客服还不理人', 'negative'],
    ['質量很差，太失望了', 'negative'],
    ['Great quality, love it', 'positive'],
    ['Terrible, it broke after two days', 'negative'],
    ['', 'neutral'],
  ])('reads "%s" as %s', (text, sentiment) => {
    expect(analyzeReview(text).sentiment).toBe(sentiment);
  });

  it('tells the aspects apart, each with its own words', () => {
    const { aspects } = analyzeReview('质量很好，物流太慢了，客服态度不错');
    expect(aspects).toEqual([
      { aspect: 'quality', sentiment: 'positive', text: '质量很好' },
      { aspect: 'logistics', sentiment: 'negative', text: '物流太慢了' },
      { aspect: 'service', sentiment: 'positive', text: '客服态度不错' },
    ]);
  });

  it('turns praise behind a negation', () => {
    expect(analyzeReview('衣服不好看').aspects).toMatchObject([{ aspect: 'look', sentiment: 'negative' }]);
  });
});

describe('analyzeReviews', () => {
  it('counts reviews and aspects', () => {
    const { summary } = analyzeReviews(['物流很快，满意', '物流太慢，差评']);
    expect(summary.reviews).toBe(2);
    expect(summary.sentiments).toEqual({ positive: 1, negative: 1, neutral: 0 });
    expect(summary.aspects[0]).toMatchObject({ aspect: 'logistics', positive: 1, negative: 1 });
  });
});
