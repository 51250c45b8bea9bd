import { z } from 'zod';
import type { AfterSalesCase } from '../../types.ts';
import { caseDocument } from '../records/record-documents.ts';

/**
 * A case as it stands in a shop that has no place for cases: in a note or a free field of its order, with the keys under which it was
 * written, so that nothing is written twice.
 */
export type NotedCase = {
  case: AfterSalesCase;
  keys: readonly string[];
  /** What the platform has for it beside, such as a return of its own. */
  foreignId?: string;
};

const notedSchema = z.object({
  keys: z.array(z.string()),
  details: z.record(z.string(), z.string()),
  case: z.record(z.string(), z.unknown()),
  foreignId: z.string().exactOptional(),
});

/** The case as text for programs. */
export function writeNotedCase({ case: one, keys, foreignId }: NotedCase): string {
  const { details, ...rest } = one;
  return JSON.stringify({ keys, details, case: rest, ...(foreignId === undefined ? {} : { foreignId }) });
}

/** The case of such a text; undefined for anything else. Pure. */
export function readNotedCase(text: string): NotedCase | undefined {
  const parsed = notedSchema.safeParse(jsonOf(text));
  if (!parsed.success) return undefined;
  const one = caseDocument.safeParse({ ...parsed.data.case, sealedDetails: '' });
  if (!one.success) return undefined;
  const { sealedDetails: _sealed, ...rest } = one.data;
  const { keys, details, foreignId } = parsed.data;
  return { case: { ...rest, details }, keys, ...(foreignId === undefined ? {} : { foreignId }) };
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
