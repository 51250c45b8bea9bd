import { z } from 'zod';
import type { Product } from '../../types.ts';
import { yuan } from '../kit/money.ts';
import { productOf } from '../kit/product.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';
import { optionsOf } from './to-order.ts';

/** What is asked for of a product. */
export const itemFields = 'num_iid,title,cid,props_name,price,num,approve_status,sku,sell_point';

/** A product as TOP tells it (page "taobao.item.seller.get", read 2026-11-21); only what is used. */
export const taobaoItem = z.object({
  num_iid: idText,
  title: textOrEmpty,
  cid: textOrEmpty,
  sell_point: textOrEmpty,
  props_name: textOrEmpty,
  price: yuan,
  num: countOrZero,
  approve_status: textOrEmpty,
  skus: z
    .object({
      sku: listOf(z.object({ sku_id: idText, price: yuan, quantity: countOrZero, properties_name: textOrEmpty })),
    })
    .nullish(),
});

/** The product in our words; without variants the product is its own. */
export function toProduct(raw: z.output<typeof taobaoItem>): Product {
  const isListed = raw.approve_status === 'onsale';
  const skus = raw.skus?.sku ?? [];
  const variants = skus.map((sku) => ({
    variantId: sku.sku_id,
    productId: raw.num_iid,
    options: optionsOf(sku.properties_name),
    price: sku.price,
    stock: sku.quantity,
    isAvailable: isListed && sku.quantity > 0,
  }));
  const itself = {
    variantId: raw.num_iid,
    productId: raw.num_iid,
    options: {},
    price: raw.price,
    stock: raw.num,
    isAvailable: isListed && raw.num > 0,
  };
  return productOf({
    productId: raw.num_iid,
    name: raw.title,
    category: raw.cid,
    summary: raw.sell_point,
    attributes: Object.entries(optionsOf(raw.props_name)).map(([name, value]) => ({ name, value })),
    variants: variants.length === 0 ? [itself] : variants,
  });
}
