import { z } from 'zod';
import type { AfterSalesCase } from '../../types.ts';
import { type NotedCase, readNotedCase, writeNotedCase } from '../remote/noted-case.ts';
import type { VendureOrder } from './vendure-documents.ts';

/**
 * Vendure has no after-sales cases. They stand in private notes of the order, where the shop's staff sees them: a line for people,
 * then the case for programs. The newest note of a case counts. Pure.
 */

const mark = 'peakdesk-case ';
const noteData = z.object({ note: z.string() });

/** The note's text. */
export function writeNote(noted: NotedCase, words: string): string {
  const { caseId, kind, state } = noted.case;
  const head = `Peakdesk ${kind} ${caseId}: ${state}${words === '' ? '' : ` – ${words}`}`;
  return `${head.replaceAll('\n', ' ')}\n${mark}${writeNotedCase(noted)}`;
}

/** Cases of an order with their keys, oldest first. */
export function notedCasesOf(order: Pick<VendureOrder, 'history'>): NotedCase[] {
  const found = new Map<string, NotedCase>();
  const notes = order.history.items.toSorted((one, other) => Number(one.id) - Number(other.id));
  for (const note of notes) {
    const text = noteData.safeParse(note.data).data?.note ?? '';
    const at = text.indexOf(`\n${mark}`);
    const one = at < 0 ? undefined : readNotedCase(text.slice(at + 1 + mark.length));
    if (one !== undefined) found.set(one.case.caseId, one);
  }
  return [...found.values()];
}

export function casesOf(order: Pick<VendureOrder, 'history'>): AfterSalesCase[] {
  return notedCasesOf(order).map((one) => one.case);
}
