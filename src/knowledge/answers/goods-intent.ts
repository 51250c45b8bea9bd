import type { Product } from '../../commerce/index.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { askedAttributes } from './attribute-words.ts';
import { adviceOf, isAdviceAsked } from './choice-advice.ts';
import { findProvince } from './find-province.ts';
import { footRuleOf, readFootLength } from './foot-size.ts';
import { laterAsked } from './later-price.ts';
import { askedOption, type OptionWish, readOptions } from './option-words.ts';
import { askedOf } from './product-attribute.ts';
import type { ProductTalk } from './product-question.ts';
import { bearing } from './product-size.ts';
import { readAmount, readHeight, readQuantity, readWeight } from './read-numbers.ts';
import { isOtherSizeAsked, isSizeDoubt } from './size-doubt.ts';

/** What was said about one product: without its names, as search compares it, with its punctuation, and in which talk. */
export type SaidOfProduct = { bare: string; normalised: string; plain: string; talk: ProductTalk; product: Product };

/** The kind of question that words about one product ask by their own wording; undefined where they ask none. */
export function goodsIntent(said: SaidOfProduct): string | undefined {
  return rules.find((rule) => rule.holds(said))?.intent ?? followUp(said);
}

/** What the words ask for, the most certain first. */
const rules: readonly { intent: string; holds: (said: SaidOfProduct) => boolean }[] = [
  // "有数据线没", "就你家空气炸锅": nothing but its name, or whether there is such a thing here.
  {
    intent: 'product.link',
    holds: ({ bare, normalised }) => bare !== normalised && nothingElse.test(bare),
  },
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
    holds: ({ bare, normalised, product }) =>
      (Object.keys(readOptions(normalised, product).chosen).length > 0 &&
        /(?:什么时候|啥时候|几时|多久)(?:再|才|能)*(?:有|来|到|补|上)/.test(bare)) ||
      (/剩/.test(bare) && askedOption(bare, product) !== undefined),
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
  // "那袖子不得长一截", "大一号呢" behind a size.
  {
    intent: 'product.size',
    holds: ({ bare, talk, product }) =>
      talk.lastIntent === 'product.size' &&
      (product.sizeChart?.length ?? 0) > 0 &&
      (isSizeDoubt(bare) || isOtherSizeAsked(bare)),
  },
  // Without a chart of heights: a foot in centimetres, somebody's weight on a chair.
  {
    intent: 'product.size',
    holds: ({ plain, product }) =>
      (readFootLength(plain) !== undefined && footRuleOf(product) !== undefined) ||
      ((readHeight(plain) !== undefined || readWeight(plain) !== undefined) && bearing(product).length > 0),
  },
  {
    intent: 'ship.when',
    holds: ({ bare }) =>
      /(?:今天|当天|马上|明天).{0,3}发(?:货|得|不|吗|么|出|走)|发不发|(?:啥|什么)时候(?:能|可以)?发货/.test(bare),
  },
  // "过了今天呢" behind a price, "A2耳机259 现在还是不": what it costs, then or now.
  {
    intent: 'price.inquiry',
    holds: ({ bare, talk }) => laterAsked.test(bare) && /^(?:price|promo)\./.test(talk.lastIntent ?? ''),
  },
  // "今天是不是有特价": what runs for it.
  {
    intent: 'promo.inquiry',
    holds: ({ bare }) =>
      /特价|打[\d.一二三四五六七八九]*折|有(?:没有?)?(?:活动|优惠)|搞活动|做活动|\bon (?:sale|offer)\b/.test(bare) &&
      !/多少/.test(bare),
  },
  // "铲子送不送", "带不带充电头": whether it is in the box.
  { intent: 'product.contents', holds: ({ bare, product }) => isInBoxAsked(bare, product) },
  // "充电宝用完券多少": what is left to pay, not which coupons there are.
  { intent: 'price.inquiry', holds: ({ bare }) => priceWithCoupon.test(bare) },
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
      isPriceQuoted(plain, product) ||
      /(?:这|那|原|同样的?|一样的?)个?价(?!格?保)|价钱|多少钱|几钱|好多钱|几多钱|多少(?:米|子|块|银子|大洋)(?![^呀啊呢吧哦嘛不\s])|几块(?:钱|大洋)?(?=$|[\s呀啊呢])|啥价|什么价|咋卖|怎么卖|价格|价位|到手价|到手(?:是|要)?(?:多少|几)|duoshao ?qian|how much (?:is|are|does it cost|do they cost|for)|price|cheapest|折(?:完|后|扣后|扣完)(?:是|要|价)?多少|打完?折(?:后|完)?(?:是|要)?多少/.test(
        bare,
      ) ||
      (readQuantity(plain) > 1 && /(?:怎么算|咋算)/.test(bare)) ||
      (readQuantity(plain) > 1 && /(?:一共|总共|合计|今天|现在|一起).{0,8}(?:多少|几)/.test(bare)),
  },
  // "礼盒多少 雪松的": how much, and of nothing that could be measured.
  {
    intent: 'price.inquiry',
    holds: ({ bare, normalised, product }) =>
      /多少(?=$|[\s呀啊呢])/.test(bare) &&
      Object.keys(readOptions(normalised, product).chosen).length > 0 &&
      askedAttributes(bare).length === 0,
  },
  {
    intent: 'product.stock',
    holds: ({ bare, normalised, product }) =>
      isOfChoice(readOptions(normalised, product)) &&
      /还有|有没|有(?:吗|么|不|没|嘛|伐|货|现货)|有.{0,8}(?:吗|么|不|没)|剩|left|do you have/.test(bare) &&
      askedOf(normalised.replace(/[大中小]码/g, ''), product).length === 0,
  },
  // "粉的几件": how many pieces of that choice are left.
  {
    intent: 'product.stock',
    holds: ({ bare, normalised, product }) =>
      Object.keys(readOptions(normalised, product).chosen).length > 0 &&
      piecesAsked.test(bare) &&
      askedOf(normalised, product).length === 0,
  },
  // "窗宽3米 窗帘点哪个": the version that the measures choose, with what it costs.
  {
    intent: 'price.inquiry',
    holds: ({ bare, normalised, product }) =>
      isAdviceAsked(bare) && Object.keys(readOptions(normalised, product).chosen).length > 0,
  },
  {
    intent: 'product.attribute',
    holds: ({ bare, product }) => isAdviceAsked(bare) && adviceOf(bare, product) !== undefined,
  },
  // "等预售划算": of goods that are sold in advance now or soon.
  { intent: 'promo.inquiry', holds: ({ bare }) => /预售|预购|定金|订金|\bpre-?sale\b/.test(bare) },
  { intent: 'product.attribute', holds: ({ normalised, product }) => askedOf(normalised, product).length > 0 },
  {
    intent: 'product.size',
    holds: ({ bare, product }) =>
      (product.sizeChart?.length ?? 0) > 0 && /\bsizes?\b|尺码|尺寸|码数|几码|什么码|哪个码|多大码/.test(bare),
  },
  // "那盖着暖和的毯子有没有": whatever it is to be like, whether it is there.
  {
    intent: 'product.link',
    holds: ({ bare, normalised }) => bare !== normalised && /(?:有没有?|有吗|有么|有不|有伐|有卖吗?)$/.test(bare),
  },
  {
    intent: 'product.attribute',
    holds: ({ bare, product }) =>
      askedOption(bare, product) !== undefined && /什么|哪|几|啥|what|which|how many/.test(bare),
  },
  // "两米的床用": which of its sizes is for such a bed, where they are not told by beds themselves.
  {
    intent: 'product.attribute',
    holds: ({ bare, normalised, product }) =>
      bedNamed.test(bare) &&
      askedOption(bare, product) !== undefined &&
      Object.keys(readOptions(normalised, product).chosen).length === 0,
  },
];

/** Asks whether something that lies in the box comes with it. */
function isInBoxAsked(bare: string, { contents }: Product): boolean {
  const thing = inBox.exec(bare);
  const word = (thing?.[1] ?? thing?.[2] ?? '').replace(/[子头儿]$/, '');
  return word !== '' && contents !== undefined && contents['zh-CN'].includes(word);
}

const inBox =
  /(\p{Script=Han}{1,4}?)(?:送不送|带不带|配不配|送吗|带吗|配吗|有送|有带)|(?:送不送|带不带|配不配|送|带|配)(\p{Script=Han}{1,4}?)(?:吗|么|不|没|$)/u;

const priceWithCoupon =
  /(?:用|领|叠|算|扣|抵)(?:完|上|了|掉)?(?:优惠)?券(?:后|之后|以后|完|了)?(?:要|是|得|还)?(?:多少|几|什么价|啥价)|券后.{0,3}(?:多少|几|什么价|啥价)/;

const piecesAsked = /(?:几|多少)[件个条双只台把套盒瓶床张](?:了|货|呀|啊|呢)?$/;

const bedNamed = /[\d一二两三]\s*米\s*[\d一二三五八半]?\s*的?大?床/;

const nothingElse =
  /^(?:你们|你|您|咱|家|店|里|这|那|哦|噢|嗯|诶|请问|还|有没有|没有|有|卖|吗|么|嘛|没|不|呢|吧|的|啊|呀|呐|了|是|就|算了|还是|换成|换|来|拿|要|想|买|看|看看|个|一个|那个|这个|那款|这款|怎么样|咋样|如何|别的|其他|do|does|you|your|shop|store|have|sell|carry|got|any|the|a|an|in|stock|hi|hello|and|so|ok|also|\s)*$/;

/** A choice is named, be it one that the goods do not come in ("卫衣有黑的没"). */
function isOfChoice({ chosen, missing }: OptionWish): boolean {
  return Object.keys(chosen).length > 0 || missing.length > 0;
}

/** "279对吧": an amount that the product costs by its list, put in question. */
function isPriceNamed(plain: string, product: Product): boolean {
  const amount =
    /(?<![\d.])(\d{1,5}(?:\.\d{1,2})?)\s*(?:元|块钱?|yuan|rmb)?\s*(?:这个|那个)?(?:现在|今天|这会儿?)?(?:对吧|对吗|对不|是吧|是吗|是不|还|吗|么|right|still)/.exec(
      plain,
    );
  // "279这个还打98折不" asks about the discount.
  if (amount === null || /折|券|满减|叠|discount|coupon/.test(plain)) return false;
  const value = Math.round(Number(amount[1]) * 100);
  const isNear = ({ price }: Product['variants'][number]) => value > price / 2 && value <= price;
  return (
    /对吧|对吗|对不|是吧|是吗|是不|吗|么|不$|right|still/.test(plain) && product.variants.some(isNear) && value >= 500
  );
}

/** "直播间讲259", "ad said 329": an amount near its price that somebody else has named. */
function isPriceQuoted(plain: string, product: Product): boolean {
  const amount = Number(
    /(?:直播|主播|广告|页面|网上|海报|短信|推送|看到|听说|\b(?:ad|ads|advert|page|site|website|email)\b).{0,24}?(?<![\d.])(\d{2,5})(?![\d.]|\s*(?:码|号|斤|cm|克|毫|个|件|天))/iu.exec(
      plain,
    )?.[1],
  );
  const prices = product.variants.map(({ price }) => price / 100);
  return amount >= Math.min(...prices) / 2 && amount <= Math.max(...prices);
}

/** "L呢", "奶咖的呢": nothing but another choice of the same product takes up the question before. */
function followUp({ bare, normalised, talk, product }: SaidOfProduct): string | undefined {
  const chosen = Object.values(readOptions(normalised, product).chosen).flat();
  const isShort = bare.replace(/\s/g, '').length <= followUpLength;
  if (chosen.length === 0 || !isShort || talk.productIds[0] !== product.productId) return undefined;
  const takesUp = ['product.stock', 'price.inquiry', 'product.attribute'].includes(talk.lastIntent ?? '');
  const isBare = isNothingElse(bare, product);
  const isAlso = /呢|那|也|换成|的话|what about|how about|and the/.test(bare) && takesUp;
  if (!isAlso && !isBare) return undefined;
  return talk.lastIntent === 'price.inquiry' ? 'price.inquiry' : 'product.stock';
}

/** "蓝的66码": options, and no word beside them. */
function isNothingElse(bare: string, product: Product): boolean {
  const values = [...new Set(product.variants.flatMap((variant) => Object.values(variant.options)))];
  const rest = values.reduce((text, value) => text.replaceAll(normaliseForSearch(value), ''), bare);
  return /^[黑白红蓝绿黄粉紫灰棕橙米银金色码号的款要想看有个件双条和那\s\d]*$/.test(rest);
}

const followUpLength = 14;
