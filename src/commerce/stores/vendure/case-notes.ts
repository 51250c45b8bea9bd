import { z } from 'zod';
import type { AfterSalesCase } from '../../types.ts';
import { caseDocument } from '../records/record-documents.ts';
import type { VendureOrder } from './vendure-documents.ts';

/**
 * Vendure has no after-sales cases. They stand in private notes of the order, where the shop's staff sees them: a line for people,
 * then the case for programs. The newest note of a case counts. Pure.
 */

/** A case as its note has it: with the keys under which it was written, so that nothing is written twice. */
export type NotedCase = { case: AfterSalesCase; keys: readonly string[] };

const mark = 'peakdesk-case ';
const noteData = z.object({ note: z.string() });
const noted = z.object({ keys: z.array(z.string()), details: z.record(z.string(), z.string()), case: z.unknown() });

/** The note's text. */
export function writeNote({ case: one, keys }: NotedCase, words: string): string {
  const { details, ...rest } = one;
  const head = `Peakdesk ${one.kind} ${one.caseId}: ${one.state}${words === '' ? '' : ` – ${words}`}`;
  return `${head.replaceAll('\n', ' ')}\n${mark}${JSON.stringify({ keys, details, case: rest })}`;
}

/** Cases of an order with their keys, oldest first. */
export function notedCasesOf(order: Pick<VendureOrder, 'history'>): NotedCase[] {
  const found = new Map<string, NotedCase>();
  const notes = order.history.items.toSorted((one, other) => Number(one.id) - Number(other.id));
  for (const note of notes) {
    const one = readNote(note.data);
    if (one !== undefined) found.set(one.case.caseId, one);
  }
  return [...found.values()];
}

export function casesOf(order: Pick<VendureOrder, 'history'>): AfterSalesCase[] {
  return notedCasesOf(order).map((one) => one.case);
}

function readNote(data: unknown): NotedCase | undefined {
  const text = noteData.safeParse(data).data?.note ?? '';
  const at = text.indexOf(`\n${mark}`);
  if (at < 0) return undefined;
  const parsed = noted.safeParse(jsonOf(text.slice(at + 1 + mark.length)));
  if (!parsed.success || typeof parsed.data.case !== 'object') return undefined;
  const one = caseDocument.safeParse({ ...parsed.data.case, sealedDetails: '' });
  if (!one.success) return undefined;
  const { sealedDetails: _sealed, ...rest } = one.data;
  return { case: { ...rest, details: parsed.data.details }, keys: parsed.data.keys };
}

function jsonOf(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text);
    return value;
  } catch {
    return undefined;
  }
}
