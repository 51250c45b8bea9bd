import { describe, expect, it } from 'vitest';
import { statementsOf } from './statements.ts';

describe('what a text states', () => {
  it.each([
    ['¥1,299.00', ['money 129900']],
    ['20-30 元', ['money 2000', 'money 3000']],
    ['$12.90', ['money 1290']],
    ['11月21日 18:00', ['day 11-21', 'clock 18:00']],
    ['by Nov 21, 6 PM', ['day 11-21', 'clock 18:00']],
    ['21 November, 23:59', ['day 11-21', 'clock 23:59']],
    ['1–7 个工作日', ['measure 1 workday', 'measure 7 workday']],
    ['within 48 hours', ['measure 48 hour']],
    ['98 折', ['discount 98']],
    ['90%', ['percent 90']],
    ['#W1000001', ['code W1000001']],
    ['NY20261118000101', ['code NY20261118000101']],
    ['券 ALL60', ['code ALL60']],
    ['银联 ···· 2799', ['code 2799']],
    ['wang@example.com', ['mail wang@example.com']],
    ['www.other.com/x', ['link www.other.com/x']],
    ['¥279.00：87 键', ['money 27900', 'number 87']],
    ['还剩 3 件', ['number 3']],
    ['1. 先拍照', []],
  ])('"%s"', (text, expected) => {
    expect(statementsOf(text).map((one) => `${one.kind} ${one.value}`)).toEqual(expected);
  });
});
