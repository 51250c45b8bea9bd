import { describe, expect, test } from 'vitest';
import { aContent, aProduct, same } from './__fixtures__/a-shop.ts';
import { demoContent } from './__fixtures__/demo-shop.ts';
import { checkKnowledge } from './check-knowledge.ts';
import { findingTitles } from './finding-titles.ts';
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

const shipping = {
  carriers: [{ id: 'sf', name: same('顺丰速运') }],
  zones: [{ id: 'z', name: same('江浙沪'), provinces: [], feeFen: 800, freeFromFen: 5900, days: [1, 2], carriers: [] }],
  cutOff: '15:00',
  shipWithinHours: 24,
} as const;

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
    [
      'missing-language',
      aContent({
        faqs: [faq('a', '包邮吗', '包', { answer: { 'zh-CN': '这款包邮', 'zh-TW': '这款包邮', en: 'Free shipping' } })],
      }),
      ['a'],
    ],
    [
      'missing-language',
      aContent({
        faqs: [faq('a', '包邮吗', '包', { questions: { 'zh-CN': ['包邮吗'], 'zh-TW': ['免運嗎'], en: ['包邮吗'] } })],
      }),
      ['a'],
    ],
    ['advertising-word', aContent({ faqs: [faq('a', '好用吗', '全网销量第一，绝对好用')] }), ['a']],
    [
      'contradicts-graph',
      aContent({ faqs: [faq('a', '多久发', '48小时内发货')], shipping }),
      ['a', 'shipping:within-hours'],
    ],
    [
      'contradicts-graph',
      aContent({ faqs: [faq('a', '几点截单', '16点前下单当天发')], shipping }),
      ['a', 'shipping:cut-off'],
    ],
    ['contradicts-graph', aContent({ faqs: [faq('a', '包邮吗', '满 99 元包邮')], shipping }), ['a', 'shipping:zone']],
    [
      'contradicts-graph',
      aContent({ faqs: [faq('a', '什么快递', '默认发圆通')], shipping }),
      ['a', 'shipping:carrier'],
    ],
    ['contradicts-graph', aContent({ faqs: [faq('a', '有满减吗', '满200减30')] }), ['a', 'promotion']],
    [
      'contradicts-graph',
      aContent({
        faqs: [faq('a', '云朵杯多少钱', '云朵杯售价 59 元')],
        products: [aProduct('p1', { name: same('云朵杯') })],
      }),
      ['a', 'product:p1'],
    ],
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

describe('two answers to one question', () => {
  const conflicts = (...faqs: readonly FaqEntry[]) =>
    checkKnowledge(aContent({ faqs: faqs.map(askedOneWay) }), now).filter(({ kind }) => kind === 'contradiction');
  const askedOneWay = ({ questions, ...entry }: FaqEntry): FaqEntry => ({
    ...entry,
    questions: { 'zh-CN': questions['zh-CN'], 'zh-TW': [], en: [] },
  });

  test.each([
    ['几天可以退货', '收货后 7 天内可以退', '几天可以退货呢', '签收之后15天内都可以退哦'],
    ['拍下多久发货', '48小时内发出', '拍下多久发货呀', '一般 3 小时就发'],
    ['支持货到付款吗', '支持的，签收时付款', '支持货到付款吗？', '亲，不支持货到付款'],
    ['can I return it', 'You have 7 days', 'can i return it?', 'Return it within 30 days'],
  ])('with other numbers or a yes and a no contradict each other: %s', (one, answer, other, otherAnswer) => {
    expect(conflicts(faq('a', one, answer), faq('b', other, otherAnswer))).toEqual([
      expect.objectContaining({ items: ['a', 'b'] }),
    ]);
  });

  test.each([
    ['几天可以退货', '收货后 7 天内可以退', '几天可以退货呢', '7天无理由，48小时内退款'],
    ['支持货到付款吗', '支持的', '可以开发票吗', '不可以'],
    ['几天可以退货', '7 天内', '几天可以换货', '15 天内'],
    ['包邮吗', '满 59 元包邮', '包邮吗亲', '不仅包邮，还送运费险'],
  ])('that agree, or answer different questions, do not: %s', (one, answer, other, otherAnswer) => {
    expect(conflicts(faq('a', one, answer), faq('b', other, otherAnswer))).toEqual([]);
  });

  test('of which one begins when the other ends do not', () => {
    const until = { validTo: '2026-11-25T00:00:00Z' };
    const from = { validFrom: '2026-11-25T00:00:00Z' };
    expect(conflicts(faq('a', '几天可退', '7 天', until), faq('b', '几天可退', '15 天', from))).toEqual([]);
  });

  test('are none in the demo shop', async () => {
    const findings = checkKnowledge(await demoContent(now), now);
    expect(findings.filter((one) => one.kind === 'contradiction').map((one) => one.items)).toEqual([]);
  });
});

test('what agrees with the data is no contradiction', () => {
  const answers = ['24小时内发货，15点前下单当天发', '满 59 元包邮，发顺丰', '下单 48 小时后可以催'];
  const faqs = answers.map((answer, index) => faq(`a${index}`, `问${index}`, answer));
  const kinds = checkKnowledge(aContent({ faqs, shipping }), now).map((finding) => finding.kind);
  expect(kinds).not.toContain('contradicts-graph');
});

test('the demo shop agrees with its own data and sells without forbidden words', async () => {
  const findings = checkKnowledge(await demoContent(now), now);
  expect(findings.filter(({ kind }) => kind === 'contradicts-graph' || kind === 'advertising-word')).toEqual([]);
});

describe('how entries fared', () => {
  const faqs = [
    faq('asked', '包邮吗', '包'),
    faq('poor', '能改地址吗', '能'),
    faq('idle', '有礼盒吗', '有'),
    faq('new', '送卡吗', '送'),
  ];
  const old = new Date('2026-10-01T00:00:00Z');
  const uses = {
    since: old,
    turns: 500,
    byEntry: new Map([
      ['asked', { hits: 20, handedOver: 2 }],
      ['poor', { hits: 5, handedOver: 3 }],
    ]),
    releasedAt: new Map([...['asked', 'poor', 'idle'].map((id) => [id, old] as const), ['new', now]]),
  };

  test('an entry that nobody was answered with, and one that often led to a person, are told', () => {
    const findings = checkKnowledge(aContent({ faqs }), now, uses);
    const told = findings.filter(({ kind }) => kind === 'never-hit' || kind === 'hit-then-person');
    expect(told.map(({ kind, items }) => [kind, ...items])).toEqual([
      ['hit-then-person', 'poor'],
      ['never-hit', 'idle'],
    ]);
  });

  test('of few turns nothing is said', () => {
    const kinds = checkKnowledge(aContent({ faqs }), now, { ...uses, turns: 20 }).map((finding) => finding.kind);
    expect(kinds).not.toContain('never-hit');
  });
});

test('what findings name is told by its words, an import’s id says nothing', () => {
  const faqs = [faq('import-1a2b', '包邮吗', '包'), faq('import-3c4d', '包邮吗？', '不包')];
  const content = aContent({ faqs, promotions: [broken] });
  const titles = findingTitles(content, checkKnowledge(content, now));
  expect(titles['import-1a2b']?.['zh-CN']).toBe('包邮吗');
  expect(titles['import-3c4d']?.en).toBe('ask');
  expect(titles.p).toEqual(same('满减'));
});
