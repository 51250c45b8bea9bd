import type { Product } from '../../commerce/index.ts';
import type { Policy } from '../types.ts';
import { isValidAt } from '../validity.ts';
import { type Answerer, type Asked, answerApproved, answerFacts } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** Whether this product can be returned: by its class under the shop's return policy. */
export const answerReturnPolicy: Answerer = (asked, shop) => {
  const [product] = asked.products;
  const policy = policyWith(shop, asked, 'return', 'days');
  if (policy === undefined) return undefined;
  if (product === undefined && asksForTerm.test(asked.plain.toLowerCase())) {
    const factIds = [`policy:${policy.id}`, `policy:${policy.id}/days`];
    return answerApproved(asked, shop, {
      text: policy.text[asked.language],
      factIds,
      policyId: policy.id,
    });
  }
  const deposit = /定金|订金|deposit/.test(asked.normalised)
    ? policies(shop, asked, 'return')
        .concat(shop.content.policies)
        .find((one) => one.parameters.refundedBeforeBalance !== undefined && isValidAt(one, asked.asOf))
    : undefined;
  if (deposit !== undefined)
    return answerApproved(asked, shop, {
      text: deposit.text[asked.language],
      factIds: [`policy:${deposit.id}`],
      policyId: deposit.id,
      isSure: true,
    });
  if (product === undefined || asked.products.length > 1) return undefined;
  const days = policy.parameters.days;
  if (typeof days !== 'number') return undefined;
  return answerFacts(asked, shop, {
    key: `return.policy.${product.returnClass}`,
    parameters: { product: product.name, days },
    factIds: [
      `product:${product.productId}`,
      `policy:${policy.id}`,
      `policy:${policy.id}/days`,
      ...exceptionsOf(shop, product),
    ],
    products: [product],
  });
};

/** Asks within how many days, not whether or how. */
const asksForTerm =
  /(?:几|多少)天(?:内|之内|以内)?.{0,8}(?:退|换)|(?:退货?|退换货?).{0,6}(?:期限|时限|有效期|几天|多少天|多久)|多久(?:内|之内|以内).{0,8}退|\bhow (?:long|many days)\b.{0,40}\b(?:return|send .{0,12}back)|\b(?:return (?:window|period)|deadline)\b/;

/** Who pays for the way back, and whether the product's category carries freight insurance. */
export const answerReturnFreight: Answerer = (asked, shop) => {
  const [product] = asked.products;
  const insurance = policies(shop, asked, 'return').find((policy) => Array.isArray(policy.parameters.categories));
  const freight = policies(shop, asked, 'return').find((policy) => policy.parameters.paidBy !== undefined);
  if (freight === undefined) return undefined;
  // Whether the parcel back may be sent freight collect, the rule itself says.
  const isCollect = /到付|货到付|collect/.test(asked.normalised);
  if (product !== undefined && insurance !== undefined && !isCollect) {
    const isInsured =
      Array.isArray(insurance.parameters.categories) && insurance.parameters.categories.includes(product.category);
    return answerFacts(asked, shop, {
      key: isInsured ? 'return.freight.insured' : 'return.freight.not-insured',
      parameters: { product: product.name },
      factIds: [`product:${product.productId}`, `policy:${insurance.id}`, `policy:${freight.id}`],
      products: [product],
    });
  }
  return answerApproved(asked, shop, {
    text: freight.text[asked.language],
    factIds: [`policy:${freight.id}`],
    policyId: freight.id,
  });
};

/** Months of warranty of a product, or the shop's rule for goods without a term of their own. */
export const answerRepairWarranty: Answerer = (asked, shop) => {
  const [product] = asked.products;
  if (
    product === undefined ||
    asked.products.length > 1 ||
    !/保修|质保|保固|三包|保几|保多久|warranty|guarantee/.test(asked.normalised)
  )
    return undefined;
  if (product.warrantyMonths > 0) {
    return answerFacts(asked, shop, {
      key: 'repair.warranty.months',
      parameters: { product: product.name, months: product.warrantyMonths },
      factIds: [`product:${product.productId}/warranty-months`],
      products: [product],
    });
  }
  const general = policies(shop, asked, 'warranty').find((policy) => policy.parameters.basis !== undefined);
  return (
    general &&
    answerApproved(asked, shop, {
      text: general.text[asked.language],
      factIds: [`policy:${general.id}`],
      policyId: general.id,
      isSure: true,
    })
  );
};

/** Policies of a kind that are valid at the moment, in the shop's order. */
export function policies(shop: ShopKnowledge, asked: Asked, kind: string): readonly Policy[] {
  return shop.content.policies.filter((policy) => policy.kind === kind && isValidAt(policy, asked.asOf));
}

function policyWith(shop: ShopKnowledge, asked: Asked, kind: string, parameter: string): Policy | undefined {
  return policies(shop, asked, kind).find((policy) => policy.parameters[parameter] !== undefined);
}

/** The policy that makes an exception for the product's class, as a source. */
function exceptionsOf(shop: ShopKnowledge, product: Product): readonly string[] {
  if (product.returnClass === 'standard') return [];
  return shop.content.policies
    .filter((policy) => policy.parameters.exceptions !== undefined)
    .map((policy) => `policy:${policy.id}`);
}
