import { z } from 'zod';
import type { Product } from '../../types.ts';
import { fen } from '../kit/money.ts';
import { productOf } from '../kit/product.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';

/** A product as 抖店 tells it (product.detail as its SDK of 2025 repeats it, read 2026-11-21); only what is used. */
export const douyinProduct = z.object({
  product_id_str: textOrEmpty,
  product_id: idText,
  name: textOrEmpty,
  status: countOrZero,
  category_detail: z
    .object({
      first_cname: textOrEmpty,
      second_cname: textOrEmpty,
      third_cname: textOrEmpty,
      fourth_cname: textOrEmpty,
    })
    .nullish(),
  specs: listOf(z.object({ name: textOrEmpty, values: listOf(z.object({ id: idText, name: textOrEmpty })) })),
  spec_prices: listOf(
    z.object({ sku_id: idText, price: fen, stock_num: countOrZero, spec_detail_ids: listOf(idText) }),
  ),
});

/** The product in our words; a variant names its options by the ids of their values. */
export function toProduct(raw: z.output<typeof douyinProduct>): Product {
  const productId = raw.product_id_str || raw.product_id;
  const values = new Map(
    raw.specs.flatMap((spec) =>
      spec.values.map((value): [string, [string, string]] => [value.id, [spec.name, value.name]]),
    ),
  );
  const category = raw.category_detail;
  const isListed = raw.status === 0;
  return productOf({
    productId,
    name: raw.name,
    category: category?.fourth_cname || category?.third_cname || category?.second_cname || category?.first_cname || '',
    optionNames: raw.specs.map((spec) => spec.name),
    variants: raw.spec_prices.map((sku) => ({
      variantId: sku.sku_id,
      productId,
      options: Object.fromEntries(
        sku.spec_detail_ids.flatMap((id) => (values.has(id) ? [values.get(id) ?? ['', '']] : [])),
      ),
      price: sku.price,
      stock: sku.stock_num,
      isAvailable: isListed && sku.stock_num > 0,
    })),
  });
}
