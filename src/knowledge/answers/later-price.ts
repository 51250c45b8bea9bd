import type { Product } from '../../commerce/index.ts';
import { moneyTextOf } from '../facts/texts.ts';
import { type Answering, type Asked, answerFacts } from './answerer.ts';
import { narrowed, priceRange, runningLine, runningPromotions, upcomingLine, upcomingPromotions } from './offers.ts';
import { readOptions, variantsWith } from './option-words.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** "到时羽绒服什么价": the price from the next flash sale of the product on, beside the price now; undefined where none is announced. */
export function answerLaterPrice(asked: Asked, shop: ShopKnowledge, product: Product): Answering | undefined {
  if (!laterAsked.test(asked.normalised)) return answerNamedPrice(asked, shop, product);
  return answerNextSale(asked, shop, product) ?? answerAfterSale(asked, shop, product);
}

/** "过了今天呢": the price once the flash sale that runs now is over. */
function answerAfterSale(asked: Asked, shop: ShopKnowledge, product: Product): Answering | undefined {
  const [running] = narrowed(runningPromotions(asked, shop), { products: [product], kinds: ['flash-price'] });
  if (running?.promotion.validTo === undefined) return undefined;
  const wish = variantsWith(product, readOptions(asked.normalised, product).chosen);
  const now = priceRange(product, wish, asked, shop);
  const later = priceRange(product, wish, { ...asked, asOf: new Date(running.promotion.validTo) }, shop);
  if (later.low <= now.low) return undefined;
  const told = runningLine(running, shop, asked);
  return answerFacts(asked, shop, {
    key: 'price.inquiry.after',
    parameters: { product: product.name, later: later.line, now: now.line, running: told.line },
    factIds: [...now.factIds, ...told.factIds],
    facts: [...now.facts, ...later.facts, ...told.facts],
    products: [product],
  });
}

/** "ad said 329": an amount that it costs in the next sale and does not cost yet. */
function answerNamedPrice(asked: Asked, shop: ShopKnowledge, product: Product): Answering | undefined {
  const named = [...asked.plain.matchAll(/(?<![\d.])\d{2,5}(?![\d.])/g)].map(([amount]) => Number(amount) * 100);
  const [next] = narrowed(upcomingPromotions(asked, shop), { products: [product], kinds: ['flash-price'] });
  if (next?.promotion.validFrom === undefined || named.length === 0) return undefined;
  const later = priceRange(product, product.variants, { ...asked, asOf: new Date(next.promotion.validFrom) }, shop);
  return named.includes(later.low) ? answerNextSale(asked, shop, product) : undefined;
}

function answerNextSale(asked: Asked, shop: ShopKnowledge, product: Product): Answering | undefined {
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

/** Asks of the price at another time than now. */
export const laterAsked =
  /到时候?|届时|那时|活动时|开抢|开始后|明晚|晚上?[8八]点|下一?场|明[天儿].{0,4}(?:多少钱|什么价|啥价|几钱|还|呢|也|是)|过了?今[天晚儿]|今[天晚]过后|(?:活动|限时|特价).{0,4}(?:完|结束|过)了?|恢复原价|什么时候(?:涨|恢复)|\b(?:tomorrow|after today|when (?:it|the sale) ends)\b/;
