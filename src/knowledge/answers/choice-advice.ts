import type { Product, ProductAttribute } from '../../commerce/index.ts';
import { optionValues } from '../facts/product-facts.ts';
import { inEach } from '../facts/texts.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { segment } from '../retrieval/segment.ts';

/** What the product's own record says of which of its versions is for whom ("侧睡多选高枕"), and where it says so. */
export type Advice = { property: string; label?: ProductAttribute['label']; value: ProductAttribute['value'] };

/** Whether somebody asks which version to take: "挑哪个高的", "拿多大", "which one should i get". */
export function isAdviceAsked(normalised: string): boolean {
  return adviceAsked.test(normalised);
}

const adviceAsked =
  /(?:挑|选|选择|拿|用|买|点|拍|要|适合|得|穿|戴)(?:哪|什么样|啥样|多大|几号|啥号)|哪(?:个|种|款|一?款|支|号|色).{0,5}(?:合适|好|适合|对)|选(?:哪|什么|啥)|\bwhich (?:one|size|version|shade|height|pack)\b.{0,20}\b(?:get|take|buy|choose|need|better|best|right|suits?)\b/;

/** The sentence or attribute that tells the versions apart for a customer, the one nearest to the words first; none where nothing does. */
export function adviceOf(normalised: string, product: Product): Advice | undefined {
  const said = new Set(segment(normalised).filter((word) => word.length > 1));
  const characters = new Set(normalised.replace(/[\p{P}\s\d]/gu, ''));
  const near = ({ value }: Advice) => {
    const text = normaliseForSearch(value['zh-CN']);
    const shared = [...said].filter((word) => text.includes(word)).length;
    return shared * 10 + [...characters].filter((one) => text.includes(one)).length;
  };
  return [...fromUsage(product), ...fromAttributes(product)].toSorted((one, other) => near(other) - near(one))[0];
}

/** Sentences of the instructions that tell somebody to choose. */
function fromUsage(product: Product): readonly Advice[] {
  const { usage } = product;
  if (usage === undefined) return [];
  const parts = inParts(usage['zh-CN']);
  return parts.flatMap((part, at): readonly Advice[] => {
    if (!/[选選]/.test(part) || namedValues(part, product) === 0) return [];
    const value = inEach((language) => inParts(usage[language])[at] ?? usage[language]);
    return [{ property: 'usage', value }];
  });
}

/** Attributes that speak of several versions one after the other ("4 升约 1–3 人，6 升约 3–5 人"). */
function fromAttributes(product: Product): readonly Advice[] {
  return product.attributes
    .filter(({ key, value }) => advising.has(key) && namedValues(value['zh-CN'], product) > 1)
    .map(({ key, label, value }) => ({ property: `attribute/${key}`, label, value }));
}

/** Attributes that say for whom or for what something is. */
const advising: ReadonlySet<string> = new Set([
  'age-range',
  'capacity',
  'thickness',
  'hair-type',
  'skin-type',
  'for',
  'bed',
  'season',
  'fragrance',
  'roast',
  'taste',
]);

function inParts(text: string): readonly string[] {
  return text.split(/(?<=[。；;.!！])\s*/u).filter((part) => part.trim() !== '');
}

/** How many different option values a text names, by their beginning ("4 升" for "4升", 高枕 for "高枕(10/12厘米)"). */
function namedValues(text: string, product: Product): number {
  const plain = text.replaceAll(' ', '').replaceAll('毫升', 'ml');
  const stems = product.optionNames
    .flatMap((name) => optionValues(product, name))
    .map((value) => (/^[\p{L}\p{N}.]+/u.exec(value.replaceAll('毫升', 'ml'))?.[0] ?? value).replace(/[款装轴]$/u, ''))
    .filter((stem) => stem.length > 1 || /[\p{Script=Han}]/u.test(stem));
  return new Set(stems.filter((stem) => plain.includes(stem))).size;
}
