import { moneyTextOf } from '../facts/texts.ts';
import { dateText, lastMomentText, momentText } from '../facts/times.ts';
import type { PricedPromotion } from '../price/promotion-rule.ts';
import { isValidAt } from '../validity.ts';
import { type Answering, type Asked, answerFacts } from './answerer.ts';
import { computedMoney, hereOf, narrowed, quoteLines } from './offers.ts';
import { readOptions, variantsWith } from './option-words.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** The pre-sale that a question is about: of the product in focus, else the only one. */
export function presaleOf(
  asked: Asked,
  shop: ShopKnowledge,
): (PricedPromotion & { kind: 'presale-deposit' }) | undefined {
  const presales = narrowed(shop.promotions, { products: asked.products })
    .filter((one) => one.kind === 'presale-deposit')
    .filter(({ promotion, rule }) => isValidAt({ ...promotion, validTo: rule.tailTo }, asked.asOf));
  return presales.length === 1 || asked.products.length > 0 ? presales[0] : undefined;
}

/** Deposit, what it counts, when the tail is due, and the promised shipping date. */
export function answerPresale(
  asked: Asked,
  shop: ShopKnowledge,
  { promotion, rule }: PricedPromotion & { kind: 'presale-deposit' },
): Answering {
  const total = totalAsked.test(asked.normalised) ? totalOf(asked, shop) : undefined;
  const here = hereOf(asked, shop);
  const money = moneyTextOf(shop.content.currency);
  const tail = { from: momentText(new Date(rule.tailFrom), here), to: lastMomentText(new Date(rule.tailTo), here) };
  const shipBy = rule.shipBy === undefined ? undefined : dateText(new Date(rule.shipBy), here);
  const texts = [tail.from, tail.to, ...(shipBy === undefined ? [] : [shipBy])];
  return answerFacts(asked, shop, {
    key: `promo.inquiry.${total !== undefined ? 'presale-total' : shipBy === undefined ? 'presale' : 'presale-ships'}`,
    parameters: {
      title: promotion.title,
      deposit: money(rule.depositFen),
      worth: money(rule.worthFen),
      from: tail.from,
      to: tail.to,
      ...(shipBy === undefined ? {} : { shipBy }),
      ...(total === undefined ? {} : { total: money(total), tail: money(total - rule.depositFen) }),
    },
    factIds: [`promotion:${promotion.id}`],
    facts: [
      computedMoney(`deposit/${promotion.id}`, promotion.title[asked.language], rule.depositFen, shop),
      computedMoney(`worth/${promotion.id}`, promotion.title[asked.language], rule.worthFen, shop),
      ...(total === undefined
        ? []
        : [
            computedMoney(`total/${promotion.id}`, promotion.title[asked.language], total, shop),
            computedMoney(`tail/${promotion.id}`, promotion.title[asked.language], total - rule.depositFen, shop),
          ]),
      ...texts.map((text, index) => ({
        id: `promotion:${promotion.id}/time/${index}`,
        title: promotion.title[asked.language],
        kind: 'text' as const,
        value: text[asked.language],
      })),
    ],
    products: asked.products,
  });
}

const totalAsked = /总共|一共|合计|全部|到手|加起来|下来|in total|altogether|all in all/;

/** "全部下来多少" of goods that are sold in advance just now. */
export function isPresaleTotal(asked: Asked, shop: ShopKnowledge): boolean {
  const presale = asked.products.length === 1 && totalAsked.test(asked.normalised) ? presaleOf(asked, shop) : undefined;
  return presale !== undefined && isValidAt(presale.promotion, asked.asOf);
}

/** Deposit and balance of the version that the words choose, else of the cheapest one; undefined without a single product. */
function totalOf(asked: Asked, shop: ShopKnowledge): number | undefined {
  const [product, second] = asked.products;
  if (product === undefined || second !== undefined) return undefined;
  const totals = variantsWith(product, readOptions(asked.normalised, product).chosen).map(
    ({ variantId }) => quoteLines([{ product, variantId, quantity: 1 }], asked, shop, 'none').total,
  );
  return totals.length === 0 ? undefined : Math.min(...totals);
}
