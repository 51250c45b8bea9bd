import { describe, expect, test } from 'vitest';
import { aContent, aProduct, same } from '../__fixtures__/a-shop.ts';
import { worded } from '../__fixtures__/worded.ts';
import { buildKnowledgeIndex } from '../knowledge-index.ts';
import type { KnowledgeQuestion } from '../types.ts';
import { divisionOf } from './dividing-question.ts';

const material = (value: string) => [{ key: 'material', label: same('材质'), value: same(value) }];
const cup = (id: string, name: string, price: number, value: string, available = true) => {
  const product = aProduct(id, {
    name: same(name),
    nicknames: [],
    category: 'cups',
    prices: [price],
    attributes: material(value),
  });
  return available
    ? product
    : { ...product, variants: product.variants.map((one) => ({ ...one, stock: 0, isAvailable: false })) };
};
const products = [
  cup('c1', '晨光杯', 1000, '玻璃'),
  cup('c2', '暮色杯', 2000, '陶瓷'),
  cup('c3', '山岚杯', 3000, '陶瓷'),
  cup('c4', '海盐杯', 4000, '不锈钢'),
  cup('c5', '云朵杯', 500, '陶瓷', false),
  cup('bought', '星河杯', 9900, '陶瓷'),
];
const content = aContent({ products, categories: [{ id: 'cups', name: same('杯子') }] });
const index = buildKnowledgeIndex(content);

function ask(text: string, more: Partial<KnowledgeQuestion> = {}) {
  return index.answer({
    intent: 'product.recommend',
    text,
    language: 'zh-CN',
    productIds: [],
    asOf: new Date('2026-11-21T04:00:00Z'),
    ...more,
  });
}

describe('recommending to somebody', () => {
  test('constraints come first: nothing dearer than the budget or sold out, whatever was bought', () => {
    const answer = ask('30元以内的陶瓷杯子', { boughtIds: ['bought'] });
    expect(answer.kind === 'facts' ? answer.products : []).toEqual(['c2', 'c3']);
  });

  test('then what shares something with goods bought before, with that as the reason', () => {
    const unknown = ask('35元以内的杯子');
    const known = ask('35元以内的杯子', { boughtIds: ['bought'] });
    expect(unknown.kind === 'facts' ? unknown.products : []).toEqual(['c1', 'c2', 'c3']);
    expect(known.kind === 'facts' ? known.products : []).toEqual(['c2', 'c3', 'c1']);
    const said = worded(known, 'zh-CN');
    expect(said).toContain('和您买过的星河杯一样：陶瓷');
    expect(known.kind === 'facts' && known.facts.map((fact) => fact.id)).toContain('product:bought/attribute/material');
  });

  test('and what suits the words that staff keep about the customer', () => {
    const known = ask('35元以内的杯子', { portrait: ['玻璃'] });
    expect(known.kind === 'facts' ? known.products[0] : '').toBe('c1');
    expect(ask('35元以内的杯子', { portrait: ['陶瓷'] })).toMatchObject({ products: ['c2', 'c3', 'c1'] });
  });
});

describe('a vague wish', () => {
  const many = ['玻璃', '陶瓷', '不锈钢'].flatMap((value, group) =>
    Array.from({ length: 4 }, (_one, number) =>
      cup(`m${group}${number}`, `杯子${group}${number}号`, 1000 + number, value),
    ),
  );

  test('is asked for the attribute that leaves the fewest, with a button for each value', () => {
    const own = buildKnowledgeIndex(aContent({ products: many, categories: [{ id: 'cups', name: same('水具') }] }));
    const answer = own.answer({
      intent: 'product.recommend',
      text: '500元以内的水具',
      language: 'zh-CN',
      productIds: [],
      asOf: new Date(),
    });
    expect(answer).toMatchObject({ kind: 'narrow', key: 'answer.narrow.which-attribute', parameters: { count: 12 } });
    expect(answer.kind === 'narrow' ? answer.options.map((one) => one.value) : []).toEqual([
      '玻璃 500元以内的水具',
      '陶瓷 500元以内的水具',
      '不锈钢 500元以内的水具',
    ]);
  });

  test('of two attributes the one that divides more evenly is asked', () => {
    const withLid = many.map((product, number) => ({
      ...product,
      attributes: [...product.attributes, { key: 'lid', label: same('带盖'), value: same(number === 0 ? '是' : '否') }],
    }));
    expect(divisionOf(withLid)?.label['zh-CN']).toBe('材质');
    expect(divisionOf(withLid)?.left).toBe(4);
  });

  test('an attribute that most do not state, or with a value for each product, divides nothing', () => {
    const unlike = many.map((product, number) => ({ ...product, attributes: material(`材料${number}`) }));
    expect(divisionOf(unlike)).toBeUndefined();
    expect(
      divisionOf(many.map((product, number) => (number < 6 ? { ...product, attributes: [] } : product))),
    ).toBeUndefined();
  });
});
