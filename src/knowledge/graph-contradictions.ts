import type { KnowledgeFinding } from './check-knowledge.ts';
import { pricedPromotions } from './price/promotion-rule.ts';
import type { FaqEntry, KnowledgeContent } from './types.ts';
import { isOverAt } from './validity.ts';

/**
 * Approved answers that say something else than the shop's own data: hours until shipping, the order time of the same day, from
 * which amount freight is free, carriers, full reductions and coupons, price and warranty of a product that is named.
 */
export function graphContradictions(content: KnowledgeContent, now: Date): readonly KnowledgeFinding[] {
  const offers = offersOf(content, now);
  const products = content.products.map((product) => ({ product, name: product.name['zh-CN'] }));
  return content.faqs
    .filter((entry) => !isOverAt(entry, now))
    .flatMap((entry) => {
      const answer = entry.answer['zh-CN'].normalize('NFKC');
      const text = [...entry.questions['zh-CN'], answer].join('\n');
      const named = products.filter(({ name }) => text.includes(name)).map((one) => one.product);
      return [
        ...shippingDifferences(answer, content.shipping),
        ...offerDifferences(answer, offers),
        ...(named[0] !== undefined && named.length === 1 ? productDifferences(answer, named[0]) : []),
      ].map((difference) => finding(entry, difference));
    });
}

type Difference = { about: string; detail: string };

function finding(entry: FaqEntry, { about, detail }: Difference): KnowledgeFinding {
  return { kind: 'contradicts-graph', items: [entry.id, about], detail };
}

function shippingDifferences(answer: string, shipping: KnowledgeContent['shipping']): readonly Difference[] {
  if (shipping === null) return [];
  const hours = numbersAt(answer, /(\d+) ?(?:个)?小时(?:之?内)?(?:就|会|内|统一|安排)?(?:发货|发出|寄出)/g);
  const minutes = [
    ...answer.matchAll(/(\d{1,2})(?:[::]([0-5]\d)|点) ?(?:之?前)[^。;\n]{0,10}当[天日](?:就|会)?(?:发|寄)/g),
  ].map(([, hour, minute]) => `${(hour ?? '').padStart(2, '0')}:${minute ?? '00'}`);
  const free = numbersAt(answer, /满 ?(\d+(?:\.\d+)?) ?元?(?:就|即|可|全国|全场)?(?:包邮|免邮|免运)/g);
  const freeFrom = shipping.zones.flatMap((zone) => (zone.freeFromFen === null ? [] : [zone.freeFromFen / 100]));
  const carriers = [
    ...answer.matchAll(/(?:发|用|走|默认|寄) ?(顺丰|中通|圆通|韵达|申通|京东|邮政|极兔|德邦)/g),
  ].flatMap(([, name]) => name ?? []);
  const known = shipping.carriers.map((carrier) => carrier.name['zh-CN']).join();
  return [
    ...hours
      .filter((one) => one !== shipping.shipWithinHours)
      .map((one) => ({ about: 'shipping:within-hours', detail: `${one} ≠ ${shipping.shipWithinHours} 小时` })),
    ...minutes
      .filter((one) => one !== shipping.cutOff)
      .map((one) => ({ about: 'shipping:cut-off', detail: `${one} ≠ ${shipping.cutOff}` })),
    ...free
      .filter((one) => !freeFrom.includes(one))
      .map((one) => ({ about: 'shipping:zone', detail: `满 ${one} 包邮 ≠ ${[...new Set(freeFrom)].join('、')}` })),
    ...carriers
      .filter((one) => !known.includes(one))
      .map((one) => ({ about: 'shipping:carrier', detail: `${one} ∉ ${known}` })),
  ];
}

/** Amounts of offers that run or are still to come: "满 300 减 50" in major units. */
function offersOf({ promotions }: KnowledgeContent, now: Date): ReadonlySet<string> {
  return new Set(
    pricedPromotions(promotions.filter((one) => !isOverAt(one, now))).flatMap((one) => {
      if (one.kind === 'full-reduction') return [offerKey(one.rule.thresholdFen, one.rule.reductionFen)];
      return one.kind === 'coupon' ? [offerKey(one.rule.coupon.thresholdFen, one.rule.coupon.reductionFen)] : [];
    }),
  );
}

function offerKey(thresholdFen: number, reductionFen: number): string {
  return `${thresholdFen / 100}-${reductionFen / 100}`;
}

function offerDifferences(answer: string, offers: ReadonlySet<string>): readonly Difference[] {
  return [...answer.matchAll(/满 ?(\d+(?:\.\d+)?) ?元? ?[减-] ?(\d+(?:\.\d+)?)/g)]
    .filter(([, threshold, reduction]) => !offers.has(`${Number(threshold)}-${Number(reduction)}`))
    .map(([said]) => ({ about: 'promotion', detail: said }));
}

function productDifferences(answer: string, product: KnowledgeContent['products'][number]): readonly Difference[] {
  const prices = product.variants.map((variant) => variant.price / 100);
  const months = [...answer.matchAll(/(?:质保|保修)(?:期)?(?:为|是)? ?(\d+) ?(个月|年)/g)].map(
    ([, count, unit]) => Number(count) * (unit === '年' ? 12 : 1),
  );
  return [
    ...numbersAt(answer, /(?:售价|价格|原价|只卖|卖|单价)(?:是|为)? ?[¥¥]? ?(\d+(?:\.\d+)?)(?= ?元|[,。;,\s]|$)/g)
      .filter((one) => !prices.includes(one))
      .map((one) => ({ about: `product:${product.productId}`, detail: `${one} ≠ ${[...new Set(prices)].join('、')}` })),
    ...months
      .filter((one) => one !== product.warrantyMonths)
      .map((one) => ({
        about: `product:${product.productId}/warranty-months`,
        detail: `${one} ≠ ${product.warrantyMonths} 个月`,
      })),
  ];
}

function numbersAt(text: string, pattern: RegExp): readonly number[] {
  return [...text.matchAll(pattern)].map(([, number]) => Number(number));
}
