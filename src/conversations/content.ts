import { z } from 'zod';
import type { ContentPart } from './types.ts';

/** Longest text of one message, in UTF-16 units; longer ones are refused with a clear error at the edge. */
export const longestText = 8_000;

const text = z.string().max(longestText);
const shortText = z.string().max(400);
const button = z.strictObject({ label: shortText, value: shortText });
const image = z.strictObject({
  fileId: z.uuid(),
  width: z.number().int().min(0).max(20_000),
  height: z.number().int().min(0).max(20_000),
  contentType: z.string().max(100),
  name: z.string().max(255),
});

/** What a customer may send; cards, forms and events are written by the shop only. */
export const customerContentSchema = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('text'), text: text.min(1), value: shortText.exactOptional() }),
      z.strictObject({ kind: z.literal('image'), image }),
      z.strictObject({
        kind: z.literal('form-answer'),
        formId: z.string().max(100),
        values: z.record(z.string().max(100), z.string().max(2_000)),
      }),
      z.strictObject({
        kind: z.literal('rating'),
        score: z.union([z.literal(1), z.literal(2), z.literal(3), z.literal(4), z.literal(5)]),
        comment: z.string().max(1_000),
      }),
    ]),
  )
  .min(1)
  .max(10);

/** What an agent may send. */
export const agentContentSchema = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('text'), text: text.min(1) }),
      z.strictObject({ kind: z.literal('image'), image }),
      z.strictObject({ kind: z.literal('buttons'), buttons: z.array(button).min(1).max(10) }),
      z.strictObject({
        kind: z.literal('product-card'),
        productId: z.string().max(100),
        title: shortText,
        priceText: shortText,
        stockText: shortText,
        category: shortText,
        url: z.url().max(500).exactOptional(),
      }),
      z.strictObject({
        kind: z.literal('order-card'),
        orderId: z.string().max(100),
        statusText: shortText,
        totalText: shortText,
        placedAt: shortText,
        lines: z
          .array(
            z.strictObject({ title: shortText, options: shortText, quantity: z.number().int(), priceText: shortText }),
          )
          .max(50),
      }),
      z.strictObject({ kind: z.literal('rating-request') }),
    ]),
  )
  .min(1)
  .max(10);

/** Control characters that PostgreSQL or a terminal cannot hold; line breaks and tabs stay. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are exactly the characters to remove
const controlCharacters = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/gu;

/** Text made safe to store: well-formed UTF-16, no NUL or other control characters. The words stay as written. */
export function cleanText(written: string): string {
  return written.toWellFormed().replaceAll(controlCharacters, '');
}

/** What a message means to the understanding: a pressed button's value instead of its label. */
export function wordsOf(content: readonly ContentPart[]): string {
  return content
    .map((part) => (part.kind === 'text' && part.value ? part.value : textOfPart(part)))
    .filter(Boolean)
    .join('\n');
}

/** Content with every text cleaned. */
export function cleanContent<Part extends ContentPart>(content: readonly Part[]): Part[] {
  return content.map((part) => cleanPart(part));
}

/** Plain words of a message, as the understanding, the list preview and the summary read it. */
export function textOf(content: readonly ContentPart[]): string {
  return content.map(textOfPart).filter(Boolean).join('\n');
}

function textOfPart(part: ContentPart): string {
  switch (part.kind) {
    case 'text':
      return part.text;
    case 'form-answer':
      return Object.values(part.values).filter(Boolean).join(' ');
    case 'product-card':
      return `[${part.title}]`;
    case 'order-card':
      return `[${part.orderId}]`;
    case 'image':
      return '[image]';
    case 'rating':
      return part.comment;
    default:
      return '';
  }
}

function cleanPart<Part extends ContentPart>(part: Part): Part {
  if (part.kind === 'text') return { ...part, text: cleanText(part.text) };
  if (part.kind === 'form-answer')
    return {
      ...part,
      values: Object.fromEntries(
        Object.entries(part.values).map(([name, value]) => [cleanText(name), cleanText(value)]),
      ),
    };
  if (part.kind === 'rating') return { ...part, comment: cleanText(part.comment) };
  return part;
}
