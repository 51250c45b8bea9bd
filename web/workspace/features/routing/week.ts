import type { Shift } from '../../../api/index.ts';

/** The Monday of a day's week; days are YYYY-MM-DD. */
export function mondayOf(day: string): string {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
  return addDays(day, weekday === 0 ? -6 : 1 - weekday);
}

/** A day so many days on. */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The seven days from a Monday on. */
export function weekFrom(monday: string): string[] {
  return [0, 1, 2, 3, 4, 5, 6].map((days) => addDays(monday, days));
}

/** Today in a zone. */
export function todayIn(timeZone: string, now: Date): string {
  return new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short' }).format(now);
}

/** Hours of work of these shifts; one that ends before it begins ends on the next day. */
export function hoursOf(shifts: readonly Pick<Shift, 'from' | 'to'>[]): number {
  const minutes = (time: string) => Number(time.slice(0, 2)) * 60 + Number(time.slice(3));
  const total = shifts.reduce((sum, { from, to }) => {
    const length = minutes(to) - minutes(from);
    return sum + (length > 0 ? length : length + 1_440);
  }, 0);
  return Math.round(total / 6) / 10;
}

/** What is wrong with the spans of a day, by the index of the span. */
export function wrongSpan(spans: readonly Pick<Shift, 'from' | 'to'>[]): number | undefined {
  const index = spans.findIndex(({ from, to }, at) => {
    if (from === '' || to === '' || from === to) return true;
    const before = spans[at - 1];
    return before !== undefined && (before.to <= before.from || from < before.to);
  });
  return index < 0 ? undefined : index;
}
