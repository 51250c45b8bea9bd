import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Product } from '../../commerce/index.ts';
import { contentFromItems } from '../content.ts';
import type { KnowledgeContent } from '../types.ts';
import { same } from './a-shop.ts';

/** An imported shop: English products with options only, the first knowledge of imported shops, and nothing else. */
export function retailContent(): KnowledgeContent {
  const file = new URL('../../demo-shop/imported-shop.json', import.meta.url);
  const { policies, faqs } = firstKnowledge.parse(JSON.parse(readFileSync(file, 'utf8')));
  const items = [
    ...policies.map((document) => ({ itemId: document.id, kind: 'policy' as const, document })),
    ...faqs.map((document) => ({ itemId: document.id, kind: 'faq' as const, document })),
  ];
  return contentFromItems({ release: 1, timeZone: 'America/New_York', currency: 'USD' }, items, [shirt, laptop])
    .content;
}

const shirt = retailProduct('9523456873', 'T-Shirt', [
  [{ color: 'blue', size: 'M', material: 'cotton' }, 5088, true],
  [{ color: 'purple', size: 'XL', material: 'cotton' }, 4967, true],
  [{ color: 'red', size: 'L', material: 'cotton' }, 4666, true],
  [{ color: 'blue', size: 'S', material: 'polyester' }, 5484, false],
]);
const laptop = retailProduct('4760268021', 'Laptop', [
  [{ 'screen size': '13-inch', processor: 'i7', ram: '32GB' }, 267440, false],
  [{ 'screen size': '15-inch', processor: 'i5', ram: '32GB' }, 252052, true],
]);

function retailProduct(
  productId: string,
  name: string,
  variants: readonly [Record<string, string>, number, boolean][],
): Product {
  return {
    productId,
    name: same(name),
    nicknames: [],
    category: name,
    attributes: [],
    optionNames: Object.keys(variants[0]?.[0] ?? {}),
    optionLabels: {},
    variants: variants.map(([options, price, isAvailable], index) => ({
      variantId: `${productId}${index}`,
      productId,
      options,
      price,
      stock: null,
      isAvailable,
    })),
    returnClass: 'standard',
    warrantyMonths: 0,
  };
}

const entry = z.looseObject({ id: z.string() });
const firstKnowledge = z.object({ policies: z.array(entry), faqs: z.array(entry) });
