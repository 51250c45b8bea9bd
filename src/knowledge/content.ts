import { z } from 'zod';
import type { KnowledgeContent } from './types.ts';

/** Examples that teach a wish: with fewer it is not told from others, with more its training takes long. */
const fewestExamples = 5;
const mostExamples = 200;

/** Kinds of rows in knowledge_items that this room reads and writes. */
export const itemKinds = ['faq', 'policy', 'promotion', 'shipping', 'category', 'canned-reply', 'intent'] as const;
export type ItemKind = (typeof itemKinds)[number];

/** One piece of knowledge as it is released; `document` is checked by the schema of its kind. Bounds are UTC, end exclusive. */
export type KnowledgeItem = {
  itemId: string;
  kind: ItemKind;
  document: unknown;
  validFrom?: string | undefined;
  validTo?: string | undefined;
};

/** What a release is made of beside its items. */
export type ShopFrame = { release: number; timeZone: string; currency: string };

export type DocumentProblem = { itemId: string; reason: string };

/** Checks one item's document; the reason names the field at fault. */
export function checkDocument(item: KnowledgeItem): DocumentProblem | undefined {
  const schema = item.itemId === stackingItemId ? stackingDocument : documents[item.kind];
  const parsed = schema.safeParse(item.document);
  const issue = parsed.error?.issues[0];
  return issue === undefined ? undefined : { itemId: item.itemId, reason: `${issue.path.join('.')}: ${issue.message}` };
}

/** Builds the content of a release; items whose document does not fit are left out and named in `problems`. */
export function contentFromItems(
  frame: ShopFrame,
  items: readonly KnowledgeItem[],
  products: KnowledgeContent['products'],
): { content: KnowledgeContent; problems: readonly DocumentProblem[] } {
  const problems = items.map(checkDocument).filter((problem) => problem !== undefined);
  const of = <Document>(kind: ItemKind, schema: z.ZodType<Document>) =>
    items
      .filter((item) => item.kind === kind && item.itemId !== stackingItemId)
      .flatMap((item) => {
        const parsed = schema.safeParse(item.document);
        return parsed.success ? [{ ...parsed.data, id: item.itemId, ...validityOf(item) }] : [];
      });
  const stacking = stackingDocument.safeParse(items.find((item) => item.itemId === stackingItemId)?.document);
  const content: KnowledgeContent = {
    ...frame,
    products,
    faqs: of('faq', faqDocument),
    policies: of('policy', policyDocument),
    promotions: of('promotion', promotionDocument),
    shipping: of('shipping', shippingDocument)[0] ?? null,
    categories: of('category', categoryDocument),
    intents: of('intent', ownIntentDocument),
    ...(stacking.success ? { stacking: stacking.data } : {}),
  };
  return { content, problems };
}

/** Id of the one item that says how promotions stack. */
export const stackingItemId = 'stacking';

function validityOf(item: KnowledgeItem): { validFrom?: string; validTo?: string } {
  return {
    ...(item.validFrom === undefined ? {} : { validFrom: item.validFrom }),
    ...(item.validTo === undefined ? {} : { validTo: item.validTo }),
  };
}

const text = z.string().min(1);
const localized = z.object({ 'zh-CN': text, 'zh-TW': text, en: text });
const promotionKind = z.enum([
  'full-reduction',
  'coupon',
  'second-half',
  'presale-deposit',
  'flash-price',
  'gift',
  'member-discount',
]);

export const faqDocument = z.object({
  topic: z.string(),
  intent: text,
  questions: z.object({ 'zh-CN': z.array(text), 'zh-TW': z.array(text), en: z.array(text) }),
  answer: localized,
  policies: z.array(text).default([]),
  goesFirst: z.boolean().optional(),
});

export const policyDocument = z.object({
  kind: text,
  title: localized,
  summary: localized,
  text: localized,
  parameters: z.record(z.string(), z.unknown()).default({}),
});

export const promotionDocument = z.object({
  kind: promotionKind,
  title: localized,
  description: localized,
  scope: z.union([
    z.object({ all: z.literal(true) }),
    z.object({ categories: z.array(text) }),
    z.object({ products: z.array(text) }),
  ]),
  rule: z.record(z.string(), z.unknown()),
  stacksWith: z.array(promotionKind),
  priority: z.number(),
});

export const stackingDocument = z.object({
  order: z.array(promotionKind),
  exclusive: z.array(z.tuple([promotionKind, promotionKind])),
  maxCoupons: z.int().nonnegative(),
  text: localized,
});

const zone = z.object({
  id: text,
  name: localized,
  provinces: z.array(text),
  feeFen: z.int().nonnegative(),
  freeFromFen: z.int().nonnegative().nullable(),
  days: z.tuple([z.int(), z.int()]),
  carriers: z.array(text),
});

export const shippingDocument = z.object({
  carriers: z.array(z.object({ id: text, name: localized })),
  zones: z.array(zone),
  cutOff: z.string().regex(/^\d{2}:\d{2}$/),
  shipWithinHours: z.number().positive(),
  rules: z
    .array(z.object({ id: text, text: localized, parameters: z.record(z.string(), z.unknown()).default({}) }))
    .default([]),
});

export const categoryDocument = z.object({ name: localized });

export const cannedReplyDocument = z.record(z.string(), z.unknown());

/** A wish of this shop's customers that no built-in intent stands for, or other words for one that does. */
export const ownIntentDocument = z.object({
  name: text.max(40),
  examples: z.array(z.string().trim().min(1).max(200)).min(fewestExamples).max(mostExamples),
  leadsTo: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('intent'), intent: text }),
    z.object({ kind: z.literal('answer'), faqId: text }),
    z.object({ kind: z.literal('person'), skillGroup: text }),
  ]),
});

const documents: Record<ItemKind, z.ZodType> = {
  faq: faqDocument,
  policy: policyDocument,
  promotion: promotionDocument,
  shipping: shippingDocument,
  category: categoryDocument,
  'canned-reply': cannedReplyDocument,
  intent: ownIntentDocument,
};
