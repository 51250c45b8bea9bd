import type { LocalizedText } from '../../commerce/index.ts';
import { moneyTextOf } from '../facts/texts.ts';
import type { PricedPromotion } from '../price/promotion-rule.ts';
import { reductionAt } from '../price/steps.ts';
import { type Answering, type Asked, answerFacts } from './answerer.ts';
import { nextStepLine } from './basket-lines.ts';
import { computedMoney, narrowed, quoteLines, runningPromotions, type Told } from './offers.ts';
import { readQuantity } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** How far an amount that the customer names is from the next full reduction, or what it has earned. */
export function answerMissingForAmount(asked: Asked, shop: ShopKnowledge, amount: number): Answering | undefined {
  const reductions = reductionsFor(asked, shop);
  const reached = reductions
    .map((one) => ({ one, off: reductionAt(one.rule, amount) }))
    .filter((one) => one.off > 0)
    .toSorted((first, second) => second.off - first.off)[0];
  if (reached !== undefined)
    return answerReached(asked, shop, amount, {
      title: reached.one.promotion.title,
      id: reached.one.promotion.id,
      off: reached.off,
    });
  const ahead = reductions.toSorted((first, second) => first.rule.thresholdFen - second.rule.thresholdFen)[0];
  if (ahead === undefined) return undefined;
  const step = {
    kind: 'full-reduction' as const,
    promotionId: ahead.promotion.id,
    title: ahead.promotion.title,
    missing: ahead.rule.thresholdFen - amount,
    gain: ahead.rule.reductionFen,
  };
  return answerMissing(asked, shop, amount, nextStepLine(step, shop));
}

/** The same for the products in focus and the pieces that the text names: "买两件还差多少". */
export function answerMissingForProducts(asked: Asked, shop: ShopKnowledge): Answering | undefined {
  const quantity = readQuantity(asked.plain);
  const lines = asked.products.flatMap((product) => {
    const variant = product.variants.find((one) => one.isAvailable);
    return variant === undefined ? [] : [{ product, variantId: variant.variantId, quantity }];
  });
  const quote = quoteLines(lines, asked, shop, 'none');
  const [next] = quote.next;
  return next === undefined ? undefined : answerMissing(asked, shop, quote.total, nextStepLine(next, shop));
}

/** Full reductions of the whole shop, or those that the products in focus take part in. */
function reductionsFor(asked: Asked, shop: ShopKnowledge): readonly (PricedPromotion & { kind: 'full-reduction' })[] {
  return narrowed(runningPromotions(asked, shop), { products: asked.products })
    .filter((one) => one.kind === 'full-reduction')
    .filter((one) => 'all' in one.promotion.scope || asked.products.length > 0);
}

function answerMissing(asked: Asked, shop: ShopKnowledge, amount: number, next: Told): Answering {
  return answerFacts(asked, shop, {
    key: 'promo.inquiry.missing',
    parameters: { amount: moneyTextOf(shop.content.currency)(amount), next: next.line },
    factIds: next.factIds,
    facts: [computedMoney('amount', 'amount', amount, shop), ...next.facts],
    products: asked.products,
  });
}

function answerReached(
  asked: Asked,
  shop: ShopKnowledge,
  amount: number,
  reached: { id: string; title: LocalizedText; off: number },
): Answering {
  const money = moneyTextOf(shop.content.currency);
  const total = amount - reached.off;
  return answerFacts(asked, shop, {
    key: 'promo.inquiry.reached',
    parameters: { amount: money(amount), title: reached.title, reduction: money(reached.off), total: money(total) },
    factIds: [`promotion:${reached.id}`],
    facts: [
      computedMoney('amount', 'amount', amount, shop),
      computedMoney('reduction', 'reduction', reached.off, shop),
      computedMoney('total', 'total', total, shop),
    ],
  });
}
