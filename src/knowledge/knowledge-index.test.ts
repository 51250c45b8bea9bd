import { beforeAll, describe, expect, test } from 'vitest';
import { aContent, aProduct, same } from './__fixtures__/a-shop.ts';
import { demoContent } from './__fixtures__/demo-shop.ts';
import { numbersIn, numbersOfFacts, worded } from './__fixtures__/worded.ts';
import { buildKnowledgeIndex } from './knowledge-index.ts';
import type { KnowledgeAnswer, KnowledgeIndex, KnowledgeQuestion } from './types.ts';

const noon = new Date('2026-11-21T04:00:00Z');
let index: KnowledgeIndex;
beforeAll(async () => {
  index = buildKnowledgeIndex(await demoContent(noon));
});

function ask(intent: string, text: string, more: Partial<KnowledgeQuestion> = {}): KnowledgeAnswer {
  return index.answer({ intent, text, language: 'zh-CN', productIds: [], asOf: noon, ...more });
}
function about(productId: string): Partial<KnowledgeQuestion> {
  return { productIds: [productId] };
}

/** Question → key of the answer (or the FAQ that is approved), and words that it must hold. */
const cases: readonly [
  intent: string,
  text: string,
  more: Partial<KnowledgeQuestion>,
  key: string,
  words: readonly string[],
][] = [
  ['product.attribute', '羽绒服什么面料', {}, 'answer.product.attribute.value', ['锦纶']],
  ['product.attribute', '续航多久', about('NYD001'), 'answer.product.attribute.value', ['7 小时', '28 小时']],
  ['product.attribute', '有哪些颜色', about('NYA001'), 'answer.product.attribute.options', ['雾霾蓝', '3']],
  ['product.attribute', '降噪效果怎么样', about('NYD001'), 'answer.product.attribute.value', ['42 分贝']],
  ['product.attribute', '噪音大不大', about('NYA001'), 'answer.product.attribute.unstated', ['未标注']],
  ['product.stock', '曜石黑 L 有吗', about('NYA001'), 'answer.product.stock.sold-out-others', ['缺货']],
  ['product.stock', '雾霾蓝S码还有没有', about('NYA001'), 'answer.product.stock.few-left', ['2 件']],
  ['product.stock', '燕麦白M有货吗', about('NYA001'), 'answer.product.stock.in-stock', ['燕麦白 M']],
  ['product.stock', '黑色有货吗', about('NYA001'), 'answer.product.stock.partly', ['曜石黑 S']],
  ['product.stock', '有红色的吗', about('NYA001'), 'answer.product.stock.no-such-option', ['红色', '雾霾蓝']],
  ['product.stock', '有几种规格', about('NYA001'), 'answer.product.stock.kinds', ['12', '雾霾蓝', 'XL']],
  ['product.size', '165 55kg穿什么码', about('NYA001'), 'answer.product.size.recommended', ['M']],
  [
    'product.size',
    '身高一米七五 体重130斤',
    about('NYA001'),
    'answer.product.size.recommended',
    ['175 cm', '65 kg', 'L'],
  ],
  ['product.size', '168cm 61公斤', about('NYA001'), 'answer.product.size.between', ['M', 'L']],
  ['product.size', '190cm 100kg', about('NYA001'), 'answer.product.size.outside', ['190 cm']],
  ['product.size', '怎么选码', about('NYA001'), 'answer.product.size.chart', ['152–163']],
  ['product.compare', '羽绒服和大衣哪个好', {}, 'answer.product.compare.table', ['¥399.00', '¥699.00', '绵羊毛 70%']],
  ['product.compare', '7袋和30袋哪个划算', about('NYF001'), 'answer.product.compare.table', ['¥25.90', '¥88.90']],
  ['product.recommend', '有没有适合敏感肌的面霜', {}, 'answer.product.recommend.one', ['神经酰胺']],
  ['product.usage', '怎么洗', about('NYA001'), 'answer.product.attribute.value', ['30℃']],
  ['product.contents', '里面都有什么', about('NYD001'), 'answer.product.contents.text', ['充电盒']],
  ['product.expiry', '保质期多久', about('NYF001'), 'answer.product.expiry.shelf-life', ['10 个月']],
  ['product.link', '[商品卡片]', about('NYD001'), 'answer.product.link.with-promotions', ['¥279.00', '有现货']],
  [
    'price.inquiry',
    '多少钱',
    about('NYD001'),
    'answer.price.inquiry.reduced-with-offers',
    ['¥279.00', '¥349.00', '23:59'],
  ],
  ['price.inquiry', '多少钱', about('NYF001'), 'answer.price.inquiry.variants', ['¥25.90', '¥88.90']],
  ['price.inquiry', '买3件多少钱', about('NYA004'), 'answer.price.inquiry.basket', ['¥197.50', '¥39.50']],
  ['price.inquiry', '券后到手多少', about('NYA002'), 'answer.price.inquiry.basket', ['¥589.00']],
  [
    'promo.inquiry',
    '现在有什么活动',
    {},
    'answer.promo.inquiry.running-and-upcoming',
    ['全场满 300 减 50', '晚 8 点限时价'],
  ],
  ['promo.inquiry', '满减可以和优惠券一起用吗', {}, 'answer.promo.inquiry.stacks', ['满减', '优惠券']],
  ['promo.inquiry', '预售定金和满减能叠加吗', {}, 'answer.promo.inquiry.does-not-stack', ['满减', '预售定金']],
  ['promo.inquiry', '我买了280还差多少满减', {}, 'answer.promo.inquiry.missing', ['¥20.00', '¥50.00']],
  ['promo.inquiry', '320够满减吗', {}, 'answer.promo.inquiry.reached', ['¥270.00']],
  [
    'promo.inquiry',
    '尾款什么时候付',
    about('NYD013'),
    'answer.promo.inquiry.presale-ships',
    ['11月27日 10:00', '12月3日'],
  ],
  ['promo.coupon', '有什么券', {}, 'answer.promo.coupon.running-and-upcoming', ['满 500 减 60']],
  ['promo.coupon', '优惠券用不了', {}, 'promotions-general-coupon-fails', []],
  ['promo.gift', '买面膜送什么', {}, 'answer.promo.gift.product.running', ['旅行分装瓶']],
  ['member.points', '我是什么等级', { memberLevel: 'gold' }, 'answer.member.points.own-level', ['95 折']],
  ['ship.fee', '新疆包邮吗', {}, 'answer.ship.fee.zone', ['¥199.00', '¥18.00']],
  ['ship.fee', '寄台湾运费多少', {}, 'answer.ship.fee.zone-never-free', ['台湾', '¥45.00']],
  ['ship.fee', '我买了50块的要运费吗', {}, 'answer.ship.fee.amount-missing', ['¥9.00']],
  ['ship.fee', '这个包邮吗', about('NYA001'), 'answer.ship.fee.product-free', ['¥59.00']],
  ['ship.when', '今天能发货吗', {}, 'answer.ship.when.today', ['16:00', '48']],
  ['ship.region', '能寄到拉萨吗', {}, 'answer.ship.region.served', ['西藏']],
  ['track.eta', '到成都几天', {}, 'answer.track.eta.zone', ['四川', '2–4']],
  ['return.policy', '水果不好吃可以退不', {}, 'returns-fresh-food', []],
  ['return.policy', '能退吗', about('NYA011'), 'answer.return.policy.sealed', ['7 天']],
  ['return.policy', '能退吗', about('NYA017'), 'answer.return.policy.custom', ['定制']],
  ['return.freight', '退货运费谁出', about('NYA001'), 'answer.return.freight.insured', ['保险']],
  ['return.freight', '退货运费谁出', {}, 'returns-freight-who', []],
  ['repair.warranty', '保修多久', about('NYD001'), 'answer.repair.warranty.months', ['12 个月']],
  ['invoice.request', '能开发票吗', {}, 'invoice-how', []],
  ['product.recommend', '你们卖什么', {}, 'answer.product.recommend.assortment', ['服饰']],
  ['product.stock', '有货吗', {}, 'answer.narrow.which-product', []],
];

describe('the demo shop answers', () => {
  test.each(cases)('%s: %s', (intent, text, more, key, words) => {
    const answer = ask(intent, text, more);
    const given = answer.kind === 'approved' ? answer.faqId : answer.kind === 'unknown' ? 'unknown' : answer.key;
    expect(given).toBe(key);
    for (const word of words) expect(worded(answer, 'zh-CN')).toContain(word);
  });
});

test('every number of an answer stands in its facts, and no placeholder stays open, in every language', () => {
  for (const [intent, text, more] of cases) {
    for (const language of ['zh-CN', 'zh-TW', 'en'] as const) {
      const answer = ask(intent, text, { ...more, language });
      if (answer.kind === 'unknown') continue;
      const said = worded(answer, language);
      expect(said).not.toMatch(/[{}]|no wording/);
      const known = numbersOfFacts(answer);
      expect([text, language, numbersIn(said).filter((number) => !known.has(number))]).toEqual([text, language, []]);
    }
  }
});

test('every fact of an answer can be found again by its id, unless it was computed or given', () => {
  for (const [intent, text, more] of cases) {
    const answer = ask(intent, text, more);
    if (answer.kind === 'unknown') continue;
    for (const fact of answer.facts.filter(
      (one) =>
        !/^(computed|given|shop):|\/(time|ends-text|starts-text|count|days|percent|from|off|coupons|price-now)\b/.test(
          one.id,
        ),
    )) {
      expect([fact.id, index.findFact(fact.id, noon)?.kind]).toEqual([fact.id, fact.kind]);
    }
  }
});

describe('time decides what exists', () => {
  // The flash price of the earbuds runs 10:00–23:59:59 in Shanghai on the day of seeding.
  test.each([
    ['2026-11-21T01:59:59.999Z', '¥349.00', false],
    ['2026-11-21T02:00:00.000Z', '¥279.00', true],
    ['2026-11-21T15:59:59.999Z', '¥279.00', true],
    ['2026-11-21T16:00:00.000Z', '¥349.00', false],
  ])('at %s the earbuds cost %s', (at, price, isRunning) => {
    const asOf = new Date(at);
    const answer = ask('price.inquiry', '多少钱', { ...about('NYD001'), asOf });
    expect(worded(answer, 'zh-CN')).toContain(price);
    expect(index.findFact('promotion:flash-morning', asOf) !== undefined).toBe(
      asOf.getTime() < Date.parse('2026-11-21T16:00:00Z'),
    );
    expect(
      worded(ask('promo.inquiry', '有什么活动', { asOf }), 'zh-CN').includes('早 10 点限时价（11月21日 23:59 结束）'),
    ).toBe(isRunning);
  });

  test('before, inside and after the campaign the same question gets three answers', () => {
    const moments = ['2026-11-21T01:00:00Z', '2026-11-21T04:00:00Z', '2026-11-21T17:00:00Z'].map((at) => new Date(at));
    const said = moments.map((asOf) =>
      worded(ask('promo.inquiry', '这个有秒杀吗', { ...about('NYD001'), asOf }), 'zh-CN'),
    );
    expect(said[0]).toContain('11月21日 10:00 开始');
    expect(said[1]).toContain('11月21日 23:59 结束');
    expect(said[2]).not.toContain('限时价');
    expect(new Set(said).size).toBe(3);
  });

  test('an FAQ and a policy outside their validity are not used', () => {
    const faq = {
      id: 'campaign',
      topic: '',
      intent: 'promo.inquiry',
      questions: { 'zh-CN': ['双十二几点开始'], 'zh-TW': [], en: [] },
      answer: same('20:00'),
      policies: [],
      validFrom: '2026-12-01T00:00:00Z',
      validTo: '2026-12-12T16:00:00Z',
    };
    const own = buildKnowledgeIndex(aContent({ faqs: [faq] }));
    const at = (moment: string) =>
      own.answer({
        intent: 'promo.inquiry',
        text: '双十二几点开始',
        language: 'zh-CN',
        productIds: [],
        asOf: new Date(moment),
      }).kind;
    expect(at('2026-12-05T00:00:00Z')).toBe('approved');
    expect(at('2026-11-05T00:00:00Z')).not.toBe('approved');
    expect(at('2026-12-12T16:00:00Z')).not.toBe('approved');
    expect(own.findFact('faq:campaign', new Date('2026-12-13T00:00:00Z'))).toBeUndefined();
  });
});

describe('recommending', () => {
  test('a sold-out product is never recommended', () => {
    const gone = aProduct('gone mug', { prices: [1000], name: same('gone mug') });
    const there = aProduct('nice mug', { prices: [2000], name: same('nice mug') });
    const content = aContent({
      products: [
        {
          ...gone,
          nicknames: ['mug'],
          variants: gone.variants.map((variant) => ({ ...variant, stock: 0, isAvailable: false })),
        },
        { ...there, nicknames: ['mug'] },
      ],
    });
    const answer = buildKnowledgeIndex(content).answer({
      intent: 'product.recommend',
      text: 'I want a mug',
      language: 'en',
      productIds: [],
      asOf: noon,
    });
    expect(answer).toMatchObject({ kind: 'facts', products: ['nice mug'] });
  });

  test('the budget holds, and what is above it is named as such', () => {
    const within = ask('product.recommend', '300以内的耳机', {});
    const above = ask('product.recommend', '50元以内的耳机', {});
    expect(within).toMatchObject({ kind: 'facts', products: ['NYD001'] });
    expect(above).toMatchObject({ key: 'answer.product.recommend.over-budget' });
    expect(worded(above, 'zh-CN')).toContain('¥279.00');
  });

  test('too many matches are narrowed by a question, none of its options leads nowhere', () => {
    const answer = ask('product.recommend', '500以内有什么好的');
    expect(answer.kind).toBe('narrow');
    for (const option of answer.kind === 'narrow' ? answer.options : []) {
      expect(ask('product.recommend', option.value).kind).not.toBe('unknown');
    }
  });
});

test('what the shop knows nothing about is unknown', () => {
  expect(ask('oos', '今天天气怎么样').kind).toBe('unknown');
  expect(ask('ship.region', '你们招聘客服吗').kind).toBe('unknown');
});

test('a question between two entries is narrowed to the nearest ones', () => {
  const answer = ask('refund.progress', '退款');
  expect(['narrow', 'approved']).toContain(answer.kind);
});

test('a question of the shop is recognised by its words alone; foreign ones and those that are over are not', async () => {
  const content = await demoContent(noon);
  const own = {
    id: 'try-on',
    topic: '',
    intent: 'chat.other',
    questions: { 'zh-CN': ['门店可以试穿羽绒服吗'], 'zh-TW': [], en: [] },
    answer: same('可以，每天 10 点到 21 点。'),
    policies: [],
  };
  const taught = buildKnowledgeIndex({ ...content, faqs: [...content.faqs, own] });
  expect(taught.recognise('你们门店可以试穿羽绒服吗', noon)).toBe('chat.other');
  expect(taught.recognise('今天天气怎么样', noon)).toBeUndefined();
  expect(index.recognise('门店可以试穿羽绒服吗', noon)).toBeUndefined();
  const over = buildKnowledgeIndex({
    ...content,
    faqs: [...content.faqs, { ...own, validTo: '2026-11-20T00:00:00Z' }],
  });
  expect(over.recognise('门店可以试穿羽绒服吗', noon)).toBeUndefined();
});

test('an entry that goes first is told before the campaigns are listed, in other words the campaigns are', () => {
  expect(ask('promo.inquiry', '学生有优惠吗')).toMatchObject({ kind: 'approved', faqId: 'promotions-general-student' });
  expect(ask('promo.inquiry', '现在有什么活动')).toMatchObject({ kind: 'facts' });
});
