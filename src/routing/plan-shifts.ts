import type { PlannedShift, Shift } from '../staff/index.ts';
import { instantOf, nextDay } from './hours.ts';

/** A shift with its instants in the shop's zone; `to` at or before `from` is on the next day. */
export function planShift(shift: Shift, timeZone: string): PlannedShift {
  const { day, from, to } = shift;
  const lastDay = to <= from ? nextDay(day) : day;
  return { ...shift, startsAt: instantOf(day, from, timeZone), endsAt: instantOf(lastDay, to, timeZone) };
}

/** Index of the first span that begins before the one before it has ended, or undefined. Spans of one day, in their order. */
export function overlapIn(spans: readonly Pick<Shift, 'from' | 'to'>[]): number | undefined {
  const index = spans.findIndex((span, at) => {
    const before = spans[at - 1];
    return before !== undefined && (before.to <= before.from || span.from < before.to);
  });
  return index < 0 ? undefined : index;
}

/** The shifts of one week moved to another: the same weekdays, only where somebody has nothing planned yet. */
export function copyWeek(shifts: readonly Shift[], planned: readonly Shift[], daysOn: number): Shift[] {
  const taken = new Set(planned.map((shift) => `${shift.staffId} ${shift.day}`));
  return shifts
    .map((shift) => ({ ...shift, day: addDays(shift.day, daysOn) }))
    .filter((shift) => !taken.has(`${shift.staffId} ${shift.day}`));
}

/** A day so many days on, as YYYY-MM-DD. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}
