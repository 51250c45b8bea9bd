import type { LocalizedText, Product } from '../../commerce/index.ts';
import type { KnowledgeContent } from '../types.ts';

/** The same words in all languages. */
export function same(text: string): LocalizedText {
  return { 'zh-CN': text, 'zh-TW': text, en: text };
}

/** A small product; `prices` makes one variant each, in minor units. */
export function aProduct(
  productId: string,
  { prices = [1000], ...more }: Partial<Product> & { prices?: readonly number[] } = {},
): Product {
  return {
    productId,
    name: same(productId),
    nicknames: [productId],
    category: 'misc',
    attributes: [],
    optionNames: ['size'],
    optionLabels: {},
    variants: prices.map((price, index) => ({
      variantId: `${productId}-${index + 1}`,
      productId,
      options: { size: `${index + 1}` },
      price,
      stock: 10,
      isAvailable: true,
    })),
    returnClass: 'standard',
    warrantyMonths: 0,
    ...more,
  };
}

/** A shop that knows nothing but what is given. */
export function aContent(more: Partial<KnowledgeContent> = {}): KnowledgeContent {
  return {
    release: 1,
    timeZone: 'Asia/Shanghai',
    currency: 'CNY',
    products: [],
    faqs: [],
    policies: [],
    promotions: [],
    shipping: null,
    categories: [],
    ...more,
  };
}
