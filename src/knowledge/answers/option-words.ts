import type { LocalizedText, Product, Variant } from '../../commerce/index.ts';
import { optionValues, optionWord } from '../facts/product-facts.ts';
import { everyText, same } from '../facts/texts.ts';
import { normaliseForSearch, toTraditional } from '../retrieval/normalise.ts';
import { looselyChosen, refuses } from './loose-choice.ts';
import { digitsOf } from './read-numbers.ts';

/** The option whose name the text asks for: "有什么颜色", "which sizes". */
export function askedOption(normalised: string, product: Product): string | undefined {
  return product.optionNames.find((name) => {
    const own = [name, ...everyText(optionWord(product, name))].map(normaliseForSearch);
    // "screen size" is asked for as "size" too.
    const parts = own.flatMap((word) => [word, ...word.split(' ')]);
    const related = optionSynonyms.filter((group) => group.some((word) => parts.includes(word))).flat();
    return [...own, ...related].some((word) => holds(normalised, word));
  });
}

/** What a text says about options: values that the product has, and words that look like values it does not have. */
export type OptionWish = { chosen: Readonly<Record<string, readonly string[]>>; missing: readonly LocalizedText[] };

/** Reads option values out of a text; a colour family ("蓝色", "blue") stands for every value of that family. */
export function readOptions(normalised: string, product: Product): OptionWish {
  const chosen: Record<string, readonly string[]> = {};
  const rest = { text: ` ${normalised} ${inDigits(normalised)} ` };
  for (const name of product.optionNames) {
    const values = optionValues(product, name)
      .map((value) => ({ value, words: wordsOf(product, value) }))
      .filter(({ words }) => words.some((word) => holds(rest.text, word)))
      .filter(({ value }) => !isOwnName(value, product))
      .map(({ value, words }) => ({ value, length: Math.max(...words.map((word) => word.length)) }));
    const families = colourFamilies.filter((family) => family.some((word) => holds(rest.text, word)));
    const relatives = optionValues(product, name).filter((value) =>
      families.some((family) =>
        [value, ...everyText(optionWord(product, value))].some((word) =>
          family.some((colour) => roots(colour, normaliseForSearch(word))),
        ),
      ),
    );
    const ranges = sizeFamilies.filter(({ words }) => words.test(normalised));
    const sizes = optionValues(product, name).filter((value) => ranges.some((range) => range.values.test(value)));
    const longest = withoutShorter(values);
    const found = [longest, relatives, sizes, looselyChosen(normalised, product, name)].find((some) => some.length > 0);
    if (found !== undefined) chosen[name] = withoutRefused(normalised, product, name, found);
  }
  return { chosen, missing: missingWords(normalised, product, chosen) };
}

/** "不透光" and "不要黑的" choose whatever is left of the option. */
function withoutRefused(
  normalised: string,
  product: Product,
  name: string,
  found: readonly string[],
): readonly string[] {
  const all = optionValues(product, name);
  const isRefused = (value: string) =>
    [...wordsOf(product, value), ...colourFamilies.filter((family) => familyHolds(family, product, value)).flat()].some(
      (word) => refuses(normalised, word),
    );
  const left = all.filter((value) => !isRefused(value));
  return left.length < all.length && found.some(isRefused) ? left : found;
}

/** 台灯 is the lamp itself and chooses none of 台灯 and 台灯+夹座. */
function isOwnName(value: string, product: Product): boolean {
  return [product.name['zh-CN'], ...product.nicknames].some(
    (name) => normaliseForSearch(name) === normaliseForSearch(value),
  );
}

/** The text without the words that choose an option, so that the 10 of "10片装" is no number of pieces. */
export function withoutChoice(text: string, product: Product): string {
  const words = product.optionNames
    .flatMap((name) => optionValues(product, name))
    .flatMap((value) => wordsOf(product, value))
    .filter((word) => /^\d+(?:\.\d+)?\s?(?:\p{Script=Han}|[a-z])/u.test(word))
    .toSorted((first, second) => second.length - first.length);
  return words.reduce((rest, word) => rest.replace(wordPattern(word), ' '), inDigits(text));
}

/** Chinese numerals as digits, and "1米8" as the "1.8米" of a list. */
function inDigits(text: string): string {
  return digitsOf(text).replace(/(\d)\s*米\s*(\d)(?!\d)/g, '$1.$2米');
}

/** Whether a text names a colour or a size, whichever goods have it. */
export function namesOption(normalised: string): boolean {
  return isColour(normalised) || sizeWord.test(normalised) || sizeFamilies.some(({ words }) => words.test(normalised));
}

/** A word that is a colour, so that goods are chosen by their options rather than by what they say of themselves. */
export function isColour(normalised: string): boolean {
  return colourFamilies.some((family) => family.some((word) => word.length > 1 && holds(normalised, word)));
}

/** Variants that have every chosen option. */
export function variantsWith(product: Product, chosen: OptionWish['chosen']): readonly Variant[] {
  return product.variants.filter((variant) =>
    Object.entries(chosen).every(([name, values]) => values.includes(variant.options[name] ?? '')),
  );
}

/** Sizes and colours that the text names although the product has no such value. */
function missingWords(normalised: string, product: Product, chosen: OptionWish['chosen']): readonly LocalizedText[] {
  const names = product.optionNames.map((name) =>
    normaliseForSearch([name, ...everyText(optionWord(product, name))].join(' ')),
  );
  const hasColour = names.some((name) => /颜色|顏色|colou?r/.test(name));
  const hasSize = names.some((name) => /尺码|尺寸|size/.test(name));
  const colourChosen = Object.values(chosen).flat();
  const colour = colourFamilies.find((family) => family.some((word) => word.length > 1 && holds(normalised, word)));
  const size = sizeWord.exec(normalised)?.[1];
  const isSizeKnown = size === undefined || colourChosen.some((value) => normaliseForSearch(value) === size);
  return [
    ...(hasColour && colour !== undefined && !colourChosen.some((value) => familyHolds(colour, product, value))
      ? [colourName(colour)]
      : []),
    ...(hasSize && !isSizeKnown ? [same((size ?? '').toUpperCase())] : []),
  ];
}

/** A value in every language, and its number with the unit where it begins with one: "7袋" for "7袋体验装". */
function wordsOf(product: Product, value: string): readonly string[] {
  const words = [value, ...everyText(optionWord(product, value))].map(normaliseForSearch);
  const all = [
    ...new Set([...words, ...words.flatMap((word) => [inDigits(word), ...stemOf(word), ...halvesOf(word)])]),
  ];
  return [...all, ...all.flatMap((word) => [...measuresIn(word), ...packOf(word)])];
}

/** "10片装" is a 10-pack. */
function packOf(word: string): readonly string[] {
  const pieces = /^(\d+)[片包盒支双条只枚罐瓶袋粒颗]装?$/u.exec(word)?.[1];
  return pieces === undefined ? [] : [`${pieces} pack`, `${pieces}-pack`, `${pieces}pack`, `pack of ${pieces}`];
}

/** "礼盒装" is called 礼盒, too. */
function stemOf(word: string): readonly string[] {
  const stem = /^(\p{Script=Han}{2,4})[装版款]$/u.exec(word)?.[1];
  return stem === undefined ? [] : [stem, inDigits(stem)];
}

/** "02 熟柿红棕" is called 02 and 熟柿红棕, "1包" is a 单包; the halves of "20 litres" say nothing by themselves. */
function halvesOf(word: string): readonly string[] {
  const numbered = /^([a-z]\d{2,3}|0\d|\d{2,3}(?= \p{Script=Han})) (.{2,})$/u.exec(word);
  const single = /^1(\p{Script=Han})$/u.exec(word)?.[1];
  return [...(numbered?.slice(1) ?? []), ...(single === undefined ? [] : [`单${single}`])];
}

/** "50g" is written 50克, too. */
function measuresIn(word: string): readonly string[] {
  const found = /^(\d+(?:\.\d+)?)\s?(\p{Script=Han}{1,2}|[a-z]+)/u.exec(word);
  const [, number, unit = ''] = found ?? [];
  if (number === undefined) return [];
  const group = units.find((names) =>
    names.some((name) => unit.startsWith(name) && (name.length > 1 || !/^[a-z]+$/.test(unit) || unit === name)),
  );
  const named = group ?? [/^[a-z]+$/.test(unit) ? unit : unit.slice(0, 1)];
  // A kilogram is two 斤, as people buy oranges and rice.
  const jin = named.includes('千克') ? [`${Number(number) * 2}斤`] : [];
  return [...named.map((name) => `${number}${name}`), ...jin];
}

const units: readonly (readonly string[])[] = [
  ['毫升', 'ml', 'millilitre', 'milliliter'],
  ['公斤', '千克', 'kg'],
  ['毫安', 'mah'],
  ['厘米', '公分', 'cm'],
  ['克', 'g'],
  ['升', 'l', 'litre', 'liter'],
  ['米', 'm'],
];

function colourName(family: readonly string[]): LocalizedText {
  const chinese = family[0] ?? '';
  return {
    'zh-CN': chinese,
    'zh-TW': toTraditional(chinese),
    en: family.find((word) => /^[a-z]+$/.test(word)) ?? chinese,
  };
}

function familyHolds(family: readonly string[], product: Product, value: string): boolean {
  return [value, ...everyText(optionWord(product, value))].some((word) =>
    family.some((colour) => roots(colour, normaliseForSearch(word))),
  );
}

/** A colour word belongs to a value that holds its root: 蓝色 to 雾霾蓝, blue to "haze blue". */
function roots(colour: string, value: string): boolean {
  return /^[a-z]+$/.test(colour) ? holds(value, colour) : value.includes(colour.replace(/[色的]$/, ''));
}

function withoutShorter(values: readonly { value: string; length: number }[]): readonly string[] {
  return values
    .filter(
      (one) =>
        !values.some(
          (other) => other.value !== one.value && other.value.includes(one.value) && other.length > one.length,
        ),
    )
    .map((one) => one.value);
}

/** Latin words and sizes stand alone; Chinese words may be anywhere. */
function holds(text: string, word: string): boolean {
  if (word === '') return false;
  if (/\p{Script=Han}/u.test(word) && !/^\d/.test(word)) return text.includes(word);
  return wordPattern(word).test(text);
}

/** A number in front belongs to the word as a whole: "50克" is not in "150克". */
function wordPattern(word: string): RegExp {
  const escaped = word.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');
  if (/\p{Script=Han}/u.test(word)) return new RegExp(`(?<![\\d.])${escaped}`, 'u');
  const measured = /^([\d\\.]+)\s?([a-z]+)$/.exec(escaped);
  // "30 litre" and "30litre" are one; "2 xl" are two pieces and no 2XL.
  if (measured !== null && units.some((names) => names.includes(measured[2] ?? '')))
    return new RegExp(`(?<![a-z0-9.])${measured[1]}[\\s-]?${measured[2]}s?(?![a-z0-9])(?!\\.\\d)`, 'u');
  return new RegExp(`(?<![a-z0-9.])${escaped}s?(?![a-z0-9])(?!\\.\\d)`, 'u');
}

const sizeWord = /(?<![a-z0-9])(x{0,4}[sl]|m|均码)(?![a-z0-9])/;

/** Sizes as people call them together. */
const sizeFamilies: readonly { words: RegExp; values: RegExp }[] = [
  { words: /(?<!换)大码|加大|胖子|\b(?:plus|large|big) sizes?\b/, values: /^(?:[2-9]?x+l|[2-9]xl)$/i },
  { words: /小码|\bsmall sizes?\b/, values: /^(?:x*s)$/i },
  { words: /中码|\bmedium\b/, values: /^m$/i },
];

/** "一米八的床", "2米床": a bed is named by its width. */
function bedsOfWidth(): readonly string[] {
  return ['', '2', '二', '5', '五', '8', '八', '半'].flatMap((half) => [
    `米${half}的床`,
    `米${half}床`,
    `米${half}大床`,
  ]);
}

const optionSynonyms: readonly (readonly string[])[] = [
  ['尺寸', '适用床宽', ...bedsOfWidth()],
  [
    '颜色',
    '色号',
    '配色',
    'color',
    'colour',
    'colors',
    'colours',
    '什么色',
    '几种色',
    '几个色',
    '哪些色',
    '啥色',
    '哪几个色',
  ],
  ['尺码', '尺寸', '码数', '大小', 'size', 'sizes', '几个码', '哪些码'],
  ['规格', '容量', '版本', '款式', 'pack', 'packs', 'variant', 'style', 'styles', '几种规格'],
  ['口味', '味道', '香型', '香味', 'flavour', 'flavor', 'flavours', 'flavors', 'scent', 'scents'],
  ['material', 'materials', '材质'],
];

/** Colour words by family; the first is the name that an answer uses. */
const colourFamilies: readonly (readonly string[])[] = [
  ['黑色', '黑', '黑的', 'black'],
  ['白色', '白', '白的', 'white'],
  ['红色', '红', '红的', 'red'],
  ['蓝色', '蓝', '蓝的', 'blue', 'navy'],
  ['绿色', '绿', '绿的', 'green'],
  ['黄色', '黄的', 'yellow'],
  ['粉色', '粉的', '粉红', 'pink'],
  ['紫色', '紫', 'purple'],
  ['灰色', '灰', '灰的', 'grey', 'gray'],
  ['棕色', '棕', '褐色', '咖啡色', '咖色', 'brown'],
  ['橙色', '橘色', 'orange'],
  ['米色', '米白', '杏色', '燕麦', 'beige', 'oat', 'cream'],
  ['银色', '银的', 'silver'],
  ['金色', '金的', 'gold'],
];
