/** Calendar days in a shop's time zone, as YYYY-MM-DD: periods of the law and the shop's promises count whole days. */

/** The day on which an instant falls. */
export function dayOf(instant: Date | string, timeZone: string): string {
  return formatOf(timeZone).format(typeof instant === 'string' ? new Date(instant) : instant);
}

/** The day so many days later (or earlier). */
export function addDays(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
}

/** The last day of a period of `days` that begins on the day after `instant`. */
export function lastDayAfter(instant: string, days: number, timeZone: string): string {
  return addDays(dayOf(instant, timeZone), days);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  // Swedish writes YYYY-MM-DD.
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, made);
  return made;
}
