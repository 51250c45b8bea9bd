import { describe, expect, test } from 'vitest';
import { conceptsIn, featuresOf } from './features.ts';
import { normaliseForSearch, withoutFillers } from './normalise.ts';

describe('normalising', () => {
  test.each([
    ['優惠券在哪裡領？', '优惠券在哪里领'],
    ['ＳＰＦ５０  防曬！！', 'spf50 防晒'],
    ['¥129.50 吗?', '129.50 吗'],
    ['T-Shirt', 't shirt'],
  ])('%s becomes %s', (text, normalised) => expect(normaliseForSearch(text)).toBe(normalised));

  test('words of courtesy are dropped, but never the whole question', () => {
    expect(withoutFillers('亲 请问一下 包邮吗')).not.toContain('亲');
    expect(withoutFillers('你好')).toBe('你好');
  });
});

test('different words for one thing share a concept, across languages', () => {
  for (const text of ['运费谁出', '邮费要我出吗', 'who pays the postage']) {
    expect([...conceptsIn(normaliseForSearch(text))]).toContain('shipping-fee');
  }
});

test('simplified and traditional text have the same features', () => {
  expect([...featuresOf('退貨運費誰負擔').keys()]).toEqual([...featuresOf('退货运费谁负担').keys()]);
});
