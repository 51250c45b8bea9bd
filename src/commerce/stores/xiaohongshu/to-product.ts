import { z } from 'zod';
import type { Product } from '../../types.ts';
import { amount } from '../kit/money.ts';
import { productOf } from '../kit/product.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import { priceOf } from '../kit/shared-fields.ts';
import type { ConnectionSettings } from '../remote/remote-platform.ts';

/**
 * An item and its skus as `product.getItemInfo` tells them (apiId 27227; prices in 分 since its unit was changed; read
 * 2026-11-21 in stored copies); only what is used.
 */
export const xiaohongshuItem = z.object({
  id: idText,
  name: textOrEmpty,
  categoryId: textOrEmpty,
  description: textOrEmpty,
  attributes: listOf(
    z.object({ name: textOrEmpty, value: textOrEmpty, valueList: listOf(z.object({ value: textOrEmpty })) }),
  ),
});
export const xiaohongshuSku = z.object({
  id: idText,
  price: amount,
  stock: countOrZero,
  buyable: z.boolean().nullish(),
  variants: listOf(z.object({ name: textOrEmpty, value: textOrEmpty })),
});

/** The item with all its skus in our words. */
export function toProduct(
  raw: z.output<typeof xiaohongshuItem>,
  skus: readonly z.output<typeof xiaohongshuSku>[],
  settings: ConnectionSettings,
): Product {
  return productOf({
    productId: raw.id,
    name: raw.name,
    category: raw.categoryId,
    summary: raw.description,
    attributes: raw.attributes
      .map(({ name, value, valueList }) => ({
        name,
        value: valueList.length > 0 ? valueList.map((one) => one.value).join('、') : value,
      }))
      .filter(({ value }) => value !== ''),
    variants: skus.map((sku) => ({
      variantId: sku.id,
      productId: raw.id,
      options: Object.fromEntries(sku.variants.map((one) => [one.name, one.value])),
      price: priceOf(settings, sku.price),
      stock: sku.stock,
      isAvailable: sku.buyable === true && sku.stock > 0,
    })),
  });
}
