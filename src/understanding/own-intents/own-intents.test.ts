import { describe, expect, it } from 'vitest';
import { learnOwnIntents, ordinaryMessages } from './own-intents.ts';

const ordinary = [
  '什么时候发货',
  '快递到哪了',
  '能退货吗',
  '有什么优惠',
  '这个多少钱',
  '我要换个尺码',
  '发票怎么开',
  '你好',
  '谢谢',
  '没货了吗',
  '几天能到',
  '包邮吗',
  '怎么付款',
  '取消订单',
  '改一下地址',
  '退款多久到',
  '质量怎么样',
  '有没有大码',
  '送赠品吗',
  '转人工',
];
const install = [
  '可以预约上门安装吗',
  '师傅什么时候来装',
  '我想约个安装时间',
  '谁来装热水器',
  '能不能改安装的日期',
  '怎么预约安装',
];
const wholesale = [
  '批发怎么拿货',
  '我想代理你们的产品',
  '公司团购能便宜多少',
  '可以做分销吗',
  '大量采购找谁谈',
  '你们招代理吗',
];

describe('what a shop has taught', () => {
  const reader = learnOwnIntents(
    [
      { id: 'install', examples: install },
      { id: 'wholesale', examples: [...wholesale, '有什么优惠'] },
    ],
    ordinary,
  );

  it.each([
    ['帮我预约个师傅安装', 'install'],
    ['做代理怎么拿货', 'wholesale'],
  ])('%s is read as %s though nobody taught these words', (text, intent) => {
    expect(reader.read(text, 0.3)?.intent).toBe(intent);
  });

  it('the very words of an example are certain, also where customers write them everywhere', () => {
    expect(reader.read('批发怎么拿货', 1)).toEqual({ intent: 'wholesale', confidence: 1 });
    expect(reader.read('有什么优惠', 1)).toEqual({ intent: 'wholesale', confidence: 1 });
  });

  it.each(['快递到哪个站了', '能不能退', '在吗', ''])('%j is none of it', (text) => {
    expect(reader.read(text, 0.9)).toBeUndefined();
  });

  it('is nothing where nothing was taught', () => {
    expect(learnOwnIntents([], ordinary).read('批发怎么拿货', 0)).toBeUndefined();
  });
});

it('every intent has its part in what customers write everywhere, and none more than twenty', () => {
  const many = Array.from({ length: 95 }, (_none, index) => ({ label: 'a', text: `a${index}` }));
  const found = ordinaryMessages([...many, { label: 'b', text: 'b' }]);
  expect(found.filter((text) => text.startsWith('a'))).toHaveLength(20);
  expect(found).toContain('b');
});
