import { describe, expect, it } from 'vitest';
import type { AnswerPlan } from '../types.ts';
import { fill } from './fill.ts';
import { formatDate, formatMoney } from './format.ts';
import { type WordingOptions, word } from './word.ts';

const options: WordingOptions = {
  tone: 'warm',
  recentWordings: [],
  loadLevel: 'normal',
  timeZone: 'Asia/Shanghai',
  currency: 'CNY',
};
const format = { timeZone: 'Asia/Shanghai', currency: 'CNY' };

function aPlan(
  key: string,
  parameters: AnswerPlan['sayings'][number]['parameters'] = {},
  more: Partial<AnswerPlan> = {},
): AnswerPlan {
  return { sayings: [{ key, parameters }], facts: [], buttons: [], cards: [], isSoothing: false, ...more };
}

describe('formats', () => {
  it.each([
    [12900, 'CNY', 'zh-CN', '¥129.00'],
    [12900, 'CNY', 'en', 'CN¥129.00'],
    [129950, 'USD', 'en', '$1,299.50'],
    [12900, 'TWD', 'zh-TW', 'NT$129'],
    [-500, 'USD', 'en', '-$5.00'],
    [100, 'SEK', 'en', 'SEK 1.00'],
  ] as const)('%d %s in %s is %s', (amount, currency, language, expected) => {
    expect(formatMoney(amount, currency, language)).toBe(expected);
  });

  it.each([
    ['2026-11-21T10:00:00Z', 'zh-CN', true, '11月21日 18:00'],
    ['2026-11-21T10:00:00Z', 'en', true, 'Nov 21, 6 PM'],
    ['2026-11-21T10:30:00Z', 'en', true, 'Nov 21, 6:30 PM'],
    ['2026-11-21T17:00:00Z', 'zh-TW', false, '11月22日'],
    ['2026-11-23', 'zh-CN', true, '11月23日'],
    ['soon', 'en', true, 'soon'],
  ] as const)('%s in %s is %s', (value, language, hasTime, expected) => {
    expect(formatDate(value, { ...format, language }, hasTime)).toBe(expected);
  });

  it('a code becomes its words, which may hold further values', () => {
    const parameters = { direction: 'pay', difference: 1000, refundTo: 'PayPal', currency: 'USD' };
    expect(fill('{direction:difference}', parameters, { ...format, language: 'en' })).toBe(
      'You pay the difference of $10.00 with PayPal.',
    );
  });

  it('a name of the catalogue is taken in the reply language', () => {
    const parameters = { item: '裙子', 'item.en': 'Dress' };
    expect(fill('{item}', parameters, { ...format, language: 'en' })).toBe('Dress');
    expect(fill('{item}', parameters, { ...format, language: 'zh-TW' })).toBe('裙子');
  });
});

describe('word', () => {
  it('never takes the same variant twice in a row', () => {
    let recent: readonly string[] = [];
    const texts = [1, 2, 3, 4].map(() => {
      const worded = word(aPlan('small-talk.thanks'), 'zh-CN', { ...options, recentWordings: recent });
      recent = [...recent, ...worded.usedWordings];
      return worded.text;
    });
    for (const [at, text] of texts.entries()) expect(text).not.toBe(texts[at - 1]);
  });

  it('is short in a busy hour', () => {
    expect(word(aPlan('small-talk.greet'), 'zh-CN', { ...options, loadLevel: 'surge' }).text).toBe('您好，请讲。');
  });

  it('gives text, cards, form and buttons as parts in this order', () => {
    const plan = aPlan(
      'ask.order',
      {},
      {
        buttons: [{ label: { 'zh-CN': '甲', 'zh-TW': '甲', en: 'A' }, value: 'a' }],
        cards: [{ kind: 'order', orderId: 'PD1' }],
        form: {
          formId: 'f',
          titleKey: 'form.details',
          fields: [{ name: 'reason', labelKey: 'field.reason', type: 'text', required: true }],
        },
      },
    );
    const { parts } = word(plan, 'en', options);
    expect(parts.map((part) => part.kind)).toEqual(['text', 'order-card', 'form', 'buttons']);
    expect(parts[2]).toMatchObject({ title: 'Please fill in', fields: [{ label: 'Reason' }] });
  });

  it('approved text goes out word for word before the rest', () => {
    const plan = aPlan('flow.resume', { title: '退货' }, { approvedText: '7 天内可退。' });
    expect(word(plan, 'zh-CN', options).text).toMatch(/^7 天内可退。/);
  });
});
