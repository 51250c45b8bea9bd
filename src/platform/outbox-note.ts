import { z } from 'zod';
import { readEvent, type ShopEvent } from './events.ts';
import { ShopId } from './ids.ts';

/** What one process tells the others about the outbox: rows to read, a passing event, or only that it is there. */
export type OutboxNote =
  | { kind: 'hello'; rowForm: number }
  | { kind: 'rows'; shopId: ShopId; ids: readonly number[] }
  | { kind: 'event'; event: ShopEvent };

/** Rows that this version reads: 2 with events of several conversations. Who does not say, reads those of one. */
const rowForm = 2;

/** The note of a process that is there. */
export const helloNote = `hello ${rowForm}`;

/** Whether the process that says hello reads what this one may write. */
export function readsSeveral(note: OutboxNote): boolean {
  return note.kind !== 'hello' || note.rowForm >= rowForm;
}

// 19 digits at most for each; a note stays under 2,000 bytes.
const idsInNote = 90;

/** Notes that name these rows. */
export function toRowNotes(shopId: ShopId, ids: readonly number[]): string[] {
  const notes = [];
  for (let from = 0; from < ids.length; from += idsInNote)
    notes.push(`rows ${shopId} ${ids.slice(from, from + idsInNote).join(',')}`);
  return notes;
}

/** A note that carries a passing event whole. */
export function toEventNote(event: ShopEvent): string {
  return `event ${JSON.stringify(event)}`;
}

/** Reads a note; undefined when another version wrote what this one does not know. */
export function readNote(note: string): OutboxNote | undefined {
  const [kind, ...rest] = note.split(' ');
  if (kind === 'hello') return { kind, rowForm: Number(rest[0] ?? 1) };
  if (kind === 'rows') {
    const [shop, ids = ''] = rest;
    return ShopId.is(shop)
      ? { kind, shopId: shop, ids: ids.split(',').map(Number).filter(Number.isSafeInteger) }
      : undefined;
  }
  if (kind !== 'event') return undefined;
  const event = readPassing(rest.join(' '));
  return event === undefined ? undefined : { kind, event };
}

const passing = z.object({
  type: z.string(),
  shopId: z.string(),
  conversationId: z.string().optional(),
  payload: z.unknown(),
});

function readPassing(text: string): ShopEvent | undefined {
  try {
    return readEvent(passing.parse(JSON.parse(text)));
  } catch {
    return undefined;
  }
}
