import { describe, expect, test } from 'vitest';
import { digitsOf, readAmount, readHeight, readQuantity, readWeight } from './read-numbers.ts';

describe('amounts in minor units', () => {
  test.each([
    ['300元以内的', 30000],
    ['预算500左右', 50000],
    ['我买了299', 29900],
    ['三百块能买啥', 30000],
    ['under $50 please', 5000],
    ['budget of 80', 8000],
    ['320够满减吗', 32000],
    ['129.9元', 12990],
    ['买3件', undefined],
    ['165cm 55kg', undefined],
    ['有什么推荐', undefined],
  ])('%s', (text, amount) => expect(readAmount(text)).toBe(amount));
});

describe('pieces', () => {
  test.each([
    ['买3件多少钱', 3],
    ['两双袜子', 2],
    ['order 4 please', 4],
    ['多少钱', 1],
    ['买299元', 1],
    ['为什么我同事买羽绒服才329我要399', 1],
    ['我要12', 12],
  ])('%s', (text, quantity) => expect(readQuantity(text)).toBe(quantity));
});

describe('height and weight as people write them', () => {
  test.each([
    ['165 55kg', 165, 55],
    ['身高一米七五体重130斤', 175, 65],
    ['1米68,61公斤', 168, 61],
    ['168 高 110斤', 168, 55],
    ['1.8米 体重160', 180, 80],
    ["5'6 130 lb", 168, 59],
    ['身高165体重55', 165, 55],
    ['宝宝66cm 7.5公斤', 66, 7.5],
    ['尺码怎么选', undefined, undefined],
  ])('%s', (text, height, weight) => {
    expect(readHeight(text)).toBe(height);
    expect(readWeight(text)).toBe(weight);
  });
});

test.each([
  ['三百', '300'],
  ['两百五', '250'],
  ['十二', '12'],
  ['一百零五', '105'],
  ['七五', '75'],
])('%s is %s', (words, digits) => expect(digitsOf(words)).toBe(digits));
