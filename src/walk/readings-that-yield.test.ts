import { describe, expect, test } from 'vitest';
import { isOfGoodsMaybe } from './readings-that-yield.ts';

describe('a reading without a word of its own yields to the goods that the words name', () => {
  test.each([
    ['invoice.request', '充电器出国能用不'],
    ['order.change_item', 'is the power bank allowed on board'],
    ['order.cancel', '这个毯子掉毛不'],
    ['pay.problem', '这衣服怎么扣的'],
    ['promo.coupon', '那个音箱用完券多少'],
    ['repair.warranty', '热水壶能在台湾用吗'],
  ])('%s: %s', (intent, text) => {
    expect(isOfGoodsMaybe({ intent, text })).toBe(true);
  });

  test.each([
    ['invoice.request', '买充电器能开发票吗'],
    ['order.change_item', '耳机能换成白色吗'],
    ['order.change_item', 'can i switch the speaker to red'],
    ['order.cancel', '毯子不想要了能取消吗'],
    ['promo.coupon', '耳机有什么券能领'],
    ['ship.fee', '毯子寄新疆多少运费'],
  ])('%s stays: %s', (intent, text) => {
    expect(isOfGoodsMaybe({ intent, text })).toBe(false);
  });
});
