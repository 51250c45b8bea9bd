import { expect, it } from 'vitest';
import { readJson } from '../kit/read-json.ts';
import { rawItem, rawOrder } from './__fixtures__/youzan-answers.ts';
import { toOrder, youzanOrder } from './to-canonical.ts';
import { toProduct, youzanItem } from './to-product.ts';

it('goods are told in 分, with their options', () => {
  expect(toProduct(youzanItem.parse(rawItem), {})).toMatchObject({
    productId: '440000001',
    optionNames: ['颜色'],
    variants: [
      { variantId: '36000001', options: { 颜色: '蓝' }, price: 300, stock: 12, isAvailable: true },
      { variantId: '36000002', options: { 颜色: '白' }, price: 350, stock: 0, isAvailable: false },
    ],
  });
});

it('goods without options are their own variant, in the catalogue and in orders', () => {
  const product = toProduct(youzanItem.parse({ ...rawItem, item_id: 440000002, skus: [] }), {});
  const { order } = toOrder(youzanOrder.parse(readJson(rawOrder)));
  const line = order.lines.find((one) => one.productId === '440000002');
  expect(product.variants).toMatchObject([{ variantId: '440000002', price: 300, stock: 12 }]);
  expect(line?.variantId).toBe('440000002');
});
