import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import type { LocalizedText, Product } from '../commerce/index.ts';
import { AppError } from '../platform/index.ts';

/** What the files of `demo-shop/` hold, checked. Knowledge files are checked by the knowledge room. */
export type DemoContent = {
  shop: z.infer<typeof shopFile>;
  shipping: z.infer<typeof shippingFile>;
  policies: readonly { id: string; parameters: Readonly<Record<string, unknown>> }[];
  products: readonly Product[];
  presales: readonly Presale[];
  cannedReplies: readonly z.infer<typeof cannedReply>[];
  /** For `seedStaff` of the staff room, which checks it. */
  agents: unknown;
};

/** A pre-sale as orders need it; days count from the day of seeding. */
export type Presale = {
  productIds: readonly string[];
  deposit: number;
  worth: number;
  fromDay: number;
  shipDay: number;
};

/** Reads and checks the folder; AppError 'invalid' names file and field at fault. */
export async function loadDemoContent(folder: string): Promise<DemoContent> {
  const read = <T>(name: string, schema: z.ZodType<T>) => readJson(folder, name, schema);
  const names = (await readdir(path.join(folder, 'products'))).filter((name) => name.endsWith('.json')).toSorted();
  const files = await Promise.all(names.map((name) => read(path.join('products', name), z.array(productEntry))));
  const products = files.flat().map(toProduct);
  refuseDoubles(products);
  return {
    shop: await read('shop.json', shopFile),
    shipping: await read('shipping.json', shippingFile),
    policies: await read('policies.json', z.array(policyEntry)),
    products,
    presales: toPresales(await read('promotions.json', promotionsFile)),
    cannedReplies: await read('canned-replies.json', z.array(cannedReply)),
    agents: await read('agents.json', z.unknown()),
  };
}

const text = z.string().min(1);
const localized: z.ZodType<LocalizedText> = z.object({ 'zh-CN': text, 'zh-TW': text, en: text });
const words = z.record(z.string(), z.object({ 'zh-TW': text.exactOptional(), en: text.exactOptional() }));
const range = z.tuple([z.number(), z.number()]);

const shopFile = z.object({
  name: localized,
  timeZone: text,
  currency: text,
  warehouses: z.array(z.object({ id: text, name: localized, province: text, city: text, district: text })).min(1),
  workingHours: z.unknown(),
  memberLevels: z
    .array(z.object({ id: text, name: localized, spentFromFen: z.int().nonnegative(), payPercent: z.number() }))
    .min(1),
});

const shippingFile = z.object({
  cutOff: z.string().regex(/^\d{2}:\d{2}$/),
  shipWithinHours: z.number().positive(),
  carriers: z.array(z.object({ id: text, name: localized })).min(1),
  zones: z.array(
    z.object({
      id: text,
      provinces: z.array(text),
      feeFen: z.int().nonnegative(),
      freeFromFen: z.int().nonnegative().nullable(),
      days: range,
      carriers: z.array(text).min(1),
    }),
  ),
});

const policyEntry = z.object({ id: text, parameters: z.record(z.string(), z.unknown()).default({}) });
const cannedReply = z.object({ shortcut: text, title: localized, text: localized });

const promotionsFile = z.object({ promotions: z.array(z.looseObject({ kind: text })) });
const presaleEntry = z.object({
  kind: z.literal('presale-deposit'),
  from: z.object({ day: z.int() }),
  scope: z.object({ products: z.array(text) }),
  rule: z.object({ depositFen: z.int(), worthFen: z.int(), shipBy: z.object({ day: z.int() }) }),
});

function toPresales({ promotions }: z.infer<typeof promotionsFile>): Presale[] {
  return promotions.flatMap((promotion) => {
    const parsed = presaleEntry.safeParse(promotion);
    if (!parsed.success) return [];
    const { from, scope, rule } = parsed.data;
    return [
      {
        productIds: scope.products,
        deposit: rule.depositFen,
        worth: rule.worthFen,
        fromDay: from.day,
        shipDay: rule.shipBy.day,
      },
    ];
  });
}

const productEntry = z.object({
  id: text,
  category: text,
  name: localized,
  nicknames: z.array(text),
  brand: localized.exactOptional(),
  summary: localized.exactOptional(),
  attributes: z.array(z.object({ key: text, label: localized, value: localized })),
  warrantyMonths: z.number().nonnegative(),
  returnClass: z.enum(['standard', 'sealed', 'fresh', 'digital', 'custom']),
  warehouse: text.exactOptional(),
  contents: localized.exactOptional(),
  usage: localized.exactOptional(),
  sizeChart: z.array(z.object({ size: text, heightCm: range, weightKg: range })).exactOptional(),
  options: z.array(text),
  optionLabels: words,
  optionValueLabels: words,
  variants: z
    .array(
      z.object({
        id: text,
        options: z.record(z.string(), text),
        priceFen: z.int().positive(),
        stock: z.int().nonnegative(),
        weightGrams: z.number().positive().exactOptional(),
      }),
    )
    .min(1),
});

function toProduct(entry: z.infer<typeof productEntry>): Product {
  const { id, options, optionLabels, optionValueLabels, variants, ...rest } = entry;
  return {
    ...rest,
    productId: id,
    optionNames: options,
    optionLabels: { ...optionLabels, ...optionValueLabels },
    variants: variants.map(({ id: variantId, priceFen, stock, ...variant }) => ({
      ...variant,
      variantId,
      productId: id,
      price: priceFen,
      stock,
      isAvailable: stock > 0,
    })),
  };
}

function refuseDoubles(products: readonly Product[]): void {
  const seen = new Set<string>();
  const ids = products.flatMap((product) => [
    product.productId,
    ...product.variants.map((variant) => variant.variantId),
  ]);
  for (const id of ids) {
    if (seen.has(id)) throw new AppError('invalid', `demo shop: the id ${id} appears twice`, { field: id });
    seen.add(id);
  }
}

async function readJson<T>(folder: string, name: string, schema: z.ZodType<T>): Promise<T> {
  const content = await readFile(path.join(folder, name), 'utf8').catch((cause: unknown) => {
    throw new AppError('invalid', `demo shop: ${name} cannot be read`, { field: name, cause });
  });
  const parsed = schema.safeParse(parseJson(name, content));
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  throw new AppError('invalid', `demo shop: ${name}: ${issue?.path.join('.')}: ${issue?.message}`, { field: name });
}

function parseJson(name: string, content: string): unknown {
  try {
    return JSON.parse(content);
  } catch (cause) {
    throw new AppError('invalid', `demo shop: ${name} is not valid JSON`, { field: name, cause });
  }
}
