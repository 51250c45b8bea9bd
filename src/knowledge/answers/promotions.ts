import type { Product } from '../../commerce/index.ts';
import { bulleted } from '../facts/texts.ts';
import { isInScope } from '../price/promotion-rule.ts';
import { type PromotionKind, promotionKinds } from '../types.ts';
import { type Answerer, type Answering, type Asked, answerFacts } from './answerer.ts';
import { isTogether, piecesNamed } from './basket-question.ts';
import { lineFor, narrowed, runningPromotions, toldTogether, upcomingPromotions } from './offers.ts';
import { answerPresale, presaleOf } from './presale.ts';
import { answerPriceInquiry } from './price-inquiry.ts';
import { readAmount, readBareAmount } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';
import { answerStacking, isAddedTo, isCouponOnTop, isMeetingAsked, isStackingAsked, kindsNamed } from './stacking.ts';
import { answerMissingForAmount, answerMissingForProducts } from './threshold.ts';

/** Promotions at the moment of the question: what runs and until when, what comes and from when; ended ones do not exist. */
export const answerPromoInquiry: Answerer = (asked, shop) => {
  // What several goods take off together is worked out on them; whether two kinds of offer meet is a rule.
  const isOfGoods = asked.products.length > 1 && (kindsNamed(asked.normalised) ?? []).length < 2;
  if (isOfGoods && (isTogether(asked.normalised) || piecesNamed(asked.normalised, shop) !== undefined))
    return answerPriceInquiry(asked, shop);
  // "耳机279这个还打98折不": of goods in a flash sale, whether its price takes that, too.
  const isOnSale = asked.saidBefore === undefined && isInFlashSale(asked, shop);
  const beside = isOnSale ? { ...asked, saidBefore: '限时价' } : asked;
  if (isStackingAsked(asked.normalised) || isAddedTo(beside)) return answerStacking(beside, shop);
  const presale = presaleOf(asked, shop);
  if (presale !== undefined && isMeetingAsked(asked.normalised)) return answerStacking(asked, shop);
  if (presale !== undefined && /预售|预购|定金|订金|尾款|pre-?sale|deposit|balance/.test(asked.plain))
    return answerPresale(asked, shop, presale);
  const isMissingAsked = /差|缺|凑|够|减多少|减几|省多少|省几|missing|short|need|away|more to/.test(asked.normalised);
  // The 300 of "离满300差多少" is the threshold.
  const plain = asked.plain.replace(/(?:离|到|差|凑到?)满?\s*\d+(?=\s*(?:还?差|还?缺|多少|几|的))/g, ' ');
  const amount = readAmount(plain) ?? (isMissingAsked ? readBareAmount(plain) : undefined);
  const missing =
    amount !== undefined && isMissingAsked
      ? answerMissingForAmount(asked, shop, amount)
      : asked.products.length > 0 && isMissingAsked
        ? answerMissingForProducts(asked, shop)
        : undefined;
  return missing ?? answerOffers(asked, shop, kindsNamed(asked.normalised));
};

function isInFlashSale(asked: Asked, shop: ShopKnowledge): boolean {
  const [product, second] = asked.products;
  if (product === undefined || second !== undefined) return false;
  const sales = narrowed(runningPromotions(asked, shop), { kinds: ['flash-price'] });
  return sales.some(({ promotion }) => isInScope(promotion.scope, product));
}

/** Coupons that can be fetched now or later; how and where, and why one fails, is for the approved answers. */
export const answerPromoCoupon: Answerer = (asked, shop) => {
  if (isStackingAsked(asked.normalised) || isCouponOnTop(asked.normalised)) return answerStacking(asked, shop);
  const answer = answerOffers(asked, shop, ['coupon']);
  const isHowTo =
    /怎么|哪里|哪儿|在哪|如何|用不了|不能用|失败|忘|过期|how|where|why|doesn't|not work|forgot|expired/.test(
      asked.normalised,
    );
  return { ...answer, isSure: answer.isSure && !isHowTo };
};

/** Gifts that come with a purchase now. */
export const answerPromoGift: Answerer = (asked, shop) => {
  const answer = answerOffers(asked, shop, ['gift']);
  const isSure = answer.isSure || asked.products.length > 1;
  return { ...answer, isSure: isSure && !/换|没收到|少|swap|missing|退/.test(asked.normalised) };
};

function answerOffers(asked: Asked, shop: ShopKnowledge, kinds: readonly PromotionKind[] | undefined): Answering {
  const by = {
    products: asked.products,
    categories: asked.products.length > 0 ? [] : shop.finder.categories(asked.normalised),
    // A member's discount always runs; it is told when somebody asks for it.
    kinds: kinds ?? promotionKinds.filter((kind) => kind !== 'member-discount'),
  };
  const running = narrowed(runningPromotions(asked, shop), by)
    .filter((one) => one.kind !== 'coupon' || !one.rule.coupon.newCustomersOnly || asked.products.length === 0)
    .slice(0, mostLines);
  const coming = narrowed(upcomingPromotions(asked, shop), by).slice(0, mostComing);
  const only = asked.products.length === 1 ? asked.products[0] : undefined;
  const now = running.map((one) => lineFor(one, only, asked, shop));
  const later = coming.map((one) => lineFor(one, only, asked, shop));
  const about = aboutOf(asked.products, kinds);
  const parameters = {
    ...(asked.products[0] === undefined ? {} : { product: asked.products[0].name }),
    ...(now.length > 0 ? { lines: bulleted(now.map((one) => one.line)) } : {}),
    ...(later.length > 0 ? { upcoming: bulleted(later.map((one) => one.line)) } : {}),
  };
  const state =
    now.length > 0 ? (later.length > 0 ? 'running-and-upcoming' : 'running') : later.length > 0 ? 'upcoming' : 'none';
  return answerFacts(asked, shop, {
    key: `${about}.${state}`,
    parameters,
    ...toldTogether([...now, ...later]),
    products: asked.products,
    // A shop without any promotion on record says nothing about them by itself.
    isSure: shop.promotions.length > 0 && asked.products.length < 2,
  });
}

/** Wording family: by product, by kind asked, or all of the shop. */
function aboutOf(products: readonly Product[], kinds: readonly PromotionKind[] | undefined): string {
  const [only] = kinds ?? [];
  const family = kinds?.length === 1 && (only === 'coupon' || only === 'gift') ? `promo.${only}` : 'promo.inquiry';
  return products.length === 1 ? `${family}.product` : family;
}

const mostLines = 8;
const mostComing = 3;
