import { expect, it } from 'vitest';
import { rawGoods } from './__fixtures__/pinduoduo-answers.ts';
import { pinduoduoGoods, toProduct } from './to-product.ts';

it('goods cost what they cost in a group, in 分', () => {
  expect(toProduct(pinduoduoGoods.parse(rawGoods), {})).toMatchObject({
    productId: '3344',
    category: '8509',
    optionNames: ['颜色'],
    variants: [
      { variantId: '1122', options: { 颜色: '雾霾蓝' }, price: 9900, stock: 5, isAvailable: true },
      { variantId: '1123', options: { 颜色: '燕麦' }, price: 9900, stock: 0, isAvailable: false },
    ],
  });
});

it.each([2, 3, 4])('goods with status %i are not on sale', (status) => {
  const product = toProduct(pinduoduoGoods.parse({ ...rawGoods, status }), {});
  expect(product.variants.map((one) => one.isAvailable)).toEqual([false, false]);
});

it('the owner is believed where the unit of prices was another', () => {
  const sku = { ...rawGoods.sku_list[0], multi_price: '99.50' };
  const goods = pinduoduoGoods.parse({ ...rawGoods, sku_list: [sku] });
  expect(toProduct(goods, { priceUnit: 'yuan' }).variants).toMatchObject([{ price: 9950 }]);
  expect(() => toProduct(goods, { priceUnit: 'fen' })).toThrow('priceUnit');
});
