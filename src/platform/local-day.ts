const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar day on which an instant falls in a time zone, YYYY-MM-DD. */
export function localDay(instant: Date | string, timeZone: string): string {
  return formatOf(timeZone).format(typeof instant === 'string' ? new Date(instant) : instant);
}

/** Making a format is slow, using it is not. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known) return known;
  // Swedish writes YYYY-MM-DD.
  const made = new Intl.DateTimeFormat('sv-SE', { timeZone, year: 'numeric', month: '2-digit', day: '2-digit' });
  formats.set(timeZone, made);
  return made;
}
