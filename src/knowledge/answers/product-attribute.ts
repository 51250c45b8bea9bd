import type { Product, ProductAttribute } from '../../commerce/index.ts';
import { optionValues, optionWord } from '../facts/product-facts.ts';
import { bulleted, clause, everyText, inEach, joined } from '../facts/texts.ts';
import { featuresOf } from '../retrieval/features.ts';
import { normaliseForSearch } from '../retrieval/normalise.ts';
import { segment } from '../retrieval/segment.ts';
import stopWords from '../retrieval/stop-words.json' with { type: 'json' };
import { type Answerer, type Answering, type Asked, answerFacts, askWhichProduct } from './answerer.ts';
import {
  type AttributeKey,
  askedAttributes,
  attributeLabel,
  isAttributeWord,
  statedAttributes,
  withoutNames,
} from './attribute-words.ts';
import { type Advice, adviceOf, isAdviceAsked } from './choice-advice.ts';
import { askedOption, readOptions } from './option-words.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/**
 * A fact about one product: the attribute that the text asks for, options such as colours, or whatever of the product's
 * own words the text touches. An attribute that the catalogue does not state is said to be unstated, never guessed.
 */
export const answerProductAttribute: Answerer = (asked, shop) => {
  const [product, second] = asked.products;
  if (product === undefined || second !== undefined) return askWhichProduct(asked, shop);
  const bare = withoutNames(asked.normalised, product);
  const advice = isAdviceAsked(bare) ? adviceOf(bare, product) : undefined;
  if (advice !== undefined) return answerAdvice(asked, shop, product, advice);
  const stated = askedOf(asked.normalised, product);
  const isHomeService = askedAttributes(bare).some(({ key }) => key === 'home-service');
  if (isHomeService && !stated.some(({ key }) => key === 'assembly'))
    return answerUnstated(
      asked,
      shop,
      product,
      askedAttributes(bare).find(({ key }) => key === 'home-service'),
    );
  if (stated.length > 0) return answerStated(asked, shop, product, stated.slice(0, 3));
  const wanted = askedAttributes(bare).filter((one) => one.weight >= tellingWeight);
  const option =
    product.optionNames.find((name) => wanted.some((one) => one.matches(normaliseForSearch(name)))) ??
    askedOption(asked.normalised, product) ??
    Object.keys(readOptions(asked.normalised, product).chosen)[0];
  if (option !== undefined) return answerOption(asked, shop, product, option);
  return answerMentioned(asked, shop, product, wanted) ?? answerUnstated(asked, shop, product, wanted[0]);
};

/** Which of its versions is for whom, in the words of its own record. */
function answerAdvice(asked: Asked, shop: ShopKnowledge, product: Product, { property, value }: Advice): Answering {
  return answerFacts(asked, shop, {
    key: 'product.attribute.advice',
    parameters: { product: product.name, value: clause(value) },
    factIds: [`product:${product.productId}/${property}`],
    products: [product],
  });
}

/** Attributes that the text asks for, longest word first; the product's name counts only where the rest asks for nothing. */
export function askedOf(normalised: string, product: Product): readonly ProductAttribute[] {
  const bare = withoutNames(normalised, product);
  const mentioned = mentionedAttributes(bare, product);
  const beside = [...new Set([...mentioned, ...statedAttributes(bare, product)])];
  // What is asked and not stated is not answered by a word of the name ("is the baby bottle dishwasher safe").
  return beside.length > 0 || askedAttributes(bare).length > 0 ? beside : statedAttributes(normalised, product);
}

/** Attributes whose values speak of the very thing that is asked about: 酒精 in "含酒精，酒精过敏者勿用". */
function mentionedAttributes(bare: string, product: Product): readonly ProductAttribute[] {
  const things = segment(bare).filter(
    (word) =>
      /^\p{Script=Han}{2,}$/u.test(word) &&
      !commonWords.has(word) &&
      !isAttributeWord(word) &&
      !/[一二三四五六七八九十两几多]/u.test(word),
  );
  if (things.length === 0) return [];
  return product.attributes.filter(({ value }) => things.some((word) => value['zh-CN'].includes(word)));
}

/** The answer that quotes attributes of one product. */
export function answerStated(
  asked: Asked,
  shop: ShopKnowledge,
  product: Product,
  stated: readonly ProductAttribute[],
): Answering {
  const factIds = stated.map((attribute) => `product:${product.productId}/attribute/${attribute.key}`);
  const [only] = stated;
  if (stated.length === 1 && only !== undefined) {
    return answerFacts(asked, shop, {
      key: 'product.attribute.value',
      parameters: { product: product.name, attribute: only.label, value: clause(only.value) },
      factIds,
      products: [product],
    });
  }
  const lines = stated.map(({ label, value }) =>
    inEach((language) => `${label[language]}${colon[language]}${value[language]}`),
  );
  return answerFacts(asked, shop, {
    key: 'product.attribute.values',
    parameters: { product: product.name, lines: bulleted(lines) },
    factIds,
    products: [product],
  });
}

/** Every value of one option, with how many there are. */
export function answerOption(asked: Asked, shop: ShopKnowledge, product: Product, option: string): Answering {
  const values = optionValues(product, option);
  return answerFacts(asked, shop, {
    key: 'product.attribute.options',
    parameters: {
      product: product.name,
      option: optionWord(product, option),
      values: joined(values.map((value) => optionWord(product, value))),
      count: values.length,
    },
    factIds: [`product:${product.productId}/option/${option}`],
    facts: [
      {
        id: `product:${product.productId}/option/${option}/count`,
        title: option,
        kind: 'number',
        value: values.length,
      },
    ],
    products: [product],
  });
}

/** The product's own sentence that shares the question's rare words, e.g. 降噪 in the summary of earbuds. */
function answerMentioned(
  asked: Asked,
  shop: ShopKnowledge,
  product: Product,
  wanted: readonly AttributeKey[],
): Answering | undefined {
  const askedWords = rareWords(asked, product);
  const sentences = [
    ...textProperties(product),
    ...product.attributes.map(({ key, label, value }) => ({ property: `attribute/${key}`, label, value })),
  ];
  const best =
    sentences.find((sentence) =>
      wanted.some((one) => everyText(sentence.value).some((text) => one.isIn(normaliseForSearch(text)))),
    ) ??
    (wanted.some(({ key }) => delicate.has(key)) ? [] : sentences)
      .map((sentence) => ({ ...sentence, shared: sharedWords(askedWords, sentence) }))
      .filter((sentence) => sentence.shared > 0)
      .toSorted((first, second) => second.shared - first.shared)[0];
  if (best === undefined) return undefined;
  return answerFacts(asked, shop, {
    key: 'product.attribute.value',
    parameters: { product: product.name, attribute: best.label, value: clause(best.value) },
    factIds: [`product:${product.productId}/${best.property}`],
    products: [product],
    score: 0.6,
    isSure: false,
  });
}

/** For whom something is fit is read in no sentence that merely shares a word. */
const delicate: ReadonlySet<string> = new Set(['age-range', 'pregnancy', 'allergens', 'sugar', 'safety-standard']);

/** Words of the question that are neither stop words nor part of the product's name. */
function rareWords(asked: Asked, product: Product): readonly string[] {
  const names = new Set(
    [...everyText(product.name), ...product.nicknames].flatMap((name) => [...featuresOf(name).keys()]),
  );
  return [...featuresOf(asked.normalised)]
    .filter(([name, weight]) => weight >= 1 && !names.has(name))
    .map(([name]) => name);
}

function answerUnstated(
  asked: Asked,
  shop: ShopKnowledge,
  product: Product,
  wanted: AttributeKey | undefined,
): Answering {
  const label = wanted === undefined ? undefined : attributeLabel(wanted, shop.shelf.examples());
  const near = wanted === undefined ? undefined : nearestTo(wanted.key, product);
  if (label !== undefined && near !== undefined)
    return answerFacts(asked, shop, {
      key: 'product.attribute.unstated-but',
      parameters: { product: product.name, attribute: label, other: near.label, value: clause(near.value) },
      factIds: [`product:${product.productId}/attribute/${near.key}`],
      products: [product],
      score: 0.6,
    });
  return answerFacts(asked, shop, {
    key: label === undefined ? 'product.attribute.unknown' : 'product.attribute.unstated',
    parameters: { product: product.name, ...(label === undefined ? {} : { attribute: label }) },
    factIds: [`product:${product.productId}`],
    products: [product],
    score: 0.5,
    isSure: false,
  });
}

/** What comes nearest to an attribute that a record does not state: sugar and salt stand among the ingredients, a quilt weighs what fills it. */
function nearestTo(key: string, product: Product): ProductAttribute | undefined {
  const isTelling = ({ value }: ProductAttribute) => key !== 'weight' || /[克斤]/.test(value['zh-CN']);
  return (nearKeys[key] ?? [])
    .flatMap((near) => product.attributes.filter((one) => one.key === near))
    .find((one) => isTelling(one));
}

const nearKeys: Readonly<Record<string, readonly string[]>> = {
  sugar: ['ingredients'],
  caffeine: ['ingredients'],
  additives: ['ingredients'],
  allergens: ['ingredients'],
  pregnancy: ['caffeine', 'ingredients'],
  weight: ['net-weight', 'thickness', 'filling'],
};

function textProperties(product: Product) {
  return [
    { property: 'summary', label: textLabels.summary, value: product.summary },
    { property: 'usage', label: textLabels.usage, value: product.usage },
    { property: 'contents', label: textLabels.contents, value: product.contents },
  ].flatMap(({ value, ...rest }) => (value === undefined ? [] : [{ ...rest, value }]));
}

function sharedWords(askedWords: readonly string[], sentence: { value: ProductAttribute['value'] }): number {
  const words = new Set(everyText(sentence.value).flatMap((text) => [...featuresOf(normaliseForSearch(text)).keys()]));
  return askedWords.filter((word) => words.has(word)).length;
}

/** Words that stand in questions and values alike and prove nothing. */
const commonWords: ReadonlySet<string> = new Set([
  ...stopWords.words,
  ...'可以 使用 适合 建议 不能 不可 左右 以下 以上 以内 需要 产品 商品 公斤 千克 厘米 小时 分钟 时候 今天 现在 一般 包装 适用 支持 选择 规格 款式 颜色 尺码 尺寸 天空 什么 怎么 多少 宝宝 婴儿 儿童 手机 收货 当天 发货 付款 冷藏 常温'.split(
    ' ',
  ),
]);

/** Words of two Chinese characters or six Latin letters name an attribute that a product does not state. */
const tellingWeight = 6;

const colon = { 'zh-CN': '：', 'zh-TW': '：', en: ': ' } as const;

/** Names of the product's free texts, as a label before the text. */
export const textLabels = {
  summary: { 'zh-CN': '商品介绍', 'zh-TW': '商品介紹', en: 'About it' },
  usage: { 'zh-CN': '使用说明', 'zh-TW': '使用說明', en: 'How to use it' },
  contents: { 'zh-CN': '包装清单', 'zh-TW': '內容物', en: 'In the box' },
} as const;
