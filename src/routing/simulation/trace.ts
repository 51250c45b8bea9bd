import { z } from 'zod';
import { AppError } from '../../platform/index.ts';
import type { TraceRow } from './demand.ts';

const number = z.coerce.number().positive().max(1e7);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

/** A line of a trace, tolerant of further columns: `at` is ISO time or seconds. */
const rowSchema = z.object({
  at: z.union([z.number(), z.string().min(1)]),
  intent: optional(z.string()),
  emotion: optional(z.string()),
  handleSeconds: optional(number),
  patienceSeconds: optional(number),
});

/** A row as it was read, its moment in milliseconds of whatever clock the trace has. AppError 'invalid' names line and field. */
export function readTraceRow(given: unknown, line: number): TraceRow {
  const read = rowSchema.safeParse(given);
  const issue = read.error?.issues[0];
  if (!read.success) throw wrong(line, String(issue?.path[0] ?? 'line'), issue?.message ?? 'malformed');
  const { at, intent, emotion, handleSeconds, patienceSeconds } = read.data;
  const moment = typeof at === 'number' || /^\d+(\.\d+)?$/.test(at) ? Number(at) * 1_000 : Date.parse(at);
  if (!Number.isFinite(moment)) throw wrong(line, 'at', `'${String(at)}' is neither seconds nor an ISO time`);
  return {
    at: moment,
    ...(intent === undefined ? {} : { intent }),
    ...(emotion === undefined ? {} : { emotion }),
    ...(handleSeconds === undefined ? {} : { handleSeconds }),
    ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
  };
}

const day = 86_400_000;

/** The rows in order, with ISO times counted from midnight (UTC) of the first day, so that shifts mean times of that day. */
export function traceFrom(rows: readonly TraceRow[], isClockTime: boolean): TraceRow[] {
  const sorted = rows.toSorted((one, other) => one.at - other.at);
  const first = sorted[0]?.at ?? 0;
  const from = isClockTime ? Math.floor(first / day) * day : 0;
  return sorted.map((row) => ({ ...row, at: row.at - from }));
}

function wrong(line: number, field: string, message: string): AppError {
  return new AppError('invalid', `trace, line ${line}, ${field}: ${message}`, { field: `trace.${field}` });
}
