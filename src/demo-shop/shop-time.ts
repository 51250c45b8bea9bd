/** Wall-clock times of a shop's time zone. */

/** The instant of a local day (so many days after `today`) and minutes after midnight; right but for hours that a change of clocks skips. */
export function localInstant(today: string, days: number, minutes: number, timeZone: string): Date {
  const wall = Date.parse(`${today}T00:00:00Z`) + days * 86_400_000 + minutes * 60_000;
  const offset = Date.parse(localText(new Date(wall), timeZone)) - wall;
  return new Date(wall - offset);
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Local day and time, written as if it were UTC. */
function localText(instant: Date, timeZone: string): string {
  const known = formats.get(timeZone);
  const format = known ?? new Intl.DateTimeFormat('sv-SE', { timeZone, dateStyle: 'short', timeStyle: 'medium' });
  if (known === undefined) formats.set(timeZone, format);
  return `${format.format(instant).replace(' ', 'T')}Z`;
}
