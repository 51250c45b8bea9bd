import { answerRepairWarranty, answerReturnFreight, answerReturnPolicy } from './after-sales.ts';
import type { Answerer } from './answerer.ts';
import { answerBargain } from './bargain.ts';
import { answerMemberPoints } from './member.ts';
import { askedOption } from './option-words.ts';
import { answerPriceInquiry } from './price-inquiry.ts';
import { answerOption, answerProductAttribute } from './product-attribute.ts';
import { answerProductCompare } from './product-compare.ts';
import { answerProductLink } from './product-link.ts';
import { answerAssortment, answerProductRecommend, isAssortmentAsked } from './product-recommend.ts';
import { answerProductSize, isFitAsked } from './product-size.ts';
import { answerCount, answerProductStock, isCountAsked } from './product-stock.ts';
import { answerProductContents, answerProductExpiry, answerProductUsage } from './product-texts.ts';
import { answerPromoCoupon, answerPromoGift, answerPromoInquiry } from './promotions.ts';
import { answerRule } from './rule-policy.ts';
import { answerShipCarrier, answerShipFee, answerShipRegion, answerShipWhen, answerTrackEta } from './shipping.ts';

/** Which answerer computes the answers of an intent; intents without one are answered from approved texts only. */
export function answererOf(intent: string): Answerer | undefined {
  const own = answerers[intent];
  if (own === undefined || !intent.startsWith('product.')) return own;
  // "What do you sell" and "how many are there" come under several product intents.
  return (asked, shop) => {
    if (asked.products.length === 0 && isAssortmentAsked(asked.normalised)) return answerAssortment(asked, shop);
    const [product, second] = asked.products;
    if (product !== undefined && second === undefined && isCountAsked(asked.normalised)) {
      const option = askedOption(asked.normalised, product);
      return option === undefined ? answerCount(asked, shop, product) : answerOption(asked, shop, product, option);
    }
    const isOther = own === answerProductAttribute || own === answerProductStock;
    if (isOther && isFitAsked(asked)) return answerProductSize(asked, shop);
    return own(asked, shop);
  };
}

const answerers: Readonly<Record<string, Answerer>> = {
  'product.attribute': answerProductAttribute,
  'product.link': answerProductLink,
  'product.size': answerProductSize,
  'product.stock': answerProductStock,
  'product.compare': answerProductCompare,
  'product.recommend': answerProductRecommend,
  'product.usage': answerProductUsage,
  'product.contents': answerProductContents,
  'product.expiry': answerProductExpiry,
  'price.inquiry': answerPriceInquiry,
  'price.bargain': answerBargain,
  'promo.inquiry': answerPromoInquiry,
  'promo.coupon': answerPromoCoupon,
  'promo.gift': answerPromoGift,
  'member.points': answerMemberPoints,
  'ship.fee': answerShipFee,
  'ship.when': answerShipWhen,
  'ship.carrier': answerShipCarrier,
  'ship.region': answerShipRegion,
  'track.eta': answerTrackEta,
  'return.policy': answerReturnPolicy,
  'return.freight': answerReturnFreight,
  'repair.warranty': answerRepairWarranty,
  'order.change_address': answerRule,
  'order.cancel': answerRule,
  'invoice.request': answerRule,
  'order.change_item': answerRule,
  'refund.progress': answerRule,
  'exchange.request': answerRule,
  'promo.price_protect': answerRule,
};
