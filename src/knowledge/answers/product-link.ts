import { bulleted } from '../facts/texts.ts';
import { phrase } from '../wording/packs.ts';
import { type Answerer, answerFacts, askWhichProduct } from './answerer.ts';
import { narrowed, priceRange, runningLine, runningPromotions, toldTogether } from './offers.ts';
import { availability } from './product-compare.ts';

/** A product card that the customer sent: what it is, its price now, whether it is there, and what runs for it. */
export const answerProductLink: Answerer = (asked, shop) => {
  const [product, second] = asked.products;
  if (product === undefined || second !== undefined) return askWhichProduct(asked, shop);
  const there = product.variants.filter((variant) => variant.isAvailable);
  const price = priceRange(product, there.length > 0 ? there : product.variants, asked, shop);
  const running = narrowed(runningPromotions(asked, shop), { products: [product] })
    .filter((one) => one.kind !== 'member-discount' && (one.kind !== 'coupon' || !one.rule.coupon.newCustomersOnly))
    .slice(0, mostPromotions)
    .map((one) => runningLine(one, shop, asked));
  const sources = toldTogether([price, ...running]);
  return answerFacts(asked, shop, {
    key: running.length > 0 ? 'product.link.with-promotions' : 'product.link.plain',
    parameters: {
      product: product.name,
      price: price.line,
      stock: phrase(availability(product.variants)),
      ...(running.length > 0 ? { lines: bulleted(running.map((one) => one.line)) } : {}),
    },
    ...sources,
    factIds: [`product:${product.productId}`, `product:${product.productId}/available-variants`, ...sources.factIds],
    products: [product],
  });
};

const mostPromotions = 3;
