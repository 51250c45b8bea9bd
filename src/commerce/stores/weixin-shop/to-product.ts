import { z } from 'zod';
import type { Product } from '../../types.ts';
import { fen } from '../kit/money.ts';
import { productOf } from '../kit/product.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';

const attribute = z.object({ attr_key: textOrEmpty, attr_value: textOrEmpty });

/** A product as the platform tells it (page "获取商品", read 2026-11-21); only what is used. */
export const weixinProduct = z.object({
  product_id: idText,
  title: textOrEmpty,
  sub_title: textOrEmpty,
  status: countOrZero,
  attrs: listOf(attribute),
  cats: listOf(z.object({ cat_id: idText })),
  skus: listOf(
    z.object({
      sku_id: idText,
      sale_price: fen,
      stock_num: countOrZero,
      sku_attrs: listOf(attribute),
      status: countOrZero,
    }),
  ),
});

/** On sale. */
const listed = 5;

/** The product in our words. */
export function toProduct(raw: z.output<typeof weixinProduct>): Product {
  return productOf({
    productId: raw.product_id,
    name: raw.title,
    category: raw.cats.at(-1)?.cat_id ?? '',
    summary: raw.sub_title,
    attributes: raw.attrs.map((one) => ({ name: one.attr_key, value: one.attr_value })),
    variants: raw.skus.map((sku) => ({
      variantId: sku.sku_id,
      productId: raw.product_id,
      options: Object.fromEntries(sku.sku_attrs.map((one) => [one.attr_key, one.attr_value])),
      price: sku.sale_price,
      stock: sku.stock_num,
      isAvailable: raw.status === listed && sku.status === listed && sku.stock_num > 0,
    })),
  });
}
