import { describe, expect, test } from 'vitest';
import {
  askExchange,
  askNoReasonReturn,
  askPeriod,
  askReturnFreight,
  askWarranty,
  type PolicyFacts,
} from './ask-policy.ts';
import { defaultPolicies } from './default-policies.ts';
import { explainPolicy } from './explain-policy.ts';
import { compilePolicies, type PolicyEntry } from './policy-rules.ts';
import { isMainlandHoliday } from './public-holidays.ts';

const text = (words: string) => ({ 'zh-CN': words, 'zh-TW': words, en: words });
const aPolicy = (
  id: string,
  kind: string,
  parameters: PolicyEntry['parameters'],
  parts: Partial<PolicyEntry> = {},
): PolicyEntry => ({
  id,
  kind,
  title: text(id),
  summary: text(id),
  parameters,
  validFrom: null,
  validTo: null,
  ...parts,
});
const fallback = defaultPolicies({
  returnDays: 7,
  qualityReturnDays: 15,
  exchangeDays: 15,
  noReturnClasses: ['fresh', 'custom'],
  reportWithinHours: 48,
  invoiceDays: 90,
  priceProtectionDays: 15,
});
const own = [
  aPolicy('七天退货', 'return', { days: 7 }),
  aPolicy('旧的三十天', 'return', { days: 30, categories: ['apparel'] }, { validTo: '2026-10-01T00:00:00Z' }),
  aPolicy('服饰十五天', 'return', { days: 15, categories: ['apparel'] }, { validFrom: '2026-10-01T00:00:00Z' }),
  aPolicy('台湾十天', 'return', { days: 10, provinces: ['台湾省'] }),
  aPolicy('例外', 'return', {
    exceptions: [
      { returnClass: 'fresh', when: 'always' },
      { returnClass: 'sealed', when: 'opened', requiresPurchaseConfirmation: true },
      { returnClass: 'digital', when: 'activated', requiresPurchaseConfirmation: true },
    ],
  }),
  aPolicy('运费', 'return', { paidBy: { 'no-reason': 'buyer', quality: 'shop' } }),
  aPolicy('运费险', 'return', { categories: ['apparel'], priceFen: 0 }),
  aPolicy('数码', 'warranty', { category: 'digital', months: 12, faultReturnDays: 20 }),
];
const set = compilePolicies(own, fallback);
const facts = (parts: Partial<PolicyFacts> = {}): PolicyFacts => ({
  category: 'home',
  returnClass: 'standard',
  boughtAt: Date.parse('2026-11-10T00:00:00Z'),
  since: '2026-11-14',
  today: '2026-11-21',
  isPublicHoliday: () => false,
  ...parts,
});

describe('whether goods may come back', () => {
  test.each<[string, Partial<PolicyFacts>, string, string]>([
    ['the last day counts', {}, 'in-period', '七天退货'],
    ['the day after it does not', { today: '2026-11-22' }, 'period-over', '七天退货'],
    ['a category has its own period', { category: 'apparel', today: '2026-11-29' }, 'in-period', '服饰十五天'],
    [
      'an order keeps the terms of the day it was placed',
      { category: 'apparel', boughtAt: Date.parse('2026-09-20T00:00:00Z'), since: '2026-10-22' },
      'in-period',
      '旧的三十天',
    ],
    [
      'a region goes before a category',
      { category: 'apparel', province: '台灣', today: '2026-11-24' },
      'in-period',
      '台湾十天',
    ],
    ['fresh food never', { returnClass: 'fresh' }, 'class', '例外'],
    ['sealed goods that are still closed may', { returnClass: 'sealed', isConfirmed: true }, 'in-period', '七天退货'],
    [
      'opened ones not, if that was confirmed',
      { returnClass: 'sealed', condition: 'opened', isConfirmed: true },
      'opened',
      '例外',
    ],
    [
      'opened ones may, if nobody said so before',
      { returnClass: 'sealed', condition: 'opened' },
      'in-period',
      '七天退货',
    ],
    [
      'activated devices not',
      { returnClass: 'digital', condition: 'activated', isConfirmed: true },
      'activated',
      '例外',
    ],
    [
      'a last day in the National Day holidays moves behind them',
      {
        since: '2026-09-26',
        today: '2026-10-08',
        boughtAt: Date.parse('2026-09-20T00:00:00Z'),
        isPublicHoliday: isMainlandHoliday,
      },
      'in-period',
      '七天退货',
    ],
  ])('%s', (_, parts, why, rule) => {
    const answer = askNoReasonReturn(set, facts(parts));
    expect([answer.why, answer.rule?.id, answer.isAllowed]).toEqual([why, rule, why === 'in-period']);
  });

  test('what the shop has not ruled is as the law and the trade have it', () => {
    expect(askExchange(set, facts({ today: '2026-11-29' }))).toMatchObject({ isAllowed: true, days: 15 });
    expect(askExchange(set, facts({ returnClass: 'fresh' })).why).toBe('class');
    expect(askPeriod(set, 'fault', facts()).rule?.id).toBe('default-fault');
    expect(askPeriod(set, 'fault', facts({ category: 'digital' }))).toMatchObject({ days: 20, rule: { id: '数码' } });
    expect(askPeriod(compilePolicies([]), 'fault', facts())).toMatchObject({ isAllowed: false, why: 'no-rule' });
  });

  test.each([
    [
      'the product says how long',
      { productMonths: 24, since: '2025-01-31', today: '2027-01-31' },
      'in-period',
      '2027-01-31',
    ],
    [
      'the category does where the product says nothing',
      { category: 'digital', productMonths: 0, since: '2025-11-21' },
      'in-period',
      '2026-11-21',
    ],
    ['it is over', { productMonths: 1, since: '2026-01-31', today: '2026-03-01' }, 'warranty-over', '2026-02-28'],
    ['nobody has promised one', { productMonths: 0 }, 'no-rule', ''],
  ])('warranty: %s', (_, parts, why, lastDay) => {
    expect(askWarranty(set, { ...facts(), ...parts })).toMatchObject({ why, lastDay });
  });

  test('the way back: who pays, and whether an insurer does', () => {
    const at = { boughtAt: facts().boughtAt };
    expect(askReturnFreight(set, 'no-reason', { ...at, category: 'apparel' })).toMatchObject({
      paidBy: 'buyer',
      isInsured: true,
    });
    expect(askReturnFreight(set, 'no-reason', { ...at, category: 'home' })).toMatchObject({
      paidBy: 'buyer',
      isInsured: false,
    });
    expect(askReturnFreight(set, 'quality', { ...at, category: 'home' })).toMatchObject({
      paidBy: 'shop',
      isInsured: false,
    });
  });

  test('the sentence names the rule in every language', () => {
    const answer = askNoReasonReturn(set, facts({ today: '2026-11-22' }));
    const sentence = explainPolicy(answer, { 'zh-CN': '保温杯', 'zh-TW': '保溫瓶', en: 'The bottle' });
    expect(sentence['zh-CN']).toBe('按《七天退货》，保温杯 的 7 天期限截止到 11 月 21 日，现在已经过了。');
    expect(sentence.en).toContain('七天退货');
    for (const one of Object.values(sentence)) expect(one).not.toMatch(/[{}]/);
  });
});
