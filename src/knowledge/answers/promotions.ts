import type { Product } from '../../commerce/index.ts';
import { bulleted, moneyTextOf } from '../facts/texts.ts';
import { dateText, lastMomentText, momentText } from '../facts/times.ts';
import type { PricedPromotion } from '../price/promotion-rule.ts';
import { reductionAt } from '../price/steps.ts';
import { type PromotionKind, promotionKinds } from '../types.ts';
import { isValidAt } from '../validity.ts';
import { phrase } from '../wording/packs.ts';
import { type Answerer, type Answering, type Asked, answerApproved, answerFacts } from './answerer.ts';
import { nextStepLine } from './basket-lines.ts';
import {
  computedMoney,
  hereOf,
  narrowed,
  quoteLines,
  runningLine,
  runningPromotions,
  toldTogether,
  upcomingLine,
  upcomingPromotions,
} from './offers.ts';
import { readAmount, readQuantity } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** Promotions at the moment of the question: what runs and until when, what comes and from when; ended ones do not exist. */
export const answerPromoInquiry: Answerer = (asked, shop) => {
  if (isStackingAsked(asked.normalised)) return answerStacking(asked, shop);
  const presale = presaleOf(asked, shop);
  if (presale !== undefined && /预售|预购|定金|订金|尾款|pre-?sale|deposit|balance/.test(asked.plain))
    return answerPresale(asked, shop, presale);
  const amount = readAmount(asked.plain);
  if (amount !== undefined && /差|凑|够|减多少|missing|short|need|away|more to/.test(asked.normalised))
    return answerMissing(asked, shop, amount);
  if (asked.products.length > 0 && /还差|凑单|凑/.test(asked.normalised)) {
    const next = answerNextForProducts(asked, shop);
    if (next !== undefined) return next;
  }
  return answerOffers(asked, shop, kindsNamed(asked.normalised));
};

/** Coupons that can be fetched now or later; how and where, and why one fails, is for the approved answers. */
export const answerPromoCoupon: Answerer = (asked, shop) => {
  if (isStackingAsked(asked.normalised)) return answerStacking(asked, shop);
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
  return { ...answer, isSure: answer.isSure && !/换|没收到|少|swap|missing|退/.test(asked.normalised) };
};

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
  const here = hereOf(asked, shop);
  const money = moneyTextOf(shop.content.currency);
  const tail = { from: momentText(new Date(rule.tailFrom), here), to: lastMomentText(new Date(rule.tailTo), here) };
  const shipBy = rule.shipBy === undefined ? undefined : dateText(new Date(rule.shipBy), here);
  const texts = [tail.from, tail.to, ...(shipBy === undefined ? [] : [shipBy])];
  return answerFacts(asked, shop, {
    key: shipBy === undefined ? 'promo.inquiry.presale' : 'promo.inquiry.presale-ships',
    parameters: {
      title: promotion.title,
      deposit: money(rule.depositFen),
      worth: money(rule.worthFen),
      from: tail.from,
      to: tail.to,
      ...(shipBy === undefined ? {} : { shipBy }),
    },
    factIds: [`promotion:${promotion.id}`],
    facts: [
      computedMoney(`deposit/${promotion.id}`, promotion.title[asked.language], rule.depositFen, shop),
      computedMoney(`worth/${promotion.id}`, promotion.title[asked.language], rule.worthFen, shop),
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
  const now = running.map((one) => runningLine(one, shop, asked));
  const later = coming.map((one) => upcomingLine(one, shop, asked));
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

/** How far an amount, or the pieces of a product, are from the next reduction. */
function answerMissing(asked: Asked, shop: ShopKnowledge, amount: number): Answering {
  const money = moneyTextOf(shop.content.currency);
  const [product] = asked.products;
  const given = {
    id: 'given:amount',
    title: 'amount',
    kind: 'money' as const,
    value: amount,
    currency: shop.content.currency,
  };
  const reductions = runningPromotions(asked, shop).filter(
    (one) => one.kind === 'full-reduction' && ('all' in one.promotion.scope || product !== undefined),
  );
  const within = narrowed(reductions, { products: asked.products }).flatMap((one) =>
    one.kind === 'full-reduction' ? [one] : [],
  );
  const ahead = within
    .filter(({ rule }) => amount < rule.thresholdFen)
    .toSorted((first, second) => first.rule.thresholdFen - second.rule.thresholdFen)[0];
  const reached = within
    .map((one) => ({ one, off: reductionAt(one.rule, amount) }))
    .filter((one) => one.off > 0)
    .toSorted((first, second) => second.off - first.off)[0];
  if (reached !== undefined) {
    return answerFacts(asked, shop, {
      key: 'promo.inquiry.reached',
      parameters: {
        amount: money(amount),
        title: reached.one.promotion.title,
        reduction: money(reached.off),
        total: money(amount - reached.off),
      },
      factIds: [`promotion:${reached.one.promotion.id}`],
      facts: [
        given,
        computedMoney('reduction', 'reduction', reached.off, shop),
        computedMoney('total', 'total', amount - reached.off, shop),
      ],
    });
  }
  if (ahead === undefined) return answerOffers(asked, shop, ['full-reduction']);
  const step = {
    kind: 'full-reduction' as const,
    promotionId: ahead.promotion.id,
    title: ahead.promotion.title,
    missing: ahead.rule.thresholdFen - amount,
    gain: ahead.rule.reductionFen,
  };
  const told = nextStepLine(step, shop);
  return answerFacts(asked, shop, {
    key: 'promo.inquiry.missing',
    parameters: { amount: money(amount), next: told.line },
    factIds: told.factIds,
    facts: [given, ...told.facts],
  });
}

/** Basket of the product in focus, for "买两件还差多少". */
function answerNextForProducts(asked: Asked, shop: ShopKnowledge): Answering | undefined {
  const lines = asked.products.flatMap((product) => {
    const variant = product.variants.find((one) => one.isAvailable);
    return variant === undefined
      ? []
      : [{ product, variantId: variant.variantId, quantity: readQuantity(asked.plain) }];
  });
  const quote = quoteLines(lines, asked, shop, 'none');
  const [next] = quote.next;
  if (next === undefined) return undefined;
  const told = nextStepLine(next, shop);
  const money = moneyTextOf(shop.content.currency);
  return answerFacts(asked, shop, {
    key: 'promo.inquiry.missing',
    parameters: { amount: money(quote.total), next: told.line },
    factIds: told.factIds,
    facts: [computedMoney('total', 'total', quote.total, shop), ...told.facts],
    products: asked.products,
  });
}

/** Whether two kinds that the text names meet in one order; otherwise the shop's own rule, word for word. */
function answerStacking(asked: Asked, shop: ShopKnowledge): Answering | undefined {
  const text = shop.content.stacking?.text[asked.language];
  const [first, second, third] = kindsNamed(asked.normalised) ?? [];
  const running = runningPromotions(asked, shop).find((one) => one.kind === first);
  if (first !== undefined && second !== undefined && third === undefined && running !== undefined) {
    const isExclusive = shop.stacking.exclusive.some((pair) => pair.includes(first) && pair.includes(second));
    const canMeet = !isExclusive && running.promotion.stacksWith.includes(second);
    return answerFacts(asked, shop, {
      key: canMeet ? 'promo.inquiry.stacks' : 'promo.inquiry.does-not-stack',
      parameters: {
        first: phrase(`answer.kind.${first}`),
        second: phrase(`answer.kind.${second}`),
        maxCoupons: shop.stacking.maxCoupons,
      },
      factIds: ['stacking:rule', `promotion:${running.promotion.id}`],
      facts: [{ id: 'stacking:rule/coupons', title: 'coupons', kind: 'number', value: shop.stacking.maxCoupons }],
    });
  }
  return text === undefined
    ? undefined
    : answerApproved(asked, shop, { text, factIds: ['stacking:rule'], score: 0.85, isSure: true });
}

function isStackingAsked(normalised: string): boolean {
  return /叠加|叠用|同享|同时用|同时享|一起用|一起享|能不能一起|并用|combine|stack|together|on top of/.test(normalised);
}

/** Kinds of promotions that the text names; undefined where it asks for all. */
function kindsNamed(normalised: string): readonly PromotionKind[] | undefined {
  const kinds = kindWords.filter(([pattern]) => pattern.test(normalised)).map(([, kind]) => kind);
  return kinds.length === 0 ? undefined : kinds;
}

const kindWords: readonly (readonly [RegExp, PromotionKind])[] = [
  [/满减|满额|满 ?\d+|满\d+减|满\d+ ?减|满多少减|每满|full reduction|spend/, 'full-reduction'],
  [/第二件|第2件|半价|second half|half price/, 'second-half'],
  [/秒杀|限时|闪购|特价|flash/, 'flash-price'],
  [/预售|预购|定金|订金|尾款|pre-?sale|deposit/, 'presale-deposit'],
  [/会员|member/, 'member-discount'],
  [/券|coupon|voucher/, 'coupon'],
  [/赠品|买赠|送什么|gift/, 'gift'],
];
const mostLines = 8;
const mostComing = 3;
