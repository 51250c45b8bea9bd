import { moneyTextOf } from '../facts/texts.ts';
import type { NextStep } from '../price/next-steps.ts';
import { phrase } from '../wording/packs.ts';
import { computedMoney, type Told } from './offers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** "再买 ¥21.00，减 ¥50.00（全场满 300 减 50）": what a little more would bring. */
export function nextStepLine(step: NextStep, shop: ShopKnowledge): Told {
  const money = moneyTextOf(shop.content.currency);
  const parameters = { missing: money(step.missing), gain: money(step.gain), title: step.title };
  return {
    line:
      step.gift === undefined
        ? phrase('answer.line.next', parameters)
        : phrase('answer.line.next-gift', { ...parameters, gift: step.gift }),
    factIds: [`promotion:${step.promotionId}`],
    facts: [
      computedMoney(`missing/${step.promotionId}`, step.promotionId, step.missing, shop),
      ...(step.gain > 0 ? [computedMoney(`gain/${step.promotionId}`, step.promotionId, step.gain, shop)] : []),
    ],
  };
}
