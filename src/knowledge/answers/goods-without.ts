import type { LocalizedText, Product } from '../../commerce/index.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';

/** The thing that the goods looked for must not contain: "没花生的零嘴", "不含咖啡因的", "没糖的"; undefined where none is refused. */
export function refusedThing(normalised: string): string | undefined {
  const found = [...normalised.matchAll(refused)].map(([, thing = '']) => thing).find((thing) => !noThing.test(thing));
  return found;
}

const refused =
  /(?:(?<!有)没有?|不含|不带|不加|不放|无|零)(?:任何|一点)?(\p{Script=Han}{1,4}?)(?:的|能|可以|(?=[吃喝]))|\b(?:without|free of|no) ([a-z]{3,12})\b/gu;
const noThing = /^(?:有|货|现货|用|事|关系|问题|味道?|那么|这么|多少|什么|啥|收到|到|说|人|券|活动|优惠|色差?|线|痕)$/;

/**
 * Whether the record of goods leaves no doubt that the thing is not in them: it names it nowhere, or only to say that it is left out.
 * `states` where the record says so itself.
 */
export function freeOf(product: Product, thing: string): 'states' | 'names-not' | undefined {
  const texts = [
    ...product.attributes.map(({ value }) => value['zh-CN']),
    product.name['zh-CN'],
    product.summary?.['zh-CN'] ?? '',
  ].map(normaliseForSearch);
  const speaking = texts.filter((text) => text.includes(thing));
  if (speaking.length === 0) return isDeclared(product, thing) && !containing(product, thing) ? 'names-not' : undefined;
  const denied = new RegExp(`(?:无|不含|不添加|不加|不额外加|未添加|没有)[^，,；;。]{0,4}${thing}`, 'u');
  const isDenied = (text: string) =>
    denied.test(text) && (tasted.has(thing) || !text.replace(denied, '').includes(thing));
  const isSaid = tasted.has(thing) ? speaking.some(isDenied) : speaking.every(isDenied);
  return isSaid ? 'states' : undefined;
}

/** What the record itself says of leaving the thing out ("无蔗糖款不添加蔗糖，含乳糖"); undefined where it only does not name it. */
export function statedWithout(product: Product, thing: string): LocalizedText | undefined {
  if (freeOf(product, thing) !== 'states') return undefined;
  return product.attributes.find(({ value }) => normaliseForSearch(value['zh-CN']).includes(thing))?.value;
}

/** Left out of one version of the goods by choice ("无蔗糖款"); silence about them proves nothing. */
const tasted: ReadonlySet<string> = new Set(['糖', '盐', '油']);

/** Whether the record would say it: what is in the goods is listed, and the thing is one that must be listed. */
function isDeclared({ attributes }: Product, thing: string): boolean {
  return !tasted.has(thing) && attributes.some(({ key }) => key === 'allergens' || key === 'ingredients');
}

/** The text without the thing that is refused, so that 不含咖啡因 names no coffee. */
export function withoutRefused(normalised: string): string {
  const thing = refusedThing(normalised);
  return thing === undefined ? normalised : normalised.replaceAll(thing, ' ');
}

/** What holds the thing without naming it. */
function containing(product: Product, thing: string): boolean {
  const holders = heldIn[thing];
  return holders !== undefined && product.attributes.some(({ value }) => holders.test(value['zh-CN']));
}

const heldIn: Readonly<Record<string, RegExp>> = {
  糖: /蜂蜜|麦芽|糖浆|果干|果酱|甜/u,
  奶: /乳/u,
  牛奶: /乳/u,
  坚果: /核桃|腰果|榛子|杏仁|巴旦木/u,
  麸质: /小麦|燕麦|面粉/u,
  海鲜: /虾|蟹|鱼|贝|螺|甲壳/u,
};
