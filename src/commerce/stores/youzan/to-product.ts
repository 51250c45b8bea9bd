import { z } from 'zod';
import type { Product } from '../../types.ts';
import { amount } from '../kit/money.ts';
import { productOf } from '../kit/product.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import { priceOf } from '../kit/shared-fields.ts';
import type { ConnectionSettings } from '../remote/remote-platform.ts';
import { optionsOf } from './to-canonical.ts';

/**
 * A product as `youzan.item.get` 3.0.0 tells it (doc.youzanyun.com, as public SDKs and clients repeat it, read 2026-11-21): the
 * unit of prices is not that of orders; only what is used.
 */
export const youzanItem = z.object({
  item_id: idText,
  title: textOrEmpty,
  price: amount,
  quantity: countOrZero,
  skus: listOf(z.object({ sku_id: idText, price: amount, quantity: countOrZero, properties_name_json: textOrEmpty })),
});

/** The product in our words; only products on sale are listed. One without skus is its own variant. */
export function toProduct(raw: z.output<typeof youzanItem>, settings: ConnectionSettings): Product {
  const variants = raw.skus.map((sku) => ({
    variantId: sku.sku_id,
    productId: raw.item_id,
    options: optionsOf(sku.properties_name_json),
    price: priceOf(settings, sku.price),
    stock: sku.quantity,
    isAvailable: sku.quantity > 0,
  }));
  const itself = {
    variantId: raw.item_id,
    productId: raw.item_id,
    options: {},
    price: priceOf(settings, raw.price),
    stock: raw.quantity,
    isAvailable: raw.quantity > 0,
  };
  return productOf({
    productId: raw.item_id,
    name: raw.title,
    variants: variants.length === 0 ? [itself] : variants,
  });
}
