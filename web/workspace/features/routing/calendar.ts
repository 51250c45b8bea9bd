import type { PublicDay, WorkingHours } from '../../../api/index.ts';

/** A day that is not as its weekday: closed without times. */
export type CalendarDay = { day: string; from?: string; to?: string };

/** Such days of a year, in their order. */
export function daysOf(hours: WorkingHours, year: number): CalendarDay[] {
  const own = hours.special ?? [];
  const closed = hours.holidays.filter((day) => !own.some((one) => one.day === day)).map((day) => ({ day }));
  return [...closed, ...own]
    .filter(({ day }) => day.startsWith(`${year}-`))
    .toSorted((one, other) => one.day.localeCompare(other.day));
}

/** The hours with another day; what it was before is forgotten. */
export function withDay(hours: WorkingHours, { day, from, to }: CalendarDay): WorkingHours {
  const { holidays, special, ...others } = withoutDay(hours, day);
  if (from === undefined || to === undefined)
    return { ...others, holidays: [...holidays, day].toSorted(), special: special ?? [] };
  return { ...others, holidays, special: [...(special ?? []), { day, from, to }] };
}

/** The hours with this day as its weekday again. */
export function withoutDay(hours: WorkingHours, day: string): WorkingHours {
  return {
    ...hours,
    holidays: hours.holidays.filter((one) => one !== day),
    special: (hours.special ?? []).filter((one) => one.day !== day),
  };
}

/**
 * The hours with the holidays as announced: days off are closed, days worked in lieu get the hours of a working day. What the shop has set
 * for a day stays; the same object where nothing is new.
 */
export function withPublicDays(hours: WorkingHours, announced: readonly PublicDay[]): WorkingHours {
  const known = new Set([...hours.holidays, ...(hours.special ?? []).map((one) => one.day)]);
  const fresh = announced.filter(({ day }) => !known.has(day));
  const closed = fresh.filter(({ kind }) => kind === 'off').map(({ day }) => day);
  const usual = hours.days.filter((span) => span.weekday === workingWeekday(hours));
  const worked = fresh.flatMap(({ day, kind }) => {
    const weekday = new Date(`${day}T00:00:00Z`).getUTCDay();
    // Open on that weekday anyhow: nothing to set.
    if (kind === 'off' || hours.days.some((span) => span.weekday === weekday)) return [];
    return usual.map(({ from, to }) => ({ day, from, to }));
  });
  if (closed.length === 0 && worked.length === 0) return hours;
  return {
    ...hours,
    holidays: [...hours.holidays, ...closed].toSorted(),
    special: [...(hours.special ?? []), ...worked],
  };
}

/** A weekday whose hours stand for all working days: the first one on which the shop is open. */
function workingWeekday(hours: WorkingHours): number | undefined {
  return [1, 2, 3, 4, 5].find((weekday) => hours.days.some((span) => span.weekday === weekday));
}
