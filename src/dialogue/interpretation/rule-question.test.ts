import { describe, expect, it } from 'vitest';
import { isRuleQuestion, looksLikeQuestion } from './rule-question.ts';

describe('a question about the rules', () => {
  it.each([
    '拍完之后还能换收货地址不',
    '开票要收税点吗',
    '退货邮费算谁的',
    '发票抬头开单位的行不',
    '专票你家能开吗',
    '能开专票不',
    '你们客服早上几点开始上班',
    '买完第二天降价给补吗',
    'how long is the return window',
    'can a refund be sent to another card',
    '开封了还能退货吗',
  ])('%s', (text) => {
    expect(isRuleQuestion(text)).toBe(true);
  });

  it.each([
    '帮我把地址换一下行吗',
    '我前天买的鞋能退吗',
    '我的发票呢',
    '发票给我开一下行不',
    '帮我开公司抬头的发票行吗',
    '我这单发票能开公司抬头不',
    '给我换个大号',
    'can you cancel my order?',
    'where is my refund',
    '退货',
    '用两次就坏了，这叫什么质量？赶紧退款！',
    '你们怎么做生意的,退钱',
  ])('%s wants something done', (text) => {
    expect(isRuleQuestion(text)).toBe(false);
  });

  it('is known by its form without a mark', () => {
    expect(looksLikeQuestion('这个能机洗不')).toBe(true);
    expect(looksLikeQuestion('算了还是退了吧')).toBe(false);
  });
});
