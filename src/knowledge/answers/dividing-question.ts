import type { LocalizedText, Product } from '../../commerce/index.ts';
import { optionWord } from '../facts/product-facts.ts';

/** A question whose answers divide some products: what is asked for, and the values with how many have each. */
export type Division = {
  label: LocalizedText;
  options: readonly { value: LocalizedText; count: number }[];
  /** Products that are left on average after an answer. */
  left: number;
};

const mostOptions = 6;
const longestValue = 14;
/** An attribute that many do not have would lose them. */
const leastShare = 0.6;

/**
 * Of the attributes and options that most of the products have, the one that leaves the fewest after an answer; undefined where
 * none leaves clearly fewer. Values that would make no button are none.
 */
export function divisionOf(products: readonly Product[]): Division | undefined {
  const values = new Map<
    string,
    { label: LocalizedText; byValue: Map<string, { value: LocalizedText; count: number }> }
  >();
  for (const product of products)
    for (const { key, label, value } of traitsOf(product)) {
      const known = values.get(key) ?? { label, byValue: new Map() };
      values.set(key, known);
      const one = known.byValue.get(value['zh-CN']) ?? { value, count: 0 };
      known.byValue.set(value['zh-CN'], { ...one, count: one.count + 1 });
    }
  return [...values.values()]
    .map(({ label, byValue }) => divide(label, [...byValue.values()], products.length))
    .filter((one) => one !== undefined)
    .toSorted((one, other) => one.left - other.left)[0];
}

function divide(
  label: LocalizedText,
  options: readonly { value: LocalizedText; count: number }[],
  whole: number,
): Division | undefined {
  const stated = options.reduce((sum, one) => sum + one.count, 0);
  if (options.length < 2 || options.length > mostOptions || stated < whole * leastShare) return undefined;
  if (options.some(({ value }) => value['zh-CN'].length > longestValue)) return undefined;
  const left = options.reduce((sum, { count }) => sum + (count * count) / stated, 0);
  return { label, options: options.toSorted((one, other) => other.count - one.count), left };
}

/** Attributes, and options of which a product has one value only. */
function traitsOf(product: Product): readonly { key: string; label: LocalizedText; value: LocalizedText }[] {
  const single = product.optionNames.flatMap((name) => {
    const values = new Set(product.variants.filter((one) => one.isAvailable).map((one) => one.options[name]));
    const [value] = values;
    if (values.size !== 1 || value === undefined) return [];
    return [{ key: `option/${name}`, label: optionWord(product, name), value: optionWord(product, value) }];
  });
  return [...product.attributes, ...single];
}
