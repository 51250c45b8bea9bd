import { z } from 'zod';
import type { Product } from '../../types.ts';
import { amount } from '../kit/money.ts';
import { productOf } from '../kit/product.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import { priceOf } from '../kit/shared-fields.ts';
import type { ConnectionSettings } from '../remote/remote-platform.ts';

/**
 * A product of `pdd.goods.detail.get` as public SDKs made from the platform's pages know it (read 2026-11-21); only what is used.
 * The unit of prices is not that of orders.
 */
export const pinduoduoGoods = z.object({
  goods_id: idText,
  goods_name: textOrEmpty,
  goods_desc: textOrEmpty,
  cat_id: textOrEmpty,
  status: countOrZero,
  sku_list: listOf(
    z.object({
      sku_id: idText,
      /** What the product costs in a group, which is the price that customers see; `price` is that of buying alone. */
      multi_price: amount,
      quantity: countOrZero,
      is_onsale: countOrZero,
      spec: listOf(z.object({ parent_name: textOrEmpty, spec_name: textOrEmpty })),
    }),
  ),
});

/** 上架; 2 下架, 3 售罄, 4 已删除. */
const listed = 1;

/** The product in our words. */
export function toProduct(raw: z.output<typeof pinduoduoGoods>, settings: ConnectionSettings): Product {
  return productOf({
    productId: raw.goods_id,
    name: raw.goods_name,
    summary: raw.goods_desc,
    category: raw.cat_id,
    variants: raw.sku_list.map((sku) => ({
      variantId: sku.sku_id,
      productId: raw.goods_id,
      options: Object.fromEntries(sku.spec.map((one) => [one.parent_name || '规格', one.spec_name])),
      price: priceOf(settings, sku.multi_price),
      stock: Math.max(0, sku.quantity),
      isAvailable: raw.status === listed && sku.is_onsale === 1 && sku.quantity > 0,
    })),
  });
}
