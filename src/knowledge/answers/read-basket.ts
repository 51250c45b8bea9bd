import type { Product } from '../../commerce/index.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { withoutNames } from './attribute-words.ts';
import { type Piece, piecesNamed } from './basket-question.ts';
import { withoutChoice } from './option-words.ts';
import { readQuantity } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** `unknown` are goods that the words name and the shop does not have. */
export type SpokenBasket = { parts: readonly Piece[]; unknown: readonly string[] };

/**
 * Reads a basket as people say it ("两件羽绒服和一双袜子一共多少"): each part with its own number. Of goods said twice the later
 * number counts, as in a talk that goes on ("那羽绒服要两件呢").
 */
export function readBasket(plain: string, shop: ShopKnowledge): SpokenBasket {
  const parts = new Map<Product, Piece>();
  const unknown = new Set<string>();
  for (const said of plain.split(between)) {
    const normalised = normaliseForSearch(said);
    const named = shop.finder.named(normalised);
    // "羽绒服一件 白T两件": nothing stands between them but their own numbers.
    for (const piece of named.length > 1 ? (piecesNamed(normalised, shop) ?? []) : []) parts.set(piece.product, piece);
    const [product, second] = named.length > 0 ? named : shop.finder.ofKind(normalised);
    if (product !== undefined && second === undefined)
      parts.set(product, {
        product,
        quantity: readQuantity(withoutChoice(withoutNames(said, product), product)),
        said: normalised,
      });
    const [only, other] = [...parts.values()];
    const isOfOne = pronoun.test(normalised) || countOnly.test(normalised);
    if (product === undefined && only !== undefined && other === undefined && isOfOne)
      parts.set(only.product, { ...only, quantity: Math.max(only.quantity, readQuantity(said)) });
    const rest = product === undefined ? normalised.replace(saidBeside, '') : '';
    const isGoods = joins.test(plain) || counts.test(normalised);
    if (isGoods && rest.length >= 2 && rest.length <= longestName && !ofOffers.test(normalised)) unknown.add(rest);
  }
  return { parts: [...parts.values()], unknown: parts.size === 0 ? [] : [...unknown] };
}

/** What stands between the goods of a basket. */
const between =
  /和|跟|与|以及|还有|再?加上?一?(?=[^0-9]|$)|再要|再来|再拿|、|[,，;；+＋。!！?？\n]|\b(?:and|plus|with|together with|as well as)\b/;

/** The goods spoken of before, with a number of their own: "two of them". */
const pronoun = /它|这个|这款|这件|那件|\b(?:them|those|it)\b/;

/** "我买两支呢": a number of the goods spoken of, and no goods. */
const countOnly =
  /^(?:我|要|想|买|拿|来|拍|那|如果|要是|就)*(?:\d{1,2}|[两二三四五六七八九十])[件个条双盒包瓶套支箱袋台只份张片罐组对把床](?!装|的(?!话))(?:的话|呢|多少钱?|怎么算|咋算|一共|总共|几块?|要|得|有|送)*/u;
/** Something more is named with its number, or joined to the rest. */
const joins = /和|跟|与|以及|还有|再|加|、|[+＋]|\b(?:and|plus|with)\b/;
const counts = /(?:\d|[一两二三四五六七八九十])[件个条双盒包瓶套支箱袋台只份张片罐款样]/;

/** What is said about a basket and names no goods. */
const saidBeside =
  /[\d.\s]+|[零一二两三四五六七八九十百半]+(?=[件个条双盒包瓶套支箱袋台只份张片罐款样])|[件个条双盒包瓶套支箱袋台只份张片罐款样]|一起|一共|总共|合计|加起来|都要|各|买|拿|来|拍|下单|带走|多少钱|多少|几钱|什么价|价格|价钱|怎么算|算一下|算算|帮我|麻烦|请问|你好|您好|亲|如果|要是|的话|现在|今天|优惠|活动|到手|券后|最后|最终|划算|便宜|贵|合适|还差|能再?减|再减|满减|用上?券|用|优惠券|券|能|可以|我|想|要|这|那|它|的|得|了|呢|吗|嘛|么|啊|呀|吧|是|有|没|不|就|也|再|还|只|共|\p{P}|\p{Script=Latin}+/gu;

/** Speaks of money and offers, and of no further goods: "新人15的券还能再减伐". */
const ofOffers = /券|满减|优惠|折扣|活动|包邮|运费|邮费|积分|会员|新人|新客|首单|减免|立减/;

const longestName = 8;
