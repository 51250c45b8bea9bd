import type { LocalizedText, Product } from '../../commerce/index.ts';
import { toTraditional } from '../retrieval/normalise.ts';
import words from './made-words.json' with { type: 'json' };

/**
 * A made catalogue of any size for measuring: every product has a name of its own, a nickname that a few others share, a brand,
 * a summary, four attributes and two variants. The same number is always the same product.
 */
export function madeProduct(number: number): Product {
  const at = <Item>(list: readonly Item[], step: number): Item | undefined =>
    list[Math.floor(number / step) % list.length];
  const category = at(words.categories, 1) ?? words.categories[0];
  const noun = category?.nouns[Math.floor(number / words.categories.length) % category.nouns.length] ?? ['物', 'item'];
  const quality = at(words.qualities, 7) ?? ['好', 'good'];
  const style = at(words.styles, 11) ?? ['新', 'new'];
  const brand = at(words.brands, 3) ?? ['店', 'Shop'];
  const model = `${String.fromCharCode(65 + (number % 23))}${100 + number}`;
  const productId = `M${String(number).padStart(6, '0')}`;
  const colours = [at(words.colours, 1) ?? '白', at(words.colours, 5) ?? '黑'];
  return {
    productId,
    name: text(
      `${brand[0]}${style[0]}${quality[0]}${noun[0]} ${model}`,
      `${brand[1]} ${style[1]} ${quality[1]} ${noun[1]} ${model}`,
    ),
    nicknames: [`${brand[0]}${noun[0]}`],
    category: category?.id ?? 'misc',
    brand: text(brand[0] ?? '', brand[1] ?? ''),
    summary: text(`${quality[0]}，${style[0]}，适合日常使用`, `${quality[1]}, ${style[1]}, for every day`),
    attributes: words.attributes.map(({ key, label, values }, index) => {
      const value = values[(number * (index + 3)) % values.length] ?? ['', ''];
      return { key, label: text(label[0] ?? '', label[1] ?? ''), value: text(value[0] ?? '', value[1] ?? '') };
    }),
    optionNames: ['颜色'],
    optionLabels: { 颜色: { 'zh-TW': '顏色', en: 'colour' } },
    variants: colours.map((colour, index) => ({
      variantId: `${productId}-${index + 1}`,
      productId,
      options: { 颜色: colour },
      price: 990 + ((number * 137 + index * 500) % 90_000),
      stock: (number + index) % 17,
      isAvailable: (number + index) % 17 > 0,
    })),
    returnClass: 'standard',
    warrantyMonths: 12,
  };
}

/** Facts that a made product holds, cautiously counted: name, brand, four attributes, price and stock of two variants. */
export const factsPerMadeProduct = 10;

/** The categories of a made catalogue. */
export const madeCategories: readonly { id: string; name: LocalizedText }[] = words.categories.map(({ id, name }) => ({
  id,
  name: text(name[0] ?? '', name[1] ?? ''),
}));

function text(chinese: string, english: string): LocalizedText {
  return { 'zh-CN': chinese, 'zh-TW': toTraditional(chinese), en: english };
}
