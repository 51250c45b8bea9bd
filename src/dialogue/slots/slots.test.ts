import { describe, expect, it } from 'vitest';
import { aLine, products } from '../fixtures/a-shop.ts';
import { fittingVariants } from './fitting-variants.ts';
import { parseAddress } from './parse-address.ts';

describe('parseAddress', () => {
  it.each([
    [
      '浙江省杭州市西湖区文三路100号3幢502室',
      { province: '浙江省', city: '杭州市', district: '西湖区', detail: '文三路100号3幢502室' },
    ],
    [
      '地址改成上海市浦东新区世纪大道88号',
      { province: '上海市', city: '上海市', district: '浦东新区', detail: '世纪大道88号' },
    ],
    [
      '改到 北京朝阳区建国路1号 张三 13812345678',
      { province: '北京市', city: '北京市', district: '朝阳区', name: '张三', phone: '13812345678' },
    ],
    [
      '李雷 13812345678 江苏省南京市玄武区北京东路1号',
      { province: '江苏省', city: '南京市', district: '玄武区', name: '李雷' },
    ],
    ['广州市天河区体育西路5号', { province: '广州市', city: '广州市', district: '天河区' }],
    [
      '320 Cedar Avenue, Suite 116, San Antonio, TX 78219',
      { detail: '320 Cedar Avenue, Suite 116', city: 'San Antonio', province: 'TX', zip: '78219' },
    ],
    [
      'change #W3289292 to 320 Cedar Avenue, San Antonio, TX, USA, 78219',
      { detail: '320 Cedar Avenue', city: 'San Antonio', province: 'TX', zip: '78219', country: 'USA' },
    ],
    ['12 Oak Street, Austin, TX', { detail: '12 Oak Street', city: 'Austin', province: 'TX' }],
  ])('%s', (text, expected) => {
    expect(parseAddress(text)).toMatchObject(expected);
  });

  it.each(['改地址', 'please change it', '明天下午送'])('"%s" is no address', (text) => {
    expect(parseAddress(text).detail ?? '').toBe('');
  });
});

describe('fittingVariants', () => {
  const mouse = products.find((product) => product.productId === 'mouse');
  const dress = products.find((product) => product.productId === 'dress');
  it.each([
    ['a white one', ['mouse-white-optical']],
    ['white and wired', ['mouse-white-optical-wired']],
    ['exchange the black one for an optical one', ['mouse-white-optical']],
    ['white, whichever is cheaper', ['mouse-white-optical-wired']],
    ['the cheapest', ['mouse-white-optical-wired']],
    ['something else', []],
  ])('"%s" keeps the other options where it can', (text, expected) => {
    expect(
      mouse && fittingVariants(text, aLine('m', 'mouse-black'), mouse).map((variant) => variant.variantId),
    ).toEqual(expected);
  });

  it('"one size up" is the next size of the same colour', () => {
    expect(
      dress && fittingVariants('能换大一码吗', aLine('d', 'dress-blue-m'), dress).map((one) => one.variantId),
    ).toEqual(['dress-blue-l']);
    expect(dress && fittingVariants('one size smaller', aLine('d', 'dress-blue-m'), dress)).toEqual([]);
  });

  it('a second change keeps the first: white behind a wired one is a white wired one', () => {
    const chosen = { color: 'black', 'sensor type': 'optical', connectivity: 'wired' };
    const fitting = mouse && fittingVariants('and in white', aLine('m', 'mouse-black'), mouse, chosen);
    expect(fitting?.map(({ variantId }) => variantId)).toEqual(['mouse-white-optical-wired']);
  });

  it('takes no other colour where the wanted size of this one is sold out', () => {
    const sold = dress && {
      ...dress,
      variants: dress.variants.map((one) => ({
        ...one,
        isAvailable: one.isAvailable && one.variantId !== 'dress-blue-l',
      })),
    };
    expect(sold && fittingVariants('能换大一码吗', aLine('d', 'dress-blue-m'), sold)).toEqual([]);
  });

  it('a size of one letter must stand alone', () => {
    expect(
      dress && fittingVariants('换 L 码', aLine('d', 'dress-blue-m'), dress).map((variant) => variant.variantId),
    ).toEqual(['dress-blue-l']);
    expect(dress && fittingVariants('换成 small', aLine('d', 'dress-blue-m'), dress)).toEqual([]);
  });
});
