import { describe, expect, it } from 'vitest';
import type { AnswerPlan } from '../types.ts';
import { finishByTemplate } from './finish-by-template.ts';

const plan: AnswerPlan = { sayings: [], facts: [], buttons: [], cards: [], isSoothing: false };
const template = '订单 PD20260001 已经取消。129 元会退回支付宝。1-7 个工作日到账。';
const finish = (beginning: string, templateText = template) =>
  finishByTemplate(beginning, { plan, templateText, language: 'zh-CN' });

describe('a beginning that a model has written well', () => {
  it('goes on with the sentences of the template that are still to be said', () => {
    expect(finish('好的,PD20260001 这单已经帮您取消啦。')).toBe(
      '好的,PD20260001 这单已经帮您取消啦。129 元会退回支付宝。1-7 个工作日到账。',
    );
  });

  it.each([
    ['nothing was said', ''],
    ['only a greeting was said', '您好呀。'],
    ['a later part was said first', '129 元会退回支付宝。'],
    ['something else was said', '订单 PD20269999 已经取消。'],
  ])('is given up where %s', (_, beginning) => {
    expect(finish(beginning)).toBeUndefined();
  });

  it('is given up where a sentence without values would be left out: it may be the one that matters', () => {
    expect(finish('您的 PD20260001 我看到了。', '这款不支持退货。订单 PD20260001 可以换货。')).toBeUndefined();
  });
});
