import { z } from 'zod';
import type { Product } from '../../types.ts';
import { yuan, yuanOrZero } from '../kit/money.ts';
import { productOf } from '../kit/product.ts';
import { countOrZero, idText, listOf, textOrEmpty } from '../kit/read-json.ts';

/** What is asked for of wares and of their skus; what is not named is mostly not answered. */
export const wareFields = 'wareId,title,wareStatus,categoryId,jdPrice,stockNum';
export const skuFields = 'wareId,skuId,skuName,status,jdPrice,stockNum,saleAttrs';

/**
 * A ware of `jingdong.ware.read.searchWare4Valid` and a sku of `jingdong.sku.read.searchSkuList` (open.jd.com apiId 1587 and
 * 1227, as public SDKs made from those pages repeat them, read 2026-11-21); only what is used, prices in 元.
 */
export const jdWare = z.object({
  wareId: idText,
  title: textOrEmpty,
  wareStatus: countOrZero,
  categoryId: textOrEmpty,
  jdPrice: yuanOrZero,
  stockNum: countOrZero,
});
export const jdSku = z.object({
  wareId: idText,
  skuId: idText,
  skuName: textOrEmpty,
  status: countOrZero,
  jdPrice: yuan,
  stockNum: countOrZero,
  saleAttrs: listOf(z.object({ attrId: textOrEmpty, attrValueAlias: listOf(z.string()) })),
});
export type JdWare = z.output<typeof jdWare>;
export type JdSku = z.output<typeof jdSku>;

/** 上架, and 上架 with a change that waits for the platform's approval. */
const listedWares = [8, 520];
const listedSku = 1;

/** The ware with its skus in our words; one without skus is its own variant. */
export function toProduct(raw: JdWare, skus: readonly JdSku[]): Product {
  const isListed = listedWares.includes(raw.wareStatus);
  const variants = skus.map((sku) => ({
    variantId: sku.skuId,
    productId: raw.wareId,
    options: optionsOf(sku),
    price: sku.jdPrice,
    stock: sku.stockNum,
    isAvailable: isListed && sku.status === listedSku && sku.stockNum > 0,
  }));
  const itself = {
    variantId: raw.wareId,
    productId: raw.wareId,
    options: {},
    price: raw.jdPrice,
    stock: raw.stockNum,
    isAvailable: isListed && raw.stockNum > 0,
  };
  return productOf({
    productId: raw.wareId,
    name: raw.title,
    category: raw.categoryId,
    variants: variants.length === 0 ? [itself] : variants,
  });
}

/** The platform numbers the names of options and writes only their values: 规格 is the first, 规格2 the next. */
function optionsOf({ saleAttrs }: JdSku): Record<string, string> {
  const values = saleAttrs.map((one) => one.attrValueAlias.join(' ')).filter((value) => value !== '');
  return Object.fromEntries(values.map((value, index) => [index === 0 ? '规格' : `规格${index + 1}`, value]));
}
