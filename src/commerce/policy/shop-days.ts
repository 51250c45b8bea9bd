import { localDay } from '../../platform/index.ts';

/** Calendar days in a shop's time zone, as YYYY-MM-DD: periods of the law and the shop's promises count whole days. */

/** The day on which an instant falls. */
export const dayOf = localDay;

/** The day so many days later (or earlier). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The same day so many months later; the month's last where it has no such day. */
export function addMonths(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const last = new Date(Date.UTC(year, month - 1 + months + 1, 0)).getUTCDate();
  return new Date(Date.UTC(year, month - 1 + months, Math.min(date, last))).toISOString().slice(0, 10);
}

/** The last day of a period of `days` that begins on the day after `instant`. */
export function lastDayAfter(instant: string, days: number, timeZone: string): string {
  return addDays(dayOf(instant, timeZone), days);
}
