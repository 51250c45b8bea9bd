import type { Product, ProductAttribute } from '../../commerce/index.ts';
import { bulleted, clause, joined, same } from '../facts/texts.ts';
import { phrase } from '../wording/packs.ts';
import { type Answerer, type Answering, type Asked, answerFacts, askWhichProduct } from './answerer.ts';
import { answerFootSize } from './foot-size.ts';
import { readOptions } from './option-words.ts';
import { answerStated, askedOf } from './product-attribute.ts';
import { answerProductStock } from './product-stock.ts';
import { readHeight, readWeight } from './read-numbers.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';
import { answerSizeDoubt } from './size-doubt.ts';

type SizeRow = NonNullable<Product['sizeChart']>[number];

/** The size for a height and weight from the product's own chart; without measures the chart, without a chart its fit. */
export const answerProductSize: Answerer = (asked, shop): Answering | undefined => {
  const [product, second] = asked.products;
  if (product === undefined || second !== undefined) {
    const meant = asked.products.length > 0 ? asked.products : shop.finder.near(asked.normalised).slice(0, mostMeant);
    return answerSeveral(asked, shop, meant) ?? askWhichProduct(asked, shop);
  }
  const chart = product.sizeChart;
  if (chart === undefined || chart.length === 0) return answerWithoutChart(asked, shop, product);
  const measures = {
    height: asked.heightCm ?? readHeight(asked.plain),
    weight: asked.weightKg ?? readWeight(asked.plain),
  };
  if (measures.height === undefined && measures.weight === undefined)
    return answerSizeDoubt(asked, shop, product) ?? answerChart(asked, shop, product, chart);
  const fitting = chart.filter((row) => holds(row.heightCm, measures.height) && holds(row.weightKg, measures.weight));
  return fitting.length === 0
    ? answerBetweenRows(asked, shop, product, chart, measures)
    : answerFitting(asked, shop, product, fitting, measures);
};

/** Whether a text gives height and weight and asks for a size: no question about which sizes there are. */
export function isFitAsked(asked: Asked): boolean {
  const hasMeasures = readHeight(asked.plain) !== undefined && readWeight(asked.plain) !== undefined;
  return hasMeasures && /码|号|尺寸|穿|买多大|\bsize|\bfit|\bwear/.test(asked.plain);
}

/** Sizes of the product's chart that the height and weight of a text give; none where it tells neither. */
export function sizesFor(product: Product, plain: string): readonly string[] {
  const height = readHeight(plain);
  const weight = readWeight(plain);
  if (height === undefined && weight === undefined) return [];
  return (product.sizeChart ?? [])
    .filter((row) => holds(row.heightCm, height) && holds(row.weightKg, weight))
    .map((row) => row.size);
}

type Measures = { height: number | undefined; weight: number | undefined };

/** Height and weight are known and a few goods may be meant: the size of each, rather than a question back. */
function answerSeveral(asked: Asked, shop: ShopKnowledge, meant: readonly Product[]): Answering | undefined {
  const measures = {
    height: asked.heightCm ?? readHeight(asked.plain),
    weight: asked.weightKg ?? readWeight(asked.plain),
  };
  const products = meant.filter((product) => (product.sizeChart?.length ?? 0) > 0);
  if (measures.height === undefined || measures.weight === undefined) return undefined;
  const rows = products
    .map((product) => ({
      product,
      sizes: (product.sizeChart ?? [])
        .filter((row) => holds(row.heightCm, measures.height) && holds(row.weightKg, measures.weight))
        .map((row) => row.size),
    }))
    .filter(({ sizes }) => sizes.length > 0);
  const [only, second] = rows;
  if (only === undefined || rows.length > mostCharts) return undefined;
  // "闺女112 38斤 加绒那套": of several that may be meant the only one that is made for such a body.
  if (second === undefined && products.length > 1)
    return answerProductSize({ ...asked, products: [only.product] }, shop);
  const lines = rows.map(({ product, sizes }) =>
    phrase('answer.line.cell', { product: product.name, value: same(sizes.join('/')) }),
  );
  const sources = rows.map(({ product, sizes }) => sizeSources(product, sizes, measures));
  return answerFacts(asked, shop, {
    key: 'product.size.several',
    parameters: { measures: measuresText(measures), lines: bulleted(lines) },
    factIds: sources.flatMap((one) => one.factIds),
    facts: sources[0]?.facts ?? [],
    products,
  });
}

const mostCharts = 3;
const mostMeant = 6;

function answerFitting(
  asked: Asked,
  shop: ShopKnowledge,
  product: Product,
  fitting: readonly SizeRow[],
  measures: Measures,
): Answering {
  const [first, second] = fitting;
  const sizes = fitting.map((row) => row.size);
  const gone = sizes.filter((size) => isSoldOut(product, size));
  const base = { product: product.name, measures: measuresText(measures) };
  const sources = sizeSources(product, sizes, measures);
  if (gone.length === sizes.length && first !== undefined) {
    return answerFacts(asked, shop, {
      key: 'product.size.recommended-sold-out',
      parameters: { ...base, size: sizes.join('/') },
      ...sources,
    });
  }
  if (second !== undefined && first !== undefined) {
    return answerFacts(asked, shop, {
      key: 'product.size.between',
      parameters: { ...base, smaller: first.size, larger: fitting.at(-1)?.size ?? second.size },
      ...sources,
    });
  }
  return answerFacts(asked, shop, {
    key: 'product.size.recommended',
    parameters: { ...base, size: first?.size ?? '' },
    ...sources,
  });
}

/** Height and weight point to different rows: the larger one fits both; beyond the chart nothing is recommended. */
function answerBetweenRows(
  asked: Asked,
  shop: ShopKnowledge,
  product: Product,
  chart: readonly SizeRow[],
  measures: Measures,
): Answering {
  const byHeight = chart.findIndex((row) => measures.height !== undefined && holds(row.heightCm, measures.height));
  const byWeight = chart.findIndex((row) => measures.weight !== undefined && holds(row.weightKg, measures.weight));
  const base = { product: product.name, measures: measuresText(measures) };
  const larger = chart[Math.max(byHeight, byWeight)];
  if (byHeight < 0 || byWeight < 0 || larger === undefined) {
    return answerFacts(asked, shop, {
      key: 'product.size.outside',
      parameters: { ...base, lines: chartLines(chart) },
      ...sizeSources(
        product,
        chart.map((row) => row.size),
        measures,
      ),
    });
  }
  return answerFacts(asked, shop, {
    key: 'product.size.mixed',
    parameters: {
      ...base,
      size: larger.size,
      byHeight: chart[byHeight]?.size ?? '',
      byWeight: chart[byWeight]?.size ?? '',
    },
    ...sizeSources(
      product,
      chart.map((row) => row.size),
      measures,
    ),
    score: 0.7,
  });
}

function answerChart(asked: Asked, shop: ShopKnowledge, product: Product, chart: readonly SizeRow[]): Answering {
  return answerFacts(asked, shop, {
    key: 'product.size.chart',
    parameters: { product: product.name, lines: chartLines(chart) },
    ...sizeSources(
      product,
      chart.map((row) => row.size),
      { height: undefined, weight: undefined },
    ),
  });
}

function answerWithoutChart(asked: Asked, shop: ShopKnowledge, product: Product): Answering {
  const byFoot = answerFootSize(asked, shop, product);
  if (byFoot !== undefined) return byFoot;
  const isMeasured = readHeight(asked.plain) !== undefined || readWeight(asked.plain) !== undefined;
  const bears = isMeasured ? bearing(product) : [];
  if (bears.length > 0) return answerStated(asked, shop, product, bears);
  const [stated] = askedOf(asked.normalised, product).filter(({ key }) => sizeKeys.includes(key));
  const isOfPart = /多大|多长|多宽|多高|尺寸|how (?:big|long|wide|tall|large)|dimensions/.test(asked.normalised);
  if (!isOfPart && Object.keys(readOptions(asked.normalised, product).chosen).length > 0)
    return answerProductStock(asked, shop) ?? askWhichProduct(asked, shop);
  const fit = stated ?? product.attributes.find((attribute) => sizeKeys.includes(attribute.key));
  if (fit === undefined) {
    return answerFacts(asked, shop, {
      key: 'product.size.unstated',
      parameters: { product: product.name },
      factIds: [`product:${product.productId}`],
      products: [product],
      score: 0.5,
      isSure: false,
    });
  }
  return answerFacts(asked, shop, {
    key: 'product.attribute.value',
    parameters: { product: product.name, attribute: fit.label, value: clause(fit.value) },
    factIds: [`product:${product.productId}/attribute/${fit.key}`],
    products: [product],
  });
}

function chartLines(chart: readonly SizeRow[]) {
  return bulleted(
    chart.map(({ size, heightCm, weightKg }) =>
      phrase('answer.line.size', {
        size,
        heightFrom: heightCm[0],
        heightTo: heightCm[1],
        weightFrom: weightKg[0],
        weightTo: weightKg[1],
      }),
    ),
  );
}

function measuresText({ height, weight }: Measures) {
  return joined([
    ...(height === undefined ? [] : [same(`${height} cm`)]),
    ...(weight === undefined ? [] : [same(`${weight} kg`)]),
  ]);
}

function sizeSources(product: Product, sizes: readonly string[], { height, weight }: Measures) {
  const given = [
    { id: 'given:height', value: height },
    { id: 'given:weight', value: weight },
  ];
  return {
    factIds: sizes.map((size) => `product:${product.productId}/size/${size}`),
    facts: given.flatMap(({ id, value }) =>
      value === undefined ? [] : [{ id, title: id, kind: 'number' as const, value }],
    ),
    products: [product],
  };
}

function isSoldOut(product: Product, size: string): boolean {
  const variants = product.variants.filter((variant) => Object.values(variant.options).includes(size));
  return variants.length > 0 && variants.every((variant) => !variant.isAvailable);
}

function holds([low, high]: readonly [number, number], value: number | undefined): boolean {
  return value === undefined || (value >= low && value <= high);
}

/** What a record without a size chart says of who can use it: the load it bears, the heights it suits. */
export function bearing(product: Product): readonly ProductAttribute[] {
  if ((product.sizeChart?.length ?? 0) > 0) return [];
  return product.attributes.filter(({ key, value }) => key === 'load' || /身高|体重/.test(value['zh-CN']));
}

const sizeKeys: readonly string[] = ['fit', 'dimensions', 'bed', 'age-range', 'length'];
