import type { Product } from '../../commerce/index.ts';
import { everyText } from '../facts/texts.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { segment } from '../retrieval/segment.ts';
import stopWords from '../retrieval/stop-words.json' with { type: 'json' };
import type { Asked } from './answerer.ts';
import { freeOf, refusedThing, withoutRefused } from './goods-without.ts';
import { goodsForNeed } from './needs.ts';
import { isColour, namesOption, readOptions, variantsWith } from './option-words.ts';
import { readAmount } from './read-numbers.ts';
import type { Candidate, Wish } from './recommend-question.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** What a text wishes of goods: which, of what kind or category, for how much, and what they are to say of themselves. */
export function readWish(asked: Asked, shop: ShopKnowledge): Wish {
  const wanted = withoutRefused(asked.normalised);
  const called = shop.finder.named(wanted);
  const ofKind = called.length > 0 ? called : shop.finder.ofKind(wanted);
  const needed = ofKind.length > 0 ? [] : goodsForNeed(asked.normalised, shop);
  const named = ofKind.length > 0 ? ofKind : needed;
  const categories = shop.finder.categories(asked.normalised);
  const names = new Set(
    named.flatMap((product) => [...everyText(product.name), ...product.nicknames].map(normaliseForSearch)),
  );
  const words = segment(asked.normalised)
    .filter(
      (word) =>
        needed.length === 0 &&
        word.length > 1 &&
        !stops.has(word) &&
        !/\d/.test(word) &&
        ![...names].some((name) => name.includes(word)),
    )
    .filter((word) => !isColour(word) && shop.shelf.says(word))
    .concat(whoFor(asked.normalised));
  const budget = asked.budget ?? readAmount(asked.plain);
  const without = refusedThing(asked.normalised);
  if (without !== undefined) return wishWithout(without, { named, categories, budget }, asked, shop);
  return {
    named,
    categories,
    budget,
    words,
    isNeed: needed.length > 0,
    hasConstraint:
      named.length + categories.length + words.length > 0 || budget !== undefined || namesOption(asked.normalised),
  };
}

/** "没糖的随便啥", "有啥零嘴没花生的": of the goods looked for, else of what is eaten and drunk, those whose record is free of it. */
function wishWithout(
  thing: string,
  { named, categories, budget }: Pick<Wish, 'named' | 'categories' | 'budget'>,
  asked: Asked,
  shop: ShopKnowledge,
): Wish {
  const looked = named.length > 0 ? named : goodsForNeed(`${asked.normalised}吃的`, shop);
  const edible = goodsForNeed(/喝|饮|冲/.test(asked.normalised) ? '喝的' : '吃的', shop);
  const from = looked.length > 0 ? looked : [...edible, ...goodsForNeed('喝的', shop)];
  const free = [...new Set([...from, ...(named.length > 0 ? [] : edible)])].flatMap((product) => {
    const state = freeOf(product, thing);
    return state === undefined ? [] : [{ product, state }];
  });
  const stating = free.filter(({ state }) => state === 'states');
  const goods = stating.length > 0 && named.length === 0 ? stating : free;
  return {
    named: goods.map(({ product }) => product),
    categories,
    budget,
    words: [],
    isNeed: true,
    hasConstraint: goods.length > 0,
    without: thing,
  };
}

/** "男的穿": for whom the goods are to be, as their names say it; a friend of that sex only gets them. */
export function whoFor(normalised: string): readonly string[] {
  const found = /(男|女)(?:的|士|生|款|式|装|孩)/.exec(normalised)?.[1];
  return found === undefined ? [] : [found];
}

/** "500 左右" means about that much, where there is something for it; otherwise a budget is a limit. */
export function withinBudget(matching: readonly Candidate[], budget: number | undefined, normalised: string) {
  if (budget === undefined) return matching;
  const isAbout = /左右|上下|大概|around|about|roughly/.test(normalised);
  const near = isAbout ? matching.filter((one) => one.low >= budget * leastShare && one.low <= budget * mostShare) : [];
  return near.length > 0 ? near : matching.filter((one) => one.low <= budget);
}

/** Share of an amount that still is "about" it. */
const leastShare = 0.6;
const mostShare = 1.2;

/** Whether the goods come in the colour and size that the words name, with a piece there. */
export function hasChoice(product: Product, { normalised }: Asked): boolean {
  const { chosen, missing } = readOptions(normalised, product);
  return missing.length === 0 && variantsWith(product, chosen).some((variant) => variant.isAvailable);
}

const stops: ReadonlySet<string> = new Set([
  ...stopWords.words,
  ...'左右 以上 以下 预算 送给 妈妈 爸爸 爸妈 老婆 老公 女朋友 男朋友 朋友 同事 长辈 老师 礼物 送礼 礼品 生日 父母 婆婆 岳母 推荐 有没有 适合 好用 想买 想要 需要 什么样 哪款 哪个 一款 便宜 预算 左右 以内 之内 适合的 recommend looking something show under suggest want need best good which'.split(
    ' ',
  ),
]);
