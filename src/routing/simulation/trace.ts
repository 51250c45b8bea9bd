import { z } from 'zod';
import { AppError, localDay } from '../../platform/index.ts';
import { instantOf } from '../hours.ts';
import type { TraceRow } from './demand.ts';

const number = z.coerce.number().positive().max(1e7);
const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' || value === null ? undefined : value), schema.optional());

/** A line of a trace, tolerant of further columns: `at` is a time or seconds. */
const rowSchema = z.object({
  at: z.union([z.number(), z.string().min(1)]),
  intent: optional(z.string()),
  emotion: optional(z.string()),
  handleSeconds: optional(number),
  patienceSeconds: optional(number),
});

/**
 * A row as it was read, its moment in milliseconds of whatever clock the trace has; a time without a zone is one of the wall clock of
 * `timeZone`. AppError 'invalid' names line and field.
 */
export function readTraceRow(given: unknown, line: number, timeZone = 'UTC'): TraceRow {
  const read = rowSchema.safeParse(given);
  const issue = read.error?.issues[0];
  if (!read.success) throw wrong(line, String(issue?.path[0] ?? 'line'), issue?.message ?? 'malformed');
  const { at, intent, emotion, handleSeconds, patienceSeconds } = read.data;
  const moment = momentOf(at, timeZone);
  if (!Number.isFinite(moment)) throw wrong(line, 'at', `'${String(at)}' is neither seconds nor a time`);
  return {
    at: moment,
    ...(intent === undefined ? {} : { intent }),
    ...(emotion === undefined ? {} : { emotion }),
    ...(handleSeconds === undefined ? {} : { handleSeconds }),
    ...(patienceSeconds === undefined ? {} : { patienceSeconds }),
  };
}

const wallClock = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[T ](\d{1,2}):(\d{2})(?::(\d{2}(?:\.\d+)?))?$/;

function momentOf(at: string | number, timeZone: string): number {
  if (typeof at === 'number' || /^\d+(\.\d+)?$/.test(at)) return Number(at) * 1_000;
  const local = wallClock.exec(at.trim());
  if (!local) return Date.parse(at);
  const [, year = '', month = '', day = '', hour = '', minute = '', second = '0'] = local;
  const date = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`;
  if (Number.isNaN(Date.parse(date)) || Number(hour) > 23 || Number(minute) > 59) return Number.NaN;
  return instantOf(date, `${hour}:${minute}`, timeZone).getTime() + Number(second) * 1_000;
}

/** Larger than any number of seconds from a beginning: such a trace tells times, not seconds. */
const clockTimes = 1e11;

/** The rows in order; times are counted from midnight of the first day in `timeZone`, so that shifts mean times of that day. */
export function traceFrom(rows: readonly TraceRow[], timeZone = 'UTC'): TraceRow[] {
  const sorted = rows.toSorted((one, other) => one.at - other.at);
  const first = sorted[0]?.at ?? 0;
  const from = first > clockTimes ? instantOf(localDay(new Date(first), timeZone), '00:00', timeZone).getTime() : 0;
  return sorted.map((row) => ({ ...row, at: row.at - from }));
}

function wrong(line: number, field: string, message: string): AppError {
  return new AppError('invalid', `trace, line ${line}, ${field}: ${message}`, { field: `trace.${field}` });
}
