import { bulleted, joined } from '../facts/texts.ts';
import { isSureHit } from '../retrieval/likelihood.ts';
import { segment } from '../retrieval/segment.ts';
import { type Answering, type Asked, answerFacts } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/**
 * The thing that a text asks for ("有雨伞卖不", "电热毯好多钱", behind a search also "雨衣呢"), where no product and no category of
 * the shop is called so; that an attribute mentions it ("配苹果手机") is no offer of it.
 */
export function thingNotSold(normalised: string, shop: ShopKnowledge, isBehindSearch = false): string | undefined {
  const { finder } = shop;
  const thing = [...forms, ...(isBehindSearch ? formsBehindSearch : [])]
    .map((form) => form.exec(normalised)?.[1]?.replace(around, '').trim())
    .find((found) => found !== undefined);
  if (thing === undefined || !/^[\p{Script=Han}a-z0-9 ]{2,8}$/u.test(thing) || noThing.test(thing)) return undefined;
  if (finder.named(normalised).length > 0 || finder.categories(normalised).length > 0) return undefined;
  const words = segment(thing).filter((word) => word.trim().length > 1);
  const kind = words.findLast((word) => /\p{Script=Han}/u.test(word)) ?? words.at(-1);
  if (kind === undefined || shop.shelf.names(kind) || finder.ofKind(thing).length > 0) return undefined;
  const [hit] = shop.search.find(normalised, new Map(), 1);
  return hit !== undefined && isSureHit(hit) ? undefined : thing;
}

/** Says that the shop does not have it, and what of its kind or what else it has. */
export function answerNotSold(asked: Asked, shop: ShopKnowledge, thing: string): Answering {
  const last = thing.at(-1) ?? '';
  const alike = shop.finder.ofKind(`${last}子`).slice(0, mostAlike);
  const given = { id: 'given:thing', title: 'thing', kind: 'text' as const, value: thing };
  if (alike.length > 0)
    return answerFacts(asked, shop, {
      key: 'product.recommend.not-sold-alike',
      parameters: { thing, lines: bulleted(alike.map((product) => product.name)) },
      factIds: alike.map((product) => `product:${product.productId}`),
      facts: [given],
      products: alike,
    });
  const { categories } = shop.content;
  return answerFacts(asked, shop, {
    key: 'product.recommend.not-sold',
    parameters: { thing, names: joined(categories.map((category) => category.name)) },
    factIds: categories.map((category) => `category:${category.id}`),
    facts: [given],
  });
}

const mostAlike = 3;

const who = '(?:(?:你们|你|您|咱|我们|这|那)(?:家|店|里|们|边|儿)?|店里|请问|亲|老板|掌柜的?|想问|问下|问一下|家|\\s)*';
const forms: readonly RegExp[] = [
  new RegExp(
    `^${who}(?:还)?(?:有没有|有|卖不卖|卖)(?!什么|啥|哪|几|多)(.{2,9}?)(?:卖|出售|可以买|可买)?(?:吗|么|嘛|没有|没|不|伐|吧|的吗)$`,
    'u',
  ),
  new RegExp(`^${who}(?:有没有|卖不卖)(?!什么|啥|哪|几|多)(.{2,8})$`, 'u'),
  new RegExp(
    `^${who}(.{2,8}?)(?:有没有|有没得|有没|有吗|有么|有不|有伐|(?:有|得)?卖(?:的)?(?:吗|么|不|没)|也?没有?(?:吗|么)?)$`,
    'u',
  ),
  new RegExp(`^${who}(.{2,8}?)(?:好多钱|多少钱|几钱|几多钱|什么价|啥价|怎么卖|咋卖).{0,5}$`, 'u'),
];
const formsBehindSearch: readonly RegExp[] = [new RegExp(`^${who}(?:有)?(.{2,6}?)呢$`, 'u')];

const around = /^(?:一?[个件条双款种只把床]|卖|得|也|啥|点)|(?:也|都|的|卖|这种|之类的?)+$/g;

/** Words that stand where goods would and are none. */
const noThing =
  /这|那|哪|我|你|它|什么|啥|怎|咋|别的|其他|其它|另外|更|[大小]码|颜色|尺码|货|库存|优惠|活动|折|券|满减|赠品|礼物|送|便宜|贵|实惠|发票|运费|邮|包装|保修|质保|售后|客服|人工|真人|电话|微信|店|地址|快递|物流|顺丰|自提|退|换|会员|积分|分期|花呗|质量|问题|正品|消息|回复|办法|时间|人在|在吗|适合|推荐|好|的|了|吗|能|可以|会|要|想|买|用|一共|总共|今天|明天|现在|期|味|弹|毛|绒|色|码|号|款|男|女|老|红|黑|白|蓝|绿|灰|粉|紫|黄|棕/;
