import type { Product } from '../../commerce/index.ts';
import { normaliseForSearch, simplify } from '../retrieval/normalise.ts';
import { segment } from '../retrieval/segment.ts';
import type { FollowUp, Thread } from '../types.ts';
import { askedAttributes, withoutNames } from './attribute-words.ts';
import { findProvince } from './find-province.ts';
import { describedOf, inThatRegard, measuredOf, wornOver } from './follow-up-of-shown.ts';
import { goodsForNeed } from './needs.ts';
import { namesOption, readOptions } from './option-words.ts';
import { recogniseProductQuestion } from './product-question.ts';
import { anything } from './product-recommend.ts';
import { readAmount, readQuantity } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';
import { isCouponOnTop } from './stacking.ts';

/**
 * What a short message means behind a question about goods: one of those shown ("第二个怎么样"), a further condition of a search
 * ("要黑色的", "300 以内"), others than those shown, more goods or pieces of a basket ("再加一双袜子呢"). Undefined where the words
 * stand for themselves.
 */
export function readFollowUp(text: string, thread: Thread, shop: ShopKnowledge): FollowUp | undefined {
  const normalised = normaliseForSearch(text);
  const longest = /\p{Script=Han}/u.test(normalised) ? longestFollowUp : longestInLetters;
  if (normalised.replace(/\s/g, '').length > longest) return undefined;
  const said: Said = { text, normalised, plain: simplify(text), thread, shop };
  const isBasket =
    thread.intent === 'price.inquiry' ||
    (thread.productIds.length === 1 && (asksMoney.test(normalised) || thread.intent.startsWith('promo.')));
  return (
    pickedOf(said) ??
    placeStep(said) ??
    couponStep(said) ??
    untilStep(said) ??
    otherGoods(said) ??
    describedOf(said) ??
    measuredOf(said) ??
    wornOver(said) ??
    inThatRegard(said) ??
    comparedAgain(said) ??
    (isBasket ? basketStep(said) : searchStep(said))
  );
}

/** A short message with the thread that it may take up. */
export type Said = { text: string; normalised: string; plain: string; thread: Thread; shop: ShopKnowledge };

/** One or two of the goods that were shown, by their place. */
function pickedOf({ text, normalised, thread, shop }: Said): FollowUp | undefined {
  const shown = thread.productIds;
  const picked = places.flatMap(([pattern, place]) =>
    // Of a single one shown it is that one, whichever place is named.
    pattern.test(normalised) ? shown.slice(shown.length === 1 ? 0 : place).slice(0, 1) : [],
  );
  const [first, second] = picked;
  if (first === undefined) return undefined;
  const isCompared = /比|区别|差别|哪个|哪款|compare|difference|better|versus|\bvs\b/.test(normalised);
  if (second !== undefined || isCompared) {
    const other = second ?? thread.pickedId ?? shown.find((id) => id !== first);
    return { intent: 'product.compare', text, productIds: [first, ...(other === undefined ? [] : [other])] };
  }
  const rest = places.reduce((words, [pattern]) => words.replace(pattern, ' '), normalised).trim();
  const asked = recogniseProductQuestion(rest, { productIds: [first] }, shop);
  return { intent: asked?.intent ?? 'product.link', text: rest === '' ? text : rest, productIds: [first] };
}

const places: readonly (readonly [RegExp, number])[] = [
  [/第[一1](?:[个款件种条双套]|(?=\D|$))|\b(?:first|1st)\b(?: one)?/, 0],
  [/第[二2](?:[个款件种条双套]|(?=\D|$))|\b(?:second|2nd)\b(?: one)?/, 1],
  [/第[三3](?:[个款件种条双套]|(?=\D|$))|\b(?:third|3rd)\b(?: one)?/, 2],
  [/最后(?:一|那)?[个款件种条双套]|\blast one\b/, -1],
];

/** "哈尔滨": the place that a question about shipping left open, or another one. */
function placeStep({ text, normalised, thread }: Said): FollowUp | undefined {
  if (!/^(?:ship|track)\./.test(thread.intent) || findProvince(normalised) === undefined) return undefined;
  if (normalised.length > longestPlace || asksMoney.test(normalised)) return undefined;
  const intent = thread.intent === 'ship.when' ? 'track.eta' : thread.intent;
  return { intent, text: `${text} ${thread.text}`, productIds: thread.productIds };
}

const longestPlace = 9;

/** "新人券还能再减吗" behind a sum: whether one more coupon counts. */
function couponStep({ text, normalised, thread }: Said): FollowUp | undefined {
  if (!/^(?:price|promo)\./.test(thread.intent) || !isCouponOnTop(normalised)) return undefined;
  return { intent: 'promo.coupon', text, productIds: thread.productIds };
}

/** "到几点啊" behind an offer on one product: until when it runs. */
function untilStep({ text, normalised, thread }: Said): FollowUp | undefined {
  if (!/^(?:price|promo)\./.test(thread.intent) || thread.productIds.length !== 1) return undefined;
  return untilWhen.test(normalised) ? { intent: 'promo.inquiry', text, productIds: thread.productIds } : undefined;
}

const untilWhen =
  /^(?:那|这个?|活动|特价|限时价?)*(?:到|截止到?|持续到|维持到)?(?:今天|今晚|明天)?(?:几点|哪天|几号|什么时候|啥时候|多久)(?:结束|截止|为止|到期|没了?)?[啊呀呢哦吧]?$|^(?:until|till) when|^when does (?:it|this|that) end/;

/** "水饺呢", "what about the jerky": the question before it, asked of other goods. */
function otherGoods({ normalised, thread, shop }: Said): FollowUp | undefined {
  const name = otherNamed.map((pattern) => pattern.exec(normalised)?.[1]).find((found) => found !== undefined);
  const product = name === undefined ? undefined : onlyNamed(name, shop);
  if (product === undefined || !ofOneProduct.test(thread.intent)) return undefined;
  if (thread.productIds.length !== 1 || thread.productIds.includes(product.productId)) return undefined;
  const [before] = thread.productIds.map((id) => shop.products.get(id));
  const asked = before === undefined ? thread.text : withoutNames(normaliseForSearch(thread.text), before).trim();
  return { intent: thread.intent, text: `${name} ${asked}`, productIds: [product.productId] };
}

const otherNamed: readonly RegExp[] = [
  /^(?:那么?|还有|哦|嗯)?(.{2,8}?)(?:的?(?:呢|咧|嘞|勒|捏|哩)|也是吗|也一样吗|也行吗|也可以吗|也能吗|怎么样|咋样)$/,
  /^(?:(?:ok|okay|cool|thanks|right|hm+)[,. ]+)?(?:and )?(?:what|how) about (?:the |your |those |these |that )?([a-z][a-z0-9' -]{2,30}?)(?: then)?\W*$/,
  /^and (?:for |is |are )?(?:the |your |those |these )([a-z][a-z0-9' -]{2,30}?)(?: too| as well)?\W*$/,
];

/** The one product of that name, else the one whose name ends so: the "thermal set" is the "Heat-retaining Thermal Set". */
function onlyNamed(name: string, shop: ShopKnowledge): Product | undefined {
  const named = shop.finder.named(name);
  const [only, second] = named.length > 0 ? named : shop.finder.near(name).filter((one) => endsSo(one, name));
  return second === undefined ? only : undefined;
}

function endsSo({ name, nicknames }: Product, end: string): boolean {
  return [name.en, ...nicknames].some((whole) => ` ${normaliseForSearch(whole)}`.endsWith(` ${end}`));
}

/** "要去东北出差" behind a comparison: the same goods side by side in what the words are about. */
function comparedAgain({ text, normalised, thread, shop }: Said): FollowUp | undefined {
  const goods = thread.productIds.map((id) => shop.products.get(id)).filter((product) => product !== undefined);
  if (thread.intent !== 'product.compare' || goods.length < 2 || shop.finder.named(normalised).length > 0)
    return undefined;
  const isStated = askedAttributes(normalised).some(
    (one) =>
      one.weight >= tellingWeight && goods.some(({ attributes }) => attributes.some(({ key }) => one.matches(key))),
  );
  return isStated ? { intent: thread.intent, text, productIds: thread.productIds } : undefined;
}

/** Two characters: a single one is too little to tell what is meant. */
const tellingWeight = 6;

/** What is asked of one product in words that hold for another as well. */
const ofOneProduct =
  /^(?:product\.(?:attribute|usage|expiry|size|stock|contents)|ship\.region|ship\.fee|promo\.|return\.policy)/;

/** A search that goes on; the newest condition stands first, so that a new limit takes the place of the old one. */
function searchStep({ text, normalised, plain, thread, shop }: Said): FollowUp | undefined {
  const intent = 'product.recommend';
  const isChoice = thread.productIds.length > 1 && thread.intent !== 'product.compare';
  if (thread.intent !== intent && !isChoice) return undefined;
  if (othersAsked.test(normalised)) return { intent, text: thread.text, productIds: [], seenIds: thread.productIds };
  if (likes.test(normalised) || anything.test(normalised))
    return { intent, text: `${text} ${thread.text}`, productIds: [] };
  if (cheaperAsked.test(normalised))
    return { intent, text: `${belowShown(thread, shop)}${thread.text}`, productIds: [] };
  if (shop.finder.named(normalised).length > 0) return undefined;
  const isOption = namesOption(normalised);
  if (isOption && comesIn.test(normalised)) return comingIn({ text, normalised, plain, thread, shop });
  if (pointed.test(normalised)) return undefined;
  if (goodsForNeed(normalised, shop).length > 0) return { intent, text: `${text} ${thread.text}`, productIds: [] };
  const kind = shop.finder.ofKind(normalised);
  if (kind.length > 0)
    return kind.length > 1 && isKindOnly.test(normalised) ? { intent, text, productIds: [] } : undefined;
  const isLimit = readAmount(plain) !== undefined && !/满|减/.test(normalised);
  const isSaid = segment(normalised).some((word) => word.length > 1 && shop.shelf.says(word));
  const isWished = isForWhom.test(normalised) || plainWish.test(normalised) || (wished.test(normalised) && isSaid);
  if (!isLimit && !isWished && !isOption) return undefined;
  return { intent, text: `${text} ${thread.text}`, productIds: [] };
}

/** "Does it come in orange" of several that were shown: the only one that does, else whichever of the kind. */
function comingIn({ text, normalised, thread, shop }: Said): FollowUp {
  const [only, second] = thread.productIds.filter((id) => {
    const product = shop.products.get(id);
    return product !== undefined && Object.keys(readOptions(normalised, product).chosen).length > 0;
  });
  if (only !== undefined && second === undefined) return { intent: 'product.attribute', text, productIds: [only] };
  return { intent: 'product.recommend', text: `${text} ${thread.text}`, productIds: [] };
}

const othersAsked =
  /^(?:还?有)?(?:没有)?(?:别的|其他|其它|另外)(?:的|款|款式)?(?:吗|么|嘛|呢|没|推荐)?$|^还有(?:吗|么|嘛|没|呢)$|换一?[批个款](?:看看|吧)?$|^(?:something|anything|any) (?:more|others?|else)|^what else|^show (?:me )?(?:more|others)/;

/** Others for less; "能便宜点吗" asks for a lower price instead. */
const cheaperAsked =
  /^(?:还?有|要|想要|来|看看)?(?:没有)?(?:再|更)?(?:便宜|实惠|平价)(?:一?点|一?些)?(?:儿)?的(?:吗|么|没|不|呢|有没|有没有)?$|^有(?:没有)?(?:再|更)便宜|\b(?:something|anything|any) cheaper\b/;

/** "58元以内 ": less than the cheapest of those shown costs by the list. */
function belowShown({ productIds }: Thread, shop: ShopKnowledge): string {
  const prices = productIds.flatMap((id) => shop.products.get(id)?.variants.map(({ price }) => price) ?? []);
  const limit = Math.floor((Math.min(...prices) - 1) / 100);
  return Number.isFinite(limit) && limit > 0 ? `${limit}元以内 ` : '';
}

/** What the one likes whom the goods are for. */
const likes =
  /^(?:她|他|对方|人家|我|朋友|孩子|老人|ta)(?:就|平时|特别|很|比较)?(?:喜欢|爱|怕|想要)|\b(?:she|he|they) (?:likes?|loves?)\b/;

/** The one in view is spoken of, and nothing is looked for. */
const pointed = /这个|这款|这件|这条|这双|那个|那款|它|\b(?:this|that|it)\b/;

const comesIn = /\b(?:come|comes|coming|available|get|have|got|made|sold)\b.{0,12}\bin\b|有.{1,4}色/;

/** Another kind of goods, and nothing more: "护肤的", "那裤子呢", "有鞋子吗". */
const isKindOnly = /^(?:那|有|有没有|要|想要|看看|换)?.{1,5}(?:的|呢|类|有吗|吗|么)?$/;

/** A condition as it is said by itself: "要防水的", "适合敏感肌", "有没有纯棉". */
const wished = /(?:的|款)$|^(?:要|想要|最好|得|必须|适合|有没有|有)|\b(?:for|with|something|one that|ones?)\b/;

/** "要没味道的", "最便宜的是哪个": whatever it is, it is a further condition. */
const plainWish = /^(?:要|想要|最好是?).{1,7}的$|最(?:便宜|实惠)|\bcheapest\b/;

const isForWhom = /^(?:要|想要|有没有|有)?(?:男|女)(?:的|士|生|款|式|装|孩).{0,4}$/;

/** A basket that grows, has other numbers, or is to be worked out with coupons. */
function basketStep({ text, normalised, plain, thread, shop }: Said): FollowUp | undefined {
  const intent = 'price.inquiry';
  const named = shop.finder.named(normalised);
  const isMore =
    more.test(normalised) &&
    !compared.test(normalised) &&
    (named.length > 0 || shop.finder.ofKind(normalised).length > 0);
  const isSummed = named.length === 0 && summed.test(normalised);
  const isCounted = readQuantity(plain) > 1 && counted.test(normalised);
  if (!isMore && !isSummed && !isCounted) return undefined;
  return { intent, text: `${withNames(thread, shop)},${text}`, productIds: [] };
}

const more =
  /再加|加上|加[一个件双条]|再来|再拿|再要|还要|还有|也要|[和跟]|呢$|\b(?:plus|add|also|and|with|what about)\b/;
/** "跟不带礼盒的差啥" asks for the difference and adds nothing. */
const compared = /差[啥别哪在多]|差什么|区别|不同|一样|\b(?:difference|different)\b/;
const asksMoney = /多少钱|怎么算|咋算|什么价|一共|总共|合计|划算|\b(?:how much|total|price)\b/;
const summed =
  /用.{0,9}券|券后|到手|还差|再减|凑单|再凑|凑多少|一共|总共|合计|\b(?:coupon|in total|altogether|how much more)\b/;
const counted = /呢|的话|多少|怎么算|划算|要是|如果|\b(?:what about|how about|if|for)\b/;

/** The words so far with the names of goods that stood in view and were never called by name. */
function withNames(thread: Thread, shop: ShopKnowledge): string {
  const named = shop.finder.named(normaliseForSearch(thread.text));
  const unnamed = thread.productIds
    .map((id) => shop.products.get(id))
    .filter((product): product is Product => product !== undefined && !named.includes(product));
  const isKind = shop.finder.ofKind(normaliseForSearch(thread.text)).length === 1;
  return [...(isKind ? [] : unnamed.map((product) => product.name['zh-CN'])), thread.text].join(',');
}

const longestFollowUp = 20;
const longestInLetters = 48;
