import { expect, it } from 'vitest';
import { rawSku, rawWare } from './__fixtures__/jd-answers.ts';
import { jdSku, jdWare, toProduct } from './to-product.ts';

const ware = (over: object = {}) => jdWare.parse({ ...rawWare, ...over });
const sku = (over: object = {}) => jdSku.parse({ ...rawSku, ...over });

it('a ware is told with its skus: 元 as 分, values of options by their place', () => {
  expect(toProduct(ware(), [sku()])).toMatchObject({
    productId: '10023456',
    name: { 'zh-CN': '加厚羊毛围巾' },
    optionNames: ['规格', '规格2'],
    variants: [
      { variantId: '100012345', options: { 规格: '雾霾蓝', 规格2: '均码' }, price: 9950, stock: 12, isAvailable: true },
    ],
  });
});

it.each([
  ['on sale', {}, {}, true],
  ['on sale while a change waits for approval', { wareStatus: 520 }, {}, true],
  ['taken off by the shop', { wareStatus: 2 }, {}, false],
  ['of which the sku is off', {}, { status: 2 }, false],
  ['sold out', {}, { stockNum: 0 }, false],
])('a ware %s', (_words, wareOver, skuOver, isAvailable) => {
  expect(toProduct(ware(wareOver), [sku(skuOver)]).variants).toMatchObject([{ isAvailable }]);
});

it('a ware without skus is its own variant', () => {
  expect(toProduct(ware(), []).variants).toMatchObject([{ variantId: '10023456', options: {}, price: 9900 }]);
});
