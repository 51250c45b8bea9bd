import { z } from 'zod';
import { AppError } from '../../../platform/index.ts';
import type { RemoteResponse } from '../remote/remote-platform.ts';
import { notJson } from '../remote/remote-problem.ts';

const token = /"[^"\\]*(?:\\.[^"\\]*)*"|-?\d+(?:\.\d+)?(?:[eE][+-]?\d+)?/g;

/**
 * JSON in which whole numbers of 16 digits and more become text: order numbers of platforms are longer than what a number
 * holds exactly. Undefined where the text is no JSON.
 */
export function readJson(text: string): unknown {
  try {
    return JSON.parse(text.replace(token, (part) => (/^-?\d{16,}$/.test(part) ? `"${part}"` : part)));
  } catch {
    return undefined;
  }
}

/** The JSON of an answer; the error for an answer that is none says so in plain words (mostly it is a web page). */
export function answerJson(response: RemoteResponse, host: string): unknown {
  const body = readJson(response.text);
  if (body === undefined) throw notJson(host, response.status);
  return body;
}

/** A foreign value as its schema reads it; AppError 'unavailable' that names where it differs from the platform's documents. */
export function readAs<Schema extends z.ZodType>(schema: Schema, value: unknown, what: string): z.output<Schema> {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const path = issue?.path.join('.') ?? '';
  throw new AppError('unavailable', `${what} answered something else than documented at "${path}": ${issue?.message}`);
}

/** An id that some platforms write as text and some as a number. */
export const idText = z.union([z.string(), z.number()]).transform(String);

/** Text that may be absent. */
export const textOrEmpty = z
  .union([z.string(), z.number(), z.null()])
  .optional()
  .transform((value) => (value === null || value === undefined ? '' : String(value)));

/** A whole number that may come as text or be absent. */
export const countOrZero = z
  .union([z.number(), z.string(), z.null()])
  .optional()
  .transform((value) => {
    const count = Number(value ?? 0);
    return Number.isFinite(count) ? count : 0;
  });

/** A list that may be absent or null. */
export function listOf<Item extends z.ZodType>(item: Item) {
  return z
    .array(item)
    .nullish()
    .transform((list) => list ?? []);
}

/** The values that are there: what is empty or absent is left out. */
export function filled(values: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(values).filter((entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== ''),
  );
}
