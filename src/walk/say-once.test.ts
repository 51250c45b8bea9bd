import { describe, expect, test } from 'vitest';
import type { AnswerPlan } from '../dialogue/index.ts';
import { sayOnce } from './say-once.ts';

const approved = '支持一次换货，寄回运费由您承担。仓库收到后两天内寄出新件。';
const plan: AnswerPlan = { sayings: [], facts: [], buttons: [], cards: [], isSoothing: false, approvedText: approved };
const said = (text: string, question: string) =>
  sayOnce(plan, { context: [{ from: 'shop', text }], incomingText: { text: question } });

describe('an approved answer is said once', () => {
  test('the first time it goes out as it stands', () => {
    expect(said('您好', '能换吗')).toBe(plan);
  });

  test('asked again for a part of it, only that part is said', () => {
    expect(said(approved, '运费谁出').approvedText).toBe('寄回运费由您承担。');
  });

  test('asked again for nothing in particular, it is said to be the same', () => {
    expect(said(approved, '真的嘛')).toMatchObject({
      approvedText: approved,
      sayings: [{ key: 'answer.as-before' }, { key: 'approved-text' }],
    });
  });
});
