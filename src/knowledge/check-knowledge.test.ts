import { describe, expect, test } from 'vitest';
import { aContent, same } from './__fixtures__/a-shop.ts';
import { demoContent } from './__fixtures__/demo-shop.ts';
import { checkKnowledge } from './check-knowledge.ts';
import type { FaqEntry, Policy, Promotion } from './types.ts';

const now = new Date('2026-11-21T04:00:00Z');

function faq(id: string, question: string, answer: string, more: Partial<FaqEntry> = {}): FaqEntry {
  const text = { 'zh-CN': answer, 'zh-TW': answer, en: 'translated' };
  return {
    id,
    topic: '',
    intent: 'x',
    questions: { 'zh-CN': [question], 'zh-TW': ['問'], en: ['ask'] },
    answer: text,
    policies: [],
    ...more,
  };
}

const policy: Policy = {
  id: 'return-7',
  kind: 'return',
  title: same('退货'),
  summary: same('7 天'),
  text: same('7 天内可退'),
  parameters: {},
};
const broken: Promotion = {
  id: 'p',
  kind: 'full-reduction',
  title: same('满减'),
  description: same('x'),
  scope: { products: ['none'] },
  rule: {},
  stacksWith: [],
  priority: 1,
};

describe('finds', () => {
  test.each([
    ['duplicate-question', aContent({ faqs: [faq('a', '包邮吗', '包'), faq('b', '包邮吗？', '不包')] }), ['a', 'b']],
    [
      'contradiction',
      aContent({ faqs: [faq('a', '几天能退', '15 天内可退', { policies: ['return-7'] })], policies: [policy] }),
      ['a', 'return-7'],
    ],
    ['expired', aContent({ faqs: [faq('a', '活动到几号', '已结束', { validTo: '2026-11-01T00:00:00Z' })] }), ['a']],
    [
      'missing-language',
      aContent({
        faqs: [faq('a', '包邮吗', '包', { questions: { 'zh-CN': ['包邮吗'], 'zh-TW': ['免運嗎'], en: [] } })],
      }),
      ['a'],
    ],
    ['broken-promotion', aContent({ promotions: [broken] }), ['p']],
    ['unknown-reference', aContent({ promotions: [broken] }), ['p']],
  ])('%s', (kind, content, items) => {
    expect(checkKnowledge(content, now)).toContainEqual(expect.objectContaining({ kind, items }));
  });
});

test('the demo shop has no broken promotion, no unknown reference and no missing language', async () => {
  const kinds = checkKnowledge(await demoContent(now), now).map((finding) => finding.kind);
  expect(kinds).not.toContain('broken-promotion');
  expect(kinds).not.toContain('unknown-reference');
  expect(kinds).not.toContain('missing-language');
});
