import type { Product } from '../../commerce/index.ts';
import { normaliseForSearch, simplify } from '../retrieval/normalise.ts';
import { askedAttributes, withoutNames } from './attribute-words.ts';
import { isBasketAsked, isTogether, piecesNamed } from './basket-question.ts';
import { findProvince } from './find-province.ts';
import { askedOption, readOptions } from './option-words.ts';
import { askedOf } from './product-attribute.ts';
import { readAmount, readHeight, readQuantity, readWeight } from './read-numbers.ts';
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
};

/** What is known of the talk: goods spoken of last and the intent that was answered last. */
export type ProductTalk = {
  productIds: readonly string[];
  lastIntent?: string | undefined;
  /** Goods that the understanding found named in the message. */
  namedIds?: readonly string[] | undefined;
  /** Those of them that have a place of the message to themselves. */
  apartIds?: readonly string[] | undefined;
  /** The customer's words before, for a choice that is only half said again ("L呢" after "雾霾蓝M还有吗"). */
  previousText?: string | undefined;
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
  const named = namedProduct(normalised, shop) ?? namedByUnderstanding(talk, normalised, shop);
  const product = named ?? spokenOf(talk, normalised, shop);
  if (product === undefined) return searchOf(text, normalised, shop);
  const bare = withoutNames(normalised, product);
  const stated = intentOf({ bare, normalised, plain: simplify(text), talk, product });
  // "沉不沉" of goods whose weight nobody stated: they are asked about all the same.
  const isUnstated =
    stated === undefined && isAsked(bare) && askedAttributes(bare).some(({ weight }) => weight > shortName);
  const intent = stated ?? (isUnstated ? 'product.attribute' : undefined);
  if (intent === undefined) return undefined;
  const kept = keptChoice(normalised, talk, product);
  return {
    intent,
    productIds: [product.productId],
    text: kept.length === 0 || named !== undefined ? text : `${text} ${kept.join(' ')}`,
    isNamed: named !== undefined,
    isQuestion: isAsked(bare),
    isStated: stated !== undefined,
  };
}

/** "有没有外套": a kind of goods of which there are several is looked for. */
function searchOf(text: string, normalised: string, shop: ShopKnowledge): ProductQuestion | undefined {
  if (!isSearch.test(normalised) || shop.finder.ofKind(normalised).length < 2) return undefined;
  return { intent: 'product.recommend', productIds: [], text, isNamed: true, isQuestion: true, isStated: true };
}

const isSearch =
  /^(?:你们|你家|店里|咱家)?(?:还)?有没有.{1,8}$|^(?:你们|你家|店里|咱家)?(?:还)?有.{1,8}[吗么嘛没不]$|想[买要看]|找[一个件条双款]|推荐|有什么|有哪些|\b(?:do you have|do you sell|looking for|want to buy|any)\b/;

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
  return Object.entries(before).flatMap(([name, values]) => (chosen[name] === undefined ? values : []));
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
    return named.find((product) => explainsOthers(normalised, product, named)) ?? forSomebody(normalised, named);
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

type Read = { bare: string; normalised: string; plain: string; talk: ProductTalk; product: Product };

function intentOf(read: Read): string | undefined {
  return rules.find((rule) => rule.holds(read))?.intent ?? followUp(read);
}

/** What the words ask for, the most certain first. */
const rules: readonly { intent: string; holds: (read: Read) => boolean }[] = [
  // "200以内的保暖内衣有吗": looked for by its price.
  {
    intent: 'product.recommend',
    holds: ({ bare, plain }) =>
      readAmount(plain) !== undefined &&
      /\d\s*(?:元|块)?\s*(?:以内|以下|之内|左右|上下)|不超过|\b(?:under|below|within)\b/.test(bare),
  },
  {
    intent: 'ship.region',
    holds: ({ normalised, product }) =>
      findProvince(normalised) !== undefined &&
      /寄|送|发|快递|邮(?!箱)|deliver|ship|send/.test(normalised) &&
      !/运费|邮费|多少钱|几天|多久|fee|cost|how long/.test(normalised) &&
      product.attributes.some(({ key }) => key === 'delivery'),
  },
  {
    intent: 'product.stock',
    holds: ({ bare }) =>
      /补货|到货|再上架|重新上架|有货|没货|缺货|断货|现货|库存|restock|back in stock|in stock|available/.test(bare),
  },
  {
    intent: 'product.size',
    holds: ({ plain, product }) =>
      (product.sizeChart?.length ?? 0) > 0 &&
      (readHeight(plain) !== undefined || readWeight(plain) !== undefined) &&
      /码|号|穿|大|size|fit|wear|我|高|重/.test(plain),
  },
  {
    intent: 'product.compare',
    holds: ({ bare, product, normalised }) =>
      /区别|不同|差别|差异|差在|差哪|不一样|一样吗|哪个好|哪个划算|difference|differ|compare/.test(bare) &&
      Object.values(readOptions(normalised, product).chosen).some((values) => values.length > 1),
  },
  {
    intent: 'price.inquiry',
    holds: ({ bare, plain, product }) =>
      isPriceNamed(plain, product) ||
      /(?:这|那|原|同样的?|一样的?)个?价(?!格?保)|价钱|多少钱|几钱|好多钱|几多钱|多少米|多少块|几块钱|啥价|什么价|咋卖|怎么卖|价格|价位|到手价|duoshao ?qian|how much (?:is|are|does it cost|do they cost|for)|price/.test(
        bare,
      ) ||
      (readQuantity(plain) > 1 && /(?:一共|总共|合计|今天|现在|一起).{0,8}(?:多少|几)/.test(bare)),
  },
  {
    intent: 'product.stock',
    holds: ({ bare, normalised, product }) =>
      Object.keys(readOptions(normalised, product).chosen).length > 0 &&
      /还有|有没|有(?:吗|么|不|没|嘛|伐|货|现货)|有.{0,8}(?:吗|么|不|没)|剩|left|do you have/.test(bare) &&
      askedOf(normalised, product).length === 0,
  },
  { intent: 'product.attribute', holds: ({ normalised, product }) => askedOf(normalised, product).length > 0 },
  {
    intent: 'product.size',
    holds: ({ bare, product }) =>
      (product.sizeChart?.length ?? 0) > 0 && /\bsizes?\b|尺码|尺寸|码数|几码|什么码|哪个码|多大码/.test(bare),
  },
  // "有数据线没": nothing but whether there is such a thing here.
  {
    intent: 'product.link',
    holds: ({ bare }) => /有|卖|\b(?:have|sell|carry|got)\b/.test(bare) && nothingElse.test(bare),
  },
  {
    intent: 'product.attribute',
    holds: ({ bare, product }) =>
      askedOption(bare, product) !== undefined && /什么|哪|几|啥|what|which|how many/.test(bare),
  },
];

const nothingElse =
  /^(?:你们|你|您|咱|家|店|里|这|那|哦|噢|嗯|诶|请问|还|有没有|没有|有|卖|吗|么|嘛|没|不|呢|吧|的|啊|呀|呐|了|是|别的|其他|do|does|you|your|shop|store|have|sell|carry|got|any|the|a|an|in|stock|hi|hello|and|so|ok|also|\s)*$/;

/** "279对吧": an amount that the product costs by its list, put in question. */
function isPriceNamed(plain: string, product: Product): boolean {
  const amount =
    /(?<![\d.])(\d{1,5}(?:\.\d{1,2})?)\s*(?:元|块钱?|yuan|rmb)?\s*(?:这个|那个)?(?:对吧|对吗|对不|是吧|是吗|是不|还|吗|么|right|still)/.exec(
      plain,
    );
  if (amount === null) return false;
  const value = Math.round(Number(amount[1]) * 100);
  const isNear = ({ price }: Product['variants'][number]) => value > price / 2 && value <= price;
  return /对吧|对吗|对不|是吧|是吗|是不|吗|么|right|still/.test(plain) && product.variants.some(isNear) && value >= 500;
}

/** "L呢", "奶咖的呢": nothing but another choice of the same product takes up the question before. */
function followUp({ bare, normalised, talk, product }: Read): string | undefined {
  const chosen = Object.values(readOptions(normalised, product).chosen).flat();
  const isShort = bare.replace(/\s/g, '').length <= followUpLength;
  if (chosen.length === 0 || !isShort || talk.productIds[0] !== product.productId) return undefined;
  const takesUp = ['product.stock', 'price.inquiry', 'product.attribute'].includes(talk.lastIntent ?? '');
  const isAlso = /呢|那|也|换成|的话|what about|how about|and the/.test(bare);
  if (!takesUp || !isAlso) return undefined;
  return talk.lastIntent === 'price.inquiry' ? 'price.inquiry' : 'product.stock';
}

const followUpLength = 14;

/** Whether the words ask something rather than tell of something. */
function isAsked(normalised: string): boolean {
  return /(.)[不没]\1|对吧|是吧|吗|么|嘛|呢|不$|没$|伐|多|几|啥|什么|怎|咋|哪|能不能|可不可|有没有|是不是|会不会|要不要|能否|可否|能.*(?:不|吗)|\b(?:how|what|which|can|could|is|are|does|do|will|would)\b/.test(
    normalised,
  );
}
