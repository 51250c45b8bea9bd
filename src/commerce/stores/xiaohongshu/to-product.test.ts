import { expect, it } from 'vitest';
import { rawItem, rawSku } from './__fixtures__/xiaohongshu-answers.ts';
import { toProduct, xiaohongshuItem, xiaohongshuSku } from './to-product.ts';

const item = xiaohongshuItem.parse(rawItem);

it('an item is told with all its skus, prices in 分, attributes with one value or several', () => {
  expect(toProduct(item, [xiaohongshuSku.parse(rawSku)], {})).toMatchObject({
    productId: '67b6831c7b3de40001a9fb78',
    attributes: [
      { key: '面料', value: { 'zh-CN': '羊毛' } },
      { key: '季节', value: { 'zh-CN': '冬季' } },
    ],
    variants: [{ options: { 颜色: '雾霾蓝' }, price: 9900, stock: 100, isAvailable: true }],
  });
});

it.each([
  [{ buyable: false }, false],
  [{ buyable: undefined }, false],
  [{ stock: 0 }, false],
])('a sku with %j can be bought: %s', (over, isAvailable) => {
  expect(toProduct(item, [xiaohongshuSku.parse({ ...rawSku, ...over })], {}).variants).toMatchObject([{ isAvailable }]);
});
