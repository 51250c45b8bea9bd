import type { Product } from '../../commerce/index.ts';
import { normaliseForSearch, simplify } from '../retrieval/normalise.ts';
import { askedAttributes, withoutNames } from './attribute-words.ts';
import { isBasketAsked, isTogether, piecesNamed } from './basket-question.ts';
import { goodsIntent } from './goods-intent.ts';
import { refusedThing } from './goods-without.ts';
import { goodsForNeed } from './needs.ts';
import { thingNotSold } from './not-sold.ts';
import { readOptions } from './option-words.ts';
import { askedOf } from './product-attribute.ts';
import { sizesFor } from './product-size.ts';
import { readAmount } from './read-numbers.ts';
import { whoFor } from './recommend-wish.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** A question about goods that the words themselves prove, whatever the classifier makes of them. */
export type ProductQuestion = {
  intent: string;
  productIds: readonly string[];
  /** The question with the choice that still holds from the one before. */
  text: string;
  /** The message names the goods; otherwise those spoken of before are meant. */
  isNamed: boolean;
  /** The words that asked were quoted by an attribute or option of the product itself. */
  isQuestion: boolean;
  /** The product's own record says something of what is asked. */
  isStated: boolean;
  /** "有没有不吵人的鼠标": the goods themselves are looked for, with what they are to be like. */
  isSought?: boolean;
};

/** What is known of the talk: goods spoken of last and the intent that was answered last. */
export type ProductTalk = {
  productIds: readonly string[];
  lastIntent?: string | undefined;
  /** Goods that the last answer showed. */
  shownIds?: readonly string[] | undefined;
  /** Goods that the understanding found named in the message. */
  namedIds?: readonly string[] | undefined;
  /** Those of them that have a place of the message to themselves. */
  apartIds?: readonly string[] | undefined;
  /** The customer's words before, for a choice that is only half said again ("L呢" after "雾霾蓝M还有吗"). */
  previousText?: string | undefined;
  /** Nobody has understood the message: whatever it asks of the goods in view, it is a question about them. */
  isLost?: boolean | undefined;
};

/**
 * Reads a question about one product out of its own words: the product (by name, by sound, by the only fitting name, else the
 * one spoken of) together with something that its record speaks of. Undefined where either is missing.
 */
export function recogniseProductQuestion(
  text: string,
  talk: ProductTalk,
  shop: ShopKnowledge,
): ProductQuestion | undefined {
  const normalised = normaliseForSearch(text);
  const basket = basketOf(normalised, talk, shop);
  if (basket !== undefined)
    return { intent: 'price.inquiry', productIds: basket, text, isNamed: true, isQuestion: true, isStated: true };
  const isListed = listAsked.test(normalised) || (refusedThing(normalised) !== undefined && listed.test(normalised));
  if (isListed && refusedThing(normalised) !== undefined) return searchOf(text, normalised, talk, shop);
  const named =
    shownOf(normalised, talk, shop) ?? namedProduct(normalised, shop) ?? namedByUnderstanding(talk, normalised, shop);
  const product = named ?? (isListed ? undefined : spokenOf(talk, normalised, shop));
  if (product === undefined) return searchOf(text, normalised, talk, shop);
  const bare = withoutNames(normalised, product);
  const stated = goodsIntent({ bare, normalised, plain: simplify(text), talk, product });
  // "沉不沉" of goods whose weight nobody stated: they are asked about all the same.
  const isUnstated =
    stated === undefined && isAsked(bare) && askedAttributes(bare).some(({ weight }) => weight > shortName);
  const isLast = isLastResort(bare, named !== undefined, talk);
  const intent = stated ?? (isUnstated || isLast ? 'product.attribute' : undefined);
  if (intent === undefined)
    return shop.finder.named(normalised).length === 0 ? searchOf(text, normalised, talk, shop) : undefined;
  const kept = keptChoice(normalised, talk, product);
  const isNameOnly = intent === 'product.link';
  return {
    intent,
    productIds: [product.productId],
    text: kept.length === 0 || named !== undefined ? text : `${text} ${kept.join(' ')}`,
    isNamed: named !== undefined,
    isQuestion: isAsked(bare) || isNameOnly,
    isStated: stated !== undefined,
    isSought: named !== undefined && intent === 'product.attribute' && soughtAs.test(bare),
  };
}

/** Words that ask, of goods that they name or that the talk is at; in some other talk they may mean anything. */
function isLastResort(bare: string, isNamed: boolean, { isLost, lastIntent }: ProductTalk): boolean {
  if (isLost !== true || !isAsked(bare) || bare.replace(/\s/g, '').length < leastWords) return false;
  return isNamed || /^(?:product|price|promo)\./.test(lastIntent ?? '');
}

const leastWords = 4;

/** What the goods are to be like stands before their name, which is left out of the words here. */
const soughtAs = /^(?:请问)?(?:你们|你家|店里|咱家)?(?:还)?(?:有没有|有没得|想买|想要|找)[^吗么]{1,10}的 /;

/** "有没有外套", "手干得裂了用啥": a kind of goods, or goods for a need; also something that the shop does not have. */
function searchOf(
  text: string,
  normalised: string,
  talk: ProductTalk,
  shop: ShopKnowledge,
): ProductQuestion | undefined {
  const found: ProductQuestion = {
    intent: 'product.recommend',
    productIds: [],
    text,
    isNamed: true,
    isQuestion: true,
    isStated: true,
  };
  const isWish = isSearch.test(normalised) || readAmount(simplify(text)) !== undefined;
  if (isWish && shop.finder.ofKind(normalised).length > 0) return found;
  if (isWish && listAsked.test(normalised) && whoFor(normalised).length > 0) return found;
  if (isWish && refusedThing(normalised) !== undefined && listed.test(normalised)) return found;
  if ((isWish || asksForUse.test(normalised)) && goodsForNeed(normalised, shop).length > 0) return found;
  const isBehindSearch = /^product\.(?:recommend|stock|link)$/.test(talk.lastIntent ?? '');
  return thingNotSold(normalised, shop, isBehindSearch) === undefined ? undefined : found;
}

/** Something of a kind is looked for: "有啥零嘴没花生的", "没糖的随便啥". */
const listed = /有啥|有什么|有哪些|有没有|随便|推荐|零嘴|零食|吃的|喝的|\b(?:anything|something|any)\b/;

/** "男的秋冬能穿的有啥": goods are to be shown, whichever was spoken of before. */
const listAsked = /(?:的|[穿用吃喝戴送]).{0,2}(?:有啥|有什么|有哪些|有没有推荐)(?:好的|呀|啊|呢|推荐)?$/;

const asksForUse =
  /用(?:什么|啥|哪)|[买送]点?(?:什么|啥|哪)|(?:什么|啥)(?:好|能|可以|合适)|准备.{0,3}(?:什么|啥|哪)|合适|礼物|礼品/;

const isSearch =
  /^(?:你们|你家|店里|咱家)?(?:还)?有没有.{1,10}$|^(?:你们|你家|店里|咱家)?(?:还)?有.{1,10}[吗么嘛没不]$|.{2}(?:有没有?|有吗|有么|有不|有没得)$|想[买要看]|想.{1,8}买|给.{1,6}买|买[一个件条双款点些]|找[一个件条双款]|推荐|有啥|最便宜|\bcheapest\b|有什么|有哪些|\b(?:do you have|do you sell|looking for|want to buy|any)\b/;

/** Several goods whose price together, or whose discount, is asked; named here or spoken of before. */
function basketOf(normalised: string, talk: ProductTalk, shop: ShopKnowledge): readonly string[] | undefined {
  if (!isBasketAsked(normalised)) return undefined;
  const names = shop.finder.named(normalised);
  if (names.some((product) => names.length > 1 && explainsOthers(normalised, product, names))) return undefined;
  const named = piecesNamed(normalised, shop)?.map(({ product }) => product.productId) ?? namedApart(talk);
  const isSpokenOf = talk.productIds.length > 1 && isTogether(normalised) && shop.finder.named(normalised).length === 0;
  return named ?? (isSpokenOf ? talk.productIds : undefined);
}

/** Goods that the understanding found at different places, each place with one meaning ("the hoodie and the jeans"). */
function namedApart({ apartIds = [] }: ProductTalk): readonly string[] | undefined {
  return apartIds.length > 1 ? apartIds : undefined;
}

/** Options chosen in the words before and not chosen anew. */
function keptChoice(normalised: string, talk: ProductTalk, product: Product): readonly string[] {
  if (talk.previousText === undefined) return [];
  const chosen = readOptions(normalised, product).chosen;
  if (Object.keys(chosen).length === 0) return [];
  const before = readOptions(normaliseForSearch(talk.previousText), product).chosen;
  const kept = Object.entries(before).flatMap(([name, values]) => (chosen[name] === undefined ? values : []));
  return kept.length > 0 ? kept : measuredSize(talk.previousText, talk, product, Object.values(chosen).flat());
}

/** "藏青的有吗" behind the size for a child of 98 cm asks for that size. */
function measuredSize(
  previousText: string,
  { lastIntent }: ProductTalk,
  product: Product,
  chosen: readonly string[],
): readonly string[] {
  if (lastIntent !== 'product.size') return [];
  const [size, second] = sizesFor(product, simplify(previousText));
  const isChosenAnew = product.sizeChart?.some((row) => chosen.includes(row.size)) ?? false;
  return size === undefined || second !== undefined || isChosenAnew ? [] : [size];
}

/** Of several goods under one name the one that was just shown: "米粉" behind a list with the baby's. */
function shownOf(normalised: string, { shownIds = [] }: ProductTalk, shop: ShopKnowledge): Product | undefined {
  const spots = shop.finder.spots(normalised);
  const [spot, other] = spots;
  if (spot === undefined || other !== undefined || spot.products.length < 2) return undefined;
  const shown = spot.products.filter(({ productId }) => shownIds.includes(productId));
  return shown.length === 1 ? shown[0] : undefined;
}

/** Where the catalogue's names are not in the text as a whole, the understanding may know the end of one ("down jacket"). */
function namedByUnderstanding(talk: ProductTalk, normalised: string, shop: ShopKnowledge): Product | undefined {
  const [only, second] = talk.namedIds ?? [];
  if (only === undefined || second !== undefined || shop.finder.named(normalised).length > 1) return undefined;
  return shop.products.get(only);
}

/** The one product that a text means: of several names the one whose own attributes explain the others. */
export function namedProduct(normalised: string, shop: ShopKnowledge): Product | undefined {
  const named = shop.finder.named(normalised);
  if (named.length > 1)
    return (
      named.find((product) => explainsOthers(normalised, product, named)) ??
      forSomebody(normalised, named) ??
      onlyStating(normalised, named)
    );
  return named[0] ?? shop.finder.alike(normalised, (product) => askedOf(normalised, product).length > 0);
}

/** "粉底液有防晒值没": what looks like another product's name is part of the word for an attribute of this one. */
function explainsOthers(normalised: string, product: Product, named: readonly Product[]): boolean {
  if (
    /区别|哪个|对比|比较|还是|相比|difference|compare|better|versus|\bvs\b|和|跟|与|加|\band\b|\bor\b/.test(normalised)
  )
    return false;
  const bare = withoutNames(normalised, product);
  const others = named.filter((one) => one !== product);
  const words = askedAttributes(bare).filter((one) => product.attributes.some(({ key }) => one.matches(key)));
  // A name that both share says nothing of which is meant.
  const own = new Set(product.nicknames);
  const isMentioned = (other: Product) =>
    [other.name['zh-CN'], ...other.nicknames]
      .filter((name) => !own.has(name) && normalised.includes(normaliseForSearch(name)))
      .some((name) => product.attributes.some(({ value }) => value['zh-CN'].includes(name)));
  return others.every(
    (other) =>
      isMentioned(other) ||
      words.some((word) => !word.isIn(withoutNames(bare, other)) && word.isIn(bare) && word.weight > shortName),
  );
}

const shortName = 6;

/** "Do the boots run small, i wear thick socks": the only one whose record states what is asked. */
function onlyStating(normalised: string, named: readonly Product[]): Product | undefined {
  if (!/[a-z]/.test(normalised) || /\b(?:and|or|vs|versus|compare|both)\b/.test(normalised)) return undefined;
  const stating = named.filter((product) => askedOf(withoutNames(normalised, product), product).length > 0);
  return stating.length === 1 ? stating[0] : undefined;
}

/** Of goods under one name those for the little ones, where the talk is of them: "娃能吃米粉吗". */
function forSomebody(normalised: string, named: readonly Product[]): Product | undefined {
  if (!/娃|宝宝|婴儿|新生儿|孩子|儿子|女儿|小朋友|\b(?:baby|toddler|infant|kid|child)/.test(normalised))
    return undefined;
  const fitting = named.filter((product) => /婴|宝宝|儿童/.test(product.name['zh-CN']));
  return fitting.length === 1 ? fitting[0] : undefined;
}

function spokenOf(talk: ProductTalk, normalised: string, shop: ShopKnowledge): Product | undefined {
  const [only, second] = talk.productIds;
  if (only === undefined || second !== undefined || shop.finder.named(normalised).length > 0) return undefined;
  if ((talk.namedIds ?? []).some((id) => id !== only)) return undefined;
  // Another kind of goods that the shop may or may not have is no question about the one spoken of.
  if (shop.finder.categories(normalised).length > 0) return undefined;
  return shop.products.get(only);
}

/** Whether the words ask something rather than tell of something. */
function isAsked(normalised: string): boolean {
  return /(.)[不没]\1|\b(?:ok|okay|safe|work|works|fine|good) (?:on|for|with|in|to)\b|对吧|是吧|吗|么|嘛|呢|不$|没$|伐|多|几|啥|什么|怎|咋|哪|能不能|可不可|有没有|是不是|会不会|要不要|能否|可否|能.*(?:不|吗)|\b(?:how|what|which|can|could|is|are|does|do|will|would)\b/.test(
    normalised,
  );
}
