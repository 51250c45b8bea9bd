import { describe, expect, it } from 'vitest';
import type { OrderLine } from '../../commerce/index.ts';
import { anOrder, someFacts } from '../fixtures/a-shop.ts';
import type { FlowRun } from '../types.ts';
import { sameInAll } from '../wording/packs.ts';
import { linesChosen } from './mentions.ts';

const bottle = (lineId: string, capacity: string, unitPrice: number): OrderLine => ({
  lineId,
  productId: 'bottle',
  variantId: `bottle-${lineId}`,
  title: sameInAll('Water Bottle'),
  options: { color: 'teal', capacity },
  quantity: 1,
  unitPrice,
});
const order = anOrder('PD1', 'delivered', [bottle('small', '500 ml', 2240), bottle('large', '1 L', 2790)]);
const run: FlowRun = { runId: 'r', flow: 'request-return', version: 1, step: '', slots: {}, attempts: {}, results: {} };

describe('a piece picked among its like', () => {
  it.each([
    ['one of the water bottles leaks. the bigger one', ['large']],
    ['the smaller one of the water bottles', ['small']],
    ['water bottle, the cheaper one', ['small']],
    ['water bottle, the more expensive one', ['large']],
    ['water bottle 大的那个', ['large']],
    ['one of the water bottles leaks', []],
    ['can i get a bigger one of the water bottle', []],
  ])('"%s" means %j', (text, meant) => {
    expect(linesChosen(order, run, someFacts(), text).map(({ lineId }) => lineId)).toEqual(meant);
  });
});
