import { expect, test } from 'vitest';
import { analyzeReviews } from '../../understanding/index.ts';
import { aProduct, same } from '../__fixtures__/a-shop.ts';
import { demoContent } from '../__fixtures__/demo-shop.ts';
import { openFactBook } from '../facts/fact-book.ts';
import { sellingPoints } from './selling-points.ts';

const coat = aProduct('coat', {
  prices: [100, 200],
  warrantyMonths: 12,
  attributes: [
    { key: 'material', label: same('面料'), value: same('100% 棉') },
    { key: 'claim', label: same('特点'), value: same('全网销量第一') },
  ],
});

test('a point rests on a fact; what the law forbids is refused with its words', () => {
  const { points, refused } = sellingPoints(coat);
  expect(points.map((point) => point.text['zh-CN'])).toEqual(['面料：100% 棉', '2 种size可选：1、2', '质保 12 个月']);
  expect(refused.map(({ factIds, findings }) => [factIds[0], findings[0]?.group])).toEqual([
    ['product:coat/attribute/claim', 'first'],
  ]);
});

test('reviews count only where enough speak of an aspect and most are pleased', () => {
  const good = Array.from({ length: 9 }, () => '面料很舒服，质量很好');
  const { summary } = analyzeReviews([...good, '物流太慢了', '物流慢', '快递慢死了', '物流差', '物流很慢']);
  const texts = sellingPoints(coat, summary).points.map((point) => point.text['zh-CN']);
  expect(texts).toContain('9 条评价提到质量，其中 9 条满意');
  expect(texts.join()).not.toContain('物流');
});

test('every point of the demo shop names facts that its book holds', async () => {
  const asOf = new Date('2026-11-21T04:00:00Z');
  const content = await demoContent(asOf);
  const products = new Map(content.products.map((product) => [product.productId, product]));
  const book = openFactBook({ content, products, owners: new Map() });
  for (const product of content.products) {
    const { points, refused } = sellingPoints(product);
    expect(refused).toEqual([]);
    expect(points.length).toBeGreaterThan(1);
    for (const id of points.flatMap((point) => point.factIds)) expect(book.find(id, asOf), id).toBeDefined();
  }
});
