import type { Product } from '../../commerce/index.ts';
import { clause, same } from '../facts/texts.ts';
import { type Answering, type Asked, answerFacts } from './answerer.ts';
import type { ShopKnowledge } from './shop-knowledge.ts';

/** The size of shoes for a foot in centimetres, with what their own record says of broad feet; undefined where it has no such rule. */
export function answerFootSize(asked: Asked, shop: ShopKnowledge, product: Product): Answering | undefined {
  const foot = readFootLength(asked.plain);
  const rule = footRuleOf(product);
  if (foot === undefined || rule === undefined) return undefined;
  const size = String(sizeForFoot(rule, foot));
  const variants = product.variants.filter(({ options }) => Object.values(options).includes(size));
  const fit = product.attributes.find(({ key }) => key === 'fit');
  const isThere = variants.some(({ isAvailable }) => isAvailable);
  const state = variants.length === 0 ? 'foot-outside' : isThere ? 'foot' : 'foot-sold-out';
  return answerFacts(asked, shop, {
    key: `product.size.${state}`,
    parameters: {
      product: product.name,
      length: same(String(foot / 10)),
      size,
      fit: clause(fit?.value ?? product.name),
    },
    factIds: [rule.attributeKey, ...(fit === undefined ? [] : ['fit'])].map(
      (key) => `product:${product.productId}/attribute/${key}`,
    ),
    facts: [
      { id: 'given:foot', title: 'foot', kind: 'number', value: foot / 10 },
      { id: 'computed:size', title: 'size', kind: 'number', value: Number(size) },
    ],
    products: [product],
  });
}

/** Length of a foot in millimetres as customers give it: "脚长24公分", "脚25.5", "foot is 255mm"; undefined where none is named. */
export function readFootLength(plain: string): number | undefined {
  const found =
    /(?:脚|足|\bfoot\b|\bfeet\b)\D{0,6}?(\d{2,3}(?:\.\d)?)\s*(?:cm|厘米|公分|mm|毫米|(?![\d码号岁]))/iu.exec(plain);
  const value = Number(found?.[1]);
  if (!Number.isFinite(value)) return undefined;
  const millimetres = Math.round(value >= leastMillimetres ? value : value * 10);
  return millimetres >= leastMillimetres && millimetres <= mostMillimetres ? millimetres : undefined;
}

const leastMillimetres = 100;
const mostMillimetres = 320;

/** How the sizes of shoes follow the foot, as their own record says it: "36 码脚长 230 毫米，每大一码加 5 毫米". */
export type FootRule = { attributeKey: string; size: number; millimetres: number; step: number };

export function footRuleOf(product: Product): FootRule | undefined {
  for (const { key, value } of product.attributes) {
    const found = rule.exec(value['zh-CN']);
    if (found !== null)
      return { attributeKey: key, size: Number(found[1]), millimetres: Number(found[2]), step: Number(found[3]) };
  }
  return undefined;
}

const rule = /(\d{2})\s*码脚长\s*(\d{3})\s*毫米.{0,4}每大一码加\s*(\d{1,2})\s*毫米/u;

/** The smallest size that is long enough for a foot. */
export function sizeForFoot({ size, millimetres, step }: FootRule, foot: number): number {
  return size + Math.max(0, Math.ceil((foot - millimetres) / step));
}
