import { beforeAll, describe, expect, test } from 'vitest';
import { demoContent } from '../__fixtures__/demo-shop.ts';
import { worded } from '../__fixtures__/worded.ts';
import { buildKnowledgeIndex } from '../knowledge-index.ts';
import type { FollowUp, KnowledgeIndex, Thread } from '../types.ts';

const noon = new Date('2026-11-21T04:00:00Z');
let index: KnowledgeIndex;
beforeAll(async () => {
  index = buildKnowledgeIndex(await demoContent(noon));
});

const coats: Thread = { intent: 'product.recommend', text: '想买件外套', productIds: ['NYA001', 'NYA008', 'NYA002'] };
const jacket: Thread = { intent: 'price.inquiry', text: '羽绒服多少钱', productIds: ['NYA001'] };

const yoghurt: Thread = { intent: 'ship.region', text: '酸奶能发北京伐', productIds: ['NYF010'] };

describe('a short message behind a question about goods', () => {
  test.each<[string, Thread, Partial<FollowUp> | undefined]>([
    ['第二个怎么样', coats, { intent: 'product.link', productIds: ['NYA008'] }],
    ['第二款防水吗', coats, { intent: 'product.attribute', productIds: ['NYA008'] }],
    ['第一个和第三个哪个好', coats, { intent: 'product.compare', productIds: ['NYA001', 'NYA002'] }],
    ['和第一个比呢', { ...coats, pickedId: 'NYA008' }, { intent: 'product.compare', productIds: ['NYA001', 'NYA008'] }],
    ['黑色的', coats, { intent: 'product.recommend', text: '黑色的 想买件外套' }],
    ['要大码', coats, { intent: 'product.recommend', text: '要大码 想买件外套' }],
    ['500以内', coats, { intent: 'product.recommend', text: '500以内 想买件外套' }],
    ['要防水的', coats, { intent: 'product.recommend', text: '要防水的 想买件外套' }],
    ['还有别的吗', coats, { intent: 'product.recommend', seenIds: coats.productIds }],
    ['什么时候发货', coats, undefined],
    ['能便宜点不', coats, undefined],
    ['好的谢谢', coats, undefined],
    ['再加一双袜子呢', jacket, { intent: 'price.inquiry', text: '羽绒服多少钱,再加一双袜子呢' }],
    ['用上券呢', jacket, { intent: 'price.inquiry', text: '羽绒服多少钱,用上券呢' }],
    ['两件呢', jacket, { intent: 'price.inquiry', text: '羽绒服多少钱,两件呢' }],
    ['这个孕妇能用吗', coats, undefined],
    ['她比较怕冷', coats, { intent: 'product.recommend', text: '她比较怕冷 想买件外套' }],
    ['what about the second one', coats, { intent: 'product.link', productIds: ['NYA008'] }],
    ['how much for two of them and a pair of socks', { ...coats, productIds: ['NYA001'] }, { intent: 'price.inquiry' }],
    ['有裤子吗', coats, { intent: 'product.recommend', text: '有裤子吗' }],
    ['都行你看着办', coats, { intent: 'product.recommend', text: '都行你看着办 想买件外套' }],
    ['有便宜些的么', coats, { intent: 'product.recommend', text: '398元以内 想买件外套' }],
    ['要吃的', coats, { intent: 'product.recommend', text: '要吃的 想买件外套' }],
    [
      '要去东北出差',
      { ...coats, intent: 'product.compare' },
      { intent: 'product.compare', productIds: coats.productIds },
    ],
    ['要没味道的', coats, { intent: 'product.recommend', text: '要没味道的 想买件外套' }],
    ['最便宜的是哪个', coats, { intent: 'product.recommend', text: '最便宜的是哪个 想买件外套' }],
    ['再凑多少能减50', jacket, { intent: 'price.inquiry', text: '羽绒服多少钱,再凑多少能减50' }],
    ['跟不带礼盒的差啥', jacket, undefined],
    ['水饺呢', yoghurt, { intent: 'ship.region', text: '水饺 能发北京伐', productIds: ['NYF009'] }],
    [
      'what about the jerky',
      { intent: 'product.attribute', text: 'do the rose pastries have nuts', productIds: ['NYF006'] },
      { intent: 'product.attribute', productIds: ['NYF005'] },
    ],
    [
      'and the thermal set?',
      { intent: 'return.policy', text: 'can i send back the ceramide cream once opened', productIds: ['NYB003'] },
      { intent: 'return.policy' },
    ],
    ['does it come in orange', coats, { intent: 'product.attribute', productIds: ['NYA008'] }],
    ['does it come in purple', coats, { intent: 'product.recommend', text: 'does it come in purple 想买件外套' }],
    ['is it waterproof', coats, undefined],
    ['and the parcel?', jacket, undefined],
    ['哈尔滨', { intent: 'ship.when', text: '现在下单什么时候到', productIds: [] }, { intent: 'track.eta' }],
    ['哈尔滨', jacket, undefined],
    ['羽绒的那款', coats, { intent: 'product.link', productIds: ['NYA001'] }],
    ['她163 104斤', coats, { intent: 'product.size', productIds: coats.productIds }],
    ['里头得套件卫衣', { ...coats, intent: 'product.size', productIds: ['NYA008'] }, { intent: 'product.attribute' }],
    ['里头得套件卫衣', coats, undefined],
    ['有没有厚一点的', coats, { intent: 'product.compare', productIds: coats.productIds }],
    ['有没有薄一点的', jacket, { intent: 'product.attribute', productIds: ['NYA001'] }],
    ['我要退货', jacket, undefined],
    ['发什么快递', jacket, undefined],
  ])('%s', (text, thread, meant) => {
    const found = index.readFollowUp(text, thread);
    if (meant === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(meant);
  });

  test('goods in view that were never called by name are named for the basket', () => {
    const shown: Thread = { intent: 'price.inquiry', text: '这个多少钱', productIds: ['NYA001'] };
    expect(index.readFollowUp('再来一双袜子', shown)?.text).toContain('轻暖立领短款羽绒服');
  });
});

describe('a search and a basket in words', () => {
  const answer = (intent: string, text: string, more: { seenIds?: readonly string[] } = {}) =>
    index.answer({ intent, text, language: 'zh-CN', productIds: [], asOf: noon, ...more });
  const shown = (text: string, more = {}) => {
    const found = answer('product.recommend', text, more);
    return 'products' in found ? found.products : [];
  };

  const told = (intent: string, text: string, productIds: readonly string[] = []) => {
    const found = index.answer({ intent, text, language: 'zh-CN', productIds, asOf: noon });
    return worded(found, 'zh-CN');
  };

  test('the whole of "how much more for the 30 litre" is a price, and a measure is read with or without its space', () => {
    expect(told('price.inquiry', 'power bank, how much more for the 20000 mah', ['NYD002'])).not.toContain('× 1');
    expect(told('price.inquiry', '充电宝 20000 mAh 多少钱', ['NYD002'])).toBe(
      told('price.inquiry', '充电宝 20000mAh 多少钱', ['NYD002']),
    );
  });

  test('what the shop does not have is said, with its like where there is such', () => {
    expect(told('product.recommend', '有雨伞卖不')).toContain('雨伞');
    expect(shown('电热毯好多钱一床嘛')).toContain('NYH004');
    expect(told('product.recommend', '你家有苹果16吗')).toContain('苹果16');
  });

  test('goods for a need stand in the order of the table and are shown at once', () => {
    expect(shown('有啥能暖和点的推荐下').slice(0, 1)).toEqual(['NYD015']);
    expect(shown('手干得裂了用啥')).toEqual(['NYB010']);
    expect(shown('都行你看着办 随便推荐个')).toHaveLength(3);
  });

  test('a measure, a pack or a name is no number of pieces', () => {
    expect(told('price.inquiry', '一米八床四件套啥价', ['NYH001'])).toContain('439');
    expect(told('price.inquiry', '面霜50克的两瓶加一盒10片的面膜总共多少', ['NYB003', 'NYB005'])).toContain('313');
  });

  test('who finds it dear is told the price and what runs, and the cheapest is one', () => {
    expect(told('price.bargain', '别家才卖289你家空气炸锅咋这么贵', ['NYD010'])).toContain('299');
    expect(shown('最便宜的是哪个 想买件外套')).toEqual(['NYA001']);
  });

  test('three of a pack of three are one pack, and a thousand is an amount', () => {
    expect(told('price.inquiry', '洗面奶三支多少钱', ['NYB001'])).toContain('169');
    expect(told('promo.inquiry', '买一千块的东西最多能省多少')).toContain('1000');
  });

  test('an announced price, the whole of a pre-sale, and a threshold that is no amount', () => {
    expect(told('price.inquiry', '到时羽绒服什么价', ['NYA001'])).toContain('329');
    expect(told('price.inquiry', '扫地机器人付完定金总共要掏多少', ['NYD013'])).toContain('1299');
    expect(told('promo.inquiry', '我车里就一台159的台灯 离满300差多少')).toContain('141');
  });

  test('colours and other choices are told one by one where they are asked for', () => {
    expect(told('product.stock', '那还剩哪些色', ['NYB007'])).toMatch(/01.*03.*04/);
    expect(told('product.attribute', '充电宝有几种容量', ['NYD002'])).toMatch(/10000.*20000/);
    expect(told('product.stock', '卫衣有黑的没', ['NYA003'])).toContain('藏青');
  });

  test('a kind of goods is what names end with, not what a text mentions', () => {
    expect(shown('想买件外套').toSorted()).toEqual(['NYA001', 'NYA002', 'NYA008']);
  });

  test('colour, size and limit narrow it down', () => {
    expect(shown('黑色的 想买件外套')).toEqual(['NYA001']);
    expect(shown('500以内 想买件外套')).not.toContain('NYA002');
  });

  test('an amount with 左右 is met about, a bare limit from below', () => {
    expect(answer('product.recommend', '500左右的外套')).toMatchObject({ products: ['NYA001', 'NYA008'] });
  });

  test('others than those shown, and the truth where there are none', () => {
    expect(shown('想买件外套', { seenIds: ['NYA001'] })).not.toContain('NYA001');
    expect(answer('product.recommend', '想买件外套', { seenIds: coats.productIds })).toMatchObject({
      key: 'answer.product.recommend.no-more',
    });
  });

  test('each part of a basket has its own number, and what the shop does not have is said', () => {
    const sum = worded(answer('price.inquiry', '两件羽绒服和一双袜子一共多少钱'), 'zh-CN');
    expect(sum).toContain('羽绒服 × 2：¥798.00');
    expect(sum).toContain('3 双装 × 1：¥49.00');
    expect(worded(answer('price.inquiry', '羽绒服和围巾一起买多少钱'), 'zh-CN')).toContain('没有找到“围巾”');
  });

  test('who says that it is the first order has the coupon for new customers in the sum', () => {
    const question = { intent: 'price.inquiry', text: '充电宝用完券多少', language: 'zh-CN' as const, asOf: noon };
    const ask = (more: { saidBefore?: string; boughtIds?: readonly string[] }) =>
      worded(index.answer({ ...question, productIds: ['NYD002'], ...more }), 'zh-CN');
    expect(ask({ saidBefore: '第一次在你家买东西' })).toContain('¥84.00');
    expect(ask({})).not.toContain('¥84.00');
    expect(ask({ saidBefore: '第一次在你家买东西', boughtIds: ['NYA001'] })).not.toContain('¥84.00');
  });

  test('of goods said twice the later number counts', () => {
    expect(worded(answer('price.inquiry', '羽绒服多少钱,那两件羽绒服呢'), 'zh-CN')).toContain('羽绒服 × 2：¥798.00');
  });
});
