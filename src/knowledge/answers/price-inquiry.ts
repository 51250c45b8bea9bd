import type { LocalizedText, Product, Variant } from '../../commerce/index.ts';
import { variantName } from '../facts/product-facts.ts';
import { bulleted, joined, moneyTextOf } from '../facts/texts.ts';
import { phrase } from '../wording/packs.ts';
import { type Answerer, type Answering, type Asked, answerFacts, askWhichProduct } from './answerer.ts';
import { withoutNames } from './attribute-words.ts';
import { nextStepLine } from './basket-lines.ts';
import { isTogether, type Piece } from './basket-question.ts';
import { answerLaterPrice } from './later-price.ts';
import {
  computedMoney,
  narrowed,
  priceRange,
  quoteLines,
  quoteVariant,
  runningLine,
  runningPromotions,
  type Told,
  toldTogether,
} from './offers.ts';
import { readOptions, variantsWith, withoutChoice } from './option-words.ts';
import { answerPresale, isPresaleTotal, presaleOf } from './presale.ts';
import { readBasket, type SpokenBasket } from './read-basket.ts';
import { readQuantity } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** What a product costs at this moment, running promotions included; several pieces are calculated as a basket. */
export const answerPriceInquiry: Answerer = (asked, shop) => {
  const [product, second] = asked.products;
  const isOfPresale = balanceAsked.test(asked.normalised) || isPresaleTotal(asked, shop);
  const balance = product !== undefined && isOfPresale ? presaleOf(asked, shop) : undefined;
  if (balance !== undefined) return answerPresale(asked, shop, balance);
  if (product === undefined) {
    const presale = /定金|订金|尾款|预售|预购|deposit|balance|pre-?sale/.test(asked.normalised)
      ? presaleOf(asked, shop)
      : undefined;
    if (presale !== undefined) return answerPresale(asked, shop, presale);
    const isOther = /为什么|怎么.*不|不一样|不同|变|涨|贵了|why|different|changed/.test(asked.normalised);
    return { ...askWhichProduct(asked, shop), isSure: !isOther };
  }
  const later = second === undefined ? answerLaterPrice(asked, shop, product) : undefined;
  if (later !== undefined) return later;
  const basket = basketOf(asked, shop);
  const isFinalAsked =
    /到手|券后|折后|最终|实付|算下来|用.{0,9}券|优惠|discount|\bdeals?\b|after (?:all )?(?:coupons?|discounts?)|final price|with (?:the |a )?coupon/.test(
      asked.normalised,
    );
  // Two products under one nickname are a question, not a basket.
  if (second !== undefined && basket.parts.length < 2 && !isSumAsked(asked.normalised))
    return askWhichProduct(asked, shop);
  const isSum = basket.parts.length > 1 || basket.parts.some(({ quantity }) => quantity > 1);
  if (isSum || basket.unknown.length > 0 || isFinalAsked || isMoreAsked.test(asked.normalised)) {
    return answerBasket(asked, shop, basket, isFinalAsked ? 'claimable' : 'none');
  }
  const wish = readOptions(asked.normalised, product);
  const chosen = variantsWith(product, wish.chosen);
  const there = product.variants.filter((variant) => variant.isAvailable);
  const variants = chosen.length > 0 ? chosen : there.length > 0 ? there : product.variants;
  const range = priceRange(product, variants, asked, shop);
  const [first] = variants;
  if (first === undefined) return undefined;
  if (range.low !== range.high) return answerRange(asked, shop, product, variants);
  return answerOne(asked, shop, product, first, chosen.length === 1);
};

const balanceAsked = /尾款|定金|订金|预付|balance|deposit/;
function isSumAsked(normalised: string): boolean {
  return (
    isTogether(normalised) ||
    /一起|一共|总共|合计|加起来|加上|再加|再来|再拿|和|跟|与|都要|都买|total|together|both|\band\b|\bplus\b/.test(
      normalised,
    )
  );
}

/** Asks how far it is to the next reduction. */
const isMoreAsked = /还差|再买多少|再减|凑单|再凑|凑多少|how much more(?! (?:for|is|are|would|does)\b)|short of/;

/** The goods that the words name with their pieces; goods spoken of before, where they name none. */
function basketOf(asked: Asked, shop: ShopKnowledge): SpokenBasket {
  const spoken = readBasket(asked.plain, shop);
  const isNamed = asked.products.every((product) => spoken.parts.some((part) => part.product === product));
  if (isNamed && spoken.parts.length > 0) return spoken;
  const parts = asked.products.slice(0, mostLines).map(
    (product): Piece => ({
      product,
      quantity: readQuantity(withoutChoice(withoutNames(asked.plain, product), product)),
      said: asked.normalised,
    }),
  );
  return { parts, unknown: [] };
}

function answerOne(
  asked: Asked,
  shop: ShopKnowledge,
  product: Product,
  variant: Variant,
  isChosen: boolean,
): Answering {
  const money = moneyTextOf(shop.content.currency);
  const quote = quoteVariant(product, variant, asked, shop);
  const used = quote.steps.map((one) => one.promotionId);
  const reasons = shop.promotions
    .filter((one) => used.includes(one.promotion.id))
    .map((one) => runningLine(one, shop, asked));
  const offers = furtherOffers(asked, shop, product, used);
  const sources = toldTogether([...reasons, ...offers]);
  const named = unlessThere(
    phrase('answer.line.named-variant', { product: product.name, variant: variantName(product, variant) }),
    [variant],
  );
  return answerFacts(asked, shop, {
    key: `price.inquiry.${reasons.length > 0 ? 'reduced' : 'plain'}${offers.length > 0 ? '-with-offers' : ''}`,
    parameters: {
      product: isChosen ? named : product.name,
      price: money(quote.total),
      ...(reasons.length > 0 ? { list: money(variant.price), reason: joined(reasons.map((one) => one.line)) } : {}),
      ...(offers.length > 0 ? { lines: bulleted(offers.map((one) => one.line)) } : {}),
    },
    factIds: [`variant:${variant.variantId}/price`, ...sources.factIds],
    facts: [
      computedMoney(`price/${variant.variantId}`, product.name[asked.language], quote.total, shop),
      ...sources.facts,
    ],
    products: [product],
  });
}

/** Prices that differ by option: one line per price, naming the options that have it. */
function answerRange(asked: Asked, shop: ShopKnowledge, product: Product, variants: readonly Variant[]): Answering {
  const money = moneyTextOf(shop.content.currency);
  const byPrice = variants.map((variant) => ({ variant, total: quoteVariant(product, variant, asked, shop).total }));
  const prices = [...new Set(byPrice.map((one) => one.total))].sort((first, second) => first - second);
  const facts = prices.map((price) =>
    computedMoney(`price/${product.productId}/${price}`, product.name[asked.language], price, shop),
  );
  if (prices.length > mostLines) {
    const range = priceRange(product, variants, asked, shop);
    return answerFacts(asked, shop, {
      key: 'price.inquiry.range',
      parameters: { product: product.name, range: range.line },
      factIds: range.factIds,
      facts: range.facts,
      products: [product],
    });
  }
  const lines = prices.map((price) => {
    const priced = byPrice.filter((one) => one.total === price).map((one) => one.variant);
    const name = unlessThere(optionsOf(product, priced), priced);
    return phrase('answer.line.cell', { product: name, value: money(price) });
  });
  return answerFacts(asked, shop, {
    key: 'price.inquiry.variants',
    parameters: { product: product.name, lines: bulleted(lines) },
    factIds: variants.map((variant) => `variant:${variant.variantId}/price`),
    facts,
    products: [product],
  });
}

/** A version that cannot be bought now is told as such beside its price. */
function unlessThere(name: LocalizedText, variants: readonly Variant[]): LocalizedText {
  return variants.some(({ isAvailable }) => isAvailable) ? name : phrase('answer.line.sold-out', { name });
}

/** The whole calculation with its steps, and what of the words the shop does not have. */
function answerBasket(
  asked: Asked,
  shop: ShopKnowledge,
  { parts, unknown }: SpokenBasket,
  coupons: 'none' | 'claimable',
): Answering {
  const money = moneyTextOf(shop.content.currency);
  const lines = parts.slice(0, mostLines).flatMap(({ product, quantity, said }) => {
    const chosen = variantsWith(product, readOptions(said, product).chosen);
    const variant =
      (chosen.length > 0 ? chosen : product.variants).find((one) => one.isAvailable) ?? product.variants[0];
    return variant === undefined ? [] : [{ product, variantId: variant.variantId, quantity }];
  });
  const quote = quoteLines(lines, asked, shop, coupons);
  const next = quote.next.find((step) => step.kind === 'full-reduction');
  const steps = quote.steps.map((step) => phrase('answer.line.step', { title: step.title, saved: money(step.saved) }));
  const goods = lines.map((line, index) =>
    phrase('answer.line.goods', {
      product: line.product.name,
      quantity: line.quantity,
      amount: money(quote.lines[index]?.listAmount ?? 0),
    }),
  );
  const gifts = quote.gifts.map((gift) => phrase('answer.line.gift', { gift: gift.name, quantity: gift.quantity }));
  const further = next === undefined ? [] : [nextStepLine(next, shop)];
  const without = unknown.map((thing) => phrase('answer.line.not-here', { thing }));
  return answerFacts(asked, shop, {
    key: 'price.inquiry.basket',
    parameters: {
      lines: bulleted([...goods, ...steps, ...gifts, ...further.map((one) => one.line), ...without]),
      total: money(quote.total),
    },
    factIds: [
      ...lines.map((line) => `variant:${line.variantId}/price`),
      ...quote.steps.map((step) => `promotion:${step.promotionId}`),
      ...quote.gifts.map((gift) => `promotion:${gift.promotionId}`),
      ...further.flatMap((one) => one.factIds),
    ],
    facts: [
      ...lines.map(({ variantId, quantity }) => ({
        id: `given:quantity/${variantId}`,
        title: 'quantity',
        kind: 'number' as const,
        value: quantity,
      })),
      ...unknown.map((thing) => ({ id: `given:thing/${thing}`, title: 'thing', kind: 'text' as const, value: thing })),
      computedMoney('total', 'total', quote.total, shop),
      ...quote.lines.map((line) => computedMoney(`line/${line.variantId}`, line.variantId, line.listAmount, shop)),
      ...quote.steps.map((step) =>
        computedMoney(`saved/${step.promotionId}`, step.title[asked.language], step.saved, shop),
      ),
      ...further.flatMap((one) => one.facts),
    ],
    products: lines.map(({ product }) => product),
  });
}

/** Promotions of the product that its single price does not show yet: thresholds, coupons, gifts. */
function furtherOffers(asked: Asked, shop: ShopKnowledge, product: Product, used: readonly string[]): readonly Told[] {
  return narrowed(runningPromotions(asked, shop), {
    products: [product],
    kinds: ['presale-deposit', 'second-half', 'full-reduction', 'coupon', 'gift'],
  })
    .filter((one) => !used.includes(one.promotion.id))
    .filter((one) => one.kind !== 'coupon' || !one.rule.coupon.newCustomersOnly)
    .slice(0, 3)
    .map((one) => runningLine(one, shop, asked));
}

/** The option values that a group of variants shares, e.g. "30袋" or "1.5米床". */
function optionsOf(product: Product, variants: readonly Variant[]): LocalizedText {
  const [first] = variants;
  if (first === undefined) return product.name;
  const shared = Object.entries(first.options).filter(([name, value]) =>
    variants.every((variant) => variant.options[name] === value),
  );
  return variantName(product, {
    options: Object.fromEntries(shared.length > 0 ? shared : Object.entries(first.options)),
  });
}

const mostLines = 5;
