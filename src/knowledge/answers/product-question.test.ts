import { beforeAll, describe, expect, test } from 'vitest';
import { demoContent } from '../__fixtures__/demo-shop.ts';
import { buildKnowledgeIndex } from '../knowledge-index.ts';
import type { KnowledgeIndex } from '../types.ts';

const noon = new Date('2026-11-21T04:00:00Z');
let index: KnowledgeIndex;
beforeAll(async () => {
  index = buildKnowledgeIndex(await demoContent(noon));
});

describe('a question about goods is read out of its own words', () => {
  test.each([
    ['衬衫会不会缩水呀', 'NYA006', 'product.attribute'],
    ['毛衣我妈一米五八110斤要几码', 'NYA007', 'product.size'],
    ['推车能带上后备箱吗', 'NYM007', 'product.attribute'],
    ['吹风機在日本能插著用嗎', 'NYD014', 'product.attribute'],
    ['墨绿的热水壶还有货不', 'NYD012', 'product.stock'],
    ['空氣炸鍋今天兩台一共多少', 'NYD010', 'price.inquiry'],
    ['蜂蜜能不能发新疆', 'NYF012', undefined],
    ['酸奶能不能发新疆', 'NYF010', 'ship.region'],
    ['is the speaker ok in the shower', 'NYD006', 'product.attribute'],
    ['跑鞋37码有么', 'NYA015', 'product.stock'],
    ['件羽绒服有冇黑色大码㗎', 'NYA001', 'product.stock'],
    ['口红02啥时候有', 'NYB007', 'product.stock'],
    ['就你家空气炸锅', 'NYD010', 'product.link'],
    ['想买个蓝牙音箱', 'NYD006', 'product.link'],
    ['卫衣有黑的没', 'NYA003', 'product.stock'],
    ['护颈枕 高 今天发不发', 'NYH003', 'ship.when'],
    ['我会员买大衣到手多少', 'NYA002', 'price.inquiry'],
    ['木质香水礼盒多少 雪松的', 'NYB015', 'price.inquiry'],
    ['脐橙到手了能搁多久', 'NYF007', 'product.attribute'],
    ['蓝牙音箱用券后多少', 'NYD006', 'price.inquiry'],
    ['口红02色还剩几支', 'NYB007', 'product.stock'],
    ['四件套有没有一米五的床用的', 'NYH001', 'product.stock'],
  ])('%s → %s, %s', (text, productId, intent) => {
    const found = index.recogniseProduct(text, { productIds: [] });
    expect(found?.intent).toBe(intent);
    if (intent !== undefined) expect(found?.productIds).toEqual([productId]);
  });

  test('a name that is part of a word for an attribute is no second product', () => {
    expect(index.recogniseProduct('持妆粉底防晒值是多少', { productIds: [] })?.productIds).toEqual(['NYB008']);
  });

  test('goods written by their sound are found', () => {
    expect(index.recogniseProduct('baowenbei duoshao qian', { productIds: [] })?.productIds).toEqual(['NYH005']);
    expect(index.recogniseProduct('蓝牙尔机续航多久', { productIds: [] })?.productIds).toEqual(['NYD001']);
  });

  test('without a name the goods spoken of are meant, and a half-said choice keeps the other half', () => {
    const talk = { productIds: ['NYA001'], lastIntent: 'product.stock', previousText: '燕麦白的S有没有' };
    expect(index.recogniseProduct('那XL呢', talk)).toMatchObject({ intent: 'product.stock', text: '那XL呢 燕麦白' });
    expect(index.recogniseProduct('充绒量多少克', talk)).toMatchObject({ intent: 'product.attribute', isNamed: false });
  });

  test.each([
    ['宿舍用的锅有没', {}],
    ['有能夹床头的灯没', {}],
    ['老婆生日送点啥 三百左右', {}],
    ['天一冷手就裂 有啥能抹的', {}],
    ['过两天去看丈母娘 买点啥带过去好', {}],
    ['想给男朋友买条裤子 黑的', {}],
    ['有雨伞卖不', {}],
    ['电热毯好多钱一床嘛', {}],
    ['雨衣呢', { lastIntent: 'product.recommend' }],
    ['那男的秋冬能穿的有啥', { productIds: ['NYA010'] }],
  ])('%s is a search', (text, talk) => {
    expect(index.recogniseProduct(text, { productIds: [], ...talk })?.intent).toBe('product.recommend');
  });

  test.each(['有没有优惠', '有实体店吗', '有人在吗', '有运费险吗', '质量好吗', '衣服裂了怎么办'])(
    '%s asks for no goods',
    (text) => {
      expect(index.recogniseProduct(text, { productIds: [] })).toBeUndefined();
    },
  );

  test('of goods under one name the one that was just shown is meant', () => {
    const talk = { productIds: [], shownIds: ['NYM013', 'NYM011'] };
    expect(index.recogniseProduct('米粉有几种口味', talk)?.productIds).toEqual(['NYM013']);
  });

  test('the bare choice takes up the stock of the goods spoken of', () => {
    const talk = { productIds: ['NYM001'], lastIntent: 'product.attribute' };
    expect(index.recogniseProduct('蓝的66码', talk)).toMatchObject({ intent: 'product.stock', isNamed: false });
  });

  test('a choice behind a size keeps the size that height and weight gave', () => {
    const talk = { productIds: ['NYM002'], lastIntent: 'product.size', previousText: '娃身高108 36斤穿多大' };
    expect(index.recogniseProduct('豆沙粉的有没有', talk)).toMatchObject({
      intent: 'product.stock',
      text: '豆沙粉的有没有 110',
    });
    expect(index.recogniseProduct('豆沙粉120有没有', talk)?.text).toBe('豆沙粉120有没有');
  });

  test('goods looked for by what they are to be like are sought themselves', () => {
    expect(index.recogniseProduct('有没有防水的蓝牙音箱', { productIds: [] })).toMatchObject({
      intent: 'product.attribute',
      isSought: true,
    });
    expect(index.recogniseProduct('蓝牙音箱防水吗', { productIds: [] })?.isSought).toBe(false);
  });

  test('goods for a bed are asked for by the bed', () => {
    const talk = { productIds: ['NYH002'], lastIntent: 'product.attribute' };
    expect(index.recogniseProduct('我家一米八的床', talk)?.intent).toBe('product.attribute');
    // Of goods whose sizes are beds already the bed is a choice, and asks nothing by itself.
    expect(index.recogniseProduct('四件套一米八床的被套多大', { productIds: [] })).toBeUndefined();
  });

  test('how many choices of one kind there are is answered with the choices', () => {
    const question = { language: 'zh-CN' as const, asOf: noon, productIds: ['NYF005'] };
    const answer = index.answer({ ...question, intent: 'product.attribute', text: '牛肉干有几种口味' });
    expect(answer).toMatchObject({ key: 'answer.product.attribute.options' });
  });

  test.each(['功率多大', '续航多长时间'])('%s without goods is asked back and not guessed', (text) => {
    const answer = index.answer({
      intent: 'product.attribute',
      language: 'zh-CN',
      asOf: noon,
      productIds: [],
      text,
    });
    expect(answer.kind).toBe('narrow');
  });

  test('a complaint, a chat or another product is no question about the goods spoken of', () => {
    const talk = { productIds: ['NYD001'] };
    expect(index.recogniseProduct('今天天气真好', talk)).toBeUndefined();
    expect(index.recogniseProduct('卫衣和跑鞋哪个好', talk)).toBeUndefined();
  });
});

describe('a question of offers, members or payment is read out of its own words', () => {
  test.each([
    ['再买几百能升到黑卡', 'member.points'],
    ['都268了离满减差几块', 'promo.inquiry'],
    ['袜子拿两双有没有优惠', 'promo.inquiry'],
    ['会不会是山寨的', 'product.authentic'],
    ['今天吃什么', undefined],
  ])('%s → %s', (text, intent) => {
    expect(index.recogniseShopQuestion(text)?.intent).toBe(intent);
  });

  test('the plain question is asked where the shop has an approved answer to it', () => {
    expect(index.recogniseShopQuestion('那我咋付款呀')).toMatchObject({ intent: 'pay.method', text: '可以用什么付款' });
    expect(index.recogniseShopQuestion('尾款怎么付')).toBeUndefined();
    expect(index.recogniseShopQuestion('那可以分期吗')).toMatchObject({ intent: 'pay.method', text: '可以分期吗' });
    expect(index.recogniseShopQuestion('no way to get it quicker?', 'ship.carrier')?.intent).toBe('ship.carrier');
    expect(index.recogniseShopQuestion('no way to get it quicker?')).toBeUndefined();
  });
});

describe('answers', () => {
  const ask = (intent: string, text: string, more = {}) =>
    index.answer({ intent, text, language: 'zh-CN', productIds: [], asOf: noon, ...more });

  test('goods that go to some regions only are not said to go everywhere', () => {
    expect(ask('ship.region', '鲜虾水饺可以寄哈尔滨么')).toMatchObject({
      key: 'answer.ship.region.product-not-served',
    });
    expect(ask('ship.region', '鲜虾水饺可以寄武汉么')).toMatchObject({ key: 'answer.ship.region.product-served' });
    expect(ask('ship.region', '香水寄澳门可以不')).toMatchObject({ key: 'answer.ship.region.product-not-served' });
    expect(ask('ship.region', '卫衣可以寄拉萨么')).toMatchObject({ key: 'answer.ship.region.served' });
  });

  test('how much is missing to a level is told only where what was spent agrees with the level', () => {
    const member = { memberLevel: 'silver', memberSpent: 90_000 };
    expect(ask('member.points', '还要花多少升金卡', member)).toMatchObject({ key: 'answer.member.points.next-level' });
    expect(ask('member.points', '还要花多少升金卡', { memberLevel: 'silver', memberSpent: 100 })).toMatchObject({
      key: 'answer.member.points.levels',
    });
  });

  test('what no product is called is not sold, although an attribute mentions it', () => {
    expect(ask('product.recommend', '你家有华为手机卖吗')).toMatchObject({ key: 'answer.product.recommend.not-sold' });
    expect(ask('product.recommend', '有耳机卖吗')).not.toMatchObject({ key: 'answer.product.recommend.not-sold' });
  });

  test('variants are compared by what the record says of each', () => {
    const answer = ask('product.compare', '妈咪包基础款和大容量款有什么差别', { productIds: ['NYM017'] });
    expect(JSON.stringify(answer)).toContain('27 升');
  });
});
