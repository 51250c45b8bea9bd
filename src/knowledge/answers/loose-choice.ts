import type { Product } from '../../commerce/index.ts';
import { optionValues } from '../facts/product-facts.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { digitsOf } from './read-numbers.ts';

/** Values of an option that are meant although no word of them is said: a part of a set, a range of sizes, the larger or cheaper one. */
export function looselyChosen(normalised: string, product: Product, option: string): readonly string[] {
  const values = optionValues(product, option);
  const text = digitsOf(normalised).replace(/(\d)\s*米\s*(\d)(?!\d)/g, '$1.$2米');
  const readings = [withPart, withinRange, withinLimits, byPrice].map((read) =>
    read({ text, values, product, option }),
  );
  return readings.find((some) => some.length > 0) ?? [];
}

/** "不透光", "不要黑的", "除了黑色": the word is refused; "透不透光" and "要不要黑的" ask. */
export function refuses(normalised: string, word: string): boolean {
  if (!/\p{Script=Han}/u.test(word)) return false;
  return ['不', '非', '不要', '不想要', '不喜欢', '除了'].some((no) => {
    const at = normalised.indexOf(`${no}${word}`);
    const before = normalised[at - 1] ?? '';
    return at >= 0 && before !== word[0] && before !== '要' && (before === '' || before !== no[1]);
  });
}

type Options = { text: string; values: readonly string[]; product: Product; option: string };

/** "带2米线的" of 充电器+2米线: what comes with it. */
function withPart({ text, values }: Options): readonly string[] {
  return values.filter((value) =>
    value
      .split('+')
      .slice(1)
      .map(normaliseForSearch)
      .some((part) => part.length > 1 && text.includes(part)),
  );
}

/** "43的脚" of 39-44. */
function withinRange({ text, values }: Options): readonly string[] {
  const size = Number(/(?<![\d.])(\d{2})(?![\d.])(?!\s*(?:元|块|双|组|件|天|%|厘米|公分|cm))/.exec(text)?.[1]);
  return values.filter((value) => {
    const range = /^(\d{2})-(\d{2})$/.exec(value);
    return range !== null && size >= Number(range[1]) && size <= Number(range[2]);
  });
}

/** "宽3米 高2.7米" of 宽3.5米×高2.8米以内: the smallest that is wide and high enough. */
function withinLimits({ text, values }: Options): readonly string[] {
  const asked = measuresIn(text);
  const fitting = values
    .map((value) => ({ value, limits: value.includes('以内') ? measuresIn(value) : new Map<string, number>() }))
    .filter(({ limits }) => limits.size > 0 && asked.size > 0)
    .filter(({ limits }) => [...asked].every(([side, measure]) => measure <= (limits.get(side) ?? 0)))
    .toSorted((one, other) => sumOf(one.limits) - sumOf(other.limits));
  return fitting.slice(0, 1).map(({ value }) => value);
}

function measuresIn(text: string): ReadonlyMap<string, number> {
  return new Map(
    [...text.matchAll(/([宽高长])(?:度|是|有|大概|约)?\s*(\d+(?:\.\d+)?)\s*米/gu)].map(([, side = '', measure]) => [
      side,
      Number(measure),
    ]),
  );
}

function sumOf(limits: ReadonlyMap<string, number>): number {
  return [...limits.values()].reduce((sum, limit) => sum + limit, 0);
}

/** "大的那种", "便宜那个": of values that differ in price the dearest, or the cheapest. */
function byPrice({ text, values, product, option }: Options): readonly string[] {
  const isMore = more.test(text);
  if (values.length < 2 || isMore === less.test(text)) return [];
  const priced = values.map((value) => ({ value, prices: pricesOf(product, option, value) }));
  const sorted = priced.toSorted((one, other) => Math.min(...one.prices) - Math.min(...other.prices));
  const [cheapest, dearest] = [sorted[0], sorted.at(-1)];
  if (cheapest === undefined || dearest === undefined) return [];
  // Colours cost the same: there is nothing larger or cheaper about them.
  if (Math.max(...cheapest.prices) >= Math.min(...dearest.prices)) return [];
  return [(isMore ? dearest : cheapest).value];
}

function pricesOf(product: Product, option: string, value: string): readonly number[] {
  return product.variants.filter(({ options }) => options[option] === value).map(({ price }) => price);
}

const kind = '(?:的|号|那[种个款]|这[种个款]|瓶|罐|盒|包(?!邮|装)|袋|箱|份|杯|床(?!单))';
const more = new RegExp(
  `(?<![最多加再更越不稍长宽])(?:大|贵)(?!码|小|概|家|一码)${kind}|最(?:大|贵)(?:的|${kind})`,
  'u',
);
const less = new RegExp(`(?<![再更越不稍])(?:小|便宜)(?!孩|码|心|姐|时|数)${kind}|最(?:小|便宜)(?:的|${kind})`, 'u');
