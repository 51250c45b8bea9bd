import type { Product } from '../../commerce/index.ts';
import { moneyTextOf } from '../facts/texts.ts';
import { type Answering, type Asked, answerFacts } from './answerer.ts';
import { narrowed, priceRange, upcomingLine, upcomingPromotions } from './offers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** "到时羽绒服什么价": the price from the next flash sale of the product on, beside the price now; undefined where none is announced. */
export function answerLaterPrice(asked: Asked, shop: ShopKnowledge, product: Product): Answering | undefined {
  if (!laterAsked.test(asked.normalised)) return undefined;
  const [next] = narrowed(upcomingPromotions(asked, shop), { products: [product], kinds: ['flash-price'] });
  if (next?.promotion.validFrom === undefined) return undefined;
  const later = priceRange(product, product.variants, { ...asked, asOf: new Date(next.promotion.validFrom) }, shop);
  const now = priceRange(product, product.variants, asked, shop);
  if (later.low >= now.low) return undefined;
  const announced = upcomingLine(next, shop, asked);
  const money = moneyTextOf(shop.content.currency);
  const computed = [later.low, now.low].map((value) => ({
    id: `computed:price/${product.productId}/${value}`,
    title: product.name[asked.language],
    kind: 'money' as const,
    value,
    currency: shop.content.currency,
  }));
  return answerFacts(asked, shop, {
    key: 'price.inquiry.later',
    parameters: { product: product.name, later: money(later.low), now: money(now.low), announced: announced.line },
    factIds: [...now.factIds, ...announced.factIds],
    facts: [...computed, ...announced.facts],
    products: [product],
  });
}

const laterAsked = /到时候?|届时|那时|活动时|开抢|开始后|明晚|晚上?[8八]点|下一?场|明天.{0,4}(?:多少钱|什么价|几钱)/;
