import { describe, expect, it } from 'vitest';
import { aCustomer, aLine, anOrder, someFacts } from '../fixtures/a-shop.ts';
import { anEntity, anUnderstanding } from '../fixtures/an-understanding.ts';
import { goodsMeant } from './goods-meant.ts';

const lastWeek = { ...anOrder('PD1', 'delivered', [aLine('l1', 'dress-blue-m')]), placedAt: '2026-11-11T04:00:00Z' };
const today = { ...anOrder('PD2', 'pending', [aLine('l2', 'cup-white')]), placedAt: '2026-11-20T04:00:00Z' };
const facts = someFacts({ customer: aCustomer, orders: [today, lastWeek] });

function meant(text: string, entities: ReturnType<typeof anEntity>[]): readonly string[] | undefined {
  const understanding = anUnderstanding({ text, intent: 'product.usage', entities });
  return goodsMeant({ understanding, facts });
}

describe('goods that are only pointed at', () => {
  const week = anEntity('purchase', '2026-11-09/2026-11-15');

  it('are those of the orders of that time', () => {
    expect(meant('上周买的那个怎么洗', [week])).toEqual(['dress']);
  });

  it('are of the kind that the words name, whenever they were bought', () => {
    expect(meant('之前那条裙子怎么洗', [anEntity('purchase', 'last')])).toEqual(['dress']);
    expect(meant('上次买的怎么洗', [anEntity('purchase', 'last')])).toEqual(['cup']);
  });

  it('decide between several goods under one name', () => {
    expect(meant('上周买的裙子怎么洗', [week, anEntity('product', 'dress'), anEntity('product', 'skirt')])).toEqual([
      'dress',
    ]);
  });

  it('are none where nothing is pointed at', () => {
    expect(meant('怎么洗', [])).toBeUndefined();
  });
});
