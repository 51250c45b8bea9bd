import { describe, expect, it } from 'vitest';
import { demoContent } from '../__fixtures__/demo-shop.ts';
import { normaliseForSearch, simplify } from '../retrieval/normalise.ts';
import { isBasketAsked, piecesNamed } from './basket-question.ts';
import { readBasket } from './read-basket.ts';
import { openShop } from './shop-knowledge.ts';

const shop = openShop(await demoContent(new Date('2026-11-21T04:00:00Z')));

describe('goods that stand side by side with their own numbers', () => {
  it.each([
    ['羽绒服一件 白T两件 到手多少', { NYA001: 1, NYA004: 2 }],
    ['两件羽绒服三双袜子一共多少', { NYA001: 2, NYA012: 3 }],
    ['羽绒服大衣各两件多少钱', { NYA001: 2, NYA002: 2 }],
    ['面霜50g一瓶加爽肤水250ml两瓶 有啥优惠', { NYB003: 1, NYB002: 2 }],
    ['羊毛襪兩組加一件帽T總共多少', { NYA012: 2, NYA003: 1 }],
  ])('%s', (text, expected) => {
    const { parts } = readBasket(simplify(text), shop);
    expect(Object.fromEntries(parts.map(({ product, quantity }) => [product.productId, quantity]))).toEqual(expected);
  });

  it('takes a name that may mean several products for no basket', () => {
    expect(piecesNamed(normaliseForSearch('水杯和保温杯一共多少'), shop)).toBeUndefined();
  });

  it('hears a choice between goods, which is no basket', () => {
    expect(isBasketAsked('羽绒服和大衣哪个便宜')).toBe(false);
    expect(isBasketAsked('do these two get the discount together')).toBe(true);
  });
});
