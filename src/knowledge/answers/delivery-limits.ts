import type { LocalizedText, Product } from '../../commerce/index.ts';
import { clause, same } from '../facts/texts.ts';
import type { ShippingRules, ShippingZone } from '../types.ts';
import { type Answering, type Asked, answerFacts } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/**
 * Goods that do not go everywhere ("仅发江浙沪", "不发偏远地区和港澳台"): what their own record says about the asked zone. Undefined
 * for goods without such a restriction.
 */
export function answerDeliveryLimit(
  asked: Asked,
  shop: ShopKnowledge,
  product: Product,
  to: { zone: ShippingZone; region: LocalizedText },
): Answering | undefined {
  const delivery = product.attributes.find((attribute) => attribute.key === 'delivery');
  const { shipping } = shop.content;
  if (delivery === undefined || shipping === null) return undefined;
  const served = isServed(delivery.value['zh-CN'], to.zone, shipping);
  if (served === undefined) return undefined;
  return answerFacts(asked, shop, {
    key: served ? 'ship.region.product-served' : 'ship.region.product-not-served',
    parameters: {
      product: product.name,
      region: to.region,
      value: clause(delivery.value),
      ...(served ? { days: same(to.zone.days.join('–')) } : {}),
    },
    factIds: [
      `product:${product.productId}/attribute/delivery`,
      `shipping:zone/${to.zone.id}`,
      ...(served ? [`shipping:zone/${to.zone.id}/days`] : []),
    ],
    products: [product],
  });
}

/** Reads "仅发 A 和 B" and "不发 C" against a zone; undefined where the text restricts nothing. */
export function isServed(text: string, zone: ShippingZone, shipping: ShippingRules): boolean | undefined {
  const clauses = text.split(/[，,；;。]/u);
  const only = clauses.find((part) => /(?:仅|只)(?:发|送|配送|限)/u.test(part));
  const never = clauses.find((part) => /不(?:发|送|配送)/u.test(part));
  if (never !== undefined && names(never, zone)) return false;
  const isTold = only !== undefined && shipping.zones.some((one) => names(only, one));
  if (isTold) return names(only, zone);
  return never === undefined ? undefined : true;
}

/** Whether a text names a zone: whole, by one of its parts (华东 of 华东华中华南), or by one of its provinces. */
function names(text: string, zone: ShippingZone): boolean {
  const name = zone.name['zh-CN'];
  const parts = /^(?:\p{Script=Han}{2}){2,}$/u.test(name) ? (name.match(/../gu) ?? []) : [];
  const provinces = zone.provinces.map((province) => province.slice(0, 2));
  return [name, ...parts, ...provinces].some((word) => text.includes(word));
}
