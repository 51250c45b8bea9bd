import { z } from 'zod';
import type { Product, Variant } from '../../types.ts';
import { toMinor } from '../kit/money.ts';
import { productOf } from '../kit/product.ts';
import { idText, listOf, textOrEmpty } from '../kit/read-json.ts';

const variation = z.object({
  id: idText,
  price: textOrEmpty,
  stock_quantity: z.number().nullish(),
  stock_status: textOrEmpty,
  attributes: listOf(z.object({ name: textOrEmpty, option: textOrEmpty })),
});

/** A product of REST v3 (page "Products", read 2026-11-21); only what is used. */
export const woocommerceProduct = z.object({
  id: idText,
  name: textOrEmpty,
  type: textOrEmpty,
  price: textOrEmpty,
  short_description: textOrEmpty,
  stock_quantity: z.number().nullish(),
  stock_status: textOrEmpty,
  categories: listOf(z.object({ name: textOrEmpty })),
  attributes: listOf(z.object({ name: textOrEmpty, variation: z.boolean().nullish(), options: listOf(z.string()) })),
});
export const woocommerceVariations = listOf(variation);

/** The product in our words; a simple product is its own variant. */
export function toProduct(
  raw: z.output<typeof woocommerceProduct>,
  variations: z.output<typeof woocommerceVariations>,
  digits: number,
): Product {
  const itself = {
    id: raw.id,
    price: raw.price,
    stock_quantity: raw.stock_quantity,
    stock_status: raw.stock_status,
    attributes: [],
  };
  const summary = raw.short_description
    .replace(/<[^>]*>/g, ' ')
    .replace(/\s+/g, ' ')
    .trim();
  return productOf({
    productId: raw.id,
    name: raw.name,
    category: raw.categories[0]?.name ?? '',
    summary,
    attributes: raw.attributes
      .filter((one) => one.variation !== true)
      .map((one) => ({ name: one.name, value: one.options.join(', ') })),
    optionNames: raw.attributes.filter((one) => one.variation === true).map((one) => one.name),
    variants: (variations.length === 0 ? [itself] : variations).map((one) => toVariant(raw.id, one, digits)),
  });
}

function toVariant(productId: string, one: z.output<typeof variation>, digits: number): Variant {
  return {
    variantId: one.id,
    productId,
    options: Object.fromEntries(one.attributes.map((attribute) => [attribute.name, attribute.option])),
    price: toMinor(one.price === '' ? '0' : one.price, digits) ?? 0,
    stock: one.stock_quantity ?? null,
    isAvailable: one.stock_status === 'instock' || one.stock_status === 'onbackorder',
  };
}
