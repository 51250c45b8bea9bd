import type { Product } from '../../commerce/index.ts';
import { type Answering, type Asked, answerFacts } from './answerer.ts';
import { readHeight, readWeight } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

type SizeRow = NonNullable<Product['sizeChart']>[number];

/**
 * A doubt about the size that was just advised ("那袖子不得长一截", "大一号呢"): for which bodies that size, or the one beside it, is
 * made. Undefined where no measures were told before or the words are no such doubt.
 */
export function answerSizeDoubt(asked: Asked, shop: ShopKnowledge, product: Product): Answering | undefined {
  const chart = product.sizeChart ?? [];
  const advised = advisedRow(asked.saidBefore ?? '', chart);
  if (advised === undefined) return undefined;
  const step = larger.test(asked.normalised) ? 1 : smaller.test(asked.normalised) ? -1 : 0;
  if (step === 0 && !isSizeDoubt(asked.normalised)) return undefined;
  const row = chart[advised + step];
  if (row === undefined) return undefined;
  return answerFacts(asked, shop, {
    key: step === 0 ? 'product.size.made-for' : 'product.size.beside',
    parameters: {
      product: product.name,
      size: row.size,
      heightFrom: row.heightCm[0],
      heightTo: row.heightCm[1],
      weightFrom: row.weightKg[0],
      weightTo: row.weightKg[1],
    },
    factIds: [`product:${product.productId}/size/${row.size}`],
    products: [product],
  });
}

/** Whether the words doubt a fit: sleeves, legs, waist, too long or too tight. */
export function isSizeDoubt(normalised: string): boolean {
  return /(?:袖|衣|裤|下摆|腰|肩|胸|领|肚)\p{Script=Han}{0,4}(?:长|短|宽|紧|肥|拖|勒)|会不会(?:太|偏)?(?:长|短|紧|肥|大|小|宽|勒)|(?:太|偏)(?:长|短|紧|肥)了?(?:吧|吗|么)|\btoo (?:long|short|tight|loose|big|small)\b/u.test(
    normalised,
  );
}

/** Whether another size than the advised one is asked about. */
export function isOtherSizeAsked(normalised: string): boolean {
  return larger.test(normalised) || smaller.test(normalised);
}

const larger =
  /大一[号码个]|(?:买|拿|拍|穿)大(?:点|一点|些)|\b(?:size up|one size (?:up|bigger|larger)|go up a size)\b/;
const smaller =
  /小一[号码个]|(?:买|拿|拍|穿)小(?:点|一点|些)|\b(?:size down|one size (?:down|smaller)|go down a size)\b/;

/** Place of the row that the measures told before give; of several the larger one, as the advice has it. */
function advisedRow(said: string, chart: readonly SizeRow[]): number | undefined {
  const height = readHeight(said);
  const weight = readWeight(said);
  if (height === undefined && weight === undefined) return undefined;
  const holds = ([low, high]: readonly [number, number], value: number | undefined) =>
    value === undefined || (value >= low && value <= high);
  const both = chart.findIndex((row) => holds(row.heightCm, height) && holds(row.weightKg, weight));
  if (both >= 0) return both;
  const byEither = chart.flatMap((row, at) =>
    (height !== undefined && holds(row.heightCm, height)) || (weight !== undefined && holds(row.weightKg, weight))
      ? [at]
      : [],
  );
  return byEither.at(-1);
}
