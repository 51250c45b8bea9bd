import { describe, expect, it } from 'vitest';
import { afterCall, callBackWish, readPhone } from './call-back-rules.ts';

describe('a call-back', () => {
  it.each([
    [0, 'missed', { state: 'asked', tries: 1 }],
    [1, 'missed', { state: 'missed', tries: 2 }],
    [0, 'reached', { state: 'reached', tries: 0 }],
    [1, 'reached', { state: 'reached', tries: 1 }],
  ] as const)('after %i unanswered calls and one that was %s', (tries, outcome, expected) => {
    expect(afterCall(tries, outcome)).toEqual(expected);
  });
});

describe('a phone number', () => {
  it.each([
    ['138 0000 1234', '13800001234'],
    ['１３８００００１２３４', '13800001234'],
    ['+886 912-345-678', '+886912345678'],
    ['(010) 6552-9988', '01065529988'],
    ['12345', undefined],
    ['138000012345678901', undefined],
    ['call me', undefined],
  ])('%s is read as %s', (text, expected) => {
    expect(readPhone(text)).toBe(expected);
  });
});

describe('what a customer says of being called', () => {
  it.each([
    ['给我回个电话吧', 'call'],
    ['能打电话给我吗', 'call'],
    ['請回撥給我', 'call'],
    ['Please call me back', 'call'],
    ['不用回电了', 'no-call'],
    ['取消回拨', 'no-call'],
    ['不用給我打電話', 'no-call'],
    ['please cancel the call', 'no-call'],
    ['我的电话是多少', undefined],
    ['这个手机能打电话吗', undefined],
    ['还要多久', undefined],
  ])('%s', (text, expected) => {
    expect(callBackWish(text)).toBe(expected);
  });
});
