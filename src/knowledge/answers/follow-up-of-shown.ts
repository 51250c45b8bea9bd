import type { Product } from '../../commerce/index.ts';
import { everyText } from '../facts/texts.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import type { FollowUp } from '../types.ts';
import { askedAttributes } from './attribute-words.ts';
import type { Said } from './follow-up.ts';
import { readHeight, readWeight } from './read-numbers.ts';

/** "电的那种": the only one of those shown that is called so. */
export function describedOf({ text, normalised, thread, shop }: Said): FollowUp | undefined {
  const word = describing.exec(normalised)?.[1];
  const goods = shownGoods({ thread, shop });
  if (word === undefined || goods.length < 2) return undefined;
  const called = goods.filter((product) => namesOf(product).some((name) => name.includes(word)));
  const [only, second] = called.length > 0 ? called : goods.filter((product) => says(product, word));
  if (only === undefined || second !== undefined) return undefined;
  return { intent: 'product.link', text, productIds: [only.productId] };
}

const describing =
  /^(?:我?要|我?想要|就要?|那就?|看看)?(?!便宜|贵|好|新|最)(\p{Script=Han}{1,5}?)的?(?:那|这)(?:种|个|款|台|件|条|双|把|套)(?:吧|呢|呀|就行)?$/u;

/** "他175 130斤" behind a few clothes that were shown: the size of each. */
export function measuredOf({ text, plain, thread, shop }: Said): FollowUp | undefined {
  if (thread.productIds.length < 2 || readHeight(plain) === undefined || readWeight(plain) === undefined)
    return undefined;
  const fitting = shownGoods({ thread, shop }).filter(({ sizeChart }) => (sizeChart?.length ?? 0) > 0);
  if (fitting.length === 0) return undefined;
  return { intent: 'product.size', text, productIds: fitting.map(({ productId }) => productId) };
}

/** "里面还要穿毛衣" behind the size of a coat: how much room it leaves, and not the size of what goes beneath. */
export function wornOver({ text, normalised, thread, shop }: Said): FollowUp | undefined {
  const [only, second] = shownGoods({ thread, shop });
  if (thread.intent !== 'product.size' || only === undefined || second !== undefined) return undefined;
  if (!overOthers.test(normalised) || !only.attributes.some(({ key }) => key === 'fit')) return undefined;
  return { intent: 'product.attribute', text: `版型,${text}`, productIds: [only.productId] };
}

const overOthers =
  /(?:里面|里头|里边|内里|外面|外头|底下|下面).{0,4}(?:穿|套|搭|加)|内搭|(?:套|穿|搭)在.{0,6}(?:里|外)|\b(?:over|under|underneath|beneath) (?:it|a|my)\b/;

/** "有薄点的没": those shown, in what the wish is about; what is thinner the customer sees. */
export function inThatRegard({ text, normalised, thread, shop }: Said): FollowUp | undefined {
  const word = moreOf.exec(normalised)?.[1];
  const label = regards.find(({ words }) => word !== undefined && words.test(word))?.label;
  const goods = shownGoods({ thread, shop });
  const [asked] = label === undefined ? [] : askedAttributes(label);
  const telling = goods.filter(({ attributes }) => attributes.some(({ key }) => asked?.matches(key)));
  if (label === undefined || telling.length === 0) return undefined;
  const intent = goods.length > 1 ? 'product.compare' : 'product.attribute';
  return { intent, text: `${label},${text}`, productIds: goods.map(({ productId }) => productId) };
}

const moreOf =
  /(?:有没有|还?有)(?:再|更|稍微|稍)?(\p{Script=Han}{1,2}?)(?:一?点|一?些)(?:儿)?的(?:款|裤子|衣服)?(?:吗|么|没|不|呢|没有)?$/u;

/** What a wish for more or less of something is about. */
const regards: readonly { words: RegExp; label: string }[] = [
  { words: /薄|厚|暖/, label: '厚薄' },
  { words: /轻|重/, label: '重量' },
  { words: /软|弹/, label: '弹力' },
  { words: /宽|松|修身|紧/, label: '版型' },
];

function shownGoods({ thread, shop }: Pick<Said, 'thread' | 'shop'>): readonly Product[] {
  return thread.productIds.map((id) => shop.products.get(id)).filter((product) => product !== undefined);
}

function namesOf({ name, nicknames }: Product): readonly string[] {
  return [...everyText(name), ...nicknames].map(normaliseForSearch);
}

/** Its own record speaks of it; one character says too little for that. */
function says({ attributes, summary }: Product, word: string): boolean {
  if (word.length < 2) return false;
  return [...attributes.map(({ value }) => value['zh-CN']), summary?.['zh-CN'] ?? ''].some((text) =>
    text.includes(word),
  );
}
