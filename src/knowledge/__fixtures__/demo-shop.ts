import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import type { LocalizedText, Product } from '../../commerce/index.ts';
import { contentFromItems } from '../content.ts';
import { readShopFolder } from '../read-shop-folder.ts';
import type { KnowledgeContent } from '../types.ts';

/** The folder of the demo shop. */
export const demoFolder = fileURLToPath(new URL('../../../demo-shop', import.meta.url));

/** The demo shop's content as if it had been seeded at the given moment. */
export async function demoContent(seededAt: Date): Promise<KnowledgeContent> {
  const frame = { release: 1, timeZone: 'Asia/Shanghai', currency: 'CNY' };
  return contentFromItems(frame, await readShopFolder(demoFolder, seededAt), demoProducts()).content;
}

/** The demo shop's catalogue. */
export function demoProducts(): readonly Product[] {
  const folder = path.join(demoFolder, 'products');
  return readdirSync(folder)
    .sort()
    .flatMap((name) => productFile.parse(JSON.parse(readFileSync(path.join(folder, name), 'utf8'))).map(toProduct));
}

function toProduct(entry: z.infer<typeof productEntry>): Product {
  const { id, options, optionLabels, optionValueLabels, variants, sizeChart, ...rest } = entry;
  return {
    ...rest,
    productId: id,
    optionNames: options,
    optionLabels: { ...optionLabels, ...optionValueLabels },
    variants: variants.map((variant) => ({
      variantId: variant.id,
      productId: id,
      options: variant.options,
      price: variant.priceFen,
      stock: variant.stock,
      isAvailable: variant.stock > 0,
      weightGrams: variant.weightGrams,
    })),
    ...(sizeChart === undefined ? {} : { sizeChart }),
  };
}

const localized: z.ZodType<LocalizedText> = z.object({ 'zh-CN': z.string(), 'zh-TW': z.string(), en: z.string() });
const labels = z.record(z.string(), z.object({ en: z.string(), 'zh-TW': z.string() }));
const range = z.tuple([z.number(), z.number()]);
const productEntry = z.object({
  id: z.string(),
  category: z.string(),
  name: localized,
  nicknames: z.array(z.string()),
  brand: localized,
  summary: localized,
  attributes: z.array(z.object({ key: z.string(), label: localized, value: localized })),
  warrantyMonths: z.number(),
  returnClass: z.enum(['standard', 'sealed', 'fresh', 'digital', 'custom']),
  warehouse: z.string(),
  contents: localized,
  usage: localized,
  sizeChart: z.array(z.object({ size: z.string(), heightCm: range, weightKg: range })).optional(),
  options: z.array(z.string()),
  optionLabels: labels,
  optionValueLabels: labels,
  variants: z.array(
    z.object({
      id: z.string(),
      options: z.record(z.string(), z.string()),
      priceFen: z.number(),
      stock: z.number(),
      weightGrams: z.number(),
    }),
  ),
});
const productFile = z.array(productEntry);
