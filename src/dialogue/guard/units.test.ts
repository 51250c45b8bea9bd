import { describe, expect, it } from 'vitest';
import type { AnswerPlan } from '../types.ts';
import { checkBeginning, checkDraft } from './check-draft.ts';
import { tokensOf } from './numbers.ts';

const plan: AnswerPlan = { sayings: [], facts: [], buttons: [], cards: [], isSoothing: false };
const templateText = '满 300 减 50,一单减一次。7 天内可退,运费 12 元,48 小时内发货。';
const says = (text: string) => checkBeginning(text, { plan, templateText, language: 'zh-CN' }).ok;

describe('a number counts what it counted in the template', () => {
  it.each([
    '满 300 元减 50 元。',
    '满300减50哦。',
    '7 天内都能退。',
    '7日内都能退。',
    '运费 ¥12。',
    '运费12块。',
    '48小时内给您发出。',
    '一单只减一次。',
  ])('%s', (text) => {
    expect(says(text)).toBe(true);
  });

  it.each([
    '全场只要 1 元。',
    '运费 48 元。',
    '12 天内可退。',
    '7 个工作日内可退。',
    '打 7 折。',
    '减 12%。',
    '12小时内发货。',
    '7 元包邮。',
  ])('and nothing else: %s', (text) => {
    expect(says(text)).toBe(false);
  });

  it('a draft that gives the template’s number another unit lacks it', () => {
    const checked = checkDraft('满 300 减 50,一单减一次。7 个工作日可退,运费 12 元,48 小时内发货。', {
      plan,
      templateText,
      language: 'zh-CN',
    });
    expect(checked.ok).toBe(false);
  });

  it.each([
    ['¥1,299.00', 'money'],
    ['1299元', 'money'],
    ['$12', 'money'],
    ['95%', 'percent'],
    ['8折', 'off'],
    ['3个工作日', 'working-day'],
    ['three days', 'day'],
    ['十五天', 'day'],
    ['2 hours', 'hour'],
    ['XL 码还有 3', undefined],
  ])('%s counts %s', (text, unit) => {
    expect(tokensOf(text).at(-1)?.unit).toBe(unit);
  });
});
